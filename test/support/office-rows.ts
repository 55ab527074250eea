import { readFileSync } from 'node:fs'
import type { Insertable } from 'kysely'
import type { Db } from '../../src/server/context.ts'
import type { FactTable } from '../../src/server/db/tables.ts'

/** A whole 计分办法: handlers ask it what to look at in an article. */
const RULES = readFileSync(new URL('../../rule-sets/lc-2023.yaml', import.meta.url), 'utf8').replace(
  /^id: .*$/m,
  'id: rules',
)

/** The moment at which everything in these rows happens. */
export const AT = '2023-07-01T00:00:00.000Z'

/** A small office as bare rows: two units in one group, an outlet, a commission's worth of nothing, June and July open, one article. */
export async function insertOffice(db: Db, office = 'off_1'): Promise<void> {
  const own = { office_id: office }
  const id = (prefix: string) => `${prefix}_${office}`
  await db
    .insertInto('office')
    .values({ id: office, name: '某局办公室', bulletin: '某局信息', demo: 0, settings: '{}', created_at: AT })
    .execute()
  await db
    .insertInto('unit_group')
    .values({ ...own, id: id('grp'), key: 'county', name: '县局', kind: '县局', position: 1 })
    .execute()
  for (const [position, name] of [
    [1, '甲局'],
    [2, '乙局'],
  ] as const) {
    const unit = `unt_${office}_${position}`
    await db
      .insertInto('unit')
      .values({ ...own, id: unit, name, position, active: 1, version: 1, created_at: AT })
      .execute()
    await db
      .insertInto('unit_name')
      .values({ ...own, unit_id: unit, name, name_key: name, kind: 'name', from_period: null, to_period: null })
      .execute()
    await db
      .insertInto('unit_membership')
      .values({ ...own, unit_id: unit, group_id: id('grp'), from_period: '2023-01' })
      .execute()
  }
  await db
    .insertInto('outlet')
    .values({ ...own, id: id('out'), name: '某局信息', level: 'own' })
    .execute()
  await db
    .insertInto('rule_set')
    .values({ ...own, id: 'rules', from_period: '2023-01', source: RULES, digest: 'd', created_at: AT })
    .execute()
  for (const period of ['2023-06', '2023-07'])
    await db
      .insertInto('period')
      .values({ ...own, period, state: 'open', generation: 0 })
      .execute()
  await insertArticle(db, office, id('art'))
}

export async function insertArticle(db: Db, office: string, article: string): Promise<void> {
  await db
    .insertInto('article')
    .values({
      id: article,
      office_id: office,
      title: `${article} 的标题`,
      title_key: article,
      body: '',
      received_on: '2023-06-01',
      created_at: AT,
      created_by: 'usr_1',
      version: 1,
    })
    .execute()
}

/** A fact of `insertOffice`'s office with what a test does not care about filled in: an adoption of its article in issue 9, counted in June. */
export async function insertFact(
  db: Db,
  fact: Partial<FactRow> & { readonly id: string },
  office = 'off_1',
): Promise<void> {
  const base: FactRow = {
    id: '',
    office_id: office,
    type: 'adoption',
    occurred_on: '2023-06-05',
    recorded_at: AT,
    recorded_by: 'usr_1',
    posting: '2023-06',
    quantity: 1,
    note: '',
    article_id: `art_${office}`,
    outlet_id: `out_${office}`,
    level: 'own',
    kind: 'report',
    issue: 9,
    merged: 0,
  }
  await db
    .insertInto('fact')
    .values({ ...base, ...fact })
    .execute()
}

type FactRow = Insertable<FactTable>
