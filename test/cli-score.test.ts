import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'

const home = mkdtempSync(join(tmpdir(), 'caifeng-score-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))
const data = join(home, 'data')

function caifeng(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise(resolve => {
    const { PATH, HOME } = process.env
    execFile(
      process.execPath,
      ['bin/caifeng.js', ...args, '--data', data],
      { env: { PATH, HOME } },
      (error, out, err) => {
        resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, out, err })
      },
    )
  })
}

const JUNE_RULES = readFileSync('rule-sets/lc-2023.yaml', 'utf8')
const fileOf = (name: string, text: string): string => {
  writeFileSync(join(home, name), text)
  return join(home, name)
}
const doubled = () =>
  fileOf('doubled.yaml', JUNE_RULES.replace("kind: report }\n    points: '1'", "kind: report }\n    points: '2'"))

const Row = z.object({
  unit: z.string(),
  year: z.object({ before: z.number().nullable(), after: z.number().nullable() }),
  rank: z.object({ before: z.number().nullable(), after: z.number().nullable() }),
  why: z.array(z.object({ clause: z.string(), before: z.number(), after: z.number() })),
})

describe('caifeng score', () => {
  beforeAll(async () => {
    expect((await caifeng('import', 'fixtures/notices/lc-2023-06/source.txt')).code).toBe(0)
  })

  it('lays a rule file beside what is in force, and says who moves and why', async () => {
    const { code, out } = await caifeng('score', '2023-06', '--rules', doubled(), '--why', '阳谷局')
    expect(code).toBe(0)
    expect(out).toContain('对照：聊城市自然资源和规划局信息宣传工作考核办法')
    expect(out).toContain('29 → 32')
    expect(out).toContain('阳谷局：累计 +3 分')
    expect(out).toContain('  采用 +3：市局简报采用信息，每篇计1分')
    expect(out).toContain('信息 3 篇 × 2 分 = 6 分')
  })

  it('says whether the worked examples come out, and which does not', async () => {
    const right = await caifeng('score', '2023-06', '--rules', './rule-sets/lc-2023.yaml')
    expect(right.out).toMatch(/算例 \d+ 个，都对。/)
    const wrong = await caifeng('score', '2023-06', '--rules', doubled())
    expect(wrong.code).toBe(0)
    expect(wrong.out).toMatch(/算例 \d+ 个，\d+ 个不对。/)
    expect(wrong.out).toMatch(/第 \d+ 行 examples\[\d\]：算例与规则不符：“采用”写的是/)
  })

  it('says the same as JSON, and nothing moves by the rules in force', async () => {
    const { out } = await caifeng('score', '2023-06', '--rules', doubled(), '--json')
    const { rows } = z.object({ rows: z.array(Row) }).parse(JSON.parse(out))
    expect(rows).toHaveLength(43)
    expect(rows.find(row => row.unit === '阳谷局')).toMatchObject({
      rank: { before: 1, after: 1 },
      why: [{ before: 3, after: 6 }],
    })
    const same = await caifeng('score', '2023-06', '--rules', 'lc-2023', '--json')
    const none = z.object({ rows: z.array(Row) }).parse(JSON.parse(same.out))
    expect(none.rows.flatMap(row => row.why)).toEqual([])
    const other = await caifeng('score', '2023-06', '--rules', 'lc-2023', '--against', doubled(), '--json')
    const turned = z.object({ rows: z.array(Row) }).parse(JSON.parse(other.out))
    expect(turned.rows.find(row => row.unit === '阳谷局')?.why).toMatchObject([{ before: 6, after: 3 }])
  })

  it.each<[string, string[], number, RegExp]>([
    ['without rules', ['score', '2023-06'], 2, /没有写要试算的办法/],
    ['for a month that is none', ['score', 'June', '--rules', 'lc-2023'], 2, /月份应写作/],
    ['for a month nobody kept', ['score', '2022-01', '--rules', 'lc-2023'], 1, /2022/],
    ['with a file that is not there', ['score', '2023-06', '--rules', './none.yaml'], 1, /没有这个文件/],
    ['with a rule set nobody ships', ['score', '2023-06', '--rules', 'none'], 1, /没有可用的计分办法/],
  ])('is refused %s, in a sentence', async (_, args, code, says) => {
    const said = await caifeng(...args)
    expect(said.code).toBe(code)
    expect(said.err).toMatch(says)
    expect(said.err).not.toMatch(/ at .*\.ts/)
  })

  it('names line and fault of a bad rule file', async () => {
    const said = await caifeng(
      'score',
      '2023-06',
      '--rules',
      fileOf('bad.yaml', JUNE_RULES.replace("points: '5'", 'points: 5')),
    )
    expect(said.code).toBe(1)
    expect(said.err).toContain('第 45 行 rules[2].points')
  })
})

describe('caifeng standings --why', () => {
  it('prints the arithmetic of the whole year, to the plain sum', async () => {
    const { out } = await caifeng('standings', '2023-06', '--why', '阳谷局')
    const [, year = ''] = out.split('全年：')
    expect(year).toContain('期初累计 119.5 分')
    expect(year).toMatch(/约稿 4 篇 × 5 分 = 20 分/)
    expect(year.trim().split('\n').at(-1)?.trim()).toBe('合计 148.5 分')
  })
})
