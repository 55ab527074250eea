import { describe, expect, it } from 'vitest'
import { Problem } from '../src/domain/problems.ts'
import { readDocument } from '../src/server/documents.ts'
import { docxOf, line } from './support/documents.ts'
import { HOSTILE } from './support/hostile.ts'

/** A refusal says what is wrong with the file; anything with a `cause` is a bug of ours. */
const CODES = ['file-unreadable', 'file-empty', 'file-encoding', 'too-large']

describe('a file made to harm', () => {
  it('comes in more than fifty kinds', () => {
    expect(HOSTILE.length).toBeGreaterThan(50)
    expect(new Set(HOSTILE.map(({ name }) => name)).size).toBe(HOSTILE.length)
  })

  it.each(HOSTILE.map(hostile => [hostile.name, hostile] as const))(
    'is answered, and others are served meanwhile: %s',
    async (_, { bytes, says }) => {
      const harmful = bytes()
      let ticks = 0
      const clock = setInterval(() => {
        ticks += 1
      }, 20)
      const began = performance.now()
      const [answer, other] = await Promise.all([
        readDocument(harmful, '通报').catch((error: unknown) => error),
        readDocument(docxOf(line('正文')), '通报.docx'),
      ])
      const took = performance.now() - began
      clearInterval(clock)
      expect(other.blocks).toHaveLength(1)
      // Ten seconds for the reader and generous room for a busy machine; a stopped main thread would not tick.
      expect(took).toBeLessThan(20_000)
      expect(ticks).toBeGreaterThan(Math.floor(took / 20 / 10))
      if (!(answer instanceof Problem)) {
        expect(says, `it was read: ${JSON.stringify(answer).slice(0, 200)}`).toBeNull()
        return
      }
      expect(answer.params.cause).toBeUndefined()
      expect(CODES).toContain(answer.code)
      if (answer.code === 'file-unreadable') expect(answer.params.reason).toMatch(/。$/)
      if (says !== null) expect(String(answer.params.reason ?? answer.params.limit)).toMatch(says)
    },
    60_000,
  )
})
