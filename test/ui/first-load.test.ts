import { gzipSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'
import { expect, it } from 'vitest'

/** Offices sit behind thin lines: what must arrive before the first page is shown. */
const FIRST_LOAD_MAX = 450 * 1000

const built = await build({ logLevel: 'silent', build: { write: false } })
const output = (Array.isArray(built) ? built : [built]).flatMap(one => ('output' in one ? one.output : []))
const chunks = output.flatMap(one => (one.type === 'chunk' ? [one] : []))
const named = new Map(chunks.map(chunk => [chunk.fileName, chunk]))

/** A chunk and all it imports at once, each counted once. */
function loadedWith(chunk: Rolldown.OutputChunk, seen = new Set<string>()): Set<string> {
  if (seen.has(chunk.fileName)) return seen
  seen.add(chunk.fileName)
  for (const name of chunk.imports) {
    const imported = named.get(name)
    if (imported !== undefined) loadedWith(imported, seen)
  }
  return seen
}

const compressed = (names: Iterable<string>): number =>
  [...names].reduce((sum, name) => sum + gzipSync(named.get(name)?.code ?? '').length, 0)

const entry = chunks.find(chunk => chunk.isEntry)

it('loads at most 450 kB of compressed script before the first page', () => {
  expect(entry).toBeDefined()
  if (entry === undefined) return
  const size = compressed(loadedWith(entry))
  expect(size).toBeGreaterThan(50_000) // A wrong count would be small, and pass.
  expect(size).toBeLessThanOrEqual(FIRST_LOAD_MAX)
})

it('loads each page and the chart only when they are opened', () => {
  const first = entry === undefined ? new Set<string>() : loadedWith(entry)
  const lazy = chunks.filter(chunk => chunk.isDynamicEntry).map(chunk => chunk.name)
  expect(lazy).toEqual(
    expect.arrayContaining(['overview-page', 'standing-page', 'notice-page', 'audit-page', 'history-chart']),
  )
  expect([...first].filter(name => /-page|history-chart/.test(name))).toEqual([])
})

it('has no script inside the page, which the content security policy would refuse', () => {
  const page = output.find(one => one.fileName === 'index.html')
  const html = page?.type === 'asset' ? String(page.source) : ''
  const scripts = html.match(/<script[^>]*>/g) ?? []
  expect(scripts.length).toBeGreaterThan(0)
  expect(scripts.filter(script => !script.includes(' src='))).toEqual([])
  expect(html).not.toMatch(/ on[a-z]+=/)
})
