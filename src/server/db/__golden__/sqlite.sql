CREATE INDEX activity_office_id_at on activity (office_id, at);
CREATE INDEX article_comment_article_id on article_comment (article_id);
CREATE INDEX article_decision_article_id on article_decision (article_id);
CREATE INDEX article_file_sm3 on article_file (sm3);
CREATE INDEX article_merge_source_id on article_merge (source_id);
CREATE INDEX article_office_id_received_on_id on article (office_id, received_on, id);
CREATE INDEX article_office_id_title_key on article (office_id, title_key);
CREATE INDEX article_state_commission_id on article_state (commission_id);
CREATE INDEX article_state_office_id_state_submitted_at on article_state (office_id, state, submitted_at);
CREATE INDEX article_state_office_id_submitted_at_article_id on article_state (office_id, submitted_at, article_id);
CREATE INDEX article_state_unit_id_updated_at on article_state (unit_id, updated_at);
CREATE INDEX article_token_article_id on article_token (article_id);
CREATE INDEX article_unit_unit_id_article_id on article_unit (unit_id, article_id);
CREATE INDEX assignment_reply_article_id on assignment_reply (article_id);
CREATE INDEX assignment_unit_id_state on assignment (unit_id, state);
CREATE INDEX commission_event_commission_id on commission_event (commission_id);
CREATE INDEX commission_office_id_due_on on commission (office_id, due_on);
CREATE INDEX commission_office_id_title_key on commission (office_id, title_key);
CREATE INDEX entry_fact_fact_id on entry_fact (fact_id);
CREATE INDEX entry_office_id_unit_id_period on entry (office_id, unit_id, period);
CREATE INDEX fact_article_id on fact (article_id);
CREATE INDEX fact_commission_id on fact (commission_id);
CREATE INDEX fact_credit_unit_id_fact_id on fact_credit (unit_id, fact_id);
CREATE INDEX fact_office_id_posting_seq on fact (office_id, posting, seq);
CREATE INDEX forwarding_article_id on forwarding (article_id);
CREATE INDEX forwarding_office_id_on_day on forwarding (office_id, on_day);
CREATE INDEX idempotency_created_at on idempotency (created_at);
CREATE INDEX instruction_article_id on instruction (article_id);
CREATE INDEX instruction_event_instruction_id on instruction_event (instruction_id);
CREATE INDEX instruction_office_id_state on instruction (office_id, state);
CREATE INDEX issue_event_issue_id on issue_event (issue_id);
CREATE INDEX issue_item_article_id on issue_item (article_id);
CREATE INDEX issue_office_id_year on issue (office_id, year);
CREATE INDEX letter_article_article_id on letter_article (article_id);
CREATE INDEX letter_event_letter_id on letter_event (letter_id);
CREATE INDEX letter_office_id_message_id on letter (office_id, message_id);
CREATE INDEX letter_office_id_received_at on letter (office_id, received_at);
CREATE INDEX letter_office_id_state_received_at on letter (office_id, state, received_at);
CREATE INDEX letter_place_letter_id on letter_place (letter_id);
CREATE INDEX letter_receipt_sent_at_next_at on letter_receipt (sent_at, next_at);
CREATE INDEX letter_receipt_to_address_queued_at on letter_receipt (to_address, queued_at);
CREATE INDEX letter_unit_id_state on letter (unit_id, state);
CREATE INDEX login_failure_account_at on login_failure (account, at);
CREATE INDEX login_failure_ip_at on login_failure (ip, at);
CREATE UNIQUE INDEX mail_sender_now on mail_sender (office_id, address) where ended_at is null;
CREATE INDEX message_user_id_read_at on message (user_id, read_at);
CREATE INDEX notice_answer_office_id_period on notice_answer (office_id, period);
CREATE INDEX objection_office_id_state_raised_at on objection (office_id, state, raised_at);
CREATE INDEX objection_unit_id_raised_at on objection (unit_id, raised_at);
CREATE INDEX outbox_sent_at_next_at on outbox (sent_at, next_at);
CREATE INDEX search_text_office_id_on_day on search_text (office_id, on_day);
CREATE INDEX session_user_id on session (user_id);
CREATE INDEX standing_office_id_unit_id_period on standing (office_id, unit_id, period);
CREATE INDEX unit_name_office_id_name_key on unit_name (office_id, name_key);
CREATE INDEX unit_name_unit_id on unit_name (unit_id);
CREATE INDEX upload_office_id_sm3 on upload (office_id, sm3);
CREATE TABLE activation (
  user_id TEXT not null primary key references user_account (id),
  code_hash TEXT not null,
  expires_at TEXT not null
) strict;
CREATE TABLE activity (
  office_id TEXT not null references office (id),
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
) strict;
CREATE TABLE activity_head (
  office_id TEXT not null primary key references office (id),
  seq INTEGER not null check (seq >= 0),
  hash TEXT not null
) strict;
CREATE TABLE article (
  id TEXT not null primary key,
  office_id TEXT not null references office (id),
  title TEXT not null,
  title_key TEXT not null,
  body TEXT not null,
  received_on TEXT not null check (length(received_on) = 10),
  created_at TEXT not null,
  created_by TEXT not null,
  version INTEGER not null,
  unique (office_id, id)
) strict;
CREATE TABLE article_comment (id TEXT not null primary key, office_id TEXT not null references office (id), article_id TEXT not null references article (id), text TEXT not null, to_unit INTEGER not null check (to_unit in (0, 1)), at TEXT not null, by_id TEXT not null, by_name TEXT not null) strict;
CREATE TABLE article_decision (
  seq INTEGER not null primary key, id TEXT not null unique, office_id TEXT not null references office (id), article_id TEXT not null references article (id), step TEXT not null, from_state TEXT not null,
  to_state TEXT not null, kind TEXT, reason TEXT, comment TEXT not null, at TEXT not null, by_id TEXT not null, by_name TEXT not null, undoes TEXT references article_decision (id),
  undone INTEGER not null check (undone in (0, 1))
) strict;
CREATE TABLE article_draft (article_id TEXT not null primary key references article (id), title TEXT not null, body TEXT not null, saved_at TEXT not null, by_id TEXT not null, by_name TEXT not null) strict;
CREATE TABLE article_editing (article_id TEXT not null references article (id), user_id TEXT not null, name TEXT not null, at TEXT not null, primary key (article_id, user_id)) strict;
CREATE TABLE article_file (
  article_id TEXT not null references article (id), sm3 TEXT not null references file (sm3), name TEXT not null, size INTEGER not null, original INTEGER not null check (original in (0, 1)),
  position INTEGER not null, primary key (article_id, position)
) strict;
CREATE TABLE article_merge (
  merged_id TEXT not null references article (id), source_id TEXT not null references article (id), position INTEGER not null, at TEXT not null, ended_at TEXT,
  primary key (merged_id, source_id)
) strict;
CREATE TABLE article_state (
  article_id TEXT not null primary key references article (id), office_id TEXT not null references office (id), unit_id TEXT not null references unit (id), author_id TEXT not null,
  state TEXT not null, version INTEGER not null check (version >= 1), receipt TEXT, genre TEXT, outlet_id TEXT references outlet (id),
  commission_id TEXT references commission (id), contact_name TEXT not null, contact_phone TEXT not null, kind TEXT, reason TEXT,
  assignee_id TEXT references user_account (id), submitted_at TEXT, received_at TEXT, decided_at TEXT, updated_at TEXT not null,
  flags TEXT not null, unique (office_id, receipt)
) strict;
CREATE TABLE article_token (office_id TEXT not null references office (id), token TEXT not null, article_id TEXT not null references article (id), primary key (office_id, token, article_id)) strict;
CREATE TABLE article_unit (
  article_id TEXT not null references article (id),
  unit_id TEXT not null references unit (id),
  position INTEGER not null,
  primary key (article_id, unit_id)
) strict;
CREATE TABLE article_version (
  article_id TEXT not null references article (id), number INTEGER not null, side TEXT not null check (side in ('unit', 'office')), title TEXT not null,
  body TEXT not null, note TEXT not null, at TEXT not null, by_id TEXT not null, by_name TEXT not null, primary key (article_id, number)
) strict;
CREATE TABLE assignment (
  commission_id TEXT not null references commission (id), office_id TEXT not null references office (id), unit_id TEXT not null references unit (id), state TEXT not null, due_on TEXT, signed_at TEXT,
  replied_at TEXT, urged INTEGER not null, urged_at TEXT, reason TEXT not null, fact_id TEXT references fact (id), primary key (commission_id, unit_id)
) strict;
CREATE TABLE assignment_reply (
  commission_id TEXT not null, unit_id TEXT not null, article_id TEXT not null references article (id), at TEXT not null, adopted INTEGER not null check (adopted in (0, 1)),
  primary key (commission_id, unit_id, article_id), foreign key (commission_id, unit_id) references assignment (commission_id, unit_id)
) strict;
CREATE TABLE assignment_sheet (
  commission_id TEXT not null,
  unit_id TEXT not null,
  office_id TEXT not null references office (id),
  answers TEXT not null,
  note TEXT not null,
  version INTEGER not null check (version >= 1),
  saved_at TEXT not null,
  by_id TEXT not null,
  by_name TEXT not null,
  sent TEXT,
  sent_note TEXT not null,
  sent_article TEXT references article (id),
  sent_at TEXT,
  primary key (commission_id, unit_id),
  foreign key (commission_id, unit_id) references assignment (commission_id, unit_id)
) strict;
CREATE TABLE bulletin (
  outlet_id TEXT not null primary key references outlet (id), office_id TEXT not null references office (id), words TEXT not null, columns TEXT not null,
  next_number INTEGER not null, next_total_number INTEGER not null, version INTEGER not null check (version >= 1)
) strict;
CREATE TABLE close (
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
  foreign key (office_id, rule_set) references rule_set (office_id, id)
) strict;
CREATE TABLE commission (
  id TEXT not null primary key,
  office_id TEXT not null references office (id),
  title TEXT not null,
  title_key TEXT not null,
  source TEXT not null,
  level TEXT not null,
  due_on TEXT check (length(due_on) = 10),
  created_at TEXT not null,
  version INTEGER not null,
  unique (office_id, id)
) strict;
CREATE TABLE commission_event (
  seq INTEGER not null primary key, commission_id TEXT not null references commission (id), unit_id TEXT references unit (id), step TEXT not null,
  comment TEXT not null, at TEXT not null, by_id TEXT not null, by_name TEXT not null
) strict;
CREATE TABLE commission_work (
  commission_id TEXT not null primary key references commission (id), office_id TEXT not null references office (id), state TEXT not null, upper_due_on TEXT,
  requirements TEXT not null, materials TEXT not null, contact TEXT not null, version INTEGER not null check (version >= 1), updated_at TEXT not null
, slots TEXT not null default '[]') strict;
CREATE TABLE entry (
  id TEXT not null primary key,
  office_id TEXT not null,
  period TEXT not null,
  generation INTEGER not null,
  position INTEGER not null,
  unit_id TEXT not null,
  component TEXT not null,
  points_x100 INTEGER not null check (points_x100 between -1000000000 and 1000000000),
  rule_set TEXT not null,
  rule TEXT not null,
  clause TEXT not null,
  quantity INTEGER not null,
  each_x100 INTEGER not null,
  about TEXT,
  unique (office_id, period, generation, position),
  check (points_x100 = quantity * each_x100),
  foreign key (office_id, period) references period (office_id, period),
  foreign key (office_id, unit_id) references unit (office_id, id)
) strict;
CREATE TABLE entry_fact (
  entry_id TEXT not null references entry (id),
  fact_id TEXT not null references fact (id),
  primary key (entry_id, fact_id)
) strict;
CREATE TABLE fact (
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
  points_x100 INTEGER check (points_x100 between -1000000000 and 1000000000),
  reason TEXT,
  document TEXT,
  of_fact TEXT unique, attributes TEXT,
  unique (office_id, id),
  foreign key (office_id, posting) references period (office_id, period),
  foreign key (office_id, article_id) references article (office_id, id),
  foreign key (office_id, outlet_id) references outlet (office_id, id),
  foreign key (office_id, commission_id) references commission (office_id, id),
  foreign key (office_id, of_fact) references fact (office_id, id)
) strict;
CREATE TABLE fact_credit (
  fact_id TEXT not null references fact (id),
  unit_id TEXT not null references unit (id),
  position INTEGER not null,
  weight INTEGER not null check (weight > 0),
  primary key (fact_id, unit_id),
  unique (fact_id, position)
) strict;
CREATE TABLE file (
  sm3 TEXT not null primary key check (length(sm3) = 64),
  size INTEGER not null check (size >= 0),
  created_at TEXT not null
) strict;
CREATE TABLE fingerprint (mark INTEGER not null, seq INTEGER not null, primary key (mark, seq)) strict, without rowid;
CREATE TABLE fingerprint_text (
  seq INTEGER not null primary key, office_id TEXT not null references office (id), article_id TEXT not null references article (id),
  number INTEGER not null, unique (article_id, number)
) strict;
CREATE TABLE forwarding (
  id TEXT not null primary key, office_id TEXT not null references office (id), article_id TEXT not null references article (id), recipient TEXT not null, outlet TEXT not null, level TEXT not null, on_day TEXT not null,
  by_id TEXT not null, by_name TEXT not null, file_sm3 TEXT references file (sm3), fact_id TEXT not null references fact (id)
) strict;
CREATE TABLE idempotency (
  user_id TEXT not null,
  key TEXT not null,
  operation TEXT not null,
  body_sm3 TEXT not null,
  status INTEGER not null,
  answer TEXT not null,
  created_at TEXT not null,
  primary key (user_id, key)
) strict;
CREATE TABLE import (
  office_id TEXT not null,
  sm3 TEXT not null,
  period TEXT not null,
  name TEXT not null,
  report_json TEXT not null,
  created_at TEXT not null,
  primary key (office_id, sm3),
  foreign key (office_id, period) references period (office_id, period)
) strict;
CREATE TABLE instruction (
  id TEXT not null primary key, office_id TEXT not null references office (id), article_id TEXT references article (id), title TEXT not null, leader TEXT not null, level TEXT not null,
  text TEXT not null, on_day TEXT not null, state TEXT not null, version INTEGER not null check (version >= 1), fact_id TEXT not null references fact (id)
) strict;
CREATE TABLE instruction_event (seq INTEGER not null primary key, instruction_id TEXT not null references instruction (id), step TEXT not null, comment TEXT not null, at TEXT not null, by_id TEXT not null, by_name TEXT not null) strict;
CREATE TABLE issue (
  id TEXT not null primary key, office_id TEXT not null references office (id), outlet_id TEXT not null references bulletin (outlet_id), number INTEGER not null, total_number INTEGER not null,
  year INTEGER not null, state TEXT not null, planned_on TEXT, issued_on TEXT, posting TEXT, prepared_by TEXT, signed_by TEXT,
  file_sm3 TEXT references file (sm3), version INTEGER not null check (version >= 1), created_at TEXT not null, unique (outlet_id, year, number)
) strict;
CREATE TABLE issue_credit (
  issue_id TEXT not null, article_id TEXT not null, unit_id TEXT not null references unit (id), position INTEGER not null, weight INTEGER not null,
  primary key (issue_id, article_id, unit_id), foreign key (issue_id, article_id) references issue_item (issue_id, article_id) on delete cascade
) strict;
CREATE TABLE issue_event (seq INTEGER not null primary key, issue_id TEXT not null references issue (id), step TEXT not null, comment TEXT not null, at TEXT not null, by_id TEXT not null, by_name TEXT not null) strict;
CREATE TABLE issue_item (
  issue_id TEXT not null references issue (id), article_id TEXT not null references article (id), column_key TEXT not null, position INTEGER not null, fact_id TEXT references fact (id),
  primary key (issue_id, article_id)
) strict;
CREATE TABLE issue_reader (
  issue_id TEXT not null references issue (id), user_id TEXT not null references user_account (id), seen TEXT not null,
  seen_at TEXT not null, primary key (issue_id, user_id)
) strict;
CREATE TABLE job_lease (name TEXT not null primary key, holder TEXT not null, until TEXT not null, fence INTEGER not null default 0) strict;
CREATE TABLE letter (
  id TEXT not null primary key, office_id TEXT not null references office (id), mailbox_id TEXT not null references mailbox (id), number TEXT not null, sm3 TEXT not null references file (sm3),
  size INTEGER not null, head_only INTEGER not null check (head_only in (0, 1)), received_at TEXT not null, fetched_at TEXT not null,
  state TEXT not null check (state in ('arrived', 'linked', 'unclaimed', 'quarantined', 'stored', 'aside')), version INTEGER not null,
  attempts INTEGER not null, unit_id TEXT references unit (id), from_address TEXT not null, from_name TEXT not null, subject TEXT not null,
  message_id TEXT not null, source TEXT not null check (source in ('verified', 'unverified', 'failed')), doubts TEXT not null,
  near TEXT not null, search_key TEXT not null, settled_at TEXT, unique (office_id, sm3), unique (office_id, number),
  check (state <> 'linked' or unit_id is not null)
) strict;
CREATE TABLE letter_article (
  letter_id TEXT not null references letter (id), position INTEGER not null, title TEXT not null, body TEXT not null, contact_name TEXT not null, contact_phone TEXT not null,
  genre TEXT, unit_name TEXT not null, part INTEGER, article_id TEXT references article (id), primary key (letter_id, position)
) strict;
CREATE TABLE letter_counter (office_id TEXT not null references office (id), period TEXT not null, next INTEGER not null, primary key (office_id, period)) strict;
CREATE TABLE letter_event (
  seq INTEGER not null primary key, letter_id TEXT not null references letter (id), step TEXT not null, reason TEXT not null, unit_id TEXT references unit (id),
  at TEXT not null, by_id TEXT not null, by_name TEXT not null
) strict;
CREATE TABLE letter_part (
  letter_id TEXT not null references letter (id), position INTEGER not null, path TEXT not null, role TEXT not null, name TEXT not null, type TEXT not null,
  size INTEGER not null, sm3 TEXT not null references file (sm3), primary key (letter_id, position)
) strict;
CREATE TABLE letter_place (
  mailbox_id TEXT not null references mailbox (id), folder TEXT not null, uid_validity INTEGER not null, uid INTEGER not null,
  letter_id TEXT references letter (id), attempts INTEGER not null, error TEXT not null, flagged INTEGER not null check (flagged in (0, 1)),
  primary key (mailbox_id, folder, uid_validity, uid)
) strict;
CREATE TABLE letter_receipt (
  letter_id TEXT not null primary key references letter (id), office_id TEXT not null references office (id), to_address TEXT not null, subject TEXT not null, body TEXT not null,
  message_id TEXT not null unique, queued_at TEXT not null, attempts INTEGER not null, next_at TEXT not null, sent_at TEXT, last_error TEXT not null
) strict;
CREATE TABLE login_failure (
  id INTEGER not null primary key,
  account TEXT not null,
  ip TEXT not null,
  at TEXT not null
) strict;
CREATE TABLE mail_sender (
  id TEXT not null primary key, office_id TEXT not null references office (id), address TEXT not null, unit_id TEXT not null references unit (id), at TEXT not null, by_id TEXT not null,
  by_name TEXT not null, ended_at TEXT
) strict;
CREATE TABLE mailbox (
  id TEXT not null primary key, office_id TEXT not null references office (id), name TEXT not null, host TEXT not null, port INTEGER not null check (port between 1 and 65535), username TEXT not null,
  secret TEXT not null, folder TEXT not null, ca TEXT not null, auth_server TEXT not null, receipts INTEGER not null check (receipts in (0, 1)), active INTEGER not null check (active in (0, 1)),
  version INTEGER not null, created_at TEXT not null, asked_at TEXT, polled_at TEXT, good_at TEXT, failures INTEGER not null,
  error TEXT not null, next_at TEXT not null
) strict;
CREATE TABLE mailbox_folder (
  mailbox_id TEXT not null references mailbox (id), folder TEXT not null, uid_validity INTEGER not null, last_uid INTEGER not null,
  since TEXT not null, primary key (mailbox_id, folder, uid_validity)
) strict;
CREATE TABLE message (
  id TEXT not null primary key, office_id TEXT not null references office (id), user_id TEXT not null references user_account (id), text TEXT not null, link TEXT not null, at TEXT not null, read_at TEXT
) strict;
CREATE TABLE notice (
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
) strict;
CREATE TABLE notice_answer (
  seq INTEGER not null primary key, office_id TEXT not null references office (id), period TEXT not null, finding TEXT not null, answer TEXT not null check (answer in ('mend', 'true', 'ignore')),
  note TEXT not null, at TEXT not null, by_id TEXT not null, by_name TEXT not null
) strict;
CREATE TABLE notice_correction (id TEXT not null primary key, office_id TEXT not null references office (id), period TEXT not null, text TEXT not null, changes TEXT not null, at TEXT not null, by_id TEXT not null, by_name TEXT not null) strict;
CREATE TABLE notice_reader (
  office_id TEXT not null references office (id), period TEXT not null, user_id TEXT not null references user_account (id), seen TEXT not null, seen_at TEXT not null,
  read_at TEXT, primary key (office_id, period, user_id)
) strict;
CREATE TABLE notice_work (
  office_id TEXT not null references office (id), period TEXT not null, stage TEXT not null, version INTEGER not null check (version >= 1), sentences TEXT not null, prepared_by TEXT, prepared_name TEXT,
  signed_by TEXT, signed_name TEXT, primary key (office_id, period)
) strict;
CREATE TABLE objection (
  id TEXT not null primary key,
  office_id TEXT not null references office (id),
  unit_id TEXT not null,
  period TEXT not null check (length(period) = 7),
  component TEXT not null,
  rule TEXT not null,
  sentence TEXT not null,
  points_x100 INTEGER not null,
  reason TEXT not null,
  raised_at TEXT not null,
  raised_by TEXT not null,
  state TEXT not null check (state in ('open', 'upheld', 'rejected', 'withdrawn')),
  unique (office_id, id),
  foreign key (office_id, unit_id) references unit (office_id, id)
) strict;
CREATE TABLE objection_answer (
  objection_id TEXT not null primary key references objection (id),
  office_id TEXT not null,
  answer TEXT not null,
  document TEXT not null,
  fact_id TEXT,
  decider TEXT not null,
  answered_at TEXT not null,
  answered_by TEXT not null,
  foreign key (office_id, fact_id) references fact (office_id, id)
) strict;
CREATE TABLE office (
  id TEXT not null primary key,
  name TEXT not null,
  bulletin TEXT not null,
  demo INTEGER not null check (demo in (0, 1)),
  settings TEXT not null,
  created_at TEXT not null
) strict;
CREATE TABLE outbox (
  id TEXT not null primary key, office_id TEXT not null references office (id), user_id TEXT not null references user_account (id), day TEXT not null, subject TEXT not null, body TEXT not null,
  message_id TEXT not null unique, attempts INTEGER not null, next_at TEXT not null, sent_at TEXT, last_error TEXT not null,
  unique (user_id, day)
) strict;
CREATE TABLE outlet (
  id TEXT not null primary key,
  office_id TEXT not null references office (id),
  name TEXT not null,
  level TEXT not null,
  unique (office_id, id),
  unique (office_id, name)
) strict;
CREATE TABLE password_history (user_id TEXT not null references user_account (id), password_hash TEXT not null, at TEXT not null, primary key (user_id, at)) strict;
CREATE TABLE period (
  office_id TEXT not null references office (id),
  period TEXT not null check (length(period) = 7),
  state TEXT not null check (state in ('open', 'closed', 'issued')),
  generation INTEGER not null check (generation >= 0),
  primary key (office_id, period)
) strict;
CREATE TABLE receipt_counter (office_id TEXT not null references office (id), period TEXT not null, next INTEGER not null, primary key (office_id, period)) strict;
CREATE TABLE rule_set (
  office_id TEXT not null references office (id),
  id TEXT not null,
  from_period TEXT not null check (length(from_period) = 7),
  source TEXT not null,
  digest TEXT not null,
  created_at TEXT not null,
  primary key (office_id, id)
) strict;
CREATE TABLE schema_migration (name text not null primary key, checksum text not null);
CREATE TABLE search_due (kind TEXT not null, ref TEXT not null, office_id TEXT not null references office (id), primary key (kind, ref)) strict;
CREATE VIRTUAL TABLE search_index using fts5(tokens, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0');
CREATE TABLE 'search_index_config'(k PRIMARY KEY, v) WITHOUT ROWID;
CREATE TABLE 'search_index_data'(id INTEGER PRIMARY KEY, block BLOB);
CREATE TABLE 'search_index_docsize'(id INTEGER PRIMARY KEY, sz BLOB, origin INTEGER);
CREATE TABLE 'search_index_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
CREATE TABLE search_text (
  seq INTEGER not null primary key, office_id TEXT not null references office (id), kind TEXT not null, ref TEXT not null, title TEXT not null, text TEXT not null, on_day TEXT, units TEXT not null,
  reach TEXT not null check (reach in ('open', 'own', 'office')), unique (office_id, kind, ref)
) strict;
CREATE TABLE second_factor (
  user_id TEXT not null primary key references user_account (id), seed TEXT not null, confirmed INTEGER not null check (confirmed in (0, 1)), last_step INTEGER not null,
  recovery TEXT not null
) strict;
CREATE TABLE session (
  token_hash TEXT not null primary key,
  user_id TEXT not null,
  office_id TEXT not null,
  created_at TEXT not null,
  last_seen_at TEXT not null,
  ip TEXT not null,
  previous_login_at TEXT, confirmed_at TEXT,
  foreign key (office_id, user_id) references user_account (office_id, id)
) strict;
CREATE TABLE standing (
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
  month_x100 INTEGER not null check (month_x100 between -1000000000 and 1000000000),
  year_x100 INTEGER not null check (year_x100 between -1000000000 and 1000000000),
  rank INTEGER not null check (rank > 0),
  previous_rank INTEGER,
  primary key (office_id, period, generation, unit_id),
  foreign key (office_id, period) references period (office_id, period),
  foreign key (office_id, unit_id) references unit (office_id, id),
  foreign key (office_id, group_id) references unit_group (office_id, id)
) strict;
CREATE TABLE unit (
  id TEXT not null primary key,
  office_id TEXT not null references office (id),
  name TEXT not null,
  position INTEGER not null,
  active INTEGER not null check (active in (0, 1)),
  version INTEGER not null,
  created_at TEXT not null,
  unique (office_id, id)
) strict;
CREATE TABLE unit_end (
  unit_id TEXT not null primary key references unit (id), office_id TEXT not null references office (id), last_period TEXT not null,
  into_id TEXT not null references unit (id), reason TEXT not null, check (unit_id <> into_id)
) strict;
CREATE TABLE unit_group (
  id TEXT not null primary key,
  office_id TEXT not null references office (id),
  key TEXT not null,
  name TEXT not null,
  kind TEXT not null,
  position INTEGER not null,
  unique (office_id, id),
  unique (office_id, key)
) strict;
CREATE TABLE unit_membership (
  office_id TEXT not null,
  unit_id TEXT not null,
  group_id TEXT not null,
  from_period TEXT not null check (length(from_period) = 7),
  primary key (unit_id, from_period),
  foreign key (office_id, unit_id) references unit (office_id, id),
  foreign key (office_id, group_id) references unit_group (office_id, id)
) strict;
CREATE TABLE unit_name (
  office_id TEXT not null,
  unit_id TEXT not null,
  name TEXT not null,
  name_key TEXT not null check (name_key <> ''),
  kind TEXT not null check (kind in ('name', 'alias', 'former')),
  from_period TEXT check (length(from_period) = 7),
  to_period TEXT check (length(to_period) = 7),
  foreign key (office_id, unit_id) references unit (office_id, id)
) strict;
CREATE TABLE unit_setting (unit_id TEXT not null primary key references unit (id), office_id TEXT not null references office (id), review INTEGER not null check (review in (0, 1))) strict;
CREATE TABLE upload (
  id TEXT not null primary key,
  office_id TEXT not null references office (id),
  user_id TEXT not null,
  sm3 TEXT not null references file (sm3),
  name TEXT not null,
  created_at TEXT not null
) strict;
CREATE TABLE upper_adoption (
  forwarding_id TEXT not null references forwarding (id), outlet_id TEXT not null references outlet (id), level TEXT not null,
  kind TEXT not null, on_day TEXT not null, fact_id TEXT not null references fact (id), primary key (forwarding_id, fact_id)
) strict;
CREATE TABLE user_account (
  id TEXT not null primary key,
  office_id TEXT not null references office (id),
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
  foreign key (office_id, unit_id) references unit (office_id, id)
) strict;
CREATE TABLE user_mail (user_id TEXT not null primary key references user_account (id), address TEXT not null, digest INTEGER not null check (digest in (0, 1))) strict;
CREATE TABLE user_role (
  user_id TEXT not null references user_account (id),
  role TEXT not null,
  primary key (user_id, role)
) strict;
CREATE TRIGGER activity_no_delete before delete on activity begin select raise(abort, 'append-only: activity'); end;
CREATE TRIGGER activity_no_update before update on activity begin select raise(abort, 'append-only: activity'); end;
CREATE TRIGGER article_comment_no_delete before delete on article_comment begin select raise(abort, 'append-only: article_comment'); end;
CREATE TRIGGER article_comment_no_update before update on article_comment begin select raise(abort, 'append-only: article_comment'); end;
CREATE TRIGGER article_decision_fixed before update on article_decision begin 
  select raise(abort, 'append-only: article_decision') where old.undone = 1 or new.id <> old.id or new.article_id <> old.article_id or new.step <> old.step or new.from_state <> old.from_state or new.to_state <> old.to_state or new.comment <> old.comment or new.at <> old.at or new.by_id <> old.by_id; end;
CREATE TRIGGER article_decision_stays before delete on article_decision begin 
  select raise(abort, 'append-only: article_decision') where 1 = 1; end;
CREATE TRIGGER article_search_insert after insert on article begin insert into search_due (kind, ref, office_id) values ('article', new.id, new.office_id) on conflict (kind, ref) do nothing; end;
CREATE TRIGGER article_search_update after update on article begin insert into search_due (kind, ref, office_id) values ('article', new.id, new.office_id) on conflict (kind, ref) do nothing; end;
CREATE TRIGGER article_state_search_insert after insert on article_state begin insert into search_due (kind, ref, office_id) values ('article', new.article_id, new.office_id) on conflict (kind, ref) do nothing; end;
CREATE TRIGGER article_state_search_update after update on article_state begin insert into search_due (kind, ref, office_id) values ('article', new.article_id, new.office_id) on conflict (kind, ref) do nothing; end;
CREATE TRIGGER article_unit_search_delete after delete on article_unit begin insert into search_due (kind, ref, office_id) values ('article', old.article_id, (select office_id from article where id = old.article_id)) on conflict (kind, ref) do nothing; end;
CREATE TRIGGER article_unit_search_insert after insert on article_unit begin insert into search_due (kind, ref, office_id) values ('article', new.article_id, (select office_id from article where id = new.article_id)) on conflict (kind, ref) do nothing; end;
CREATE TRIGGER article_unit_search_update after update on article_unit begin insert into search_due (kind, ref, office_id) values ('article', new.article_id, (select office_id from article where id = new.article_id)) on conflict (kind, ref) do nothing; end;
CREATE TRIGGER article_version_no_delete before delete on article_version begin select raise(abort, 'append-only: article_version'); end;
CREATE TRIGGER article_version_no_update before update on article_version begin select raise(abort, 'append-only: article_version'); end;
CREATE TRIGGER assignment_search_delete after delete on assignment begin insert into search_due (kind, ref, office_id) values ('commission', old.commission_id, old.office_id) on conflict (kind, ref) do nothing; end;
CREATE TRIGGER assignment_search_insert after insert on assignment begin insert into search_due (kind, ref, office_id) values ('commission', new.commission_id, new.office_id) on conflict (kind, ref) do nothing; end;
CREATE TRIGGER close_fixed before update on close begin 
  select raise(abort, 'append-only: close') where old.reopened_at is not null or new.office_id <> old.office_id or new.period <> old.period or new.generation <> old.generation or new.rule_set <> old.rule_set or new.digest <> old.digest or new.closed_at <> old.closed_at or new.closed_by <> old.closed_by or new.reason <> old.reason; end;
CREATE TRIGGER close_period_open before insert on close begin 
  select raise(abort, 'caifeng:period-unknown ' || json_object('period', new.period)) where not exists (select 1 from period p where p.office_id = new.office_id and p.period = new.period);
  select raise(abort, 'caifeng:period-closed ' || json_object('period', new.period)) where exists (select 1 from period p where p.office_id = new.office_id and p.period = new.period and p.state <> 'open'); end;
CREATE TRIGGER close_stays before delete on close begin 
  select raise(abort, 'append-only: close') where 1 = 1; end;
CREATE TRIGGER commission_event_no_delete before delete on commission_event begin select raise(abort, 'append-only: commission_event'); end;
CREATE TRIGGER commission_event_no_update before update on commission_event begin select raise(abort, 'append-only: commission_event'); end;
CREATE TRIGGER commission_search_insert after insert on commission begin insert into search_due (kind, ref, office_id) values ('commission', new.id, new.office_id) on conflict (kind, ref) do nothing; end;
CREATE TRIGGER commission_search_update after update on commission begin insert into search_due (kind, ref, office_id) values ('commission', new.id, new.office_id) on conflict (kind, ref) do nothing; end;
CREATE TRIGGER commission_work_search_insert after insert on commission_work begin insert into search_due (kind, ref, office_id) values ('commission', new.commission_id, new.office_id) on conflict (kind, ref) do nothing; end;
CREATE TRIGGER commission_work_search_update after update on commission_work begin insert into search_due (kind, ref, office_id) values ('commission', new.commission_id, new.office_id) on conflict (kind, ref) do nothing; end;
CREATE TRIGGER entry_fact_no_delete before delete on entry_fact begin select raise(abort, 'append-only: entry_fact'); end;
CREATE TRIGGER entry_fact_no_update before update on entry_fact begin select raise(abort, 'append-only: entry_fact'); end;
CREATE TRIGGER entry_no_delete before delete on entry begin select raise(abort, 'append-only: entry'); end;
CREATE TRIGGER entry_no_update before update on entry begin select raise(abort, 'append-only: entry'); end;
CREATE TRIGGER entry_period_open before insert on entry begin 
  select raise(abort, 'caifeng:period-unknown ' || json_object('period', new.period)) where not exists (select 1 from period p where p.office_id = new.office_id and p.period = new.period);
  select raise(abort, 'caifeng:period-closed ' || json_object('period', new.period)) where exists (select 1 from period p where p.office_id = new.office_id and p.period = new.period and p.state <> 'open'); end;
CREATE TRIGGER fact_credit_no_delete before delete on fact_credit begin select raise(abort, 'append-only: fact_credit'); end;
CREATE TRIGGER fact_credit_no_update before update on fact_credit begin select raise(abort, 'append-only: fact_credit'); end;
CREATE TRIGGER fact_credit_period_open before insert on fact_credit begin 
  select raise(abort, 'caifeng:period-unknown ' || json_object('period', (select posting from fact where id = new.fact_id))) where not exists (select 1 from period p where p.office_id = (select office_id from fact where id = new.fact_id) and p.period = (select posting from fact where id = new.fact_id));
  select raise(abort, 'caifeng:period-closed ' || json_object('period', (select posting from fact where id = new.fact_id))) where exists (select 1 from period p where p.office_id = (select office_id from fact where id = new.fact_id) and p.period = (select posting from fact where id = new.fact_id) and p.state <> 'open'); end;
CREATE TRIGGER fact_no_delete before delete on fact begin select raise(abort, 'append-only: fact'); end;
CREATE TRIGGER fact_no_update before update on fact begin select raise(abort, 'append-only: fact'); end;
CREATE TRIGGER fact_once before insert on fact begin 
  select raise(abort, 'caifeng:already-adopted ' || json_object('issue', new.issue)) where new.type = 'adoption' and exists (
    select 1 from fact f
    where f.type = 'adoption' and f.article_id = new.article_id and f.outlet_id = new.outlet_id
      and f.kind = new.kind and f.issue = new.issue and not exists (select 1 from fact r where r.of_fact = f.id));
  select raise(abort, 'caifeng:already-retracted ' || json_object('fact', new.of_fact)) where exists (select 1 from fact r where r.of_fact = new.of_fact); end;
CREATE TRIGGER fact_period_open before insert on fact begin 
  select raise(abort, 'caifeng:period-unknown ' || json_object('period', new.posting)) where not exists (select 1 from period p where p.office_id = new.office_id and p.period = new.posting);
  select raise(abort, 'caifeng:period-closed ' || json_object('period', new.posting)) where exists (select 1 from period p where p.office_id = new.office_id and p.period = new.posting and p.state <> 'open'); end;
CREATE TRIGGER instruction_event_no_delete before delete on instruction_event begin select raise(abort, 'append-only: instruction_event'); end;
CREATE TRIGGER instruction_event_no_update before update on instruction_event begin select raise(abort, 'append-only: instruction_event'); end;
CREATE TRIGGER issue_event_no_delete before delete on issue_event begin select raise(abort, 'append-only: issue_event'); end;
CREATE TRIGGER issue_event_no_update before update on issue_event begin select raise(abort, 'append-only: issue_event'); end;
CREATE TRIGGER issue_item_search_delete after delete on issue_item begin insert into search_due (kind, ref, office_id) values ('issue', old.issue_id, (select office_id from issue where id = old.issue_id)) on conflict (kind, ref) do nothing; end;
CREATE TRIGGER issue_item_search_insert after insert on issue_item begin insert into search_due (kind, ref, office_id) values ('issue', new.issue_id, (select office_id from issue where id = new.issue_id)) on conflict (kind, ref) do nothing; end;
CREATE TRIGGER issue_item_search_update after update on issue_item begin insert into search_due (kind, ref, office_id) values ('issue', new.issue_id, (select office_id from issue where id = new.issue_id)) on conflict (kind, ref) do nothing; end;
CREATE TRIGGER issue_search_insert after insert on issue begin insert into search_due (kind, ref, office_id) values ('issue', new.id, new.office_id) on conflict (kind, ref) do nothing; end;
CREATE TRIGGER issue_search_update after update on issue begin insert into search_due (kind, ref, office_id) values ('issue', new.id, new.office_id) on conflict (kind, ref) do nothing; end;
CREATE TRIGGER letter_event_no_delete before delete on letter_event begin select raise(abort, 'append-only: letter_event'); end;
CREATE TRIGGER letter_event_no_update before update on letter_event begin select raise(abort, 'append-only: letter_event'); end;
CREATE TRIGGER notice_answer_no_delete before delete on notice_answer begin select raise(abort, 'append-only: notice_answer'); end;
CREATE TRIGGER notice_answer_no_update before update on notice_answer begin select raise(abort, 'append-only: notice_answer'); end;
CREATE TRIGGER notice_correction_no_delete before delete on notice_correction begin select raise(abort, 'append-only: notice_correction'); end;
CREATE TRIGGER notice_correction_no_update before update on notice_correction begin select raise(abort, 'append-only: notice_correction'); end;
CREATE TRIGGER notice_no_delete before delete on notice begin select raise(abort, 'append-only: notice'); end;
CREATE TRIGGER notice_no_update before update on notice begin select raise(abort, 'append-only: notice'); end;
CREATE TRIGGER notice_search_insert after insert on notice begin insert into search_due (kind, ref, office_id) values ('notice', new.office_id || ' ' || new.period, new.office_id) on conflict (kind, ref) do nothing; end;
CREATE TRIGGER objection_answer_no_delete before delete on objection_answer begin select raise(abort, 'append-only: objection_answer'); end;
CREATE TRIGGER objection_answer_no_update before update on objection_answer begin select raise(abort, 'append-only: objection_answer'); end;
CREATE TRIGGER period_issued before update on period begin 
  select raise(abort, 'caifeng:notice-issued ' || json_object('period', old.period)) where old.state = 'issued' and (new.state <> 'issued' or new.generation <> old.generation); end;
CREATE TRIGGER period_stays before delete on period begin 
  select raise(abort, 'append-only: period') where 1 = 1; end;
CREATE TRIGGER standing_no_delete before delete on standing begin select raise(abort, 'append-only: standing'); end;
CREATE TRIGGER standing_no_update before update on standing begin select raise(abort, 'append-only: standing'); end;
CREATE TRIGGER standing_period_open before insert on standing begin 
  select raise(abort, 'caifeng:period-unknown ' || json_object('period', new.period)) where not exists (select 1 from period p where p.office_id = new.office_id and p.period = new.period);
  select raise(abort, 'caifeng:period-closed ' || json_object('period', new.period)) where exists (select 1 from period p where p.office_id = new.office_id and p.period = new.period and p.state <> 'open'); end;
CREATE TRIGGER unit_name_one_unit_insert before insert on unit_name begin 
  select raise(abort, 'caifeng:alias-taken ' || json_object('name', new.name)) where exists (
    select 1 from unit_name n
    where n.office_id = new.office_id and n.name_key = new.name_key and n.unit_id <> new.unit_id
      and coalesce(n.from_period, '0000-00') <= coalesce(new.to_period, '9999-99')
      and coalesce(n.to_period, '9999-99') >= coalesce(new.from_period, '0000-00')); end;
CREATE TRIGGER unit_name_one_unit_update before update on unit_name begin 
  select raise(abort, 'caifeng:alias-taken ' || json_object('name', new.name)) where exists (
    select 1 from unit_name n
    where n.office_id = new.office_id and n.name_key = new.name_key and n.unit_id <> new.unit_id
      and coalesce(n.from_period, '0000-00') <= coalesce(new.to_period, '9999-99')
      and coalesce(n.to_period, '9999-99') >= coalesce(new.from_period, '0000-00')); end;
