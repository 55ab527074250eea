import { z } from 'zod'
import { RuleSet } from './grammar.ts'

/** JSON Schema (draft 2020-12) of a rule file, for editors that complete and check while somebody writes. What it cannot say, `readRuleSet` says. */
export const ruleSetSchema = (): object => ({
  ...z.toJSONSchema(RuleSet, { io: 'input', unrepresentable: 'any' }),
  title: '采风计分办法',
  description: "写法见 docs/rules.md；分值一律写成文字，如 '0.5'。",
})
