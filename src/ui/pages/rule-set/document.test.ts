import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { RULE_ORDER } from '../../../domain/rules.ts'
import { readRuleText } from '../../../server/rule-text.ts'
import { changedAt, documentOf, ruleCount, shownAt, withoutRule, withRule } from './document.ts'

const files = globSync('rule-sets/*.yaml')
const textOf = (file: string): string => readFileSync(file, 'utf8')
const JUNE = textOf('rule-sets/lc-2023.yaml')
const open = (text: string) => {
  const document = documentOf(text)
  if (document === null) throw new Error('it is YAML')
  return document
}

describe('the form and the text of a rule set', () => {
  it('are one: writing back what a field shows changes nothing of the meaning', () => {
    expect(files.length).toBeGreaterThan(17)
    for (const file of files) {
      const document = open(textOf(file))
      for (let place = 0; place < ruleCount(document); place += 1)
        for (const key of ['points', 'when', 'groups', 'owed', 'atMost', 'clause']) {
          const path = ['rules', place, key]
          const shown = shownAt(document, path)
          if (shown === '') continue
          const texts = ['points', 'clause'].includes(key) || (key === 'atMost' && shown !== 'null')
          expect(parse(changedAt(document, path, shown, texts ? 'text' : 'yaml'))).toEqual(parse(textOf(file)))
        }
    }
  })

  it('keep comments, and change nothing else', () => {
    const changed = changedAt(open(JUNE), ['rules', 0, 'points'], '2', 'text')
    expect(changed).toContain('# 归纳处与待定处写在 choices 里')
    const [before, after] = [parse(JUNE), parse(changed)]
    expect(after.rules[0].points).toBe('2')
    expect({ ...after, rules: after.rules.slice(1) }).toEqual({ ...before, rules: before.rules.slice(1) })
  })

  it('take a property out where its field is emptied', () => {
    const changed = parse(changedAt(open(JUNE), ['rules', 0, 'when'], '', 'yaml'))
    expect(changed.rules[0]).not.toHaveProperty('when')
  })

  it('add a rule of each type that the server takes as it stands, and take it away again', () => {
    for (const type of RULE_ORDER.filter(one => one !== 'roll-up')) {
      const more = withRule(open(JUNE), type)
      const read = readRuleText(more)
      expect([type, read.ok ? [] : read.issues]).toEqual([type, []])
      expect(parse(withoutRule(open(more), ruleCount(open(more)) - 1))).toEqual(parse(JUNE))
    }
  })

  it('wait for the text while it is no YAML', () => {
    expect(documentOf('id: [')).toBeNull()
    expect(documentOf('- a')).toBeNull()
  })
})
