import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  arrows,
  assertions,
  barrels,
  cycles,
  LONG_FILES,
  pageTexts,
  purity,
  type Rule,
  type Source,
  sizes,
} from './support/house-rules.ts'

const RULES = { arrows, barrels, purity, assertions, sizes, pageTexts } satisfies Record<string, Rule>

/** Test files may reach for anything; the rules are for what runs in an office. */
const sources: Source[] = globSync('src/**/*.{ts,tsx}')
  .map(path => path.replaceAll('\\', '/'))
  .filter(path => !/\.test\.tsx?$/.test(path))
  .sort()
  .map(path => ({ path, text: readFileSync(path, 'utf8') }))

const room = (name: string) => sources.filter(({ path }) => path.startsWith(`src/${name}/`)).length

describe('the house', () => {
  it('was looked at: no rule is green because it saw nothing', () => {
    expect(sources.length).toBeGreaterThan(80)
    expect(room('domain')).toBeGreaterThan(20)
    expect(room('server')).toBeGreaterThan(10)
    expect(room('ui')).toBeGreaterThan(30)
  })

  it.each(Object.entries(RULES))('keeps its rule of %s', (_name, rule) => {
    const found = sources.flatMap(source => rule(source).map(sentence => `${source.path}: ${sentence}`))
    expect(found).toEqual([])
  })

  it('has no ring of files that need each other', () => {
    expect(cycles(sources)).toEqual([])
  })

  it('has no reason left for a file which is short again, or gone', () => {
    const idle = Object.keys(LONG_FILES).filter(
      path => !existsSync(path) || sizes({ path: `${path}?`, text: readFileSync(path, 'utf8') }).length === 0,
    )
    expect(idle).toEqual([])
  })

  it('names in the glossary every file and folder of the domain, in the singular', () => {
    const glossary = readFileSync('GLOSSARY.md', 'utf8').toLowerCase()
    const names = globSync('src/domain/*').map(path => basename(path).replace(/\..*$/, ''))
    const nouns = new Set(names.filter(name => name !== 'tsconfig'))
    expect(nouns.size).toBeGreaterThan(8)
    expect([...nouns].filter(noun => !glossary.includes(noun.replaceAll('-', ' ').replace(/s$/, '')))).toEqual([])
  })
})

/** A bad sample for every sentence a rule can say. A rule that lets its sample through is no rule. */
const CANARIES: readonly [rule: keyof typeof RULES, path: string, text: string][] = [
  ['arrows', 'src/domain/score.ts', `import { readFileSync } from 'node:fs'`],
  ['arrows', 'src/domain/score.ts', `import type { Call } from '../api.ts'`],
  ['arrows', 'src/domain/notice/read.ts', `const late = () => import('../../server/files.ts')`],
  ['arrows', 'src/domain/score.ts', `export { open } from '../server/db/open.ts'`],
  ['arrows', 'src/api.ts', `import { app } from './server/app.ts'`],
  ['arrows', 'src/ui/app.tsx', `import { app } from '../server/app.ts'`],
  ['arrows', 'src/ui/app.tsx', `import { join } from 'node:path'`],
  ['arrows', 'src/server/app.ts', `import { zh } from '../ui/zh.ts'`],
  ['arrows', 'src/server/actions/unit.ts', `import { article } from './article.ts'`],
  ['arrows', 'src/ui/pages/unit/unit-page.tsx', `import { row } from '../user/row.tsx'`],
  ['arrows', 'src/server/app.ts', `import { http } from './http'`],
  ['barrels', 'src/domain/index.ts', `export const one = 1`],
  ['barrels', 'src/domain/all.ts', `export * from './points.ts'`],
  ['purity', 'src/domain/score.ts', `const now = Date.now()`],
  ['purity', 'src/domain/score.ts', `const now = new Date()`],
  ['purity', 'src/domain/score.ts', `const now = Date()`],
  ['purity', 'src/domain/score.ts', `const chance = Math.random()`],
  ['purity', 'src/domain/score.ts', `const zone = process.env.TZ`],
  ['purity', 'src/domain/score.ts', `console.log('here')`],
  ['purity', 'src/domain/score.ts', `const half = 50 as Points`],
  ['assertions', 'src/ui/app.tsx', `const row: any = 1`],
  ['assertions', 'src/ui/app.tsx', `const first = rows[0]!`],
  ['assertions', 'src/ui/app.tsx', ['// @ts', 'ignore'].join('-')],
  ['sizes', 'src/ui/app.tsx', 'line()\n'.repeat(401)],
  ['pageTexts', 'src/ui/pages/unit/unit-page.tsx', `const title = '单位'`],
  ['pageTexts', 'src/ui/pages/unit/unit-page.tsx', `const title = <b>单位</b>`],
  ['pageTexts', 'src/ui/pages/unit/unit-page.tsx', 'const title = `\u0024{name}的单位`'],
]

describe('each rule', () => {
  it.each(CANARIES)('of %s catches a bad sample in %s (%#)', (rule, path, text) => {
    expect(RULES[rule]({ path, text })).toHaveLength(1)
  })

  it('has a sample', () => {
    expect(new Set(CANARIES.map(([rule]) => rule))).toEqual(new Set(Object.keys(RULES)))
  })

  it('lets good lines through', () => {
    const text = `import { z } from 'zod'\nimport { points } from './points.ts'\n// Date.now() in a comment, 'process.env' and 中文 in a text are no call.
export const says = 'console.log as Points'\nexport const day = (at: string) => new Date(at)\nexport const KINDS = ['a'] as const`
    for (const rule of Object.values(RULES)) expect(rule({ path: 'src/domain/score.ts', text })).toEqual([])
  })

  it('sees a ring through three files, but not one of types', () => {
    const ring = (third: string) => [
      { path: 'src/a.ts', text: `import { b } from './b.ts'` },
      { path: 'src/b.ts', text: `import { c } from './c.ts'` },
      { path: 'src/c.ts', text: third },
    ]
    expect(cycles(ring(`import { a } from './a.ts'`))).toEqual(['src/a.ts → src/b.ts → src/c.ts → src/a.ts'])
    expect(cycles(ring(`import type { A } from './a.ts'`))).toEqual([])
  })
})
