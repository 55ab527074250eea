import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Pages } from './static.ts'

const home = mkdtempSync(join(tmpdir(), 'caifeng-pages-'))
const folder = join(home, 'ui')
const script = 'const answer = 42\n'.repeat(500)
const plain = { encoding: '', etag: '' }
let pages: Pages

beforeAll(() => {
  mkdirSync(join(folder, 'assets'), { recursive: true })
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>采风</title>')
  writeFileSync(join(folder, 'assets', 'main-abc123.js'), script)
  writeFileSync(join(folder, 'assets', 'notes.map'), '{}')
  writeFileSync(join(home, 'secret.txt'), 'geheim')
  pages = new Pages(folder)
})
afterAll(() => rmSync(home, { recursive: true }))

describe('the built pages', () => {
  it('are sent with their type; what carries a hash is kept for a year, the start page asked for again', async () => {
    const start = await pages.find('/', plain)
    expect(start?.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' })
    const asset = await pages.find('/assets/main-abc123.js', plain)
    expect(asset?.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    })
    expect(asset?.bytes.toString()).toBe(script)
  })

  it.each(['/standings', '/notices/2023-06', '/'])('answer the page path %s with the start page', async path => {
    expect((await pages.find(path, plain))?.bytes.toString()).toContain('采风')
  })

  it.each([
    '/api/unknown',
    '/api',
    '/assets/gone.js',
    '/assets',
    '/favicon.ico',
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/assets/notes.map',
    '/__proto__.js',
  ])('have nothing at %s', async path => {
    expect(await pages.find(path, plain)).toBeNull()
  })

  it('are packed as the browser takes them, and are the same unpacked', async () => {
    const path = '/assets/main-abc123.js'
    const br = await pages.find(path, { encoding: 'gzip, deflate, br', etag: '' })
    expect(br?.headers['content-encoding']).toBe('br')
    expect(brotliDecompressSync(br?.bytes ?? Buffer.alloc(0)).toString()).toBe(script)
    const gz = await pages.find(path, { encoding: 'gzip;q=0.5, br;q=0', etag: '' })
    expect(gz?.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(gz?.bytes ?? Buffer.alloc(0)).toString()).toBe(script)
    expect((await pages.find(path, { encoding: 'identity', etag: '' }))?.headers['content-encoding']).toBeUndefined()
  })

  it('are not sent again to a browser that has them', async () => {
    const first = await pages.find('/', plain)
    const again = await pages.find('/', { encoding: '', etag: `"x", ${first?.headers.etag}` })
    expect(again).toMatchObject({ status: 304, bytes: Buffer.alloc(0) })
  })

  it('say what to do when nothing was built', async () => {
    const none = new Pages(join(home, 'nothing'))
    expect(await none.find('/', plain)).toMatchObject({ status: 503 })
    expect((await none.find('/', plain))?.bytes.toString()).toContain('npm start')
    expect(await none.find('/assets/a.js', plain)).toBeNull()
  })
})
