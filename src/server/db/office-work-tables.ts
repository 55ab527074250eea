import type { Generated } from 'kysely'

/** Tables of the office's own work: the notice before it is issued, messages and mail, settings of people and units, the search index. */
export interface OfficeWorkTables {
  notice_work: NoticeWorkTable
  notice_answer: NoticeAnswerTable
  notice_reader: NoticeReaderTable
  notice_correction: NoticeCorrectionTable
  message: MessageTable
  outbox: OutboxTable
  unit_setting: UnitSettingTable
  second_factor: SecondFactorTable
  password_history: PasswordHistoryTable
  unit_end: UnitEndTable
  search_text: SearchTextTable
  search_due: SearchDueTable
  user_mail: UserMailTable
  job_lease: JobLeaseTable
}

/** The office's work on a month's notice before it is issued. */
export interface NoticeWorkTable {
  office_id: string
  period: string
  stage: string
  version: number
  /** JSON: edited templates by key. */
  sentences: string
  prepared_by: string | null
  prepared_name: string | null
  signed_by: string | null
  signed_name: string | null
}

export interface NoticeAnswerTable {
  seq: Generated<number>
  office_id: string
  period: string
  finding: string
  answer: string
  note: string
  at: string
  by_id: string
  by_name: string
}

/** What a person saw of a notice last; `read_at` is 已阅 of an issued one. */
export interface NoticeReaderTable {
  office_id: string
  period: string
  user_id: string
  seen: string
  seen_at: string
  read_at: string | null
}

export interface NoticeCorrectionTable {
  id: string
  office_id: string
  period: string
  text: string
  changes: string
  at: string
  by_id: string
  by_name: string
}

/** 站内消息. */
export interface MessageTable {
  id: string
  office_id: string
  user_id: string
  text: string
  link: string
  at: string
  read_at: string | null
}

/** Outgoing mail: at least once, with a Message-ID that stays. */
export interface OutboxTable {
  id: string
  office_id: string
  user_id: string
  day: string
  subject: string
  body: string
  message_id: string
  attempts: number
  next_at: string
  sent_at: string | null
  last_error: string
}

export interface UnitSettingTable {
  unit_id: string
  office_id: string
  /** 单位审核 switched on. */
  review: number
}

/** TOTP; the seed is encrypted. `last_step` guards single use, `recovery` is JSON of hashed codes. */
export interface SecondFactorTable {
  user_id: string
  seed: string
  confirmed: number
  last_step: number
  recovery: string
}

/** 撤并: the last month in which a unit was one of its own, and which unit took it in. Its points stay with its id (LED-11). */
export interface UnitEndTable {
  unit_id: string
  office_id: string
  last_period: string
  into_id: string
  reason: string
}

export interface PasswordHistoryTable {
  user_id: string
  password_hash: string
  at: string
}

/** What the search index holds: `tokens` are those of `domain/text.ts`; how they are indexed differs by database (db/search.ts). */
export interface SearchTextTable {
  seq: Generated<number>
  office_id: string
  kind: string
  ref: string
  title: string
  text: string
  on_day: string | null
  /** Space-joined unit ids; whose it is decides who finds it. */
  units: string
  /** open: everybody of the office's units; own: only the units named; office: the office only. */
  reach: string
}

/** Rows that changed and are not indexed yet: noted by the database, empty whenever a command has ended. */
export interface SearchDueTable {
  kind: string
  ref: string
  office_id: string
}

/** Where a person gets mail, and whether the digest was asked for. */
export interface UserMailTable {
  user_id: string
  address: string
  digest: number
}

/**
 * Which process carries out what must not be done twice at once, until when. `fence` grows with every new holder: who wakes after its lease
 * finds another number there and cannot commit (IDEM-04).
 */
export interface JobLeaseTable {
  name: string
  holder: string
  until: string
  fence: Generated<number>
}
