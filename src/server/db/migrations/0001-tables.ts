const ID = 'TEXT not null primary key'
const OFFICE = 'TEXT not null references office (id)'
/** A row of another office cannot be referred to: the reference includes the office. */
const own = (column: string, of: string) => `foreign key (office_id, ${column}) references ${of} (office_id, id)`
const POINTS = 'between -1000000000 and 1000000000'

/** Name and body of each table, in an order in which each refers only to those before it. */
export const TABLES: Readonly<Record<string, string>> = {
  office: `
  id ${ID},
  name TEXT not null,
  bulletin TEXT not null,
  demo INTEGER not null check (demo in (0, 1)),
  settings TEXT not null,
  created_at TEXT not null
`,
  unit_group: `
  id ${ID},
  office_id ${OFFICE},
  key TEXT not null,
  name TEXT not null,
  kind TEXT not null,
  position INTEGER not null,
  unique (office_id, id),
  unique (office_id, key)
`,
  unit: `
  id ${ID},
  office_id ${OFFICE},
  name TEXT not null,
  position INTEGER not null,
  active INTEGER not null check (active in (0, 1)),
  version INTEGER not null,
  created_at TEXT not null,
  unique (office_id, id)
`,
  unit_name: `
  office_id TEXT not null,
  unit_id TEXT not null,
  name TEXT not null,
  name_key TEXT not null check (name_key <> ''),
  kind TEXT not null check (kind in ('name', 'alias', 'former')),
  from_period TEXT check (length(from_period) = 7),
  to_period TEXT check (length(to_period) = 7),
  ${own('unit_id', 'unit')}
`,
  unit_membership: `
  office_id TEXT not null,
  unit_id TEXT not null,
  group_id TEXT not null,
  from_period TEXT not null check (length(from_period) = 7),
  primary key (unit_id, from_period),
  ${own('unit_id', 'unit')},
  ${own('group_id', 'unit_group')}
`,
  outlet: `
  id ${ID},
  office_id ${OFFICE},
  name TEXT not null,
  level TEXT not null,
  unique (office_id, id),
  unique (office_id, name)
`,
  article: `
  id ${ID},
  office_id ${OFFICE},
  title TEXT not null,
  title_key TEXT not null,
  body TEXT not null,
  received_on TEXT not null check (length(received_on) = 10),
  created_at TEXT not null,
  created_by TEXT not null,
  version INTEGER not null,
  unique (office_id, id)
`,
  article_unit: `
  article_id TEXT not null references article (id),
  unit_id TEXT not null references unit (id),
  position INTEGER not null,
  primary key (article_id, unit_id)
`,
  commission: `
  id ${ID},
  office_id ${OFFICE},
  title TEXT not null,
  title_key TEXT not null,
  source TEXT not null,
  level TEXT not null,
  due_on TEXT check (length(due_on) = 10),
  created_at TEXT not null,
  version INTEGER not null,
  unique (office_id, id)
`,
  rule_set: `
  office_id ${OFFICE},
  id TEXT not null,
  from_period TEXT not null check (length(from_period) = 7),
  source TEXT not null,
  digest TEXT not null,
  created_at TEXT not null,
  primary key (office_id, id)
`,
  period: `
  office_id ${OFFICE},
  period TEXT not null check (length(period) = 7),
  state TEXT not null check (state in ('open', 'closed', 'issued')),
  generation INTEGER not null check (generation >= 0),
  primary key (office_id, period)
`,
  fact: `
  seq INTEGER not null primary key,
  id TEXT not null unique,
  office_id TEXT not null,
  type TEXT not null,
  occurred_on TEXT not null check (length(occurred_on) = 10),
  recorded_at TEXT not null,
  recorded_by TEXT not null,
  posting TEXT not null,
  quantity INTEGER not null check (quantity > 0),
  note TEXT not null,
  article_id TEXT,
  channel TEXT,
  outlet_id TEXT,
  level TEXT,
  kind TEXT,
  issue INTEGER,
  merged INTEGER check (merged in (0, 1)),
  commission_id TEXT,
  status TEXT,
  asker TEXT,
  person TEXT,
  component TEXT,
  points_x100 INTEGER check (points_x100 ${POINTS}),
  reason TEXT,
  document TEXT,
  of_fact TEXT unique,
  unique (office_id, id),
  foreign key (office_id, posting) references period (office_id, period),
  ${own('article_id', 'article')},
  ${own('outlet_id', 'outlet')},
  ${own('commission_id', 'commission')},
  ${own('of_fact', 'fact')}
`,
  fact_credit: `
  fact_id TEXT not null references fact (id),
  unit_id TEXT not null references unit (id),
  position INTEGER not null,
  weight INTEGER not null check (weight > 0),
  primary key (fact_id, unit_id),
  unique (fact_id, position)
`,
  close: `
  office_id TEXT not null,
  period TEXT not null,
  generation INTEGER not null check (generation > 0),
  rule_set TEXT not null,
  digest TEXT not null,
  closed_at TEXT not null,
  closed_by TEXT not null,
  reason TEXT not null,
  reopened_at TEXT,
  reopened_by TEXT,
  reopen_reason TEXT,
  primary key (office_id, period, generation),
  foreign key (office_id, period) references period (office_id, period),
  ${own('rule_set', 'rule_set')}
`,
  entry: `
  id ${ID},
  office_id TEXT not null,
  period TEXT not null,
  generation INTEGER not null,
  position INTEGER not null,
  unit_id TEXT not null,
  component TEXT not null,
  points_x100 INTEGER not null check (points_x100 ${POINTS}),
  rule_set TEXT not null,
  rule TEXT not null,
  clause TEXT not null,
  quantity INTEGER not null,
  each_x100 INTEGER not null,
  about TEXT,
  unique (office_id, period, generation, position),
  check (points_x100 = quantity * each_x100),
  foreign key (office_id, period) references period (office_id, period),
  ${own('unit_id', 'unit')}
`,
  entry_fact: `
  entry_id TEXT not null references entry (id),
  fact_id TEXT not null references fact (id),
  primary key (entry_id, fact_id)
`,
  standing: `
  office_id TEXT not null,
  period TEXT not null,
  generation INTEGER not null,
  unit_id TEXT not null,
  unit_name TEXT not null,
  unit_position INTEGER not null,
  group_id TEXT not null,
  group_json TEXT not null,
  components_json TEXT not null,
  counts_json TEXT not null,
  month_x100 INTEGER not null check (month_x100 ${POINTS}),
  year_x100 INTEGER not null check (year_x100 ${POINTS}),
  rank INTEGER not null check (rank > 0),
  previous_rank INTEGER,
  primary key (office_id, period, generation, unit_id),
  foreign key (office_id, period) references period (office_id, period),
  ${own('unit_id', 'unit')},
  ${own('group_id', 'unit_group')}
`,
  file: `
  sm3 TEXT not null primary key check (length(sm3) = 64),
  size INTEGER not null check (size >= 0),
  created_at TEXT not null
`,
  notice: `
  office_id TEXT not null,
  period TEXT not null,
  generation INTEGER not null,
  title TEXT not null,
  notice_json TEXT not null,
  file_sm3 TEXT not null references file (sm3),
  issued_on TEXT not null check (length(issued_on) = 10),
  issued_at TEXT not null,
  issued_by TEXT not null,
  primary key (office_id, period, generation),
  foreign key (office_id, period) references period (office_id, period)
`,
  upload: `
  id ${ID},
  office_id ${OFFICE},
  user_id TEXT not null,
  sm3 TEXT not null references file (sm3),
  name TEXT not null,
  created_at TEXT not null
`,
  import: `
  office_id TEXT not null,
  sm3 TEXT not null,
  period TEXT not null,
  name TEXT not null,
  report_json TEXT not null,
  created_at TEXT not null,
  primary key (office_id, sm3),
  foreign key (office_id, period) references period (office_id, period)
`,
  user_account: `
  id ${ID},
  office_id ${OFFICE},
  account TEXT not null,
  name TEXT not null,
  unit_id TEXT,
  password_hash TEXT,
  password_changed_at TEXT,
  must_change INTEGER not null check (must_change in (0, 1)),
  disabled INTEGER not null check (disabled in (0, 1)),
  last_login_at TEXT,
  last_login_ip TEXT,
  failures INTEGER not null check (failures >= 0),
  locks INTEGER not null check (locks >= 0),
  locked_until TEXT,
  created_at TEXT not null,
  unique (office_id, id),
  unique (office_id, account),
  ${own('unit_id', 'unit')}
`,
  user_role: `
  user_id TEXT not null references user_account (id),
  role TEXT not null,
  primary key (user_id, role)
`,
  activation: `
  user_id TEXT not null primary key references user_account (id),
  code_hash TEXT not null,
  expires_at TEXT not null
`,
  session: `
  token_hash TEXT not null primary key,
  user_id TEXT not null,
  office_id TEXT not null,
  created_at TEXT not null,
  last_seen_at TEXT not null,
  ip TEXT not null,
  previous_login_at TEXT,
  ${own('user_id', 'user_account')}
`,
  login_failure: `
  id INTEGER not null primary key,
  account TEXT not null,
  ip TEXT not null,
  at TEXT not null
`,
  idempotency: `
  user_id TEXT not null,
  key TEXT not null,
  operation TEXT not null,
  body_sm3 TEXT not null,
  status INTEGER not null,
  answer TEXT not null,
  created_at TEXT not null,
  primary key (user_id, key)
`,
  activity: `
  office_id ${OFFICE},
  seq INTEGER not null check (seq > 0),
  at TEXT not null,
  user_id TEXT not null,
  user_name TEXT not null,
  ip TEXT not null,
  session TEXT not null,
  operation TEXT not null,
  subject TEXT not null,
  input TEXT not null,
  result TEXT not null,
  hash TEXT not null,
  primary key (office_id, seq)
`,
  activity_head: `
  office_id TEXT not null primary key references office (id),
  seq INTEGER not null check (seq >= 0),
  hash TEXT not null
`,
}
