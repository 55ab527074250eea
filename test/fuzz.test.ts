import { describe, expect, it } from 'vitest'
import { fuzz, TARGETS } from './support/fuzz.ts'

/** A short run with a fixed seed, without coverage; `node scripts/fuzz.mjs` runs long and by coverage. */
describe('a reader of untrusted bytes', () => {
  it.each(Object.entries(TARGETS))('reads or refuses whatever it is given: %s', async (_, target) => {
    const { runs, refused, crashes } = await fuzz(target, { runs: 300, seed: 20_230_630, counters: new Uint32Array() })
    expect(crashes).toEqual([])
    expect(runs).toBe(300)
    expect(refused).toBeLessThan(300)
  })

  it('would be caught when it fails in another way', async () => {
    const broken = { seeds: [new Uint8Array([1])], words: ['x'], zip: false, read: () => JSON.parse('{') }
    const { crashes } = await fuzz(broken, { runs: 5, seed: 1, counters: new Uint32Array() })
    expect(crashes).toHaveLength(5)
  })
})
