import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { Notice } from '../src/domain/notice/notice.ts'
import { readNotice } from '../src/domain/notice/read.ts'
import { blocksOfText } from '../src/domain/notice/source.ts'

const folder = new URL('../fixtures/notices/', import.meta.url)
const slugs = readdirSync(folder)
  .filter(slug => existsSync(new URL(`${slug}/source.txt`, folder)))
  .sort()

const WIDTH = 160

/** JSON with each value that fits on a line on one line, so that a changed figure is one changed line. */
function printed(value: unknown, indent = ''): string {
  const flat = JSON.stringify(value)
  if (flat.length + indent.length <= WIDTH || typeof value !== 'object' || value === null) return flat
  const inner = `${indent}  `
  const lines = Array.isArray(value)
    ? value.map(one => `${inner}${printed(one, inner)}`)
    : Object.entries(value).map(([key, one]) => `${inner}${JSON.stringify(key)}: ${printed(one, inner)}`)
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  return `${open}\n${lines.join(',\n')}\n${indent}${close}`
}

describe('what is read of real notices', () => {
  it('looks at the offices’ notices that are kept as fixtures', () => {
    expect(slugs.length).toBeGreaterThanOrEqual(6)
  })

  it.each(slugs)('%s as accepted', slug => {
    const golden = new URL(`${slug}/notice.golden.json`, folder)
    const { notice } = readNotice(blocksOfText(readFileSync(new URL(`${slug}/source.txt`, folder), 'utf8')))
    expect(Notice.parse(notice)).toEqual(notice)
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(golden, `${printed(notice)}\n`)
    expect(readFileSync(golden, 'utf8')).toBe(`${printed(notice)}\n`)
  })
})
