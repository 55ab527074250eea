import { daysBetween } from '../calendar.ts'
import type { Fact, OutletId } from '../model.ts'
import type { RuleSet } from '../rules/grammar.ts'
import type { Match, MatchKey, Range } from '../rules/match.ts'
import { matchingKey } from '../text.ts'

/** A test of one fact. */
export type Fits = (fact: Fact) => boolean

/** How the words of a 办法 (kinds, outlets, what is treated as what) apply to facts. */
export interface Words {
  /** The kind of a fact as the rules see it: its own, renamed by a newer version, then treated as another; undefined where it has none. */
  kindOf(fact: Fact): string | undefined
  /** Keys under which the 办法 knows where it appeared or went to. */
  outletOf(fact: Fact): string | undefined
  classOf(fact: Fact): string | undefined
  /** A match, made ready once for many facts. */
  fits(match: Match): Fits
}

type Vocabulary = Pick<RuleSet, 'kinds' | 'outlets' | 'treat'>

/**
 * @param outletNames names of outlets by id, for the outlets of adoptions
 * @param instructed whether an article has an instruction by now
 */
export function wordsOf(
  { kinds, outlets, treat }: Vocabulary,
  outletNames: ReadonlyMap<OutletId, string>,
  instructed: (article: string) => boolean,
): Words {
  const renamed = new Map(
    Object.entries(kinds ?? {}).flatMap(([key, { was = [] }]) => was.map(old => [old, key] as const)),
  )
  const outletKeys = new Map(
    Object.entries(outlets ?? {}).flatMap(([key, { names }]) => names.map(name => [matchingKey(name), key] as const)),
  )
  const byOutlet = new Map<string, string | undefined>()
  const keyOfName = (id: string, name: string): string | undefined => {
    if (!byOutlet.has(id)) byOutlet.set(id, outletKeys.get(matchingKey(name)))
    return byOutlet.get(id)
  }
  const words: Words = {
    kindOf: fact => {
      const own = namedKind(fact)
      for (const { test, as, on } of treated) if (fact.type === on && test(fact)) return as
      return own
    },
    outletOf: fact => {
      if (fact.type === 'adoption') return keyOfName(fact.outlet, outletNames.get(fact.outlet) ?? '')
      return fact.type === 'forwarding' ? keyOfName(`to ${fact.to}`, fact.to) : undefined
    },
    classOf: fact => {
      const key = words.outletOf(fact)
      return key === undefined ? undefined : outlets?.[key]?.class
    },
    fits: match => all(match, { ...words, instructed }),
  }
  const namedKind = (fact: Fact): string | undefined => {
    const own = rawKind(fact)
    return own === undefined ? undefined : (renamed.get(own) ?? own)
  }
  // What is treated as another kind is recognised by the kind it has itself.
  const treated = (treat ?? []).map(({ on, when, as }) => ({
    on,
    as,
    test: all(when, { ...words, kindOf: namedKind, instructed }),
  }))
  return words
}

function rawKind(fact: Fact): string | undefined {
  if (fact.type === 'adoption') return fact.genre ?? fact.kind
  return fact.type === 'submission' || fact.type === 'forwarding' ? fact.genre : undefined
}

type Reader = Pick<Words, 'kindOf' | 'outletOf'> & { readonly instructed: (article: string) => boolean }

function all(match: Match, words: Reader): Fits {
  const tests = KEYS.flatMap(key => {
    const value = match[key]
    return value === undefined ? [] : [testOf(match, key, words)]
  })
  const [first, second, ...more] = tests
  if (first === undefined) return () => true
  if (second === undefined) return first
  return fact => first(fact) && second(fact) && more.every(test => test(fact))
}

const KEYS: readonly MatchKey[] = [
  'level',
  'status',
  'merged',
  'repost',
  'alone',
  'accepted',
  'rank',
  'code',
  'units',
  'length',
  'days',
  'hours',
  'kind',
  'outlet',
  'instructed',
]

/** Numbers of properties named: the more a row names, the more specific it is. */
export const specificity = (match: Match): number => KEYS.filter(key => match[key] !== undefined).length

const listOf = <Value>(value: Value | Value[] | undefined): readonly Value[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value]

const within = (value: number | undefined, { atLeast = 0, atMost = Number.MAX_SAFE_INTEGER }: Range): boolean =>
  value !== undefined && atLeast <= value && value <= atMost

/** A fact that does not have the property at all does not match, but that nothing is known of a yes or no counts as no. */
function testOf(match: Match, key: MatchKey, words: Reader): Fits {
  switch (key) {
    case 'level': {
      const [one, ...more] = listOf(match.level)
      if (more.length === 0) return fact => 'level' in fact && fact.level === one
      const levels = new Set<unknown>([one, ...more])
      return fact => 'level' in fact && levels.has(fact.level)
    }
    case 'kind': {
      const kinds = new Set<unknown>(listOf(match.kind))
      return fact => kinds.has(words.kindOf(fact))
    }
    case 'outlet': {
      const keys = new Set<unknown>(listOf(match.outlet))
      const own = keys.has('own')
      return fact => (own && fact.type === 'adoption' && fact.level === 'own') || keys.has(words.outletOf(fact) ?? null)
    }
    case 'status': {
      const statuses = new Set<unknown>(listOf(match.status))
      return fact => fact.type === 'commission' && statuses.has(fact.status)
    }
    case 'rank': {
      const ranks = new Set<unknown>(listOf(match.rank))
      return fact => fact.type === 'instruction' && ranks.has(fact.rank)
    }
    case 'code': {
      const codes = new Set<unknown>(listOf(match.code))
      return fact => fact.type === 'incident' && codes.has(fact.code)
    }
    case 'instructed':
      return fact => 'article' in fact && fact.article !== null && words.instructed(fact.article) === match.instructed
    default:
      return propertyTest(match, key)
  }
}

type PlainKey = 'merged' | 'repost' | 'alone' | 'accepted' | 'units' | 'length' | 'days' | 'hours'

function propertyTest(match: Match, key: PlainKey): Fits {
  switch (key) {
    case 'merged':
      return fact => fact.type === 'adoption' && fact.merged === match.merged
    case 'repost':
      return fact => (fact.type === 'adoption' || fact.type === 'submission') && (fact.repost ?? false) === match.repost
    case 'alone':
      return fact => fact.type === 'adoption' && (fact.alone ?? false) === match.alone
    case 'accepted':
      return fact => fact.type === 'submission' && (fact.accepted ?? false) === match.accepted
    case 'units':
      return fact => within(fact.credits.length, match.units ?? {})
    case 'length':
      return fact => 'length' in fact && within(fact.length, match.length ?? {})
    case 'days':
      return fact =>
        'happenedOn' in fact &&
        fact.happenedOn !== undefined &&
        within(Math.max(0, daysBetween(fact.happenedOn, fact.occurredOn)), match.days ?? {})
    case 'hours':
      return fact => 'hours' in fact && within(fact.hours, match.hours ?? {})
    default:
      return key satisfies never
  }
}
