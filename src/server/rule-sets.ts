import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Instant, Period } from '../domain/calendar.ts'
import type { OfficeId } from '../domain/model.ts'
import { Problem } from '../domain/problems.ts'
import type { RuleSet } from '../domain/rules.ts'
import type { Db } from './context.ts'
import { sm3 } from './digest.ts'
import { readRuleText } from './rule-text.ts'

/** A 计分办法 and the text it was written as; `digest` is SM3 of the text. */
export interface WrittenRuleSet {
  readonly ruleSet: RuleSet
  readonly source: string
  readonly digest: string
}

/** Rule sets that come with the program. */
const SHIPPED = fileURLToPath(new URL('../../rule-sets', import.meta.url))

/** A rule file is a page or two. */
const SOURCE_MAX = 200_000

/** Texts that were read before, by digest: the same text is the same rule set. */
const known = new Map<string, RuleSet>()
const KNOWN_MAX = 100

/** The text of a rule file → the rule set. Refuses with `rule-set-invalid` and all that is wrong, each with its path. */
export function ruleSetOf(source: string): WrittenRuleSet {
  if (source.length > SOURCE_MAX) throw new Problem('too-large', { file: '计分办法', limit: `${SOURCE_MAX} 字` })
  const digest = sm3(source)
  const before = known.get(digest)
  if (before !== undefined) return { ruleSet: before, source, digest }
  const read = readRuleText(source)
  if (!read.ok) {
    const issues = read.issues.map(
      ({ line, path, message }) => `第 ${line} 行${path === '' ? '' : ` ${path}`}：${message.replace(/。$/, '')}`,
    )
    throw new Problem('rule-set-invalid', { reason: issues.join('；'), count: issues.length })
  }
  if (known.size >= KNOWN_MAX) known.clear()
  known.set(digest, read.ruleSet)
  return { ruleSet: read.ruleSet, source, digest }
}

/** The rule sets of an office, oldest first. */
export async function ruleSetsOf(db: Db, office: OfficeId): Promise<WrittenRuleSet[]> {
  const rows = await db
    .selectFrom('rule_set')
    .select('source')
    .where('office_id', '=', office)
    .orderBy('from_period')
    .orderBy('id')
    .execute()
  return rows.map(({ source }) => ruleSetOf(source))
}

/** The rule set that governs a month: of those that begin by then, the one that begins last (LED-08). `rule-set-missing` if none. */
export async function ruleSetAt(db: Db, office: OfficeId, period: Period): Promise<WrittenRuleSet> {
  const found = await ruleSetIn(db, office, period)
  if (found === null) throw new Problem('rule-set-missing', { period, shipped: (await shippedIds()).join('、') })
  return found
}

/** Like `ruleSetAt`, null where no rule set governs the month. */
export async function ruleSetIn(db: Db, office: OfficeId, period: Period): Promise<WrittenRuleSet | null> {
  const row = await db
    .selectFrom('rule_set')
    .select('source')
    .where('office_id', '=', office)
    .where('from_period', '<=', period)
    .orderBy('from_period', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? null : ruleSetOf(row.source)
}

/** The rule set a month was closed by; it is never removed, so it is always there. */
export async function ruleSetNamed(db: Db, office: OfficeId, id: string): Promise<WrittenRuleSet> {
  const row = await db
    .selectFrom('rule_set')
    .select('source')
    .where('office_id', '=', office)
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw new Problem('rule-set-missing', { ruleSet: id })
  return ruleSetOf(row.source)
}

/** Which rule sets months were closed by: those stay. */
export async function usedRuleSets(db: Db, office: OfficeId): Promise<Set<string>> {
  const rows = await db.selectFrom('close').select('rule_set').distinct().where('office_id', '=', office).execute()
  return new Set(rows.map(row => row.rule_set))
}

/** Puts a rule set into an office; the same text again changes nothing, another text under the same id is refused. */
export async function installRuleSet(db: Db, office: OfficeId, written: WrittenRuleSet, now: Instant): Promise<void> {
  const row = {
    office_id: office,
    id: written.ruleSet.id,
    from_period: written.ruleSet.from,
    source: written.source,
    digest: written.digest,
    created_at: now,
  }
  const before = await db
    .selectFrom('rule_set')
    .select('digest')
    .where('office_id', '=', office)
    .where('id', '=', row.id)
    .executeTakeFirst()
  if (before === undefined) await db.insertInto('rule_set').values(row).execute()
  else if (before.digest !== row.digest) throw new Problem('duplicate-name', { name: row.id })
}

/** Rule sets that come with the program, by id. */
export async function shippedRuleSets(): Promise<WrittenRuleSet[]> {
  const names = (await readdir(SHIPPED)).filter(name => name.endsWith('.yaml')).sort()
  return Promise.all(names.map(async name => ruleSetOf(await readFile(join(SHIPPED, name), 'utf8'))))
}

/** One of them; `rule-set-missing` where there is none of that id. */
export async function shippedRuleSet(id: string): Promise<WrittenRuleSet> {
  const found = (await shippedRuleSets()).find(({ ruleSet }) => ruleSet.id === id)
  if (found === undefined)
    throw new Problem('rule-set-missing', { ruleSet: id, shipped: (await shippedIds()).join('、') })
  return found
}

export const shippedIds = async (): Promise<string[]> => (await shippedRuleSets()).map(({ ruleSet }) => ruleSet.id)
