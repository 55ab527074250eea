import { describe, expect, it } from 'vitest'
import { period } from './calendar.ts'
import { Fact, UnitId } from './model.ts'
import { beyondLimit, factsWithin } from './quality/limit.ts'
import { evidenceSlots, paragraphOf } from './quality/paragraph.ts'
import { HandIn, pastOf, qualityOf, unitMonthOf } from './quality.ts'
import { monthDays, NO_OWN_DAYS, workingDays } from './working-day.ts'

const JULY = monthDays(period('2023-07'), workingDays(NO_OWN_DAYS))
const A = UnitId.parse('unt_a')
const B = UnitId.parse('unt_b')

let made = 0
const handIn = (more: Partial<Record<keyof HandIn, unknown>> = {}): HandIn => {
  made += 1
  return HandIn.parse({
    fact: `fct_${made}`,
    unit: A,
    article: `art_${made}`,
    title: `稿件${made}`,
    period: '2023-07',
    on: '2023-07-10',
    quantity: 1,
    genre: 'news',
    outcome: 'waiting',
    reasons: [],
    upper: 0,
    adoptionOnly: false,
    opens: true,
    ...more,
  })
}
const many = (count: number, more: Parameters<typeof handIn>[0] = {}): HandIn[] =>
  Array.from({ length: count }, () => handIn(more))

describe('quality', () => {
  it('counts what was handed in, of what kinds, what came of it and why it came back', () => {
    const counted = qualityOf([
      ...many(2, { genre: 'problem', outcome: 'adopted' }),
      handIn({ genre: 'suggestion', upper: 2 }),
      handIn({ genre: 'commission', outcome: 'returned', reasons: ['no-data', 'no-data', 'off-topic'] }),
      handIn({ outcome: 'declined', reasons: ['no-data'] }),
    ])
    expect(counted).toEqual({
      handedIn: 5,
      told: 5,
      classes: { problem: 3, experience: 0, news: 1, commission: 1 },
      adopted: 2,
      perTenX100: 400,
      returned: 1,
      declined: 1,
      waiting: 1,
      reasons: [
        { reason: 'no-data', count: 2 },
        { reason: 'off-topic', count: 1 },
      ],
      upper: 2,
    })
  })

  it('takes the titles a taken-over notice lists for kinds and adoptions, not for more hand-ins', () => {
    const counted = qualityOf([
      handIn({ article: null, on: null, genre: null, quantity: 10, outcome: 'unknown' }),
      ...many(4, { on: null, outcome: 'adopted', adoptionOnly: true, genre: 'experience' }),
    ])
    expect(counted).toMatchObject({ handedIn: 10, told: 4, adopted: 4, perTenX100: 400 })
  })

  it('says nothing of a share where nothing was handed in', () => {
    expect(qualityOf([])).toMatchObject({ handedIn: 0, perTenX100: null, reasons: [] })
  })
})

describe('when in the month', () => {
  it('the last three working days take the days off after them, and wait until the month is over', () => {
    const handIns = [handIn({ on: '2023-07-26' }), handIn({ on: '2023-07-27' }), handIn({ on: '2023-07-30' })]
    expect(unitMonthOf(handIns, JULY, true).timing).toMatchObject({ dated: 3, lastThree: 2 })
    expect(unitMonthOf(handIns, JULY, false).timing.lastThree).toBeNull()
  })

  it('finds nine of ten articles in three days, and leaves ten on ten days alone', () => {
    const even = Array.from({ length: 10 }, (_, at) => handIn({ on: `2023-07-${String(3 + 2 * at).padStart(2, '0')}` }))
    expect(unitMonthOf(even, JULY, true).timing).toMatchObject({ bursts: [], inBursts: 0 })
    const hurried = [...many(5, { on: '2023-07-27' }), ...many(4, { on: '2023-07-28' }), handIn({ on: '2023-07-05' })]
    const { timing } = unitMonthOf(hurried, JULY, true)
    expect(timing.from).toBe(8)
    expect(timing.inBursts).toBe(9)
    expect(timing.bursts).toEqual([{ first: '2023-07-27', last: '2023-07-30', count: 9 }])
  })

  it('leaves out hand-ins whose day is not known, in the month and in the past', () => {
    const undated = unitMonthOf([handIn({ article: null, on: null, quantity: 30 })], JULY, true)
    expect(undated.timing).toMatchObject({ dated: 0, lastThree: 0, bursts: [] })
    const dated = unitMonthOf([handIn({ on: '2023-07-31' }), handIn()], JULY, true)
    expect(pastOf([undated, dated])).toMatchObject({ months: 1, dated: 2, lastThree: 1, handedIn: 32 })
  })
})

describe('a limit of so many a week', () => {
  it('leaves the first n of each unit and week, 约稿 beside them', () => {
    const week = many(4, { on: '2023-07-12' })
    const others = [
      ...many(2, { unit: B, on: '2023-07-12' }),
      handIn({ on: '2023-07-17' }),
      handIn({ on: '2023-07-12', genre: 'commission' }),
      handIn({ article: null, on: null, quantity: 9 }),
    ]
    expect(beyondLimit([...week, ...others], { perWeek: 2, unit: null })).toEqual(week.slice(2))
    expect(beyondLimit([...week, ...others], { perWeek: 1, unit: B })).toEqual([others[1]])
  })

  it('counts a week across the end of a month', () => {
    const handIns = [handIn({ on: '2023-07-31' }), handIn({ period: '2023-08', on: '2023-08-06' })]
    expect(beyondLimit(handIns, { perWeek: 1, unit: null })).toEqual([handIns[1]])
  })

  it('takes the unit off whatever became of the article, and leaves who signed with it', () => {
    const beyond = handIn()
    const common = { occurredOn: '2023-07-20', recordedAt: '2023-07-20T01:00:00.000Z', posting: '2023-07', quantity: 1 }
    const of = (id: string, units: readonly string[], more: object) =>
      Fact.parse({ ...common, id, note: '', credits: units.map(unit => ({ unit, weight: 1 })), ...more })
    const submission = { type: 'submission', article: beyond.article, channel: 'web' }
    const alone = of('fct_x', [A], submission)
    const both = of('fct_y', [A, B], submission)
    const other = of('fct_z', [A], { ...submission, article: 'art_other' })
    expect(factsWithin([alone, both, other], [beyond])).toEqual([{ ...both, credits: [{ unit: B, weight: 1 }] }, other])
  })
})

describe('the paragraph on problems', () => {
  const units = (handIns: readonly HandIn[]) =>
    [A, B].map((unit, at) => ({
      unit,
      name: ['甲局', '乙局'][at] ?? '',
      month: unitMonthOf(
        handIns.filter(one => one.unit === unit),
        JULY,
        true,
      ),
    }))
  const drafted = (handIns: readonly HandIn[]) => {
    const evidence = { units: units(handIns), handIns, slots: JULY.slots }
    return { sentences: paragraphOf(evidence), slots: evidenceSlots(evidence) }
  }

  it('says only what the month bears out, each sentence with its articles', () => {
    const meeting = handIn({ outcome: 'returned', reasons: ['meeting-only'] })
    const { sentences } = drafted([meeting, ...many(3, { genre: 'problem' })])
    expect(sentences.map(one => one.key)).toEqual(['gathering', 'appeal'])
    expect(sentences[0]).toMatchObject({
      template: '个别单位仍存在就会议写会议、就活动写活动的现象，因此退改或未用的有{质量·会议活动篇数}。',
      handIns: [meeting],
      slots: [
        { name: '质量·会议活动篇数', shown: '1篇' },
        { name: '质量·会议活动单位', shown: '甲局' },
      ],
    })
    expect(sentences[0]?.named).toMatch(/^\{质量·会议活动单位\}仍存在/)
  })

  it('tells 约稿 without data from other articles without data', () => {
    const { sentences } = drafted([
      handIn({ genre: 'commission', outcome: 'returned', reasons: ['no-data'] }),
      handIn({ genre: 'problem', unit: B, outcome: 'declined', reasons: ['no-case'] }),
    ])
    expect(sentences.map(one => [one.key, one.handIns.length])).toEqual([
      ['commission', 1],
      ['bare', 1],
      ['appeal', 0],
    ])
  })

  it('speaks of hurry where there was a burst, and of the end of the month where twice an even share lies there', () => {
    const hurried = [
      ...many(6, { on: '2023-07-27', genre: 'problem' }),
      ...many(3, { on: '2023-07-28', genre: 'problem' }),
    ]
    const { sentences, slots } = drafted(hurried)
    expect(sentences.map(one => one.key)).toEqual(['burst', 'end-of-month', 'appeal'])
    expect(slots).toContainEqual({ name: '质量·集中报送家数', shown: '1家单位' })
    expect(slots).toContainEqual({ name: '质量·月末占比', shown: '100%' })
  })

  it('keeps a name for every number, also where there is nothing to say, and none twice', () => {
    const names = drafted(many(2)).slots.map(one => one.name)
    expect(new Set(names).size).toBe(names.length)
    expect(names).toContain('质量·会议活动篇数')
    for (const { template, named, slots } of drafted([handIn({ reasons: ['form'], outcome: 'returned' })]).sentences)
      for (const [, name] of `${template}${named ?? ''}`.matchAll(/\{([^{}]*)\}/g))
        expect(slots.map(one => one.name)).toContain(name)
  })
})
