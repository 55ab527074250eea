import { describe, expect, it } from 'vitest'
import { heldHalf, KINDS, labelled, measured } from '../fixtures/checkup/labelled.ts'

const [titles, texts] = [labelled('titles'), labelled('texts')]
const below = (rows: ReturnType<typeof measured>, least = 0.9): string[] =>
  rows
    .filter(({ precision, recall }) => precision < least || recall < least)
    .map(({ kind, precision, recall }) => `${kind}: ${precision.toFixed(3)}, ${recall.toFixed(3)}`)

describe('the labels', () => {
  it('are enough, balanced, each title only once, and texts of a hundred to three hundred characters', () => {
    const seed = labelled('titles-seed')
    expect(titles.length).toBeGreaterThanOrEqual(300)
    expect(texts.length).toBeGreaterThanOrEqual(100)
    for (const rows of [titles, texts])
      for (const kind of KINDS) expect(rows.filter(row => row.kind === kind).length).toBe(rows.length / KINDS.length)
    const all = [...titles, ...texts, ...labelled('titles-tuned'), ...seed].map(({ title }) => title)
    expect(new Set(all).size).toBe(all.length)
    expect(texts.filter(({ body }) => body.length < 100 || body.length > 300)).toEqual([])
  })
})

describe('the genre of the held half', () => {
  it('is right nine times of ten each way, for titles and for texts', () => {
    expect(below(measured(heldHalf(titles)))).toEqual([])
    expect(below(measured(heldHalf(texts)))).toEqual([])
  })

  it('is right nine times of ten for the titles of the notice of June 2023', () => {
    expect(below(measured(labelled('titles-seed')))).toEqual([])
  })

  it('is measured by something that would notice', () => {
    expect(below(measured(heldHalf(titles), () => 'work')).length).toBe(KINDS.length)
    const blind = measured(heldHalf(texts), ({ kind }) => (kind === 'suggestion' ? 'problem' : kind))
    expect(below(blind)).toEqual(['problem: 0.471, 1.000', 'suggestion: 1.000, 0.000'])
  })
})
