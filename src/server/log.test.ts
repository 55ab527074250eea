import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openLog } from './log.ts'
import { withoutSecrets } from './redact.ts'

function lines() {
  const written: string[] = []
  return {
    written,
    log: openLog(
      () => Date.UTC(2023, 5, 30),
      line => written.push(line),
    ),
  }
}

describe('the log', () => {
  it('writes one JSON line for an event, with its time and level', () => {
    const { written, log } = lines()
    log.warn('磁盘将满', { free: 3, path: 'data' })
    expect(written).toEqual([
      '{"at":"2023-06-30T00:00:00.000Z","level":"warn","message":"磁盘将满","free":3,"path":"data"}\n',
    ])
  })

  it('lets no value begin a line, turn one around or hide in one', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.string({ unit: 'binary', maxLength: 20 }),
        (text, name) => {
          const { written, log } = lines()
          log.info(text, { [`f${name}`]: `${text}\r\n\u2028\u202e\u200b\u0085\u{e0001}` })
          expect(written).toHaveLength(1)
          expect(written[0]?.slice(0, -1)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
          expect(JSON.parse(written[0] ?? '')).toMatchObject({ level: 'info', message: text })
        },
      ),
    )
  })

  it('says an error with its cause and keeps the reserved names', () => {
    const { written, log } = lines()
    log.error('坏了', { cause: new Error('outer', { cause: new TypeError('inner') }), message: 'mine' })
    const event = JSON.parse(written[0] ?? '')
    expect(event.message).toBe('坏了')
    expect(event.message_).toBe('mine')
    expect(event.cause).toMatchObject({ name: 'Error', text: 'outer', cause: { name: 'TypeError', text: 'inner' } })
    expect(event.cause.stack).toContain('log.test.ts')
  })

  it('cuts a line that would fill a disk', () => {
    const { written, log } = lines()
    log.info('x'.repeat(100_000))
    expect(written[0]?.length).toBeLessThan(2_000)
    expect(JSON.parse(written[0] ?? '').cut).toBeGreaterThan(100_000)
  })
})

describe('what may be logged', () => {
  it('has no secret, whatever the depth, and texts only as their hash', () => {
    const value = {
      account: 'wang',
      password: 'geheim-1',
      second: { account: 'li', password: 'geheim-2' },
      list: [{ token: 'geheim-3', Code: 'geheim-4' }],
      body: '报送全文 geheim-5',
      note: `geheim-6 ${'长'.repeat(400)}`,
      rich: { content: [{ kind: 'paragraph', words: 'geheim-7' }] },
    }
    const clean = JSON.stringify(withoutSecrets(value))
    expect(clean).not.toContain('geheim')
    expect(clean).toContain('"account":"li"')
    expect(clean).toMatch(/"body":\{"sm3":"[0-9a-f]{64}","length":13\}/)
  })

  it('is only a hash when it is too long as a whole', () => {
    const many = Array.from({ length: 2_000 }, (_, n) => `单位${n}`)
    expect(withoutSecrets({ many })).toEqual({
      sm3: expect.stringMatching(/^[0-9a-f]{64}$/),
      length: expect.any(Number),
    })
  })
})
