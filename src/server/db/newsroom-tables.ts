import type { Generated } from 'kysely'
import type { OfficeWorkTables } from './office-work-tables.ts'

/**
 * Tables of the newsroom: from a unit's draft to the signed notice. Same rules as `tables.ts`; `article_decision`, `article_version`,
 * `issue_event`, `commission_event` and `instruction_event` are only added to.
 */
export interface NewsroomTables extends OfficeWorkTables {
  article_state: ArticleStateTable
  article_version: ArticleVersionTable
  article_draft: ArticleDraftTable
  article_token: ArticleTokenTable
  fingerprint_text: FingerprintTextTable
  fingerprint: FingerprintTable
  article_decision: ArticleDecisionTable
  article_comment: ArticleCommentTable
  article_file: ArticleFileTable
  article_merge: ArticleMergeTable
  article_editing: ArticleEditingTable
  receipt_counter: ReceiptCounterTable
  bulletin: BulletinTable
  issue: IssueTable
  issue_item: IssueItemTable
  issue_credit: IssueCreditTable
  issue_event: IssueEventTable
  issue_reader: IssueReaderTable
  commission_work: CommissionWorkTable
  assignment: AssignmentTable
  assignment_reply: AssignmentReplyTable
  assignment_sheet: AssignmentSheetTable
  commission_event: CommissionEventTable
  forwarding: ForwardingTable
  upper_adoption: UpperAdoptionTable
  instruction: InstructionTable
  instruction_event: InstructionEventTable
}

/** What an article is now; one row beside each `article` that was written here (imported ones have none and count as published). */
export interface ArticleStateTable {
  article_id: string
  office_id: string
  /** The unit that wrote it, first of `article_unit`. */
  unit_id: string
  author_id: string
  state: string
  version: number
  receipt: string | null
  genre: string | null
  outlet_id: string | null
  commission_id: string | null
  contact_name: string
  contact_phone: string
  /** Kind it was adopted as. */
  kind: string | null
  reason: string | null
  assignee_id: string | null
  submitted_at: string | null
  received_at: string | null
  decided_at: string | null
  updated_at: string
  /** JSON array of flags found at hand-in. */
  flags: string
}

/** What a unit is typing and has not handed in: one row an article, gone with the handing in (EDIT-02). */
export interface ArticleDraftTable {
  article_id: string
  title: string
  /** JSON of `RichText`. */
  body: string
  saved_at: string
  by_id: string
  by_name: string
}

/** A few stretches of a title, always the same few of the same title: articles that share one are looked at as the same story. */
export interface ArticleTokenTable {
  office_id: string
  token: string
  article_id: string
}

/** A text that has fingerprints: the last version of an article by its unit, and the last by the office. `number` 0: the article has no versions. */
export interface FingerprintTextTable {
  seq: Generated<number>
  office_id: string
  article_id: string
  number: number
}

/** Which texts have a fingerprint (`domain/duplicate/fingerprint.ts`). */
export interface FingerprintTable {
  mark: number
  seq: number
}

/** Versions of the text; `side` unit | office. The last one is what is read and printed. */
export interface ArticleVersionTable {
  article_id: string
  number: number
  side: string
  title: string
  /** JSON of `RichText`. */
  body: string
  note: string
  at: string
  by_id: string
  by_name: string
}

/** 处理: each step with who and why. A decision that is taken back is named by the one that does so. */
export interface ArticleDecisionTable {
  id: string
  office_id: string
  article_id: string
  seq: Generated<number>
  step: string
  from_state: string
  to_state: string
  kind: string | null
  reason: string | null
  comment: string
  at: string
  by_id: string
  by_name: string
  /** Set when this row takes back another one. */
  undoes: string | null
  /** Set by the undo row's twin: 1 when it was taken back. Only this column may change. */
  undone: number
}

export interface ArticleCommentTable {
  id: string
  office_id: string
  article_id: string
  text: string
  to_unit: number
  at: string
  by_id: string
  by_name: string
}

/** Attachments, and the original as it came: bytes by hash. */
export interface ArticleFileTable {
  article_id: string
  sm3: string
  name: string
  size: number
  original: number
  position: number
}

/** 合稿: which articles went into which. Taken back by `ended_at`. */
export interface ArticleMergeTable {
  merged_id: string
  source_id: string
  position: number
  at: string
  ended_at: string | null
}

/** Who has an article open for editing: a hint with a time, never a lock. */
export interface ArticleEditingTable {
  article_id: string
  user_id: string
  name: string
  at: string
}

/** The next receipt number of an office and month. */
export interface ReceiptCounterTable {
  office_id: string
  period: string
  next: number
}

/** An own outlet that comes in numbered issues. */
export interface BulletinTable {
  outlet_id: string
  office_id: string
  words: string
  columns: string
  next_number: number
  next_total_number: number
  version: number
}

export interface IssueTable {
  id: string
  office_id: string
  outlet_id: string
  number: number
  total_number: number
  year: number
  state: string
  planned_on: string | null
  issued_on: string | null
  posting: string | null
  prepared_by: string | null
  signed_by: string | null
  file_sm3: string | null
  version: number
  created_at: string
}

export interface IssueItemTable {
  issue_id: string
  article_id: string
  column_key: string
  position: number
  /** The adoption fact made when the issue was printed. */
  fact_id: string | null
}

export interface IssueCreditTable {
  issue_id: string
  article_id: string
  unit_id: string
  position: number
  weight: number
}

export interface IssueEventTable {
  issue_id: string
  seq: Generated<number>
  step: string
  comment: string
  at: string
  by_id: string
  by_name: string
}

/** What somebody saw of an issue when they last ticked it off or decided; `seen` is JSON of `IssueLook`. */
export interface IssueReaderTable {
  issue_id: string
  user_id: string
  seen: string
  seen_at: string
}

/** What a commission written here has beyond its title and source. */
export interface CommissionWorkTable {
  commission_id: string
  office_id: string
  state: string
  upper_due_on: string | null
  requirements: string
  materials: string
  /** JSON of `Slots`. */
  slots: Generated<string>
  contact: string
  version: number
  updated_at: string
}

export interface AssignmentTable {
  commission_id: string
  office_id: string
  unit_id: string
  state: string
  due_on: string | null
  signed_at: string | null
  replied_at: string | null
  urged: number
  urged_at: string | null
  reason: string
  /** Commission facts (submitted, adopted, late, missing) made for it. */
  fact_id: string | null
}

export interface AssignmentReplyTable {
  commission_id: string
  unit_id: string
  article_id: string
  at: string
  adopted: number
}

/** 填报: a unit's answers to the slots of a commission. `sent` is what the office reads: the answers as they stood when they were sent. */
export interface AssignmentSheetTable {
  commission_id: string
  unit_id: string
  office_id: string
  /** JSON of `Answers`. */
  answers: string
  note: string
  version: number
  saved_at: string
  by_id: string
  by_name: string
  sent: string | null
  sent_note: string
  sent_article: string | null
  sent_at: string | null
}

export interface CommissionEventTable {
  commission_id: string
  seq: Generated<number>
  unit_id: string | null
  step: string
  comment: string
  at: string
  by_id: string
  by_name: string
}

export interface ForwardingTable {
  id: string
  office_id: string
  article_id: string
  recipient: string
  outlet: string
  level: string
  on_day: string
  by_id: string
  by_name: string
  file_sm3: string | null
  fact_id: string
}

export interface UpperAdoptionTable {
  forwarding_id: string
  outlet_id: string
  level: string
  kind: string
  on_day: string
  fact_id: string
}

export interface InstructionTable {
  id: string
  office_id: string
  article_id: string | null
  title: string
  leader: string
  level: string
  text: string
  on_day: string
  state: string
  version: number
  fact_id: string
}

export interface InstructionEventTable {
  instruction_id: string
  seq: Generated<number>
  step: string
  comment: string
  at: string
  by_id: string
  by_name: string
}
