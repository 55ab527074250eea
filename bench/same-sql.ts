import { randomUUID } from 'node:crypto'
import { DatabaseSync, type SQLInputValue, StatementSync } from 'node:sqlite'
import { PRAGMAS } from '../src/server/db/sqlite.ts'

/** A statement as it was carried out. */
export interface Ran {
  readonly sql: string
  readonly parameters: readonly SQLInputValue[]
}

/** What the whole way adds: who asks, the stored answer, the log of acts, and the transaction, which the replay has of its own. */
const AROUND = /"(session|idempotency|activity|activity_head)"|^\s*(begin|commit|rollback|savepoint|release|pragma)\b/i

/** Everything SQLite carries out in this process while a piece of work is done, without what only the way around it asks. */
export async function statementsOf(work: () => Promise<unknown>): Promise<readonly Ran[]> {
  const ran: Ran[] = []
  const { all, run } = StatementSync.prototype
  const noted = (how: typeof all | typeof run) =>
    function (this: StatementSync, ...parameters: SQLInputValue[]) {
      if (!AROUND.test(this.sourceSQL)) ran.push({ sql: this.sourceSQL, parameters })
      return Reflect.apply(how, this, parameters)
    }
  Object.assign(StatementSync.prototype, { all: noted(all), run: noted(run) })
  try {
    await work()
  } finally {
    Object.assign(StatementSync.prototype, { all, run })
  }
  return ran
}

/** Carries the same statements out again on a connection of its own with the same settings, in one transaction. */
export function replayer(file: string) {
  const database = new DatabaseSync(file)
  for (const [name, value] of Object.entries(PRAGMAS)) database.exec(`pragma ${name} = ${value}`)
  const statements = new Map<string, StatementSync>()
  const prepared = (sql: string): StatementSync => {
    const known = statements.get(sql) ?? database.prepare(sql)
    statements.set(sql, known)
    return known
  }
  return {
    /** @param now what stands for what was there: another article for the one of the recording. New ids are drawn anew. */
    again(ran: readonly Ran[], effect: 'read' | 'write', now: ReadonlyMap<string, string> = new Map()): unknown[] {
      const fresh = new Map(now)
      database.exec(effect === 'read' ? 'begin' : 'begin immediate')
      try {
        let seq: SQLInputValue = 0
        const rows = ran.map(({ sql, parameters }) => {
          const given = effect === 'read' ? parameters : parameters.map(one => other(one, fresh))
          // The number of a row of the index is the one the database gave its text just before.
          const found = prepared(sql).all(
            ...(sql.startsWith('insert into search_index') ? [seq, ...given.slice(1)] : given),
          )
          seq = found[0]?.seq ?? seq
          return found
        })
        database.exec('commit')
        return rows
      } catch (error) {
        database.exec('rollback')
        throw error
      }
    },
    close: () => database.close(),
  }
}

/** An id that was made by the recorded work is another each time; ids of what stood there before are in `fresh` as themselves. */
function other(value: SQLInputValue, fresh: Map<string, string>): SQLInputValue {
  // The number of receipt is one of its kind, too.
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{4}$/.test(value)) return randomUUID()
  if (typeof value !== 'string' || !/^(art|fct|dec|msg|cmt)_[\w-]+$/.test(value)) return value
  const known = fresh.get(value)
  if (known !== undefined) return known
  const made = `${value.slice(0, 4)}${randomUUID()}`
  fresh.set(value, made)
  return made
}
