import { type Document, isMap, parseDocument, stringify } from 'yaml'
import type { RuleType } from '../../../domain/rules/grammar.ts'
import { zh } from '../../zh.ts'

/** A place in the text: `['rules', 2, 'points']`. */
export type Path = readonly (string | number)[]

/** The text as a document that can be changed in places, comments kept; null where it is not YAML yet. */
export function documentOf(text: string): Document | null {
  const document = parseDocument(text, { schema: 'core' })
  return document.errors.length > 0 || !isMap(document.contents) ? null : document
}

/** The value at a place, as people write it: plain text as it is, lists and tables on one line. */
export function shownAt(document: Document, path: Path): string {
  const value: unknown = document.getIn([...path])
  const plain: unknown = typeof value === 'object' && value !== null && 'toJSON' in value ? document.toJS() : value
  if (plain === undefined) return ''
  if (typeof plain !== 'object' || plain === null) return plain === null ? 'null' : String(plain)
  return inline(at(plain, path))
}

const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (node, key) => (typeof node === 'object' && node !== null ? Reflect.get(node, key) : undefined),
    value,
  )

const inline = (value: unknown): string =>
  stringify(value, { collectionStyle: 'flow', lineWidth: 0, flowCollectionPadding: true }).trim()

/** The text with another value at a place; '' takes the property out. `text`: a text, whatever it looks like; `yaml`: as written. */
export function changedAt(document: Document, path: Path, written: string, kind: 'text' | 'yaml'): string {
  const copy = document.clone()
  if (written.trim() === '') copy.deleteIn([...path])
  else copy.setIn([...path], kind === 'text' ? written : copy.createNode(valueIn(written), { flow: true }))
  return textOf(copy)
}

/** What somebody wrote into a field, read as YAML; what is no YAML stays a text, and the check says so. */
function valueIn(written: string): unknown {
  const read = parseDocument(written, { schema: 'core' })
  return read.errors.length > 0 ? written : read.toJS()
}

const textOf = (document: Document): string => document.toString({ lineWidth: 0, flowCollectionPadding: true })

/** How many rules there are. */
export function ruleCount(document: Document): number {
  const rules = at(document.toJS(), ['rules'])
  return Array.isArray(rules) ? rules.length : 0
}

/** The text with one more rule at the end, of a type, with what it needs at least. */
export function withRule(document: Document, type: RuleType): string {
  const copy = document.clone()
  const place = ruleCount(document)
  const components: unknown = at(document.toJS(), ['components'])
  const component = Array.isArray(components) ? String(components[0] ?? '') : ''
  const rule = { id: `rule-${place + 1}`, type, component, clause: NEW_CLAUSE, groups: 'all', ...TEMPLATES[type] }
  copy.addIn(['rules'], copy.createNode(rule))
  return textOf(copy)
}

/** The text without a rule. */
export function withoutRule(document: Document, place: number): string {
  const copy = document.clone()
  copy.deleteIn(['rules', place])
  return textOf(copy)
}

/** What stands in a new rule until somebody copies the clause. */
const NEW_CLAUSE = zh.settings.ruleSet.rule

const TEMPLATES: Readonly<Record<RuleType, object>> = {
  rate: { on: 'adoption', when: { level: 'own' }, points: '1', stack: 'all', credit: 'full' },
  bonus: { when: { level: 'city' }, points: '5', once: 'level', credit: 'full' },
  base: { per: 'month', when: { forwarding: { atLeast: 1 } }, points: '5' },
  quota: { per: 'month', of: 'submission', owed: 2, over: '0', short: '0' },
  deduction: { on: 'commission', when: { status: 'missing' }, points: '1', fromTime: 1 },
  cap: { per: 'month', atMost: '10', atLeast: null },
  'roll-up': { of: 'all', share: '1' },
}
