import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

describe('the configuration', () => {
  it('needs nothing: SQLite in ./data, on this machine only', () => {
    expect(readConfig({})).toEqual({
      databaseUrl: null,
      folder: resolve('data'),
      host: '127.0.0.1',
      port: 3000,
      origin: null,
      hosts: [],
      trustProxy: [],
      minutesIdle: 30,
      minutesIdleAdmin: 15,
      hoursAbsolute: 12,
      mail: null,
    })
  })

  it('takes what is said, and an empty value as not said', () => {
    const config = readConfig({
      CAIFENG_DATABASE_URL: 'postgres://caifeng@db/caifeng',
      CAIFENG_PORT: '8080',
      CAIFENG_HOST: '',
      CAIFENG_ORIGIN: 'https://caifeng.example.gov.cn',
      CAIFENG_HOSTS: 'caifeng, Caifeng.Local',
      CAIFENG_TRUST_PROXY: '10.0.0.2,fd00::/8',
    })
    expect(config).toMatchObject({ databaseUrl: 'postgres://caifeng@db/caifeng', port: 8080, host: '127.0.0.1' })
    expect(config.hosts).toEqual(['caifeng', 'caifeng.local'])
    expect(config.trustProxy).toEqual(['10.0.0.2', 'fd00::/8'])
  })

  it.each([
    ['CAIFENG_PORT', '70000'],
    ['CAIFENG_PORT', '3000x'],
    ['CAIFENG_HOST', 'example.com'],
    ['CAIFENG_ORIGIN', 'http://caifeng.example.gov.cn'],
    ['CAIFENG_ORIGIN', 'https://caifeng.example.gov.cn/'],
    ['CAIFENG_DATABASE_URL', 'mysql://db/caifeng'],
    ['CAIFENG_TRUST_PROXY', 'true'],
    ['CAIFENG_TRUST_PROXY', '10.0.0.0/33'],
    ['CAIFENG_HOSTS', 'caifeng:3000'],
    ['CAIFENG_MINUTES_IDLE', '0'],
  ])('refuses %s=%s with a sentence that names it', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(ConfigError)
    expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`${name}：.*应`))
  })

  it('names every wrong value at once', () => {
    expect(() => readConfig({ CAIFENG_PORT: 'x', CAIFENG_HOST: 'y' })).toThrow(/CAIFENG_HOST.*[\s\S]*CAIFENG_PORT/)
  })
})
