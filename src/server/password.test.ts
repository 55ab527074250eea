import { argon2Sync, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { hashPassword, isOutdated, passwordFault, passwordMatches, readablePassword } from './password.ts'

describe('a stored password', () => {
  it('is argon2id with 19 MiB, two passes and a salt of its own, and matches only itself', async () => {
    const stored = await hashPassword('Ein gutes 密码 1')
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
    expect(await hashPassword('Ein gutes 密码 1')).not.toBe(stored)
    expect(await passwordMatches(stored, 'Ein gutes 密码 1')).toBe(true)
    expect(await passwordMatches(stored, 'Ein gutes 密码 1 ')).toBe(false)
    expect(await passwordMatches(stored, 'ein gutes 密码 1')).toBe(false)
    expect(isOutdated(stored)).toBe(false)
  })

  it('of other strength still matches, and is known to be outdated', async () => {
    const nonce = Buffer.from('saltsalt')
    const tag = argon2Sync('argon2id', {
      message: 'password',
      nonce,
      memory: 8_192,
      passes: 3,
      parallelism: 1,
      tagLength: 32,
    })
    const old = `$argon2id$v=19$m=8192,t=3,p=1$c2FsdHNhbHQ$${tag.toString('base64').replaceAll('=', '')}`
    expect(await passwordMatches(old, 'password')).toBe(true)
    expect(await passwordMatches(old, 'Password')).toBe(false)
    expect(isOutdated(old)).toBe(true)
  })

  it('of nobody matches nothing', async () => {
    expect(await passwordMatches(null, '')).toBe(false)
    expect(await passwordMatches(null, 'anything')).toBe(false)
  })

  it('is the same however an input method composed its characters', async () => {
    expect(await passwordMatches(await hashPassword('caf\u00e9 Zürich 12'), 'cafe\u0301 Zu\u0308rich 12')).toBe(true)
  })

  it('waits its turn, and is refused beyond a queue of fifty', async () => {
    const all = await Promise.allSettled(Array.from({ length: 60 }, () => passwordMatches(null, 'x')))
    const refused = all.filter(one => one.status === 'rejected')
    expect(refused).toHaveLength(8)
    expect(refused[0]?.reason).toMatchObject({ code: 'too-many-requests' })
    // Afterwards there is room again.
    expect(await passwordMatches(null, 'x')).toBe(false)
  })
})

describe('a new password', () => {
  const owner = { account: 'wanghong', names: ['王红', '阳谷局'] }
  it.each([
    ['Kurz-1a', '至少要 12 个字符'],
    ['nurkleinbuchstaben', '三类'],
    ['kleinundzahlen12345', '三类'],
    ['Wanghong-ist-9x', '账户名'],
    ['王红的密码Abc-9x7y', '名称'],
    ['阳谷局Abc-Xyz-9x7y', '名称'],
    ['Password-9x7yz', '太常见'],
    ['Qwerty-!!-9x7y', '太常见'],
    ['Aa1-Aa1-Aa1-Aa1', '太常见'],
  ])('like %s is refused: %s', (password, why) => {
    expect(passwordFault(password, owner)).toContain(why)
  })

  it.each(['Lieber-7-Berge', 'zwölf Zeichen, 3 Klassen', '春眠不觉晓Chu4Chu4', 'Lang-1x und '.repeat(8)])(
    'like %s is taken',
    password => {
      expect(passwordFault(password, owner)).toBeNull()
    },
  )

  it('made for the demo accounts is good, readable and another one each time', () => {
    const made = Array.from({ length: 200 }, () => readablePassword(randomBytes(32).toString('base64url')))
    expect(new Set(made).size).toBe(200)
    for (const password of made) expect(password).toMatch(/^[A-Z]{4}-[a-z]{4}-[2-9]{4}-[a-z]{4}$/)
    expect(made.filter(password => passwordFault(password, { account: 'editor', names: ['编辑'] }) !== null)).toEqual(
      [],
    )
  })
})
