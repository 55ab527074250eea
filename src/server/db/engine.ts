import type { Db } from '../context.ts'

/** One begun transaction. After `commit` or `rollBack`, whichever way it ends, its connection is free again. */
export interface Transaction {
  readonly db: Db
  commit(): Promise<void>
  /** Never refuses: a transaction whose connection is gone is rolled back by the database. */
  rollBack(): Promise<void>
}

/** What the two databases have in common; all that differs between them lies behind this. */
export interface Engine {
  readonly dialect: 'sqlite' | 'postgres'
  /** What the administrator should know of this database, in Chinese. */
  readonly warnings: readonly string[]
  /** `write`: may change rows. `read`: one snapshot, refuses writes. */
  begin(effect: 'write' | 'read'): Promise<Transaction>
  /** Writes a verified copy of all committed rows into `backups`; null where the database is not a file of ours. */
  readonly copyTo: ((name: string) => string) | null
  close(): Promise<void>
}
