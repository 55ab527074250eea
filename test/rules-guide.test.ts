import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { RULE_ORDER, Rule, RuleSet, readRuleSet } from '../src/domain/rules.ts'
import { exampleHolds } from '../src/domain/score/example.ts'

const GUIDE = readFileSync('docs/rules.md', 'utf8')
const blocks = [...GUIDE.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => text)

describe('docs/rules.md', () => {
  it('begins with a whole file that is a rule set, and its example comes out', () => {
    const read = readRuleSet(parse(blocks[0] ?? ''))
    if (!read.ok) throw new Error(JSON.stringify(read.issues))
    expect(read.ruleSet.examples.length).toBeGreaterThan(0)
    for (const example of read.ruleSet.examples) expect(exampleHolds(read.ruleSet, example).holds).toBe(true)
  })

  it('shows whole rules that have the shape of the grammar', () => {
    const values: unknown[] = blocks.map(text => parse(dedented(text)))
    const rules = values.flatMap(value =>
      Array.isArray(value) ? value : isBag(value) && Array.isArray(value.rules) ? value.rules : [],
    )
    const whole = rules.filter(rule => isBag(rule) && 'type' in rule)
    expect(whole.length).toBeGreaterThan(10)
    for (const rule of whole) expect([rule, Rule.safeParse(rule).error?.issues]).toEqual([rule, undefined])
    expect(new Set(whole.map(rule => (isBag(rule) ? rule.type : '')))).toEqual(new Set(RULE_ORDER))
  })

  it('says what each type of rule must have besides what all have', () => {
    const common = ['id', 'type', 'component', 'clause', 'groups']
    for (const option of Rule.options) {
      const [type = ''] = option.shape.type.values
      const said = GUIDE.split('\n').find(line => line.startsWith(`| \`${type}\` |`)) ?? ''
      const must = Object.entries(option.shape).flatMap(([key, shape]) =>
        shape.safeParse(undefined).success ? [] : [key],
      )
      for (const key of must) if (!common.includes(key)) expect(said).toContain(`\`${key}\``)
    }
  })

  it('names every property a file may have', () => {
    for (const key of Object.keys(RuleSet.shape)) expect([key, GUIDE.includes(key)]).toEqual([key, true])
    for (const option of Rule.options)
      for (const key of Object.keys(option.shape)) expect([key, GUIDE.includes(key)]).toEqual([key, true])
  })
})

type Bag = Record<string, unknown>
const isBag = (value: unknown): value is Bag => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Blocks that show a part of a rule are indented as they stand in one. */
const dedented = (text: string): string => {
  const depth = Math.min(
    ...text
      .split('\n')
      .filter(line => line.trim() !== '')
      .map(line => line.search(/\S/)),
  )
  return text
    .split('\n')
    .map(line => line.slice(depth))
    .join('\n')
}
