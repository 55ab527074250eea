import { describe, expect, it } from 'vitest'
import { ArticleId } from '../domain/model.ts'
import { idMaker } from './ids.ts'

describe('an id', () => {
  it('has its prefix and sorts after all made before it, within a millisecond and when the clock steps back', () => {
    let now = 1_700_000_000_000
    const newId = idMaker(() => now)
    const made: string[] = []
    for (let step = 0; step < 3000; step += 1) {
      if (step % 500 === 0) now += 7
      if (step === 1700) now -= 100_000
      made.push(newId('art'))
    }
    expect(made).toEqual([...made].sort())
    expect(new Set(made).size).toBe(made.length)
    expect(ArticleId.safeParse(made[0]).success).toBe(true)
  })

  it('is not told by the time alone', () => {
    const clock = () => 1_700_000_000_000
    expect(idMaker(clock)('usr')).not.toBe(idMaker(clock)('usr'))
  })
})
