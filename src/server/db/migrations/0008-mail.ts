import { appendOnly, counter, index, type Migration, table } from './ddl.ts'

const ID = 'TEXT not null primary key'
const OFFICE = 'office_id TEXT not null references office (id)'
const LETTER = 'letter_id TEXT not null references letter (id)'
const flag = (name: string): string => `${name} INTEGER not null check (${name} in (0, 1))`

/** 投稿邮箱: where mail is fetched, what came, what people decided about it. Leases of jobs get a fence (IDEM-04). */
export const mail: Migration = {
  name: '0008-mail',
  statements: dialect => [
    `alter table job_lease add column fence ${dialect === 'sqlite' ? 'INTEGER' : 'bigint'} not null default 0`,
    ...TABLES.map(([name, body]) => table(dialect, name, body)),
    ...INDEXES.map(index),
    // One address stands for one unit at a time.
    'create unique index mail_sender_now on mail_sender (office_id, address) where ended_at is null',
    ...counter(dialect, 'letter_event', 'seq'),
    ...appendOnly(dialect, 'letter_event'),
  ],
}

const TABLES: readonly (readonly [name: string, body: string])[] = [
  [
    'mailbox',
    `
  id ${ID}, ${OFFICE}, name TEXT not null, host TEXT not null, port INTEGER not null check (port between 1 and 65535), username TEXT not null,
  secret TEXT not null, folder TEXT not null, ca TEXT not null, auth_server TEXT not null, ${flag('receipts')}, ${flag('active')},
  version INTEGER not null, created_at TEXT not null, asked_at TEXT, polled_at TEXT, good_at TEXT, failures INTEGER not null,
  error TEXT not null, next_at TEXT not null
`,
  ],
  [
    'mailbox_folder',
    `
  mailbox_id TEXT not null references mailbox (id), folder TEXT not null, uid_validity INTEGER not null, last_uid INTEGER not null,
  since TEXT not null, primary key (mailbox_id, folder, uid_validity)
`,
  ],
  [
    'mail_sender',
    `
  id ${ID}, ${OFFICE}, address TEXT not null, unit_id TEXT not null references unit (id), at TEXT not null, by_id TEXT not null,
  by_name TEXT not null, ended_at TEXT
`,
  ],
  [
    'letter',
    `
  id ${ID}, ${OFFICE}, mailbox_id TEXT not null references mailbox (id), number TEXT not null, sm3 TEXT not null references file (sm3),
  size INTEGER not null, ${flag('head_only')}, received_at TEXT not null, fetched_at TEXT not null,
  state TEXT not null check (state in ('arrived', 'linked', 'unclaimed', 'quarantined', 'stored', 'aside')), version INTEGER not null,
  attempts INTEGER not null, unit_id TEXT references unit (id), from_address TEXT not null, from_name TEXT not null, subject TEXT not null,
  message_id TEXT not null, source TEXT not null check (source in ('verified', 'unverified', 'failed')), doubts TEXT not null,
  near TEXT not null, search_key TEXT not null, settled_at TEXT, unique (office_id, sm3), unique (office_id, number),
  check (state <> 'linked' or unit_id is not null)
`,
  ],
  [
    'letter_place',
    `
  mailbox_id TEXT not null references mailbox (id), folder TEXT not null, uid_validity INTEGER not null, uid INTEGER not null,
  letter_id TEXT references letter (id), attempts INTEGER not null, error TEXT not null, ${flag('flagged')},
  primary key (mailbox_id, folder, uid_validity, uid)
`,
  ],
  [
    'letter_part',
    `
  ${LETTER}, position INTEGER not null, path TEXT not null, role TEXT not null, name TEXT not null, type TEXT not null,
  size INTEGER not null, sm3 TEXT not null references file (sm3), primary key (letter_id, position)
`,
  ],
  [
    'letter_article',
    `
  ${LETTER}, position INTEGER not null, title TEXT not null, body TEXT not null, contact_name TEXT not null, contact_phone TEXT not null,
  genre TEXT, unit_name TEXT not null, part INTEGER, article_id TEXT references article (id), primary key (letter_id, position)
`,
  ],
  [
    'letter_event',
    `
  seq INTEGER not null primary key, ${LETTER}, step TEXT not null, reason TEXT not null, unit_id TEXT references unit (id),
  at TEXT not null, by_id TEXT not null, by_name TEXT not null
`,
  ],
  ['letter_counter', `${OFFICE}, period TEXT not null, next INTEGER not null, primary key (office_id, period)`],
  [
    'letter_receipt',
    `
  letter_id TEXT not null primary key references letter (id), ${OFFICE}, to_address TEXT not null, subject TEXT not null, body TEXT not null,
  message_id TEXT not null unique, queued_at TEXT not null, attempts INTEGER not null, next_at TEXT not null, sent_at TEXT, last_error TEXT not null
`,
  ],
]

const INDEXES: readonly string[] = [
  'letter (office_id, state, received_at)',
  'letter (office_id, received_at)',
  'letter (office_id, message_id)',
  'letter (unit_id, state)',
  'letter_place (letter_id)',
  'letter_article (article_id)',
  'letter_event (letter_id)',
  'letter_receipt (sent_at, next_at)',
  'letter_receipt (to_address, queued_at)',
]
