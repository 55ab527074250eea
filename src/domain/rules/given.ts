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
  const [type = '', ...words] = key.split('/')
  let read: ReadWords = { type, flags: [] }
  for (const word of words) {
    const meant = meaningOf(ruleSet, type, word)
    if (meant === null || Object.keys(meant).some(name => name !== 'flags' && Reflect.has(read, name))) return null
    read = { ...read, ...meant, flags: [...read.flags, ...(meant.flags ?? [])] }
  }
  return isComplete(read) ? read : null
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

function isComplete(read: ReadWords): boolean {
  if (read.type === 'adjustment') return read.rule !== undefined
  if (!isIn(ScoredFact.options, read.type)) return false
  if (read.type === 'adoption') return read.kind !== undefined
  if (read.type === 'commission') return read.status !== undefined
  return read.type !== 'incident' || read.code !== undefined
}
