import type { Generated } from 'kysely'

/** Tables of the 投稿邮箱: where mail is fetched, what came, and what people decided about it. `letter_event` is only added to. */
export interface MailTables {
  mailbox: MailboxTable
  mailbox_folder: MailboxFolderTable
  mail_sender: MailSenderTable
  letter: LetterTable
  letter_place: LetterPlaceTable
  letter_part: LetterPartTable
  letter_article: LetterArticleTable
  letter_event: LetterEventTable
  letter_counter: LetterCounterTable
  letter_receipt: LetterReceiptTable
}

/** 投稿邮箱. `secret` is the sealed password. What follows `version` is how the last polls went; people do not write it. */
export interface MailboxTable {
  id: string
  office_id: string
  name: string
  /** Always TLS with a verified certificate (MAIL-10). */
  host: string
  port: number
  username: string
  secret: string
  folder: string
  /** PEM of the authority the server's certificate must come from; '' for those of the system. */
  ca: string
  /** `authserv-id` of the own mail server, whose word on the source counts; '' for none. */
  auth_server: string
  receipts: number
  active: number
  version: number
  created_at: string
  /** When somebody asked for a poll at once; null when it was done. */
  asked_at: string | null
  polled_at: string | null
  good_at: string | null
  /** Failed polls in a row, and what the last one failed of. */
  failures: number
  error: string
  next_at: string
}

/** How far a folder was read. A new UIDVALIDITY begins a row of its own: all of it is looked at again, by content. */
export interface MailboxFolderTable {
  mailbox_id: string
  folder: string
  uid_validity: number
  last_uid: number
  since: string
}

/** 来信地址: which exact address writes for which unit. Ended, never deleted. */
export interface MailSenderTable {
  id: string
  office_id: string
  address: string
  unit_id: string
  at: string
  by_id: string
  by_name: string
  ended_at: string | null
}

/** 来信: one row for equal bytes in an office, wherever and however often they came. */
export interface LetterTable {
  id: string
  office_id: string
  mailbox_id: string
  /** 来信第 2023-07-0012 号. */
  number: string
  /** The bytes as they came: SM3 and length. */
  sm3: string
  size: number
  /** 1 where only the head was fetched, since the whole is too large. */
  head_only: number
  /** When the server had it, never later than when it was fetched (SUB-01). */
  received_at: string
  fetched_at: string
  /** LetterState. */
  state: string
  version: number
  /** How often it was tried to be read; a letter that was never read through is put apart after the third time. */
  attempts: number
  /** The unit it is said to be from: by the sender's address, or by an editor. */
  unit_id: string | null
  from_address: string
  from_name: string
  subject: string
  message_id: string
  source: string
  /** JSON array of `Doubt`. */
  doubts: string
  /** JSON array of ids of units that the text names. */
  near: string
  /** `matchingKey` of what is searched. */
  search_key: string
  settled_at: string | null
}

/** Where a letter lies on the server. Without a letter: it could not be fetched yet, and `attempts` says how often that was tried. */
export interface LetterPlaceTable {
  mailbox_id: string
  folder: string
  uid_validity: number
  uid: number
  letter_id: string | null
  attempts: number
  error: string
  /** 1 once the server was told that it is read, which is only after it was stored. */
  flagged: number
}

/** Every part of a letter that has bytes of its own, in the order of the letter. */
export interface LetterPartTable {
  letter_id: string
  position: number
  /** Its place in the letter as IMAP counts: `1.2`. */
  path: string
  /** body | file | inline | letter | other. */
  role: string
  name: string
  type: string
  size: number
  sm3: string
}

/** What a letter proposes as an article; `article_id` once it became one. */
export interface LetterArticleTable {
  letter_id: string
  position: number
  title: string
  /** JSON of `RichText`. */
  body: string
  contact_name: string
  contact_phone: string
  genre: string | null
  unit_name: string
  /** Place of the part it was read from; null for the body. */
  part: number | null
  article_id: string | null
}

export interface LetterEventTable {
  seq: Generated<number>
  letter_id: string
  step: string
  reason: string
  unit_id: string | null
  at: string
  by_id: string
  by_name: string
}

/** The next number of a letter in an office and month. */
export interface LetterCounterTable {
  office_id: string
  period: string
  next: number
}

/** 回执 to be sent: at most one a letter, at least once, with a Message-ID that stays (IDEM-05). */
export interface LetterReceiptTable {
  letter_id: string
  office_id: string
  to_address: string
  subject: string
  body: string
  message_id: string
  queued_at: string
  attempts: number
  next_at: string
  sent_at: string | null
  last_error: string
}
