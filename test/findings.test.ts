import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { audit, type Known } from '../src/domain/notice/audit.ts'
import { FINDINGS } from '../src/domain/notice/findings.ts'
import type { Finding } from '../src/domain/notice/notice.ts'
import { readNotice } from '../src/domain/notice/read.ts'
import { blocksOfText } from '../src/domain/notice/source.ts'

const folder = new URL('../fixtures/findings/', import.meta.url)
const docs = new URL('../docs/findings.md', import.meta.url)
const codes = Object.keys(FINDINGS)

const county = (name: string) => ({ name, aliases: [], group: 'county' })

/** What has to be known beside the fixture's text; most need nothing. */
const KNOWN: Record<string, Known> = {
  'unit-unknown': { units: [county('阳谷局')] },
  'base-rule': {
    units: [county('阳谷局'), county('临清局')],
    ruleSet: {
      report: 100,
      brief: 50,
      commission: 500,
      bases: [{ group: 'county', points: 500, forwardedAtLeast: 1 }],
    },
  },
  'year-previous': {
    previous: [
      { unit: '阳谷局', yearPoints: 11950 },
      { unit: '临清局', yearPoints: 10600 },
    ],
  },
  'cover-compared': { previousCounts: { submitted: 380 } },
  'unit-new': {
    previous: [
      { unit: '阳谷局', yearPoints: 11950 },
      { unit: '临清局', yearPoints: 10600 },
    ],
  },
  'unit-gone': {
    previous: [
      { unit: '阳谷局', yearPoints: 11950 },
      { unit: '临清局', yearPoints: 10600 },
      { unit: '莘县局', yearPoints: 5650 },
    ],
  },
}

const auditOf = (code: string): Finding[] =>
  audit(readNotice(blocksOfText(readFileSync(new URL(`${code}.txt`, folder), 'utf8'))), KNOWN[code])

describe('every finding has its smallest notice', () => {
  it('has one fixture for each code and no other', () => {
    expect(readdirSync(folder).sort()).toEqual(codes.map(code => `${code}.txt`).sort())
  })

  it.each(codes)('%s is raised by its fixture, alone', code => {
    expect(auditOf(code).map(one => `${one.code}: ${one.message}`)).toEqual([
      expect.stringMatching(new RegExp(`^${code}: `)),
    ])
  })

  it.each(codes)('%s is read without leaving anything out', code => {
    expect(readNotice(blocksOfText(readFileSync(new URL(`${code}.txt`, folder), 'utf8'))).unread).toEqual([])
  })
})

const SEVERITIES = { error: '矛盾', warning: '疑误', question: '待人判断', info: '提示' } as const

function printed(): string {
  const sections = Object.entries(FINDINGS).map(([code, kind]) =>
    [
      `## ${kind.title}`,
      '',
      `\`${code}\` · ${SEVERITIES[kind.severity]}（${kind.severity}）`,
      '',
      `${kind.means}${kind.todo}`,
      '',
      `> ${auditOf(code)[0]?.message ?? ''}`,
      '',
    ].join('\n'),
  )
  const head = [
    '# 核对能发现的问题',
    '',
    '由 `src/domain/notice/findings.ts` 和 `fixtures/findings/` 生成（`npm run golden`），不要手工修改。',
    '每一种问题各有一份最小的通报 `fixtures/findings/<代码>.txt`，引文是核对它得到的话。',
    '',
    '- 矛盾（error）：通报里两处数字互相矛盾，或与办法、与上月矛盾。',
    '- 疑误（warning）：很可能写错了。',
    '- 待人判断（question）：只有人能判断，程序不作改动。',
    '- 提示（info）：数字没有错，供统一写法时参考。',
    '',
    '没有读懂的部分不是问题，另列为“未检查”。',
    '',
  ]
  return `${head.join('\n')}\n${sections.join('\n')}`
}

describe('docs/findings.md', () => {
  it('is printed from the list and the fixtures', () => {
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(docs, printed())
    expect(readFileSync(docs, 'utf8')).toBe(printed())
  })
})
