activation.user_id text collate C not null
activation.code_hash text collate C not null
activation.expires_at text collate C not null
activity.office_id text collate C not null
activity.seq bigint not null
activity.at text collate C not null
activity.user_id text collate C not null
activity.user_name text collate C not null
activity.ip text collate C not null
activity.session text collate C not null
activity.operation text collate C not null
activity.subject text collate C not null
activity.input text collate C not null
activity.result text collate C not null
activity.hash text collate C not null
activity_head.office_id text collate C not null
activity_head.seq bigint not null
activity_head.hash text collate C not null
article.id text collate C not null
article.office_id text collate C not null
article.title text collate C not null
article.title_key text collate C not null
article.body text collate C not null
article.received_on text collate C not null
article.created_at text collate C not null
article.created_by text collate C not null
article.version bigint not null
article_unit.article_id text collate C not null
article_unit.unit_id text collate C not null
article_unit.position bigint not null
close.office_id text collate C not null
close.period text collate C not null
close.generation bigint not null
close.rule_set text collate C not null
close.digest text collate C not null
close.closed_at text collate C not null
close.closed_by text collate C not null
close.reason text collate C not null
close.reopened_at text collate C
close.reopened_by text collate C
close.reopen_reason text collate C
commission.id text collate C not null
commission.office_id text collate C not null
commission.title text collate C not null
commission.title_key text collate C not null
commission.source text collate C not null
commission.level text collate C not null
commission.due_on text collate C
commission.created_at text collate C not null
commission.version bigint not null
entry.id text collate C not null
entry.office_id text collate C not null
entry.period text collate C not null
entry.generation bigint not null
entry.position bigint not null
entry.unit_id text collate C not null
entry.component text collate C not null
entry.points_x100 bigint not null
entry.rule_set text collate C not null
entry.rule text collate C not null
entry.clause text collate C not null
entry.quantity bigint not null
entry.each_x100 bigint not null
entry.about text collate C
entry_fact.entry_id text collate C not null
entry_fact.fact_id text collate C not null
fact.seq bigint not null
fact.id text collate C not null
fact.office_id text collate C not null
fact.type text collate C not null
fact.occurred_on text collate C not null
fact.recorded_at text collate C not null
fact.recorded_by text collate C not null
fact.posting text collate C not null
fact.quantity bigint not null
fact.note text collate C not null
fact.article_id text collate C
fact.channel text collate C
fact.outlet_id text collate C
fact.level text collate C
fact.kind text collate C
fact.issue bigint
fact.merged bigint
fact.commission_id text collate C
fact.status text collate C
fact.asker text collate C
fact.person text collate C
fact.component text collate C
fact.points_x100 bigint
fact.reason text collate C
fact.document text collate C
fact.of_fact text collate C
fact_credit.fact_id text collate C not null
fact_credit.unit_id text collate C not null
fact_credit.position bigint not null
fact_credit.weight bigint not null
file.sm3 text collate C not null
file.size bigint not null
file.created_at text collate C not null
idempotency.user_id text collate C not null
idempotency.key text collate C not null
idempotency.operation text collate C not null
idempotency.body_sm3 text collate C not null
idempotency.status bigint not null
idempotency.answer text collate C not null
idempotency.created_at text collate C not null
import.office_id text collate C not null
import.sm3 text collate C not null
import.period text collate C not null
import.name text collate C not null
import.report_json text collate C not null
import.created_at text collate C not null
login_failure.id bigint not null
login_failure.account text collate C not null
login_failure.ip text collate C not null
login_failure.at text collate C not null
notice.office_id text collate C not null
notice.period text collate C not null
notice.generation bigint not null
notice.title text collate C not null
notice.notice_json text collate C not null
notice.file_sm3 text collate C not null
notice.issued_on text collate C not null
notice.issued_at text collate C not null
notice.issued_by text collate C not null
office.id text collate C not null
office.name text collate C not null
office.bulletin text collate C not null
office.demo bigint not null
office.settings text collate C not null
office.created_at text collate C not null
outlet.id text collate C not null
outlet.office_id text collate C not null
outlet.name text collate C not null
outlet.level text collate C not null
period.office_id text collate C not null
period.period text collate C not null
period.state text collate C not null
period.generation bigint not null
rule_set.office_id text collate C not null
rule_set.id text collate C not null
rule_set.from_period text collate C not null
rule_set.source text collate C not null
rule_set.digest text collate C not null
rule_set.created_at text collate C not null
schema_migration.name text not null
schema_migration.checksum text not null
session.token_hash text collate C not null
session.user_id text collate C not null
session.office_id text collate C not null
session.created_at text collate C not null
session.last_seen_at text collate C not null
session.ip text collate C not null
session.previous_login_at text collate C
standing.office_id text collate C not null
standing.period text collate C not null
standing.generation bigint not null
standing.unit_id text collate C not null
standing.unit_name text collate C not null
standing.unit_position bigint not null
standing.group_id text collate C not null
standing.group_json text collate C not null
standing.components_json text collate C not null
standing.counts_json text collate C not null
standing.month_x100 bigint not null
standing.year_x100 bigint not null
standing.rank bigint not null
standing.previous_rank bigint
unit.id text collate C not null
unit.office_id text collate C not null
unit.name text collate C not null
unit.position bigint not null
unit.active bigint not null
unit.version bigint not null
unit.created_at text collate C not null
unit_group.id text collate C not null
unit_group.office_id text collate C not null
unit_group.key text collate C not null
unit_group.name text collate C not null
unit_group.kind text collate C not null
unit_group.position bigint not null
unit_membership.office_id text collate C not null
unit_membership.unit_id text collate C not null
unit_membership.group_id text collate C not null
unit_membership.from_period text collate C not null
unit_name.office_id text collate C not null
unit_name.unit_id text collate C not null
unit_name.name text collate C not null
unit_name.name_key text collate C not null
unit_name.kind text collate C not null
unit_name.from_period text collate C
unit_name.to_period text collate C
upload.id text collate C not null
upload.office_id text collate C not null
upload.user_id text collate C not null
upload.sm3 text collate C not null
upload.name text collate C not null
upload.created_at text collate C not null
user_account.id text collate C not null
user_account.office_id text collate C not null
user_account.account text collate C not null
user_account.name text collate C not null
user_account.unit_id text collate C
user_account.password_hash text collate C
user_account.password_changed_at text collate C
user_account.must_change bigint not null
user_account.disabled bigint not null
user_account.last_login_at text collate C
user_account.last_login_ip text collate C
user_account.failures bigint not null
user_account.locks bigint not null
user_account.locked_until text collate C
user_account.created_at text collate C not null
user_role.user_id text collate C not null
user_role.role text collate C not null
activation: FOREIGN KEY (user_id) REFERENCES user_account(id)
activation: PRIMARY KEY (user_id)
activity: CHECK ((seq > 0))
activity: FOREIGN KEY (office_id) REFERENCES office(id)
activity: PRIMARY KEY (office_id, seq)
activity_head: CHECK ((seq >= 0))
activity_head: FOREIGN KEY (office_id) REFERENCES office(id)
activity_head: PRIMARY KEY (office_id)
article: CHECK ((length(received_on) = 10))
article: FOREIGN KEY (office_id) REFERENCES office(id)
article: PRIMARY KEY (id)
article: UNIQUE (office_id, id)
article_unit: FOREIGN KEY (article_id) REFERENCES article(id)
article_unit: FOREIGN KEY (unit_id) REFERENCES unit(id)
article_unit: PRIMARY KEY (article_id, unit_id)
close: CHECK ((generation > 0))
close: FOREIGN KEY (office_id, period) REFERENCES period(office_id, period)
close: FOREIGN KEY (office_id, rule_set) REFERENCES rule_set(office_id, id)
close: PRIMARY KEY (office_id, period, generation)
commission: CHECK ((length(due_on) = 10))
commission: FOREIGN KEY (office_id) REFERENCES office(id)
commission: PRIMARY KEY (id)
commission: UNIQUE (office_id, id)
entry: CHECK (((points_x100 >= '-1000000000'::integer) AND (points_x100 <= 1000000000)))
entry: CHECK ((points_x100 = (quantity * each_x100)))
entry: FOREIGN KEY (office_id, period) REFERENCES period(office_id, period)
entry: FOREIGN KEY (office_id, unit_id) REFERENCES unit(office_id, id)
entry: PRIMARY KEY (id)
entry: UNIQUE (office_id, period, generation, "position")
entry_fact: FOREIGN KEY (entry_id) REFERENCES entry(id)
entry_fact: FOREIGN KEY (fact_id) REFERENCES fact(id)
entry_fact: PRIMARY KEY (entry_id, fact_id)
fact: CHECK (((points_x100 >= '-1000000000'::integer) AND (points_x100 <= 1000000000)))
fact: CHECK ((length(occurred_on) = 10))
fact: CHECK ((merged = ANY (ARRAY[(0)::bigint, (1)::bigint])))
fact: CHECK ((quantity > 0))
fact: FOREIGN KEY (office_id, article_id) REFERENCES article(office_id, id)
fact: FOREIGN KEY (office_id, commission_id) REFERENCES commission(office_id, id)
fact: FOREIGN KEY (office_id, of_fact) REFERENCES fact(office_id, id)
fact: FOREIGN KEY (office_id, outlet_id) REFERENCES outlet(office_id, id)
fact: FOREIGN KEY (office_id, posting) REFERENCES period(office_id, period)
fact: PRIMARY KEY (seq)
fact: UNIQUE (id)
fact: UNIQUE (of_fact)
fact: UNIQUE (office_id, id)
fact_credit: CHECK ((weight > 0))
fact_credit: FOREIGN KEY (fact_id) REFERENCES fact(id)
fact_credit: FOREIGN KEY (unit_id) REFERENCES unit(id)
fact_credit: PRIMARY KEY (fact_id, unit_id)
fact_credit: UNIQUE (fact_id, "position")
file: CHECK ((length(sm3) = 64))
file: CHECK ((size >= 0))
file: PRIMARY KEY (sm3)
idempotency: PRIMARY KEY (user_id, key)
import: FOREIGN KEY (office_id, period) REFERENCES period(office_id, period)
import: PRIMARY KEY (office_id, sm3)
login_failure: PRIMARY KEY (id)
notice: CHECK ((length(issued_on) = 10))
notice: FOREIGN KEY (file_sm3) REFERENCES file(sm3)
notice: FOREIGN KEY (office_id, period) REFERENCES period(office_id, period)
notice: PRIMARY KEY (office_id, period, generation)
office: CHECK ((demo = ANY (ARRAY[(0)::bigint, (1)::bigint])))
office: PRIMARY KEY (id)
outlet: FOREIGN KEY (office_id) REFERENCES office(id)
outlet: PRIMARY KEY (id)
outlet: UNIQUE (office_id, id)
outlet: UNIQUE (office_id, name)
period: CHECK ((generation >= 0))
period: CHECK ((length(period) = 7))
period: CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text, 'issued'::text])))
period: FOREIGN KEY (office_id) REFERENCES office(id)
period: PRIMARY KEY (office_id, period)
rule_set: CHECK ((length(from_period) = 7))
rule_set: FOREIGN KEY (office_id) REFERENCES office(id)
rule_set: PRIMARY KEY (office_id, id)
schema_migration: PRIMARY KEY (name)
session: FOREIGN KEY (office_id, user_id) REFERENCES user_account(office_id, id)
session: PRIMARY KEY (token_hash)
standing: CHECK (((month_x100 >= '-1000000000'::integer) AND (month_x100 <= 1000000000)))
standing: CHECK (((year_x100 >= '-1000000000'::integer) AND (year_x100 <= 1000000000)))
standing: CHECK ((rank > 0))
standing: FOREIGN KEY (office_id, group_id) REFERENCES unit_group(office_id, id)
standing: FOREIGN KEY (office_id, period) REFERENCES period(office_id, period)
standing: FOREIGN KEY (office_id, unit_id) REFERENCES unit(office_id, id)
standing: PRIMARY KEY (office_id, period, generation, unit_id)
unit: CHECK ((active = ANY (ARRAY[(0)::bigint, (1)::bigint])))
unit: FOREIGN KEY (office_id) REFERENCES office(id)
unit: PRIMARY KEY (id)
unit: UNIQUE (office_id, id)
unit_group: FOREIGN KEY (office_id) REFERENCES office(id)
unit_group: PRIMARY KEY (id)
unit_group: UNIQUE (office_id, id)
unit_group: UNIQUE (office_id, key)
unit_membership: CHECK ((length(from_period) = 7))
unit_membership: FOREIGN KEY (office_id, group_id) REFERENCES unit_group(office_id, id)
unit_membership: FOREIGN KEY (office_id, unit_id) REFERENCES unit(office_id, id)
unit_membership: PRIMARY KEY (unit_id, from_period)
unit_name: CHECK ((kind = ANY (ARRAY['name'::text, 'alias'::text, 'former'::text])))
unit_name: CHECK ((length(from_period) = 7))
unit_name: CHECK ((length(to_period) = 7))
unit_name: CHECK ((name_key <> ''::text))
unit_name: FOREIGN KEY (office_id, unit_id) REFERENCES unit(office_id, id)
upload: FOREIGN KEY (office_id) REFERENCES office(id)
upload: FOREIGN KEY (sm3) REFERENCES file(sm3)
upload: PRIMARY KEY (id)
user_account: CHECK ((disabled = ANY (ARRAY[(0)::bigint, (1)::bigint])))
user_account: CHECK ((failures >= 0))
user_account: CHECK ((locks >= 0))
user_account: CHECK ((must_change = ANY (ARRAY[(0)::bigint, (1)::bigint])))
user_account: FOREIGN KEY (office_id) REFERENCES office(id)
user_account: FOREIGN KEY (office_id, unit_id) REFERENCES unit(office_id, id)
user_account: PRIMARY KEY (id)
user_account: UNIQUE (office_id, account)
user_account: UNIQUE (office_id, id)
user_role: FOREIGN KEY (user_id) REFERENCES user_account(id)
user_role: PRIMARY KEY (user_id, role)
CREATE UNIQUE INDEX activation_pkey ON public.activation USING btree (user_id)
CREATE INDEX activity_office_id_at ON public.activity USING btree (office_id, at)
CREATE UNIQUE INDEX activity_pkey ON public.activity USING btree (office_id, seq)
CREATE UNIQUE INDEX activity_head_pkey ON public.activity_head USING btree (office_id)
CREATE INDEX article_office_id_received_on ON public.article USING btree (office_id, received_on)
CREATE INDEX article_office_id_title_key ON public.article USING btree (office_id, title_key)
CREATE UNIQUE INDEX article_office_id_id_key ON public.article USING btree (office_id, id)
CREATE UNIQUE INDEX article_pkey ON public.article USING btree (id)
CREATE INDEX article_unit_unit_id_article_id ON public.article_unit USING btree (unit_id, article_id)
CREATE UNIQUE INDEX article_unit_pkey ON public.article_unit USING btree (article_id, unit_id)
CREATE UNIQUE INDEX close_pkey ON public.close USING btree (office_id, period, generation)
CREATE INDEX commission_office_id_due_on ON public.commission USING btree (office_id, due_on)
CREATE INDEX commission_office_id_title_key ON public.commission USING btree (office_id, title_key)
CREATE UNIQUE INDEX commission_office_id_id_key ON public.commission USING btree (office_id, id)
CREATE UNIQUE INDEX commission_pkey ON public.commission USING btree (id)
CREATE INDEX entry_office_id_unit_id_period ON public.entry USING btree (office_id, unit_id, period)
CREATE UNIQUE INDEX entry_office_id_period_generation_position_key ON public.entry USING btree (office_id, period, generation, "position")
CREATE UNIQUE INDEX entry_pkey ON public.entry USING btree (id)
CREATE INDEX entry_fact_fact_id ON public.entry_fact USING btree (fact_id)
CREATE UNIQUE INDEX entry_fact_pkey ON public.entry_fact USING btree (entry_id, fact_id)
CREATE INDEX fact_article_id ON public.fact USING btree (article_id)
CREATE INDEX fact_commission_id ON public.fact USING btree (commission_id)
CREATE INDEX fact_office_id_posting_type ON public.fact USING btree (office_id, posting, type)
CREATE UNIQUE INDEX fact_id_key ON public.fact USING btree (id)
CREATE UNIQUE INDEX fact_of_fact_key ON public.fact USING btree (of_fact)
CREATE UNIQUE INDEX fact_office_id_id_key ON public.fact USING btree (office_id, id)
CREATE UNIQUE INDEX fact_pkey ON public.fact USING btree (seq)
CREATE INDEX fact_credit_unit_id_fact_id ON public.fact_credit USING btree (unit_id, fact_id)
CREATE UNIQUE INDEX fact_credit_fact_id_position_key ON public.fact_credit USING btree (fact_id, "position")
CREATE UNIQUE INDEX fact_credit_pkey ON public.fact_credit USING btree (fact_id, unit_id)
CREATE UNIQUE INDEX file_pkey ON public.file USING btree (sm3)
CREATE INDEX idempotency_created_at ON public.idempotency USING btree (created_at)
CREATE UNIQUE INDEX idempotency_pkey ON public.idempotency USING btree (user_id, key)
CREATE UNIQUE INDEX import_pkey ON public.import USING btree (office_id, sm3)
CREATE INDEX login_failure_account_at ON public.login_failure USING btree (account, at)
CREATE INDEX login_failure_ip_at ON public.login_failure USING btree (ip, at)
CREATE UNIQUE INDEX login_failure_pkey ON public.login_failure USING btree (id)
CREATE UNIQUE INDEX notice_pkey ON public.notice USING btree (office_id, period, generation)
CREATE UNIQUE INDEX office_pkey ON public.office USING btree (id)
CREATE UNIQUE INDEX outlet_office_id_id_key ON public.outlet USING btree (office_id, id)
CREATE UNIQUE INDEX outlet_office_id_name_key ON public.outlet USING btree (office_id, name)
CREATE UNIQUE INDEX outlet_pkey ON public.outlet USING btree (id)
CREATE UNIQUE INDEX period_pkey ON public.period USING btree (office_id, period)
CREATE UNIQUE INDEX rule_set_pkey ON public.rule_set USING btree (office_id, id)
CREATE UNIQUE INDEX schema_migration_pkey ON public.schema_migration USING btree (name)
CREATE INDEX session_user_id ON public.session USING btree (user_id)
CREATE UNIQUE INDEX session_pkey ON public.session USING btree (token_hash)
CREATE INDEX standing_office_id_unit_id_period ON public.standing USING btree (office_id, unit_id, period)
CREATE UNIQUE INDEX standing_pkey ON public.standing USING btree (office_id, period, generation, unit_id)
CREATE UNIQUE INDEX unit_office_id_id_key ON public.unit USING btree (office_id, id)
CREATE UNIQUE INDEX unit_pkey ON public.unit USING btree (id)
CREATE UNIQUE INDEX unit_group_office_id_id_key ON public.unit_group USING btree (office_id, id)
CREATE UNIQUE INDEX unit_group_office_id_key_key ON public.unit_group USING btree (office_id, key)
CREATE UNIQUE INDEX unit_group_pkey ON public.unit_group USING btree (id)
CREATE UNIQUE INDEX unit_membership_pkey ON public.unit_membership USING btree (unit_id, from_period)
CREATE INDEX unit_name_office_id_name_key ON public.unit_name USING btree (office_id, name_key)
CREATE INDEX unit_name_unit_id ON public.unit_name USING btree (unit_id)
CREATE INDEX upload_office_id_sm3 ON public.upload USING btree (office_id, sm3)
CREATE UNIQUE INDEX upload_pkey ON public.upload USING btree (id)
CREATE UNIQUE INDEX user_account_office_id_account_key ON public.user_account USING btree (office_id, account)
CREATE UNIQUE INDEX user_account_office_id_id_key ON public.user_account USING btree (office_id, id)
CREATE UNIQUE INDEX user_account_pkey ON public.user_account USING btree (id)
CREATE UNIQUE INDEX user_role_pkey ON public.user_role USING btree (user_id, role)
CREATE TRIGGER activity_append_only BEFORE DELETE OR UPDATE ON public.activity FOR EACH ROW EXECUTE FUNCTION activity_append_only()
CREATE TRIGGER activity_no_truncate BEFORE TRUNCATE ON public.activity FOR EACH STATEMENT EXECUTE FUNCTION activity_append_only()
CREATE TRIGGER close_fixed BEFORE UPDATE ON public.close FOR EACH ROW EXECUTE FUNCTION close_fixed()
CREATE TRIGGER close_period_open BEFORE INSERT ON public.close FOR EACH ROW EXECUTE FUNCTION close_period_open()
CREATE TRIGGER close_stays BEFORE DELETE ON public.close FOR EACH ROW EXECUTE FUNCTION close_stays()
CREATE TRIGGER entry_append_only BEFORE DELETE OR UPDATE ON public.entry FOR EACH ROW EXECUTE FUNCTION entry_append_only()
CREATE TRIGGER entry_no_truncate BEFORE TRUNCATE ON public.entry FOR EACH STATEMENT EXECUTE FUNCTION entry_append_only()
CREATE TRIGGER entry_period_open BEFORE INSERT ON public.entry FOR EACH ROW EXECUTE FUNCTION entry_period_open()
CREATE TRIGGER entry_fact_append_only BEFORE DELETE OR UPDATE ON public.entry_fact FOR EACH ROW EXECUTE FUNCTION entry_fact_append_only()
CREATE TRIGGER entry_fact_no_truncate BEFORE TRUNCATE ON public.entry_fact FOR EACH STATEMENT EXECUTE FUNCTION entry_fact_append_only()
CREATE TRIGGER fact_append_only BEFORE DELETE OR UPDATE ON public.fact FOR EACH ROW EXECUTE FUNCTION fact_append_only()
CREATE TRIGGER fact_no_truncate BEFORE TRUNCATE ON public.fact FOR EACH STATEMENT EXECUTE FUNCTION fact_append_only()
CREATE TRIGGER fact_number BEFORE INSERT ON public.fact FOR EACH ROW EXECUTE FUNCTION fact_number()
CREATE TRIGGER fact_once BEFORE INSERT ON public.fact FOR EACH ROW EXECUTE FUNCTION fact_once()
CREATE TRIGGER fact_period_open BEFORE INSERT ON public.fact FOR EACH ROW EXECUTE FUNCTION fact_period_open()
CREATE TRIGGER fact_credit_append_only BEFORE DELETE OR UPDATE ON public.fact_credit FOR EACH ROW EXECUTE FUNCTION fact_credit_append_only()
CREATE TRIGGER fact_credit_no_truncate BEFORE TRUNCATE ON public.fact_credit FOR EACH STATEMENT EXECUTE FUNCTION fact_credit_append_only()
CREATE TRIGGER fact_credit_period_open BEFORE INSERT ON public.fact_credit FOR EACH ROW EXECUTE FUNCTION fact_credit_period_open()
CREATE TRIGGER login_failure_number BEFORE INSERT ON public.login_failure FOR EACH ROW EXECUTE FUNCTION login_failure_number()
CREATE TRIGGER notice_append_only BEFORE DELETE OR UPDATE ON public.notice FOR EACH ROW EXECUTE FUNCTION notice_append_only()
CREATE TRIGGER notice_no_truncate BEFORE TRUNCATE ON public.notice FOR EACH STATEMENT EXECUTE FUNCTION notice_append_only()
CREATE TRIGGER period_issued BEFORE UPDATE ON public.period FOR EACH ROW EXECUTE FUNCTION period_issued()
CREATE TRIGGER period_stays BEFORE DELETE ON public.period FOR EACH ROW EXECUTE FUNCTION period_stays()
CREATE TRIGGER standing_append_only BEFORE DELETE OR UPDATE ON public.standing FOR EACH ROW EXECUTE FUNCTION standing_append_only()
CREATE TRIGGER standing_no_truncate BEFORE TRUNCATE ON public.standing FOR EACH STATEMENT EXECUTE FUNCTION standing_append_only()
CREATE TRIGGER standing_period_open BEFORE INSERT ON public.standing FOR EACH ROW EXECUTE FUNCTION standing_period_open()
CREATE TRIGGER unit_name_one_unit_insert BEFORE INSERT ON public.unit_name FOR EACH ROW EXECUTE FUNCTION unit_name_one_unit_insert()
CREATE TRIGGER unit_name_one_unit_update BEFORE UPDATE ON public.unit_name FOR EACH ROW EXECUTE FUNCTION unit_name_one_unit_update()
CREATE OR REPLACE FUNCTION public.activity_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin raise exception 'append-only: activity'; return new; end $function$
CREATE OR REPLACE FUNCTION public.close_fixed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin 
  if old.reopened_at is not null or new.office_id <> old.office_id or new.period <> old.period or new.generation <> old.generation or new.rule_set <> old.rule_set or new.digest <> old.digest or new.closed_at <> old.closed_at or new.closed_by <> old.closed_by or new.reason <> old.reason then raise exception 'append-only: close'; end if; return new; end $function$
CREATE OR REPLACE FUNCTION public.close_period_open()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin 
  perform 1 from period p where p.office_id = new.office_id and p.period = new.period for share;
  if not exists (select 1 from period p where p.office_id = new.office_id and p.period = new.period) then raise exception 'caifeng:period-unknown %', json_build_object('period', new.period); end if;
  if exists (select 1 from period p where p.office_id = new.office_id and p.period = new.period and p.state <> 'open') then raise exception 'caifeng:period-closed %', json_build_object('period', new.period); end if; return new; end $function$
CREATE OR REPLACE FUNCTION public.close_stays()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin 
  if 1 = 1 then raise exception 'append-only: close'; end if; return new; end $function$
CREATE OR REPLACE FUNCTION public.entry_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin raise exception 'append-only: entry'; return new; end $function$
CREATE OR REPLACE FUNCTION public.entry_fact_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin raise exception 'append-only: entry_fact'; return new; end $function$
CREATE OR REPLACE FUNCTION public.entry_period_open()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin 
  perform 1 from period p where p.office_id = new.office_id and p.period = new.period for share;
  if not exists (select 1 from period p where p.office_id = new.office_id and p.period = new.period) then raise exception 'caifeng:period-unknown %', json_build_object('period', new.period); end if;
  if exists (select 1 from period p where p.office_id = new.office_id and p.period = new.period and p.state <> 'open') then raise exception 'caifeng:period-closed %', json_build_object('period', new.period); end if; return new; end $function$
CREATE OR REPLACE FUNCTION public.fact_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin raise exception 'append-only: fact'; return new; end $function$
CREATE OR REPLACE FUNCTION public.fact_credit_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin raise exception 'append-only: fact_credit'; return new; end $function$
CREATE OR REPLACE FUNCTION public.fact_credit_period_open()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin 
  perform 1 from period p where p.office_id = (select office_id from fact where id = new.fact_id) and p.period = (select posting from fact where id = new.fact_id) for share;
  if not exists (select 1 from period p where p.office_id = (select office_id from fact where id = new.fact_id) and p.period = (select posting from fact where id = new.fact_id)) then raise exception 'caifeng:period-unknown %', json_build_object('period', (select posting from fact where id = new.fact_id)); end if;
  if exists (select 1 from period p where p.office_id = (select office_id from fact where id = new.fact_id) and p.period = (select posting from fact where id = new.fact_id) and p.state <> 'open') then raise exception 'caifeng:period-closed %', json_build_object('period', (select posting from fact where id = new.fact_id)); end if; return new; end $function$
CREATE OR REPLACE FUNCTION public.fact_number()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin 
  perform pg_advisory_xact_lock(hashtext('fact'));
  select coalesce(max(seq), 0) + 1 into new.seq from fact; return new; end $function$
CREATE OR REPLACE FUNCTION public.fact_once()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin 
  if new.type = 'adoption' and exists (
    select 1 from fact f
    where f.type = 'adoption' and f.article_id = new.article_id and f.outlet_id = new.outlet_id
      and f.kind = new.kind and f.issue = new.issue and not exists (select 1 from fact r where r.of_fact = f.id)) then raise exception 'caifeng:already-adopted %', json_build_object('issue', new.issue); end if;
  if exists (select 1 from fact r where r.of_fact = new.of_fact) then raise exception 'caifeng:already-retracted %', json_build_object('fact', new.of_fact); end if; return new; end $function$
CREATE OR REPLACE FUNCTION public.fact_period_open()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin 
  perform 1 from period p where p.office_id = new.office_id and p.period = new.posting for share;
  if not exists (select 1 from period p where p.office_id = new.office_id and p.period = new.posting) then raise exception 'caifeng:period-unknown %', json_build_object('period', new.posting); end if;
  if exists (select 1 from period p where p.office_id = new.office_id and p.period = new.posting and p.state <> 'open') then raise exception 'caifeng:period-closed %', json_build_object('period', new.posting); end if; return new; end $function$
CREATE OR REPLACE FUNCTION public.login_failure_number()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin 
  perform pg_advisory_xact_lock(hashtext('login_failure'));
  select coalesce(max(id), 0) + 1 into new.id from login_failure; return new; end $function$
CREATE OR REPLACE FUNCTION public.notice_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin raise exception 'append-only: notice'; return new; end $function$
CREATE OR REPLACE FUNCTION public.period_issued()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin 
  if old.state = 'issued' and (new.state <> 'issued' or new.generation <> old.generation) then raise exception 'caifeng:notice-issued %', json_build_object('period', old.period); end if; return new; end $function$
CREATE OR REPLACE FUNCTION public.period_stays()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin 
  if 1 = 1 then raise exception 'append-only: period'; end if; return new; end $function$
CREATE OR REPLACE FUNCTION public.standing_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin raise exception 'append-only: standing'; return new; end $function$
CREATE OR REPLACE FUNCTION public.standing_period_open()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin 
  perform 1 from period p where p.office_id = new.office_id and p.period = new.period for share;
  if not exists (select 1 from period p where p.office_id = new.office_id and p.period = new.period) then raise exception 'caifeng:period-unknown %', json_build_object('period', new.period); end if;
  if exists (select 1 from period p where p.office_id = new.office_id and p.period = new.period and p.state <> 'open') then raise exception 'caifeng:period-closed %', json_build_object('period', new.period); end if; return new; end $function$
CREATE OR REPLACE FUNCTION public.unit_name_one_unit_insert()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin 
  perform pg_advisory_xact_lock(hashtext('unit_name'));
  if exists (
    select 1 from unit_name n
    where n.office_id = new.office_id and n.name_key = new.name_key and n.unit_id <> new.unit_id
      and coalesce(n.from_period, '0000-00') <= coalesce(new.to_period, '9999-99')
      and coalesce(n.to_period, '9999-99') >= coalesce(new.from_period, '0000-00')) then raise exception 'caifeng:alias-taken %', json_build_object('name', new.name); end if; return new; end $function$
CREATE OR REPLACE FUNCTION public.unit_name_one_unit_update()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin 
  perform pg_advisory_xact_lock(hashtext('unit_name'));
  if exists (
    select 1 from unit_name n
    where n.office_id = new.office_id and n.name_key = new.name_key and n.unit_id <> new.unit_id
      and coalesce(n.from_period, '0000-00') <= coalesce(new.to_period, '9999-99')
      and coalesce(n.to_period, '9999-99') >= coalesce(new.from_period, '0000-00')) then raise exception 'caifeng:alias-taken %', json_build_object('name', new.name); end if; return new; end $function$
