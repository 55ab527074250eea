import type { Kysely } from 'kysely'
import type { Checked, Output } from '../api.ts'
import type { Caller, Operation, Scope } from '../domain/access.ts'
import type { Instant, LocalDate } from '../domain/calendar.ts'
import type { OfficeId, UnitId, UserId } from '../domain/model.ts'
import type { Chain } from './activity.ts'
import type { Tables } from './db/tables.ts'
import type { Files } from './files.ts'
import type { Memo } from './memo.ts'
import type { Prepared } from './prepared.ts'
import type { Proof } from './proof.ts'
import type { Sealer } from './secret.ts'

/** The database as a handler sees it: always a transaction, never the outer handle. */
export type Db = Kysely<Tables>

/** Prefixes of ids; the rest is time-ordered random. */
export type IdPrefix =
  | 'off'
  | 'unt'
  | 'grp'
  | 'usr'
  | 'art'
  | 'out'
  | 'com'
  | 'fct'
  | 'ent'
  | 'upl'
  | 'dec'
  | 'cmt'
  | 'iss'
  | 'fwd'
  | 'ins'
  | 'msg'
  | 'cor'
  | 'obj'
  | 'box'
  | 'snd'
  | 'let'

/** Who a command runs for. `console` is the command line on the machine itself: it has rows of its own in `access.ts`. */
export interface Actor {
  readonly user: UserId | null
  readonly name: string
  readonly callers: readonly Caller[]
  readonly unit: UnitId | null
  readonly ip: string
  /** SM3 of the session's token; '' without one. Shown in the log, never the token. */
  readonly session: string
}

/** What a handler gets. Clock, ids and files come in from here: nothing below reads them for itself. */
export interface Context {
  readonly db: Db
  readonly office: OfficeId
  readonly actor: Actor
  /** What the actor may see of this operation's rows: `own` is the own unit's. */
  readonly scope: Scope
  readonly now: Instant
  readonly today: LocalDate
  readonly newId: (prefix: IdPrefix) => string
  /** 256 bits from the system's generator, base64url: for session tokens and activation codes only. */
  readonly newSecret: () => string
  /** Milliseconds as phones have them: what codes of second factors are made from. */
  readonly wallTime: () => number
  /** For secrets that must be read again: seeds of second factors. */
  readonly sealer: () => Sealer
  readonly files: Files
  /** Open months as they were last worked out; only where nothing is written. */
  readonly memo?: Memo | undefined
  /** What the passwords in the input turned out to be; null where it has none. Read through `proven` of login.ts. */
  readonly proof: Proof | null
  /** Whether this installation sends mail. */
  readonly sendsMail?: boolean
  /** What the call needed from outside the database: a file that was read, one that was written. */
  readonly prepared: Prepared
  /** Whether the operations log of the office is as it was written. */
  readonly chainIntact: () => Promise<Chain>
  /** Names what the command was about in the activity log: an article's title, a unit. */
  readonly about: (subject: string) => void
  /** Sets (or, with null, clears) the session cookie of the answer. */
  readonly cookie: (token: string | null) => void
  /** Runs in a transaction of its own when the command is refused: counting a failed login. */
  readonly whenRefused: (effect: (db: Db) => Promise<void>) => void
}

export type Handler<Name extends Operation> = (context: Context, input: Checked<Name>) => Promise<Output<Name>>

/** One handler for each operation of `api.ts`: a missing or wrong one does not compile. */
export type Handlers = { readonly [Name in Operation]: Handler<Name> }
