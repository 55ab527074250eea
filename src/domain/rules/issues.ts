import type { z } from 'zod'
import { RULE_ORDER } from './grammar.ts'

/** A shortcoming of a rule file: where (`rules[2].points`) and what, in Chinese, with what would be right. */
export interface RuleIssue {
  readonly path: string
  readonly message: string
}

/** `['rules', 2, 'points']` → `rules[2].points`. */
export const pathOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? String(key) : `${text}.${String(key)}`),
    '',
  )

/** True where the file has nothing at a path. */
function isMissing(value: unknown, path: readonly PropertyKey[]): boolean {
  const [key, ...rest] = path
  if (key === undefined) return value === undefined
  if (typeof value !== 'object' || value === null) return false
  return isMissing(Reflect.get(value, key), rest)
}

const KIND_WORDS: Readonly<Record<string, string>> = {
  string: "文字（数字要加引号，如 '5'）",
  number: '数字（不加引号）',
  int: '整数（不加引号）',
  boolean: 'true 或 false',
  array: '列表（每项一行，以 - 开头，或写在 [ ] 里）',
  object: '带名称的各项（名称: 内容）',
  record: '带名称的各项（名称: 内容）',
}

/** What one finding of the schema means for whoever wrote the file. */
export function shapeIssues(issue: z.core.$ZodIssue, value: unknown): RuleIssue[] {
  return read(issue, value, [])
}

function read(issue: z.core.$ZodIssue, value: unknown, above: readonly PropertyKey[]): RuleIssue[] {
  const keys = [...above, ...issue.path]
  const path = pathOf(keys)
  const say = (message: string): RuleIssue[] => [{ path, message }]
  if (path !== '' && isMissing(value, keys)) return say('缺少这一项，请补上。')
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map(key => ({
        path: pathOf([...keys, key]),
        message: `没有“${key}”这一项，请删去或改正写法。`,
      }))
    case 'invalid_type':
      return say(`内容的类型不对，应为${KIND_WORDS[issue.expected] ?? '另一种写法'}。`)
    case 'invalid_value':
      return say(`只能写：${issue.values.map(String).join('、')}。`)
    case 'invalid_format':
      return say(isOwnWords(issue.message) ? `${issue.message}。` : formatWords(issue))
    case 'invalid_union':
      return unionIssues(issue, value, keys)
    case 'invalid_key':
      return say('代号只能用小写字母、数字和短横，最多 40 个。')
    case 'too_small':
      return say(sizeWords('不少于', issue.minimum, issue.origin, '内容太短，或数太小'))
    case 'too_big':
      return say(sizeWords('不超过', issue.maximum, issue.origin, '内容太长，或数太大'))
    case 'custom':
      return say(`${issue.message}。`)
    default:
      return say('写法不对，请对照样例改写。')
  }
}

const isOwnWords = (message: string): boolean => /\p{Script=Han}/u.test(message)

function formatWords(issue: { readonly pattern?: string | undefined }): string {
  if (issue.pattern?.includes('(0[1-9]|1[0-2])$') === true) return '应写作年-月，如 2023-06。'
  return '只能用小写字母、数字和短横，最多 40 个。'
}

const MEASURES: Readonly<Record<string, string>> = { string: ' 个字', array: ' 项' }
const sizeWords = (bound: string, limit: number | bigint, origin: string, what: string): string =>
  `${what}，应${bound} ${limit}${MEASURES[origin] ?? ''}。`

type Union = Extract<z.core.$ZodIssue, { code: 'invalid_union' }>

/** Of several ways to write something, what is wrong with the one that was meant: that which went furthest. */
function unionIssues(issue: Union, value: unknown, keys: readonly PropertyKey[]): RuleIssue[] {
  const path = pathOf(keys)
  if (issue.discriminator !== undefined)
    return [{ path, message: `没有这一类规则，只能写：${RULE_ORDER.join('、')}。` }]
  const depth = (branch: readonly z.core.$ZodIssue[]): number =>
    Math.max(...branch.map(one => (one.code === 'invalid_type' && one.path.length === 0 ? -1 : one.path.length)))
  const [meant = [], ...others] = [...issue.errors].sort((a, b) => depth(b) - depth(a) || a.length - b.length)
  const words = [...new Set([meant, ...others].flatMap(branch => branch.flatMap(valuesIn)))]
  if (depth(meant) <= 0 && words.length > 0 && meant.every(one => one.code !== 'unrecognized_keys'))
    return [{ path, message: `只能写：${words.join('、')}。` }]
  if (meant.length === 0 || depth(meant) < 0) return [{ path, message: '内容不合规定的写法，请对照样例改写。' }]
  return meant.flatMap(one => read(one, value, keys))
}

const valuesIn = (issue: z.core.$ZodIssue): string[] =>
  issue.code === 'invalid_value' && issue.path.length === 0 ? issue.values.map(String) : []
