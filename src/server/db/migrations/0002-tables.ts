const ID = 'TEXT not null primary key'
const OFFICE = 'office_id TEXT not null references office (id)'
const ARTICLE = 'TEXT not null references article (id)'
const UNIT = 'TEXT not null references unit (id)'
const FACT = 'TEXT references fact (id)'
const SEQ = 'seq INTEGER not null primary key'
const BY = 'at TEXT not null, by_id TEXT not null, by_name TEXT not null'
const VERSION = 'version INTEGER not null check (version >= 1)'
const flag = (column: string) => `${column} INTEGER not null check (${column} in (0, 1))`

/** The newsroom's tables, in an order in which each refers only to those before it; `newsroom-tables.ts` says what they mean. */
export const NEWSROOM: readonly (readonly [name: string, body: string])[] = [
  [
    'article_state',
    `
  article_id TEXT not null primary key references article (id), ${OFFICE}, unit_id ${UNIT}, author_id TEXT not null,
  state TEXT not null, ${VERSION}, receipt TEXT, genre TEXT, outlet_id TEXT references outlet (id),
  commission_id TEXT references commission (id), contact_name TEXT not null, contact_phone TEXT not null, kind TEXT, reason TEXT,
  assignee_id TEXT references user_account (id), submitted_at TEXT, received_at TEXT, decided_at TEXT, updated_at TEXT not null,
  flags TEXT not null, unique (office_id, receipt)
`,
  ],
  [
    'article_version',
    `
  article_id ${ARTICLE}, number INTEGER not null, side TEXT not null check (side in ('unit', 'office')), title TEXT not null,
  body TEXT not null, note TEXT not null, ${BY}, primary key (article_id, number)
`,
  ],
  [
    'article_draft',
    `article_id TEXT not null primary key references article (id), title TEXT not null, body TEXT not null, saved_at TEXT not null, by_id TEXT not null, by_name TEXT not null`,
  ],
  [
    'article_token',
    `${OFFICE}, token TEXT not null, article_id ${ARTICLE}, primary key (office_id, token, article_id)`,
  ],
  [
    'article_decision',
    `
  ${SEQ}, id TEXT not null unique, ${OFFICE}, article_id ${ARTICLE}, step TEXT not null, from_state TEXT not null,
  to_state TEXT not null, kind TEXT, reason TEXT, comment TEXT not null, ${BY}, undoes TEXT references article_decision (id),
  ${flag('undone')}
`,
  ],
  ['article_comment', `id ${ID}, ${OFFICE}, article_id ${ARTICLE}, text TEXT not null, ${flag('to_unit')}, ${BY}`],
  [
    'article_file',
    `
  article_id ${ARTICLE}, sm3 TEXT not null references file (sm3), name TEXT not null, size INTEGER not null, ${flag('original')},
  position INTEGER not null, primary key (article_id, position)
`,
  ],
  [
    'article_merge',
    `
  merged_id ${ARTICLE}, source_id ${ARTICLE}, position INTEGER not null, at TEXT not null, ended_at TEXT,
  primary key (merged_id, source_id)
`,
  ],
  [
    'article_editing',
    `article_id ${ARTICLE}, user_id TEXT not null, name TEXT not null, at TEXT not null, primary key (article_id, user_id)`,
  ],
  ['receipt_counter', `${OFFICE}, period TEXT not null, next INTEGER not null, primary key (office_id, period)`],
  [
    'bulletin',
    `
  outlet_id TEXT not null primary key references outlet (id), ${OFFICE}, words TEXT not null, columns TEXT not null,
  next_number INTEGER not null, next_total_number INTEGER not null, ${VERSION}
`,
  ],
  [
    'issue',
    `
  id ${ID}, ${OFFICE}, outlet_id TEXT not null references bulletin (outlet_id), number INTEGER not null, total_number INTEGER not null,
  year INTEGER not null, state TEXT not null, planned_on TEXT, issued_on TEXT, posting TEXT, prepared_by TEXT, signed_by TEXT,
  file_sm3 TEXT references file (sm3), ${VERSION}, created_at TEXT not null, unique (outlet_id, year, number)
`,
  ],
  [
    'issue_item',
    `
  issue_id TEXT not null references issue (id), article_id ${ARTICLE}, column_key TEXT not null, position INTEGER not null, fact_id ${FACT},
  primary key (issue_id, article_id)
`,
  ],
  [
    'issue_credit',
    `
  issue_id TEXT not null, article_id TEXT not null, unit_id ${UNIT}, position INTEGER not null, weight INTEGER not null,
  primary key (issue_id, article_id, unit_id), foreign key (issue_id, article_id) references issue_item (issue_id, article_id) on delete cascade
`,
  ],
  [
    'issue_event',
    `${SEQ}, issue_id TEXT not null references issue (id), step TEXT not null, comment TEXT not null, ${BY}`,
  ],
  [
    'commission_work',
    `
  commission_id TEXT not null primary key references commission (id), ${OFFICE}, state TEXT not null, upper_due_on TEXT,
  requirements TEXT not null, materials TEXT not null, contact TEXT not null, ${VERSION}, updated_at TEXT not null
`,
  ],
  [
    'assignment',
    `
  commission_id TEXT not null references commission (id), ${OFFICE}, unit_id ${UNIT}, state TEXT not null, due_on TEXT, signed_at TEXT,
  replied_at TEXT, urged INTEGER not null, urged_at TEXT, reason TEXT not null, fact_id ${FACT}, primary key (commission_id, unit_id)
`,
  ],
  [
    'assignment_reply',
    `
  commission_id TEXT not null, unit_id TEXT not null, article_id ${ARTICLE}, at TEXT not null, ${flag('adopted')},
  primary key (commission_id, unit_id, article_id), foreign key (commission_id, unit_id) references assignment (commission_id, unit_id)
`,
  ],
  [
    'commission_event',
    `
  ${SEQ}, commission_id TEXT not null references commission (id), unit_id TEXT references unit (id), step TEXT not null,
  comment TEXT not null, ${BY}
`,
  ],
  [
    'forwarding',
    `
  id ${ID}, ${OFFICE}, article_id ${ARTICLE}, recipient TEXT not null, outlet TEXT not null, level TEXT not null, on_day TEXT not null,
  by_id TEXT not null, by_name TEXT not null, file_sm3 TEXT references file (sm3), fact_id TEXT not null references fact (id)
`,
  ],
  [
    'upper_adoption',
    `
  forwarding_id TEXT not null references forwarding (id), outlet_id TEXT not null references outlet (id), level TEXT not null,
  kind TEXT not null, on_day TEXT not null, fact_id TEXT not null references fact (id), primary key (forwarding_id, fact_id)
`,
  ],
  [
    'instruction',
    `
  id ${ID}, ${OFFICE}, article_id TEXT references article (id), title TEXT not null, leader TEXT not null, level TEXT not null,
  text TEXT not null, on_day TEXT not null, state TEXT not null, ${VERSION}, fact_id TEXT not null references fact (id)
`,
  ],
  [
    'instruction_event',
    `${SEQ}, instruction_id TEXT not null references instruction (id), step TEXT not null, comment TEXT not null, ${BY}`,
  ],
  [
    'notice_work',
    `
  ${OFFICE}, period TEXT not null, stage TEXT not null, ${VERSION}, sentences TEXT not null, prepared_by TEXT, prepared_name TEXT,
  signed_by TEXT, signed_name TEXT, primary key (office_id, period)
`,
  ],
  [
    'notice_answer',
    `
  ${SEQ}, ${OFFICE}, period TEXT not null, finding TEXT not null, answer TEXT not null check (answer in ('mend', 'true', 'ignore')),
  note TEXT not null, ${BY}
`,
  ],
  [
    'notice_reader',
    `
  ${OFFICE}, period TEXT not null, user_id TEXT not null references user_account (id), seen TEXT not null, seen_at TEXT not null,
  read_at TEXT, primary key (office_id, period, user_id)
`,
  ],
  ['notice_correction', `id ${ID}, ${OFFICE}, period TEXT not null, text TEXT not null, changes TEXT not null, ${BY}`],
  [
    'message',
    `
  id ${ID}, ${OFFICE}, user_id TEXT not null references user_account (id), text TEXT not null, link TEXT not null, at TEXT not null, read_at TEXT
`,
  ],
  [
    'outbox',
    `
  id ${ID}, ${OFFICE}, user_id TEXT not null references user_account (id), day TEXT not null, subject TEXT not null, body TEXT not null,
  message_id TEXT not null unique, attempts INTEGER not null, next_at TEXT not null, sent_at TEXT, last_error TEXT not null,
  unique (user_id, day)
`,
  ],
  ['unit_setting', `unit_id TEXT not null primary key references unit (id), ${OFFICE}, ${flag('review')}`],
  [
    'second_factor',
    `
  user_id TEXT not null primary key references user_account (id), seed TEXT not null, ${flag('confirmed')}, last_step INTEGER not null,
  recovery TEXT not null
`,
  ],
  [
    'password_history',
    `user_id TEXT not null references user_account (id), password_hash TEXT not null, at TEXT not null, primary key (user_id, at)`,
  ],
  [
    'search_text',
    `
  ${SEQ}, ${OFFICE}, kind TEXT not null, ref TEXT not null, title TEXT not null, text TEXT not null, on_day TEXT, units TEXT not null,
  reach TEXT not null check (reach in ('open', 'own', 'office')), unique (office_id, kind, ref)
`,
  ],
]
