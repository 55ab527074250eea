import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { groupsNamed, readRuleSet, ruleInWords } from '../src/domain/rules.ts'
import { exampleHolds } from '../src/domain/score/example.ts'

const files = globSync('rule-sets/*.yaml').sort()

it('looks at the rule sets that are shipped', () => {
  expect(files.length).toBeGreaterThan(0)
})

describe.each(files)('%s', file => {
  const read = readRuleSet(parse(readFileSync(file, 'utf8')))

  it('is a rule set without shortcomings, named like its file', () => {
    expect(read.ok ? [] : read.issues).toEqual([])
    expect(read.ok && `rule-sets/${read.ruleSet.id}.yaml`).toBe(file.replaceAll('\\', '/'))
  })

  if (!read.ok) return
  const { ruleSet } = read

  it.each(ruleSet.examples)('gives what its example says: $say', example => {
    const { got, holds } = exampleHolds(ruleSet, example)
    expect(got).toMatchObject(example.expect)
    expect(holds).toBe(true)
  })

  it('has an example for each group that a rule names, and for each component', () => {
    const groups = new Set(ruleSet.examples.map(example => example.group))
    expect(groupsNamed(ruleSet).filter(group => !groups.has(group))).toEqual([])
    for (const component of ruleSet.components)
      expect(ruleSet.examples.some(({ expect: due }) => due[component] !== undefined && due[component] !== '0')).toBe(
        true,
      )
  })

  it('is said in words, without a word of the machine where groups have names', () => {
    const names = new Map(groupsNamed(ruleSet).map(key => [key, '某组']))
    for (const rule of ruleSet.rules) {
      expect(ruleInWords(rule, names, ruleSet)).toMatch(/^\p{Script=Han}.*。$/u)
      expect(ruleInWords(rule, names, ruleSet)).not.toMatch(/[A-Za-z]|undefined/)
    }
  })
})
