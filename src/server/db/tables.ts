import type { Generated } from 'kysely'
import type { MailTables } from './mail-tables.ts'
import type { NewsroomTables } from './newsroom-tables.ts'
import type { RulesTables } from './rules-tables.ts'

/**
 * The tables as rows. Portable types only: INTEGER and TEXT; booleans are 0/1, JSON is TEXT read through zod, instants, days and months
 * are sortable TEXT. Every row that is not global carries `office_id`. `migrations/` makes these tables; `golden` tests show the DDL.
 * Append-only tables (fact, fact_credit, entry, entry_fact, standing, notice, activity) refuse UPDATE and DELETE in the database itself.
 * `Generated` numbers are given by the database, without gaps, in the order of commits.
 */
export interface Tables extends NewsroomTables, RulesTables, MailTables {
  office: OfficeTable
  unit_group: UnitGroupTable
  unit: UnitTable
  unit_name: UnitNameTable
  unit_membership: UnitMembershipTable
  outlet: OutletTable
  article: ArticleTable
  article_unit: ArticleUnitTable
  commission: CommissionTable
  fact: FactTable
  fact_credit: FactCreditTable
  rule_set: RuleSetTable
  period: PeriodTable
  close: CloseTable
  entry: EntryTable
  entry_fact: EntryFactTable
  standing: StandingTable
  notice: NoticeTable
  file: FileTable
  upload: UploadTable
  import: ImportTable
  user_account: UserAccountTable
  user_role: UserRoleTable
  activation: ActivationTable
  session: SessionTable
  login_failure: LoginFailureTable
  idempotency: IdempotencyTable
  activity: ActivityTable
  activity_head: ActivityHeadTable
}

export interface OfficeTable {
  id: string
  name: string
  /** Name of the own bulletin. */
  bulletin: string
  /** 1 for the demo office: its accounts are shown on the login page. */
  demo: number
  /** JSON of `OfficeSettings` (src/server/settings.ts): the words of its notices, demo accounts. */
  settings: string
  created_at: string
}

export interface UnitGroupTable {
  id: string
  office_id: string
  /** What rule sets call it. */
  key: string
  name: string
  kind: string
  position: number
}

export interface UnitTable {
  id: string
  office_id: string
  /** The name now; names of closed months stand in `standing`. */
  name: string
  position: number
  active: number
  version: number
  created_at: string
}

/**
 * All names a unit has or had. `kind`: name | alias | former. `name_key` is `matchingKey(name)`; one key means one unit at a time: the
 * database refuses a name that another unit has in a month from `from_period` to `to_period`, both included.
 */
export interface UnitNameTable {
  office_id: string
  unit_id: string
  name: string
  name_key: string
  kind: 'name' | 'alias' | 'former'
  from_period: string | null
  to_period: string | null
}

/** In which group a unit is ranked, from which month on, until the next membership begins. */
export interface UnitMembershipTable {
  office_id: string
  unit_id: string
  group_id: string
  from_period: string
}

export interface OutletTable {
  id: string
  office_id: string
  name: string
  level: string
}

export interface ArticleTable {
  id: string
  office_id: string
  title: string
  /** `matchingKey(title)`: equal keys are shown as likely duplicates. */
  title_key: string
  body: string
  received_on: string
  created_at: string
  created_by: string
  version: number
}

export interface ArticleUnitTable {
  article_id: string
  unit_id: string
  position: number
}

export interface CommissionTable {
  id: string
  office_id: string
  title: string
  title_key: string
  source: string
  level: string
  due_on: string | null
  created_at: string
  version: number
}

/** 计分事实, one row each; columns that a type does not have are null. Append-only. */
export interface FactTable {
  id: string
  office_id: string
  /** Order of recording within the database: what counts when clocks do not. */
  seq: Generated<number>
  type: string
  occurred_on: string
  recorded_at: string
  recorded_by: string
  posting: string
  quantity: number
  note: string
  article_id: string | null
  channel: string | null
  outlet_id: string | null
  level: string | null
  kind: string | null
  issue: number | null
  merged: number | null
  commission_id: string | null
  status: string | null
  asker: string | null
  /** forwarding: to whom; instruction: which leader; adjustment: who decided. */
  person: string | null
  component: string | null
  points_x100: number | null
  /** adjustment, retraction: why. */
  reason: string | null
  /** opening, adjustment: on which paper it rests. */
  document: string | null
  /** retraction: which fact is declared wrong. */
  of_fact: string | null
  /** JSON of what most facts do not have: length, genre, rank of a leader … null where there is nothing. */
  attributes: string | null
}

export interface FactCreditTable {
  fact_id: string
  unit_id: string
  position: number
  weight: number
}

/** A 计分办法 as it was written; `digest` is SM3 of `source`. */
export interface RuleSetTable {
  office_id: string
  id: string
  from_period: string
  source: string
  digest: string
  created_at: string
}

/**
 * 考核月. `generation` counts closes: reopening and closing again makes a new one, the earlier snapshot stays. A month needs its row before
 * facts are posted to it; once `state` is not open the database takes no fact, credit, entry or standing for it any more, so a close
 * writes its rows first and the state last. To lock a month in a command, update its state to itself: that waits on both databases.
 */
export interface PeriodTable {
  office_id: string
  period: string
  state: 'open' | 'closed' | 'issued'
  generation: number
}

/** 月结: what a month was frozen from, by whom. `reason` is why it was closed early; only `reopened_*` may be set later, once. */
export interface CloseTable {
  office_id: string
  period: string
  generation: number
  rule_set: string
  /** SM3 of facts and rule set. */
  digest: string
  closed_at: string
  closed_by: string
  reason: string
  reopened_at: string | null
  reopened_by: string | null
  reopen_reason: string | null
}

export interface EntryTable {
  id: string
  office_id: string
  period: string
  generation: number
  position: number
  unit_id: string
  component: string
  points_x100: number
  rule_set: string
  rule: string
  clause: string
  quantity: number
  each_x100: number
  about: string | null
}

export interface EntryFactTable {
  entry_id: string
  fact_id: string
}

export interface StandingTable {
  office_id: string
  period: string
  generation: number
  unit_id: string
  /** Frozen: what the unit and its group were called then. */
  unit_name: string
  unit_position: number
  group_id: string
  group_json: string
  components_json: string
  counts_json: string
  month_x100: number
  year_x100: number
  rank: number
  previous_rank: number | null
}

/** 通报 that was issued: the value, and the file by hash. */
export interface NoticeTable {
  office_id: string
  period: string
  generation: number
  title: string
  notice_json: string
  file_sm3: string
  issued_on: string
  issued_at: string
  issued_by: string
}

/** Bytes under data/files/aa/bb/<sm3>; one row for equal contents. */
export interface FileTable {
  sm3: string
  size: number
  created_at: string
}

/** Who handed in a file, under what name. */
export interface UploadTable {
  id: string
  office_id: string
  user_id: string
  sm3: string
  name: string
  created_at: string
}

/** A notice that was taken over; the same bytes twice change nothing. `report_json` is what was answered. */
export interface ImportTable {
  office_id: string
  sm3: string
  period: string
  name: string
  report_json: string
  created_at: string
}

export interface UserAccountTable {
  id: string
  office_id: string
  account: string
  name: string
  unit_id: string | null
  /** PHC text, or null until the account was activated. */
  password_hash: string | null
  password_changed_at: string | null
  must_change: number
  disabled: number
  last_login_at: string | null
  last_login_ip: string | null
  /** Failures since the last login, how often it was locked since then, and until when it is. */
  failures: number
  locks: number
  locked_until: string | null
  created_at: string
}

export interface UserRoleTable {
  user_id: string
  role: string
}

export interface ActivationTable {
  user_id: string
  code_hash: string
  expires_at: string
}

export interface SessionTable {
  /** SM3 of the token in the cookie. */
  token_hash: string
  user_id: string
  office_id: string
  created_at: string
  last_seen_at: string
  ip: string
  /** When its user had logged in before: what 上次登录 on screen means. */
  previous_login_at: string | null
  /** When the password, and the second factor where there is one, was last given in it. */
  confirmed_at: string | null
}

/** Failed logins by address and account, for limits; old ones are swept. */
export interface LoginFailureTable {
  id: Generated<number>
  account: string
  ip: string
  at: string
}

/** One row for each command that took effect, in its own transaction (IDEM-01). `answer` is the stored JSON text. */
export interface IdempotencyTable {
  user_id: string
  key: string
  operation: string
  body_sm3: string
  status: number
  answer: string
  created_at: string
}

/** 操作日志, a chain: `hash` = HMAC-SM3(key, previous hash ‖ canonical row). `seq` counts 1, 2, 3 … in each office. Key: office_id, seq. */
export interface ActivityTable {
  seq: number
  office_id: string
  at: string
  user_id: string
  user_name: string
  ip: string
  session: string
  operation: string
  subject: string
  /** Redacted input: no passwords, no article texts (their hash). */
  input: string
  result: string
  hash: string
}

/**
 * Where the chain of an office ends: number and hash of its last row, `seq` 0 and hash '' before the first. Updating it orders those
 * who append at the same time, on every engine; it is the only part of the log that changes. Key: office_id.
 */
export interface ActivityHeadTable {
  office_id: string
  seq: number
  hash: string
}
