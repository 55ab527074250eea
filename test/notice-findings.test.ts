import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { audit } from '../src/domain/notice/audit.ts'
import type { Finding, Place } from '../src/domain/notice/notice.ts'
import { readNotice } from '../src/domain/notice/read.ts'
import { blocksOfText } from '../src/domain/notice/source.ts'

const folder = new URL('../fixtures/notices/', import.meta.url)
const slugs = readdirSync(folder)
  .filter(slug => existsSync(new URL(`${slug}/source.txt`, folder)))
  .sort()

const SEVERITIES = { error: '矛盾', warning: '疑误', question: '待人判断', info: '提示' } as const

const placeText = ({ part, table, unit, column, item, line }: Place): string =>
  [
    table ?? part,
    unit,
    column,
    item === undefined ? undefined : `第${item}条`,
    line === undefined ? undefined : `第${line}行`,
  ]
    .filter(word => word !== undefined)
    .join('，')

const lineOf = ({ code, severity, place, message }: Finding): string =>
  `- ${SEVERITIES[severity]} \`${code}\` ${placeText(place)}：${message}`

function printed(slug: string): string {
  const read = readNotice(blocksOfText(readFileSync(new URL(`${slug}/source.txt`, folder), 'utf8')))
  const found = audit(read).map(lineOf)
  const unread = read.unread.map(({ reason, place }) => `- ${placeText(place)}：${reason}`)
  return [
    `# ${slug}`,
    '',
    '## 核对',
    '',
    ...(found.length > 0 ? found : ['没有发现问题。']),
    '',
    '## 未检查',
    '',
    ...(unread.length > 0 ? unread : ['没有。']),
    '',
  ].join('\n')
}

describe('findings of real notices', () => {
  it('looks at the offices’ notices that are kept as fixtures', () => {
    expect(slugs.length).toBeGreaterThanOrEqual(6)
  })

  it.each(slugs)('%s as accepted', slug => {
    const golden = new URL(`${slug}/findings.golden.md`, folder)
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(golden, printed(slug))
    expect(readFileSync(golden, 'utf8')).toBe(printed(slug))
  })
})
