import { describe, expect, it } from 'vitest'
import { cookieName, doorFault, securityHeaders } from './door.ts'

const local = { origin: null, hosts: [], host: '127.0.0.1' }
const office = { origin: 'https://caifeng.example.gov.cn', hosts: ['caifeng'], host: '0.0.0.0' }
const host = '127.0.0.1:3000'

describe('the name a request is meant for', () => {
  it.each([
    [local, '127.0.0.1:3000', null],
    [local, 'localhost:3000', null],
    [local, '[::1]:3000', null],
    [local, 'LOCALHOST', null],
    [{ ...local, host: '10.0.0.5' }, '10.0.0.5:3000', null],
    [{ ...local, host: 'fd00::5' }, '[fd00::5]:3000', null],
    [office, 'caifeng.example.gov.cn', null],
    [office, 'caifeng:3000', null],
    [local, 'evil.example', 'foreign-host'],
    [local, '127.0.0.1.evil.example', 'foreign-host'],
    [local, '127.0.0.1:3000@evil.example', 'foreign-host'],
    [office, '0.0.0.0:3000', 'foreign-host'],
    [local, '10.0.0.5:3000', 'foreign-host'],
    [local, '', 'foreign-host'],
    [local, undefined, 'foreign-host'],
  ])('%o: %s → %s', (config, name, fault) => {
    expect(doorFault(config, 'GET', name === undefined ? {} : { host: name })).toBe(fault)
  })
})

describe('where a change comes from', () => {
  it.each([
    [{ origin: 'http://127.0.0.1:3000' }, null],
    [{ origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-origin' }, null],
    [{}, null],
    [{ origin: 'http://evil.example' }, 'foreign-origin'],
    [{ origin: 'http://127.0.0.1:3001' }, 'foreign-origin'],
    [{ origin: 'null' }, 'foreign-origin'],
    [{ origin: '' }, 'foreign-origin'],
    [{ 'sec-fetch-site': 'cross-site' }, 'foreign-origin'],
    [{ 'sec-fetch-site': 'same-site' }, 'foreign-origin'],
    [{ 'sec-fetch-site': 'none' }, 'foreign-origin'],
    [{ origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'cross-site' }, 'foreign-origin'],
  ])('%o → %s', (headers, fault) => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH'])
      expect(doorFault(local, method, { host, ...headers })).toBe(fault)
    expect(doorFault(local, 'GET', { host, ...headers })).toBeNull()
  })

  it('may be the published origin, whatever name the proxy passes on', () => {
    const headers = { host, origin: 'https://caifeng.example.gov.cn' }
    expect(doorFault(office, 'POST', headers)).toBeNull()
    expect(doorFault(local, 'POST', headers)).toBe('foreign-origin')
  })
})

describe('the headers of every answer', () => {
  it('forbid scripts in the page, other frames and guessing of types', () => {
    const headers = securityHeaders(local)
    const policy = headers['content-security-policy']?.split('; ') ?? []
    expect(policy).toEqual(expect.arrayContaining(["script-src 'self'", "frame-ancestors 'none'", "object-src 'none'"]))
    expect(policy.filter(rule => /unsafe/.test(rule))).toEqual(["style-src 'self' 'unsafe-inline'"])
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['strict-transport-security']).toBeUndefined()
  })

  it('ask for TLS for a year where there is TLS, and name the cookie for it', () => {
    expect(securityHeaders(office)['strict-transport-security']).toBe('max-age=31536000')
    expect([cookieName(local), cookieName(office)]).toEqual(['sid', '__Host-sid'])
  })
})
