import type { Period } from '../domain/calendar.ts'
import type { OfficeId } from '../domain/model.ts'
import type { Db } from './context.ts'
import type { Database } from './db/open.ts'
import { sm3 } from './digest.ts'
import type { OpenMonth } from './months.ts'
import type { PeriodRow } from './posting.ts'

interface Asked {
  readonly db: Db
  readonly office: OfficeId
  readonly period: Period
  readonly periods: readonly PeriodRow[]
}

/** Open months that are kept at a time, of all offices: mostly one or two are looked at. */
const KEPT_MAX = 4

/**
 * Open months as they were last worked out. One is given again only while all that it rests on is the same: the last fact of the office,
 * the texts of its rule sets, which months are closed, its register and outlets. Nothing is ever updated in here: it is the same, or it
 * is worked out afresh.
 */
export class Memo {
  readonly #months = new Map<string, { readonly key: string; readonly month: Promise<OpenMonth> }>()
  /** How often a month was worked out, and how often it was at hand. */
  derived = 0
  found = 0

  async month(asked: Asked, derive: () => Promise<OpenMonth>): Promise<OpenMonth> {
    const place = `${asked.office} ${asked.period}`
    const key = await fingerprint(asked)
    const known = this.#months.get(place)
    if (known?.key === key) {
      this.found += 1
      return known.month
    }
    this.derived += 1
    const month = derive()
    this.#months.delete(place)
    this.#months.set(place, { key, month })
    for (const oldest of this.#months.keys()) if (this.#months.size > KEPT_MAX) this.#months.delete(oldest)
    month.catch(() => this.#months.get(place)?.month === month && this.#months.delete(place))
    return month
  }
}

const memos = new WeakMap<Database, Memo>()

/** The memo of an open database: it lives as long as that. */
export function memoOf(database: Database): Memo {
  const memo = memos.get(database) ?? new Memo()
  memos.set(database, memo)
  return memo
}

/** Facts are only added to and numbered in the order of commits, so the last one stands for all of them. */
async function fingerprint({ db, office, periods }: Asked): Promise<string> {
  const last = await db
    .selectFrom('fact')
    .select(['seq', 'id'])
    .where('office_id', '=', office)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  const ruleSets = await db
    .selectFrom('rule_set')
    .select(['id', 'from_period', 'digest'])
    .where('office_id', '=', office)
    .orderBy('id')
    .execute()
  const outlets = await db.selectFrom('outlet').selectAll().where('office_id', '=', office).orderBy('id').execute()
  return sm3(JSON.stringify([last?.seq ?? 0, last?.id ?? '', ruleSets, outlets, periods, await register(db, office)]))
}

async function register(db: Db, office: OfficeId): Promise<unknown[]> {
  return [
    await db.selectFrom('unit_group').selectAll().where('office_id', '=', office).orderBy('id').execute(),
    await db
      .selectFrom('unit')
      .select(['id', 'name', 'position', 'active'])
      .where('office_id', '=', office)
      .orderBy('id')
      .execute(),
    await db
      .selectFrom('unit_name')
      .selectAll()
      .where('office_id', '=', office)
      .orderBy('unit_id')
      .orderBy('name')
      .orderBy('kind')
      .orderBy('from_period')
      .execute(),
    await db
      .selectFrom('unit_membership')
      .selectAll()
      .where('office_id', '=', office)
      .orderBy('unit_id')
      .orderBy('from_period')
      .execute(),
    await db.selectFrom('unit_end').selectAll().where('office_id', '=', office).orderBy('unit_id').execute(),
  ]
}
