import { AdoptionKind, CommissionStatus, LeaderRank, Level } from '../model.ts'
import type { RuleSet } from './grammar.ts'
import { ScoredFact } from './match.ts'

/** What the words of `adoption/report/city` mean; null for a word that means nothing there. */
export interface ReadWords {
  readonly type: string
  readonly level?: Level
  readonly rank?: LeaderRank
  readonly status?: CommissionStatus
  readonly kind?: string
  readonly outlet?: string
  readonly code?: string
  readonly rule?: string
  readonly flags: readonly Flag[]
}

export const FLAGS = ['merged', 'alone', 'repost', 'accepted'] as const
type Flag = (typeof FLAGS)[number]

/** `adoption/report/city`, `commission/adopted`, `instruction/province/chief`, `incident/untrue`, `adjustment/merit` → what it says. */
export function readWords(ruleSet: RuleSet, key: string): ReadWords | null {
  const read = reading(ruleSet, key)
  return typeof read === 'string' ? null : read
}

/** Why `readWords` reads nothing, and what would be right, in Chinese; null where it reads. */
export function troubleWith(ruleSet: RuleSet, key: string): string | null {
  const read = reading(ruleSet, key)
  return typeof read === 'string' ? `看不懂“${key}”：${read}。` : null
}

function reading(ruleSet: RuleSet, key: string): ReadWords | string {
  const [type = '', ...words] = key.split('/')
  if (type !== 'adjustment' && !isIn(ScoredFact.options, type))
    return `没有“${type}”这一类事，先写 ${[...ScoredFact.options, 'adjustment'].join('、')} 中的一个`
  let read: ReadWords = { type, flags: [] }
  for (const word of words) {
    const meant = meaningOf(ruleSet, type, word)
    if (meant === null) return `${type} 后面不认得“${word}”，种类、载体、事项须先在 kinds、outlets、incidents 里取名`
    const twice = Object.keys(meant).find(name => name !== 'flags' && Reflect.has(read, name))
    if (twice !== undefined)
      return `“${word}”又是${PARTS[twice] ?? twice}，只能写一个；种类和载体同名的，请给载体另取代号`
    read = { ...read, ...meant, flags: [...read.flags, ...(meant.flags ?? [])] }
  }
  const lacking = lackingIn(read)
  return lacking === null ? read : lacking
}

const PARTS: Readonly<Record<string, string>> = {
  level: '级别',
  rank: '批示人',
  status: '约稿状态',
  kind: '种类',
  outlet: '载体',
  code: '事项代号',
  rule: '酌情代号',
}

export const isPlainKind = (kind: string): boolean => isIn(AdoptionKind.options, kind)

const isIn = <Value extends string>(values: readonly Value[], word: string): word is Value =>
  values.some(value => value === word)

function meaningOf(ruleSet: RuleSet, type: string, word: string): Partial<ReadWords> | null {
  const isText = type === 'submission' || type === 'adoption' || type === 'forwarding'
  if (type === 'adjustment') return ruleSet.discretions?.some(one => one.id === word) ? { rule: word } : null
  if (type === 'incident' && ruleSet.incidents?.[word] !== undefined) return { code: word }
  if (type !== 'submission' && isIn(Level.options, word)) return { level: word }
  if (type === 'instruction') return isIn(LeaderRank.options, word) ? { rank: word } : null
  if (type === 'commission') return isIn(CommissionStatus.options, word) ? { status: word } : null
  if (!isText) return null
  if (isIn(FLAGS, word))
    return (word === 'accepted') === (type === 'submission') || word === 'repost' ? { flags: [word] } : null
  if (isIn(AdoptionKind.options, word)) return { kind: word }
  const { kinds = {}, outlets = {} } = ruleSet
  if (Object.values(kinds).some(kind => kind.was?.includes(word)) || kinds[word] !== undefined) return { kind: word }
  return outlets[word] !== undefined && type !== 'submission' ? { outlet: word } : null
}

/** What a fact cannot do without, in words; null where nothing is lacking. */
function lackingIn({ type, kind, status, code, rule }: ReadWords): string | null {
  if (type === 'adjustment' && rule === undefined) return '还要写酌情代号，如 adjustment/代号'
  if (type === 'adoption' && kind === undefined) return '还要写种类，如 adoption/report 或 adoption/report/city'
  if (type === 'commission' && status === undefined) return '还要写状态，如 commission/adopted'
  return type === 'incident' && code === undefined ? '还要写事项代号，如 incident/代号' : null
}
