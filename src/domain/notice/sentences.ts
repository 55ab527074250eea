import { z } from 'zod'
import { assert, Problem } from '../problems.ts'
import type { Offer } from './compose.ts'
import type { CoverFigure, CoverLeaders, Measure, Notice, Wording } from './notice.ts'

/**
 * The prose of a notice as an editor writes it: words around numbers that are bound. A number stands in a template as `{收到}` and is filled
 * in from the ledger at each look, so that it can be moved or left out, and never typed.
 */

/** A number, or a list of the first few, that a template may hold; `shown` is what it says this month: 县（市、区）局196篇. */
export interface Slot {
  readonly name: string
  readonly shown: string
}

/** One paragraph: `figures` and `leaders` are composed, `free-1`, `free-2` … are the office's own words. */
export interface Sentence {
  readonly key: string
  readonly template: string
  readonly shown: string
  readonly edited: boolean
  readonly slots: readonly Slot[]
}

/** What an editor has written for a month: templates of composed paragraphs, and all free paragraphs once one of them was touched. */
export const Written = z.strictObject({
  templates: z.record(z.string(), z.string()).default({}),
  free: z.array(z.string()).nullable().default(null),
})
export type Written = z.infer<typeof Written>

export const UNWRITTEN: Written = { templates: {}, free: null }

const COMPOSED = ['figures', 'leaders'] as const
const FREE = /^free-(\d{1,2})$/
const SLOT = /\{([^{}]*)\}/g

const MEASURES: Readonly<Partial<Record<Measure, string>>> = {
  submitted: '收到',
  adopted: '采用',
  upperAdopted: '上级采用',
  commissions: '约稿',
}

interface Bound extends Slot {
  /** The figure as composed; without what it is compared with, which is a slot of its own. */
  readonly figure: CoverFigure | null
  readonly leaders: CoverLeaders | null
  readonly offer: Offer | null
}

/** The numbers of a composed notice by name, in the order of its text. */
function boundIn(notice: Notice, offers: readonly Offer[]): Bound[] {
  const taken = new Set<string>()
  const named = (wanted: string): string => {
    const clean = wanted.replace(/[{}]/g, '')
    let name = clean
    for (let at = 2; taken.has(name); at += 1) name = `${clean}（${at}）`
    taken.add(name)
    return name
  }
  const left = [...offers]
  const offered = (offer: Offer): Bound => ({ ...offer, figure: null, leaders: null, offer })
  const figures = notice.cover.flatMap((figure): Bound[] => {
    const shown = figure.claim.place.quote ?? ''
    const word = MEASURES[figure.measure] ?? figure.measure
    const subject = figure.subject === '' ? '' : `·${figure.subject}`
    const isDistinct = figure.measure === 'adopted' && !shown.endsWith('篇次')
    const name = named(`${word}${isDistinct ? '·不重复' : subject}`)
    const at = figure.subject === '' ? left.findIndex(one => one.compares?.measure === figure.measure) : -1
    return [{ name, shown, figure, leaders: null, offer: null }, ...(at === -1 ? [] : left.splice(at, 1).map(offered))]
  })
  const leaders = notice.leaders.map(
    (one): Bound => ({
      name: named(`前列·${one.subject}`),
      shown: one.place.quote ?? '',
      figure: null,
      leaders: one,
      offer: null,
    }),
  )
  return [...figures, ...left.map(offered), ...leaders]
}

/** A composed text → its template, and the numbers in it. */
function templateOf(text: string, bound: readonly Bound[]): { template: string; slots: Bound[] } {
  let template = ''
  let at = 0
  const slots: Bound[] = []
  for (const slot of bound) {
    const found = slot.shown === '' ? -1 : text.indexOf(slot.shown, at)
    if (found === -1) continue
    template += `${text.slice(at, found)}{${slot.name}}`
    at = found + slot.shown.length
    slots.push(slot)
  }
  return { template: template + text.slice(at), slots }
}

export interface Worded {
  readonly notice: Notice
  readonly sentences: readonly Sentence[]
  /** Numbers that a template names and the month does not have, in words. */
  readonly remarks: readonly string[]
}

/**
 * A composed notice with what the editor wrote over it. Numbers that were left out are no longer claimed, and those that were moved are
 * claimed in their new order, so that the auditor and whoever reads the file back see what is printed.
 * @param free how many of the last paragraphs are the office's own words
 * @param offers words about earlier months that may be put in anywhere, printed or not
 * @param evidence numbers and names from the month's hand-ins, which claim nothing of the tables
 */
export function worded(
  notice: Notice,
  free: number,
  {
    written,
    offers = [],
    evidence = [],
  }: { readonly written: Written; readonly offers?: readonly Offer[]; readonly evidence?: readonly Slot[] },
): Worded {
  const bound = boundIn(notice, offers)
  const all = [...bound, ...evidence.map((slot): Bound => ({ ...slot, figure: null, leaders: null, offer: null }))]
  const composed = notice.body.slice(0, notice.body.length - free)
  assert(composed.length <= COMPOSED.length, 'a notice has at most two composed paragraphs')
  const remarks: string[] = []
  const said: Said[] = []
  const filledIn = (template: string): string => {
    const filled = fill(template, all)
    said.push(...filled.said)
    for (const name of filled.unknown)
      remarks.push(`文句里的“{${name}}”本月没有对应的数字，印出来是空的；请改写这一句。`)
    return filled.text.trim()
  }
  const sentences = composed.map(({ text }, index): Sentence => {
    const key = COMPOSED[index] ?? ''
    const own = templateOf(text, bound)
    const template = written.templates[key] ?? own.template
    const more = index === 0 ? bound.filter(one => one.offer !== null && !own.slots.includes(one)) : []
    const slots = [...own.slots, ...more].map(({ name, shown }) => ({ name, shown }))
    return { key, template, shown: filledIn(template), edited: template !== own.template, slots }
  })
  const standing = notice.body.slice(notice.body.length - free).map(({ text }) => text)
  for (const [index, template] of (written.free ?? standing).entries())
    sentences.push({
      key: `free-${index + 1}`,
      template,
      shown: filledIn(template),
      edited: written.free !== null && template !== standing[index],
      slots: [],
    })
  const body = sentences
    .filter(({ shown }) => shown !== '')
    .map(({ shown }): Wording => ({ text: shown, place: { part: 'body' } }))
  return { notice: { ...notice, body, ...claimed(notice, said) }, sentences, remarks }
}

/** A slot that a template says; `compared`: the comparison right after it, which a reader takes for its. */
interface Said {
  readonly slot: Bound
  readonly compared: Offer['compares']
}

/** A template with its slots filled, what it said in order, and names that are none. */
function fill(template: string, bound: readonly Bound[]): { text: string; said: Said[]; unknown: string[] } {
  const said: Said[] = []
  const unknown: string[] = []
  let text = ''
  let at = 0
  let end = -1
  for (const match of template.matchAll(SLOT)) {
    text += template.slice(at, match.index)
    at = match.index + match[0].length
    const slot = bound.find(one => one.name === match[1])
    if (slot === undefined) {
      unknown.push(match[1] ?? '')
      continue
    }
    const last = said.at(-1)
    const compares = slot.offer?.compares ?? null
    if (compares !== null && last !== undefined && isAbout(last.slot.figure, compares) && /^，?$/.test(text.slice(end)))
      said[said.length - 1] = { ...last, compared: compares }
    said.push({ slot, compared: null })
    text += slot.shown
    end = text.length
  }
  return { text: text + template.slice(at), said, unknown }
}

const isAbout = (figure: CoverFigure | null, { measure }: NonNullable<Offer['compares']>): boolean =>
  figure !== null && figure.measure === measure && figure.subject === ''

/** The figures and leaders that are said, in the order in which they are; what a figure is a part of may have moved or gone. */
function claimed(notice: Notice, said: readonly Said[]): Pick<Notice, 'cover' | 'leaders'> {
  const figures = said.flatMap(({ slot, compared }) =>
    slot.figure === null ? [] : [{ figure: slot.figure, compared }],
  )
  const cover = figures.map(({ figure: { compared: _, ...figure }, compared }): CoverFigure => {
    const whole = figure.partOf === null ? undefined : notice.cover[figure.partOf]
    const at = whole === undefined ? -1 : figures.findIndex(one => one.figure === whole)
    const partOf = at === -1 ? null : at
    if (compared === null) return { ...figure, partOf }
    const quote = said.find(({ slot }) => slot.offer?.compares === compared)?.slot.shown
    const place = { ...figure.claim.place, quote }
    return { ...figure, partOf, compared: { x100: compared.x100, place } }
  })
  return { cover, leaders: said.flatMap(({ slot }) => (slot.leaders === null ? [] : [slot.leaders])) }
}

/** Whether something written names a slot that begins so. */
export const mentions = (templates: readonly string[], prefix: string): boolean =>
  templates.some(template => template.includes(`{${prefix}`))

/** Days, months, years, times and 文号 say when and which, not how many: they may be typed. */
const TYPED =
  /\d{2,4}\s*年|\d{1,2}\s*月(?:份|底|初|中旬|上旬|下旬)?|\d{1,2}\s*日|〔\d{4}〕\d{1,5}号|\d{1,2}[:：]\d{2}|第[一二三四]季度/g
/** 每一篇, 这一条 count nothing. */
const IDIOMS = /[每某另同这那]一[篇则条家个位次]/g
const COUNTED = /[零〇一二两三四五六七八九十百千万]+(?:余|多)?(?:篇次|篇|则|条|分|家次|家)/
const TIMES_AND_IDIOMS = [TYPED, IDIOMS]

/**
 * What was written over the paragraphs of a month. Refuses a number that was typed instead of bound, a name of no number of this month, one
 * that is said twice, and keys that are none.
 * @param before the paragraphs as they stand
 * @param evidence numbers and names from the month's hand-ins
 */
export function written(
  before: readonly Sentence[],
  sentences: readonly { readonly key: string; readonly template: string }[],
  evidence: readonly Slot[] = [],
): Written {
  const slots = new Set([...before.flatMap(one => one.slots), ...evidence].map(({ name }) => name))
  const seen = new Set<string>()
  const keys = new Set<string>()
  for (const { key, template } of sentences) {
    if (
      keys.has(key) ||
      !(FREE.test(key) || COMPOSED.some(one => one === key && before.some(each => each.key === key)))
    )
      throw new Problem('invalid-input', { reason: `没有“${key}”这一段` })
    keys.add(key)
    for (const [, name = ''] of template.matchAll(SLOT)) {
      if (!slots.has(name)) throw new Problem('invalid-input', { reason: `本月没有“{${name}}”这个数` })
      if (seen.has(name)) throw new Problem('invalid-input', { reason: `“{${name}}”写了两次，同一个数只能写一次` })
      seen.add(name)
    }
    const typed = typedNumber(template)
    if (typed !== null)
      throw new Problem('invalid-input', {
        reason: `“${typed}”是手写的数；数字要用花括号里的名称，由台账填入，只有日期可以手写`,
      })
  }
  const templates = Object.fromEntries(
    sentences.filter(({ key }) => !FREE.test(key)).map(({ key, template }) => [key, template.trim()]),
  )
  const free = sentences
    .filter(({ key }) => FREE.test(key))
    .map(({ template }) => template.trim())
    .filter(template => template !== '')
  return { templates, free }
}

/** A number that stands in a template outside its braces, or null. */
export function typedNumber(template: string): string | null {
  const words = TIMES_AND_IDIOMS.reduce(
    (text, allowed) => text.replace(allowed, ' '),
    template.normalize('NFKC').replace(/:/g, '：').replace(SLOT, ' '),
  )
  return (/[^\s，。；、]{0,6}\p{Nd}[\p{Nd}.%]*[^\s，。；、]{0,3}/u.exec(words) ?? COUNTED.exec(words))?.[0] ?? null
}
