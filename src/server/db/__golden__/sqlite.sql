CREATE INDEX activity_office_id_at on activity (office_id, at);
CREATE INDEX article_office_id_received_on on article (office_id, received_on);
CREATE INDEX article_office_id_title_key on article (office_id, title_key);
CREATE INDEX article_unit_unit_id_article_id on article_unit (unit_id, article_id);
CREATE INDEX commission_office_id_due_on on commission (office_id, due_on);
CREATE INDEX commission_office_id_title_key on commission (office_id, title_key);
CREATE INDEX entry_fact_fact_id on entry_fact (fact_id);
CREATE INDEX entry_office_id_unit_id_period on entry (office_id, unit_id, period);
CREATE INDEX fact_article_id on fact (article_id);
CREATE INDEX fact_commission_id on fact (commission_id);
CREATE INDEX fact_credit_unit_id_fact_id on fact_credit (unit_id, fact_id);
CREATE INDEX fact_office_id_posting_type on fact (office_id, posting, type);
CREATE INDEX idempotency_created_at on idempotency (created_at);
CREATE INDEX login_failure_account_at on login_failure (account, at);
CREATE INDEX login_failure_ip_at on login_failure (ip, at);
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
CREATE TABLE article_unit (
  article_id TEXT not null references article (id),
  unit_id TEXT not null references unit (id),
  position INTEGER not null,
  primary key (article_id, unit_id)
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
  of_fact TEXT unique,
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
CREATE TABLE login_failure (
  id INTEGER not null primary key,
  account TEXT not null,
  ip TEXT not null,
  at TEXT not null
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
CREATE TABLE office (
  id TEXT not null primary key,
  name TEXT not null,
  bulletin TEXT not null,
  demo INTEGER not null check (demo in (0, 1)),
  settings TEXT not null,
  created_at TEXT not null
) strict;
CREATE TABLE outlet (
  id TEXT not null primary key,
  office_id TEXT not null references office (id),
  name TEXT not null,
  level TEXT not null,
  unique (office_id, id),
  unique (office_id, name)
) strict;
CREATE TABLE period (
  office_id TEXT not null references office (id),
  period TEXT not null check (length(period) = 7),
  state TEXT not null check (state in ('open', 'closed', 'issued')),
  generation INTEGER not null check (generation >= 0),
  primary key (office_id, period)
) strict;
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
CREATE TABLE session (
  token_hash TEXT not null primary key,
  user_id TEXT not null,
  office_id TEXT not null,
  created_at TEXT not null,
  last_seen_at TEXT not null,
  ip TEXT not null,
  previous_login_at TEXT,
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
CREATE TABLE upload (
  id TEXT not null primary key,
  office_id TEXT not null references office (id),
  user_id TEXT not null,
  sm3 TEXT not null references file (sm3),
  name TEXT not null,
  created_at TEXT not null
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
CREATE TABLE user_role (
  user_id TEXT not null references user_account (id),
  role TEXT not null,
  primary key (user_id, role)
) strict;
CREATE TRIGGER activity_no_delete before delete on activity begin select raise(abort, 'append-only: activity'); end;
CREATE TRIGGER activity_no_update before update on activity begin select raise(abort, 'append-only: activity'); end;
CREATE TRIGGER close_fixed before update on close begin 
  select raise(abort, 'append-only: close') where old.reopened_at is not null or new.office_id <> old.office_id or new.period <> old.period or new.generation <> old.generation or new.rule_set <> old.rule_set or new.digest <> old.digest or new.closed_at <> old.closed_at or new.closed_by <> old.closed_by or new.reason <> old.reason; end;
CREATE TRIGGER close_period_open before insert on close begin 
  select raise(abort, 'caifeng:period-unknown ' || json_object('period', new.period)) where not exists (select 1 from period p where p.office_id = new.office_id and p.period = new.period);
  select raise(abort, 'caifeng:period-closed ' || json_object('period', new.period)) where exists (select 1 from period p where p.office_id = new.office_id and p.period = new.period and p.state <> 'open'); end;
CREATE TRIGGER close_stays before delete on close begin 
  select raise(abort, 'append-only: close') where 1 = 1; end;
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
CREATE TRIGGER notice_no_delete before delete on notice begin select raise(abort, 'append-only: notice'); end;
CREATE TRIGGER notice_no_update before update on notice begin select raise(abort, 'append-only: notice'); end;
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
