import type { Insertable } from 'kysely'
import type { Db } from './context.ts'
import type { Tables } from './db/tables.ts'

/** Rows in one statement: both databases take at least 32,000 parameters, and no table has more than 40 columns. */
const ROWS_MAX = 500

/** Inserts many rows of one table, in order, in as few statements as the databases allow. Nothing happens for no rows. */
export async function insertAll<Name extends keyof Tables>(
  db: Db,
  table: Name,
  rows: readonly Insertable<Tables[Name]>[],
): Promise<void> {
  for (let at = 0; at < rows.length; at += ROWS_MAX) {
    await db
      .insertInto(table)
      .values(rows.slice(at, at + ROWS_MAX))
      .execute()
  }
}
