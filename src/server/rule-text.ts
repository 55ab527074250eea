import { isMap, isPair, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, type YAMLError } from 'yaml'
import { type RuleIssue, type RuleSet, readRuleSet } from '../domain/rules.ts'

/** A shortcoming of a rule file at its line (from 1). */
export interface TextIssue extends RuleIssue {
  readonly line: number
}

export type ReadText =
  | { readonly ok: true; readonly ruleSet: RuleSet; readonly lineOf: (path: string) => number }
  | { readonly ok: false; readonly issues: readonly TextIssue[] }

/** Beyond this many, more would only be read after these are mended. */
const ISSUES_MAX = 100

/**
 * The text of a rule file (YAML, of which JSON is a part) → the rule set, or what is wrong with it, line by line. YAML is read as plain
 * data: no tags, no more than a few aliases. Never half a rule set.
 */
export function readRuleText(source: string): ReadText {
  const lines = new LineCounter()
  const document = parseDocument(source, { schema: 'core', lineCounter: lines, prettyErrors: false })
  const faults = [...document.errors, ...document.warnings]
  if (faults.length > 0)
    return { ok: false, issues: faults.slice(0, ISSUES_MAX).map(error => syntaxIssue(error, lines)) }
  const lineAt = (path: string): number => lineOf(document.contents, path, lines)
  const value = plainValue(document)
  if (value === tooManyAliases)
    return { ok: false, issues: [{ path: '', line: 1, message: '引用（&、*）太多，请展开来写。' }] }
  const read = readRuleSet(value)
  if (read.ok) return { ok: true, ruleSet: read.ruleSet, lineOf: lineAt }
  const issues = read.issues.slice(0, ISSUES_MAX).map(issue => ({ ...issue, line: lineAt(issue.path) }))
  return { ok: false, issues: issues.sort((a, b) => a.line - b.line) }
}

const tooManyAliases = Symbol('aliases')

function plainValue(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS({ maxAliasCount: 20 })
  } catch {
    return tooManyAliases
  }
}

/** Errors of YAML in words; the code says which. */
const SYNTAX: Readonly<Record<string, string>> = {
  ALIAS_PROPS: '引用的写法不对',
  BAD_ALIAS: '引用的名称不对或没有定义',
  BAD_COLLECTION_TYPE: '这里不能用这种写法',
  BAD_DIRECTIVE: '文件开头的 % 指令不对',
  BAD_DQ_ESCAPE: '双引号里的 \\ 写法不对',
  BAD_INDENT: '缩进不对：同一层的各项要左对齐，下一层多缩进两格',
  BAD_PROP_ORDER: '写法的次序不对',
  BAD_SCALAR_START: '这个字符不能用作开头，请加引号',
  BLOCK_AS_IMPLICIT_KEY: '一行里有两个冒号，或缩进不对；含冒号的内容请加引号',
  BLOCK_IN_FLOW: '{ } 或 [ ] 里不能另起缩进的写法',
  DUPLICATE_KEY: '同一项写了两遍，请去掉一个',
  IMPOSSIBLE: '看不懂这里的写法',
  KEY_OVER_1024_CHARS: '名称太长',
  MISSING_CHAR: '少了括号、引号、冒号或逗号',
  MULTILINE_IMPLICIT_KEY: '名称后面少了冒号',
  MULTIPLE_ANCHORS: '一处只能有一个 & 标记',
  MULTIPLE_DOCS: '一个文件里只能有一份办法，请去掉 ---',
  MULTIPLE_TAGS: '不能用 ! 标记',
  NON_STRING_KEY: '名称须是文字',
  TAB_AS_INDENT: '缩进用了制表符，请改用空格',
  TAG_RESOLVE_FAILED: '不能用 ! 标记',
  UNEXPECTED_TOKEN: '这里多出了内容，或少了引号、括号',
}

function syntaxIssue(error: YAMLError, lines: LineCounter): TextIssue {
  return {
    path: '',
    line: Math.max(1, lines.linePos(error.pos[0]).line),
    message: `${SYNTAX[error.code] ?? '写法不对'}。`,
  }
}

/** The line of what a path names; where it is not there, of the nearest that is. */
function lineOf(root: Node | null, path: string, lines: LineCounter): number {
  let node: unknown = root
  let offset = startOf(root)
  let rest = path
  while (rest !== '') {
    const step = stepInto(node, rest)
    if (step === null) break
    offset = step.offset
    node = step.node
    rest = step.rest
  }
  return Math.max(1, lines.linePos(offset).line)
}

const startOf = (node: unknown): number => {
  const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : null
  return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : 0
}

interface Step {
  readonly node: unknown
  readonly offset: number
  readonly rest: string
}

function stepInto(node: unknown, path: string): Step | null {
  const index = /^\[(\d+)\]\.?/.exec(path)
  if (index !== null && isSeq(node)) {
    const item = node.items[Number(index[1])]
    return item === undefined ? null : { node: item, offset: startOf(item), rest: path.slice(index[0].length) }
  }
  if (!isMap(node)) return null
  const named = node.items
    .flatMap(pair => (isPair(pair) ? [{ pair, key: keyOf(pair) }] : []))
    // A key may hold a point itself; the longest that fits is meant.
    .filter(({ key }) => path === key || path.startsWith(`${key}.`) || path.startsWith(`${key}[`))
    .sort((a, b) => b.key.length - a.key.length)[0]
  if (named === undefined) return null
  return {
    node: named.pair.value,
    offset: startOf(named.pair.key),
    rest: path.slice(named.key.length).replace(/^\./, ''),
  }
}

const keyOf = (pair: Pair): string => (isScalar(pair.key) ? String(pair.key.value) : '')
