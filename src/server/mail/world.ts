import type { IdPrefix } from '../context.ts'
import type { Database } from '../db/open.ts'
import type { Files } from '../files.ts'
import type { Log } from '../log.ts'
import type { Sealer } from '../secret.ts'

/** What fetching and reading mail works with. It runs beside the pipeline, for nobody: it stores and proposes, and decides nothing that scores. */
export interface MailWorld {
  readonly database: Database
  readonly files: Files
  /** Milliseconds since 1970. */
  readonly clock: () => number
  readonly newId: (prefix: IdPrefix) => string
  readonly sealer: () => Sealer
  readonly log: Log
  /** Names this process among those that may hold a lease. */
  readonly holder: string
  /** Ends what is under way, so that a server that is told to stop need not wait for a mail server. */
  readonly signal?: AbortSignal
}
