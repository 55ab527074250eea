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
article_comment.id text collate C not null
article_comment.office_id text collate C not null
article_comment.article_id text collate C not null
article_comment.text text collate C not null
article_comment.to_unit bigint not null
article_comment.at text collate C not null
article_comment.by_id text collate C not null
article_comment.by_name text collate C not null
article_decision.seq bigint not null
article_decision.id text collate C not null
article_decision.office_id text collate C not null
article_decision.article_id text collate C not null
article_decision.step text collate C not null
article_decision.from_state text collate C not null
article_decision.to_state text collate C not null
article_decision.kind text collate C
article_decision.reason text collate C
article_decision.comment text collate C not null
article_decision.at text collate C not null
article_decision.by_id text collate C not null
article_decision.by_name text collate C not null
article_decision.undoes text collate C
article_decision.undone bigint not null
article_draft.article_id text collate C not null
article_draft.title text collate C not null
article_draft.body text collate C not null
article_draft.saved_at text collate C not null
article_draft.by_id text collate C not null
article_draft.by_name text collate C not null
article_editing.article_id text collate C not null
article_editing.user_id text collate C not null
article_editing.name text collate C not null
article_editing.at text collate C not null
article_file.article_id text collate C not null
article_file.sm3 text collate C not null
article_file.name text collate C not null
article_file.size bigint not null
article_file.original bigint not null
article_file.position bigint not null
article_merge.merged_id text collate C not null
article_merge.source_id text collate C not null
article_merge.position bigint not null
article_merge.at text collate C not null
article_merge.ended_at text collate C
article_state.article_id text collate C not null
article_state.office_id text collate C not null
article_state.unit_id text collate C not null
article_state.author_id text collate C not null
article_state.state text collate C not null
article_state.version bigint not null
article_state.receipt text collate C
article_state.genre text collate C
article_state.outlet_id text collate C
article_state.commission_id text collate C
article_state.contact_name text collate C not null
article_state.contact_phone text collate C not null
article_state.kind text collate C
article_state.reason text collate C
article_state.assignee_id text collate C
article_state.submitted_at text collate C
article_state.received_at text collate C
article_state.decided_at text collate C
article_state.updated_at text collate C not null
article_state.flags text collate C not null
article_token.office_id text collate C not null
article_token.token text collate C not null
article_token.article_id text collate C not null
article_unit.article_id text collate C not null
article_unit.unit_id text collate C not null
article_unit.position bigint not null
article_version.article_id text collate C not null
article_version.number bigint not null
article_version.side text collate C not null
article_version.title text collate C not null
article_version.body text collate C not null
article_version.note text collate C not null
article_version.at text collate C not null
article_version.by_id text collate C not null
article_version.by_name text collate C not null
assignment.commission_id text collate C not null
assignment.office_id text collate C not null
assignment.unit_id text collate C not null
assignment.state text collate C not null
assignment.due_on text collate C
assignment.signed_at text collate C
assignment.replied_at text collate C
assignment.urged bigint not null
assignment.urged_at text collate C
assignment.reason text collate C not null
assignment.fact_id text collate C
assignment_reply.commission_id text collate C not null
assignment_reply.unit_id text collate C not null
assignment_reply.article_id text collate C not null
assignment_reply.at text collate C not null
assignment_reply.adopted bigint not null
assignment_sheet.commission_id text collate C not null
assignment_sheet.unit_id text collate C not null
assignment_sheet.office_id text collate C not null
assignment_sheet.answers text collate C not null
assignment_sheet.note text collate C not null
assignment_sheet.version bigint not null
assignment_sheet.saved_at text collate C not null
assignment_sheet.by_id text collate C not null
assignment_sheet.by_name text collate C not null
assignment_sheet.sent text collate C
assignment_sheet.sent_note text collate C not null
assignment_sheet.sent_article text collate C
assignment_sheet.sent_at text collate C
bulletin.outlet_id text collate C not null
bulletin.office_id text collate C not null
bulletin.words text collate C not null
bulletin.columns text collate C not null
bulletin.next_number bigint not null
bulletin.next_total_number bigint not null
bulletin.version bigint not null
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
commission_event.seq bigint not null
commission_event.commission_id text collate C not null
commission_event.unit_id text collate C
commission_event.step text collate C not null
commission_event.comment text collate C not null
commission_event.at text collate C not null
commission_event.by_id text collate C not null
commission_event.by_name text collate C not null
commission_work.commission_id text collate C not null
commission_work.office_id text collate C not null
commission_work.state text collate C not null
commission_work.upper_due_on text collate C
commission_work.requirements text collate C not null
commission_work.materials text collate C not null
commission_work.contact text collate C not null
commission_work.version bigint not null
commission_work.updated_at text collate C not null
commission_work.slots text collate C not null
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
fact.attributes text collate C
fact_credit.fact_id text collate C not null
fact_credit.unit_id text collate C not null
fact_credit.position bigint not null
fact_credit.weight bigint not null
file.sm3 text collate C not null
file.size bigint not null
file.created_at text collate C not null
fingerprint.mark bigint not null
fingerprint.seq bigint not null
fingerprint_text.seq bigint not null
fingerprint_text.office_id text collate C not null
fingerprint_text.article_id text collate C not null
fingerprint_text.number bigint not null
forwarding.id text collate C not null
forwarding.office_id text collate C not null
forwarding.article_id text collate C not null
forwarding.recipient text collate C not null
forwarding.outlet text collate C not null
forwarding.level text collate C not null
forwarding.on_day text collate C not null
forwarding.by_id text collate C not null
forwarding.by_name text collate C not null
forwarding.file_sm3 text collate C
forwarding.fact_id text collate C not null
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
instruction.id text collate C not null
instruction.office_id text collate C not null
instruction.article_id text collate C
instruction.title text collate C not null
instruction.leader text collate C not null
instruction.level text collate C not null
instruction.text text collate C not null
instruction.on_day text collate C not null
instruction.state text collate C not null
instruction.version bigint not null
instruction.fact_id text collate C not null
instruction_event.seq bigint not null
instruction_event.instruction_id text collate C not null
instruction_event.step text collate C not null
instruction_event.comment text collate C not null
instruction_event.at text collate C not null
instruction_event.by_id text collate C not null
instruction_event.by_name text collate C not null
issue.id text collate C not null
issue.office_id text collate C not null
issue.outlet_id text collate C not null
issue.number bigint not null
issue.total_number bigint not null
issue.year bigint not null
issue.state text collate C not null
issue.planned_on text collate C
issue.issued_on text collate C
issue.posting text collate C
issue.prepared_by text collate C
issue.signed_by text collate C
issue.file_sm3 text collate C
issue.version bigint not null
issue.created_at text collate C not null
issue_credit.issue_id text collate C not null
issue_credit.article_id text collate C not null
issue_credit.unit_id text collate C not null
issue_credit.position bigint not null
issue_credit.weight bigint not null
issue_event.seq bigint not null
issue_event.issue_id text collate C not null
issue_event.step text collate C not null
issue_event.comment text collate C not null
issue_event.at text collate C not null
issue_event.by_id text collate C not null
issue_event.by_name text collate C not null
issue_item.issue_id text collate C not null
issue_item.article_id text collate C not null
issue_item.column_key text collate C not null
issue_item.position bigint not null
issue_item.fact_id text collate C
issue_reader.issue_id text collate C not null
issue_reader.user_id text collate C not null
issue_reader.seen text collate C not null
issue_reader.seen_at text collate C not null
job_lease.name text collate C not null
job_lease.holder text collate C not null
job_lease.until text collate C not null
job_lease.fence bigint not null
letter.id text collate C not null
letter.office_id text collate C not null
letter.mailbox_id text collate C not null
letter.number text collate C not null
letter.sm3 text collate C not null
letter.size bigint not null
letter.head_only bigint not null
letter.received_at text collate C not null
letter.fetched_at text collate C not null
letter.state text collate C not null
letter.version bigint not null
letter.attempts bigint not null
letter.unit_id text collate C
letter.from_address text collate C not null
letter.from_name text collate C not null
letter.subject text collate C not null
letter.message_id text collate C not null
letter.source text collate C not null
letter.doubts text collate C not null
letter.near text collate C not null
letter.search_key text collate C not null
letter.settled_at text collate C
letter_article.letter_id text collate C not null
letter_article.position bigint not null
letter_article.title text collate C not null
letter_article.body text collate C not null
letter_article.contact_name text collate C not null
letter_article.contact_phone text collate C not null
letter_article.genre text collate C
letter_article.unit_name text collate C not null
letter_article.part bigint
letter_article.article_id text collate C
letter_counter.office_id text collate C not null
letter_counter.period text collate C not null
letter_counter.next bigint not null
letter_event.seq bigint not null
letter_event.letter_id text collate C not null
letter_event.step text collate C not null
letter_event.reason text collate C not null
letter_event.unit_id text collate C
letter_event.at text collate C not null
letter_event.by_id text collate C not null
letter_event.by_name text collate C not null
letter_part.letter_id text collate C not null
letter_part.position bigint not null
letter_part.path text collate C not null
letter_part.role text collate C not null
letter_part.name text collate C not null
letter_part.type text collate C not null
letter_part.size bigint not null
letter_part.sm3 text collate C not null
letter_place.mailbox_id text collate C not null
letter_place.folder text collate C not null
letter_place.uid_validity bigint not null
letter_place.uid bigint not null
letter_place.letter_id text collate C
letter_place.attempts bigint not null
letter_place.error text collate C not null
letter_place.flagged bigint not null
letter_receipt.letter_id text collate C not null
letter_receipt.office_id text collate C not null
letter_receipt.to_address text collate C not null
letter_receipt.subject text collate C not null
letter_receipt.body text collate C not null
letter_receipt.message_id text collate C not null
letter_receipt.queued_at text collate C not null
letter_receipt.attempts bigint not null
letter_receipt.next_at text collate C not null
letter_receipt.sent_at text collate C
letter_receipt.last_error text collate C not null
login_failure.id bigint not null
login_failure.account text collate C not null
login_failure.ip text collate C not null
login_failure.at text collate C not null
mail_sender.id text collate C not null
mail_sender.office_id text collate C not null
mail_sender.address text collate C not null
mail_sender.unit_id text collate C not null
mail_sender.at text collate C not null
mail_sender.by_id text collate C not null
mail_sender.by_name text collate C not null
mail_sender.ended_at text collate C
mailbox.id text collate C not null
mailbox.office_id text collate C not null
mailbox.name text collate C not null
mailbox.host text collate C not null
mailbox.port bigint not null
mailbox.username text collate C not null
mailbox.secret text collate C not null
mailbox.folder text collate C not null
mailbox.ca text collate C not null
mailbox.auth_server text collate C not null
mailbox.receipts bigint not null
mailbox.active bigint not null
mailbox.version bigint not null
mailbox.created_at text collate C not null
mailbox.asked_at text collate C
mailbox.polled_at text collate C
mailbox.good_at text collate C
mailbox.failures bigint not null
mailbox.error text collate C not null
mailbox.next_at text collate C not null
mailbox_folder.mailbox_id text collate C not null
mailbox_folder.folder text collate C not null
mailbox_folder.uid_validity bigint not null
mailbox_folder.last_uid bigint not null
mailbox_folder.since text collate C not null
message.id text collate C not null
message.office_id text collate C not null
message.user_id text collate C not null
message.text text collate C not null
message.link text collate C not null
message.at text collate C not null
message.read_at text collate C
notice.office_id text collate C not null
notice.period text collate C not null
notice.generation bigint not null
notice.title text collate C not null
notice.notice_json text collate C not null
notice.file_sm3 text collate C not null
notice.issued_on text collate C not null
notice.issued_at text collate C not null
notice.issued_by text collate C not null
notice_answer.seq bigint not null
notice_answer.office_id text collate C not null
notice_answer.period text collate C not null
notice_answer.finding text collate C not null
notice_answer.answer text collate C not null
notice_answer.note text collate C not null
notice_answer.at text collate C not null
notice_answer.by_id text collate C not null
notice_answer.by_name text collate C not null
notice_correction.id text collate C not null
notice_correction.office_id text collate C not null
notice_correction.period text collate C not null
notice_correction.text text collate C not null
notice_correction.changes text collate C not null
notice_correction.at text collate C not null
notice_correction.by_id text collate C not null
notice_correction.by_name text collate C not null
notice_reader.office_id text collate C not null
notice_reader.period text collate C not null
notice_reader.user_id text collate C not null
notice_reader.seen text collate C not null
notice_reader.seen_at text collate C not null
notice_reader.read_at text collate C
notice_work.office_id text collate C not null
notice_work.period text collate C not null
notice_work.stage text collate C not null
notice_work.version bigint not null
notice_work.sentences text collate C not null
notice_work.prepared_by text collate C
notice_work.prepared_name text collate C
notice_work.signed_by text collate C
notice_work.signed_name text collate C
objection.id text collate C not null
objection.office_id text collate C not null
objection.unit_id text collate C not null
objection.period text collate C not null
objection.component text collate C not null
objection.rule text collate C not null
objection.sentence text collate C not null
objection.points_x100 bigint not null
objection.reason text collate C not null
objection.raised_at text collate C not null
objection.raised_by text collate C not null
objection.state text collate C not null
objection_answer.objection_id text collate C not null
objection_answer.office_id text collate C not null
objection_answer.answer text collate C not null
objection_answer.document text collate C not null
objection_answer.fact_id text collate C
objection_answer.decider text collate C not null
objection_answer.answered_at text collate C not null
objection_answer.answered_by text collate C not null
office.id text collate C not null
office.name text collate C not null
office.bulletin text collate C not null
office.demo bigint not null
office.settings text collate C not null
office.created_at text collate C not null
outbox.id text collate C not null
outbox.office_id text collate C not null
outbox.user_id text collate C not null
outbox.day text collate C not null
outbox.subject text collate C not null
outbox.body text collate C not null
outbox.message_id text collate C not null
outbox.attempts bigint not null
outbox.next_at text collate C not null
outbox.sent_at text collate C
outbox.last_error text collate C not null
outlet.id text collate C not null
outlet.office_id text collate C not null
outlet.name text collate C not null
outlet.level text collate C not null
password_history.user_id text collate C not null
password_history.password_hash text collate C not null
password_history.at text collate C not null
period.office_id text collate C not null
period.period text collate C not null
period.state text collate C not null
period.generation bigint not null
receipt_counter.office_id text collate C not null
receipt_counter.period text collate C not null
receipt_counter.next bigint not null
rule_set.office_id text collate C not null
rule_set.id text collate C not null
rule_set.from_period text collate C not null
rule_set.source text collate C not null
rule_set.digest text collate C not null
rule_set.created_at text collate C not null
schema_migration.name text not null
schema_migration.checksum text not null
search_due.kind text collate C not null
search_due.ref text collate C not null
search_due.office_id text collate C not null
search_index.seq bigint not null
search_index.tokens tsvector not null
search_text.seq bigint not null
search_text.office_id text collate C not null
search_text.kind text collate C not null
search_text.ref text collate C not null
search_text.title text collate C not null
search_text.text text collate C not null
search_text.on_day text collate C
search_text.units text collate C not null
search_text.reach text collate C not null
second_factor.user_id text collate C not null
second_factor.seed text collate C not null
second_factor.confirmed bigint not null
second_factor.last_step bigint not null
second_factor.recovery text collate C not null
session.token_hash text collate C not null
session.user_id text collate C not null
session.office_id text collate C not null
session.created_at text collate C not null
session.last_seen_at text collate C not null
session.ip text collate C not null
session.previous_login_at text collate C
session.confirmed_at text collate C
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
unit_end.unit_id text collate C not null
unit_end.office_id text collate C not null
unit_end.last_period text collate C not null
unit_end.into_id text collate C not null
unit_end.reason text collate C not null
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
unit_setting.unit_id text collate C not null
unit_setting.office_id text collate C not null
unit_setting.review bigint not null
upload.id text collate C not null
upload.office_id text collate C not null
upload.user_id text collate C not null
upload.sm3 text collate C not null
upload.name text collate C not null
upload.created_at text collate C not null
upper_adoption.forwarding_id text collate C not null
upper_adoption.outlet_id text collate C not null
upper_adoption.level text collate C not null
upper_adoption.kind text collate C not null
upper_adoption.on_day text collate C not null
upper_adoption.fact_id text collate C not null
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
user_mail.user_id text collate C not null
user_mail.address text collate C not null
user_mail.digest bigint not null
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
article_comment: CHECK ((to_unit = ANY (ARRAY[(0)::bigint, (1)::bigint])))
article_comment: FOREIGN KEY (article_id) REFERENCES article(id)
article_comment: FOREIGN KEY (office_id) REFERENCES office(id)
article_comment: PRIMARY KEY (id)
article_decision: CHECK ((undone = ANY (ARRAY[(0)::bigint, (1)::bigint])))
article_decision: FOREIGN KEY (article_id) REFERENCES article(id)
article_decision: FOREIGN KEY (office_id) REFERENCES office(id)
article_decision: FOREIGN KEY (undoes) REFERENCES article_decision(id)
article_decision: PRIMARY KEY (seq)
article_decision: UNIQUE (id)
article_draft: FOREIGN KEY (article_id) REFERENCES article(id)
article_draft: PRIMARY KEY (article_id)
article_editing: FOREIGN KEY (article_id) REFERENCES article(id)
article_editing: PRIMARY KEY (article_id, user_id)
article_file: CHECK ((original = ANY (ARRAY[(0)::bigint, (1)::bigint])))
article_file: FOREIGN KEY (article_id) REFERENCES article(id)
article_file: FOREIGN KEY (sm3) REFERENCES file(sm3)
article_file: PRIMARY KEY (article_id, "position")
article_merge: FOREIGN KEY (merged_id) REFERENCES article(id)
article_merge: FOREIGN KEY (source_id) REFERENCES article(id)
article_merge: PRIMARY KEY (merged_id, source_id)
article_state: CHECK ((version >= 1))
article_state: FOREIGN KEY (article_id) REFERENCES article(id)
article_state: FOREIGN KEY (assignee_id) REFERENCES user_account(id)
article_state: FOREIGN KEY (commission_id) REFERENCES commission(id)
article_state: FOREIGN KEY (office_id) REFERENCES office(id)
article_state: FOREIGN KEY (outlet_id) REFERENCES outlet(id)
article_state: FOREIGN KEY (unit_id) REFERENCES unit(id)
article_state: PRIMARY KEY (article_id)
article_state: UNIQUE (office_id, receipt)
article_token: FOREIGN KEY (article_id) REFERENCES article(id)
article_token: FOREIGN KEY (office_id) REFERENCES office(id)
article_token: PRIMARY KEY (office_id, token, article_id)
article_unit: FOREIGN KEY (article_id) REFERENCES article(id)
article_unit: FOREIGN KEY (unit_id) REFERENCES unit(id)
article_unit: PRIMARY KEY (article_id, unit_id)
article_version: CHECK ((side = ANY (ARRAY['unit'::text, 'office'::text])))
article_version: FOREIGN KEY (article_id) REFERENCES article(id)
article_version: PRIMARY KEY (article_id, number)
assignment: FOREIGN KEY (commission_id) REFERENCES commission(id)
assignment: FOREIGN KEY (fact_id) REFERENCES fact(id)
assignment: FOREIGN KEY (office_id) REFERENCES office(id)
assignment: FOREIGN KEY (unit_id) REFERENCES unit(id)
assignment: PRIMARY KEY (commission_id, unit_id)
assignment_reply: CHECK ((adopted = ANY (ARRAY[(0)::bigint, (1)::bigint])))
assignment_reply: FOREIGN KEY (article_id) REFERENCES article(id)
assignment_reply: FOREIGN KEY (commission_id, unit_id) REFERENCES assignment(commission_id, unit_id)
assignment_reply: PRIMARY KEY (commission_id, unit_id, article_id)
assignment_sheet: CHECK ((version >= 1))
assignment_sheet: FOREIGN KEY (commission_id, unit_id) REFERENCES assignment(commission_id, unit_id)
assignment_sheet: FOREIGN KEY (office_id) REFERENCES office(id)
assignment_sheet: FOREIGN KEY (sent_article) REFERENCES article(id)
assignment_sheet: PRIMARY KEY (commission_id, unit_id)
bulletin: CHECK ((version >= 1))
bulletin: FOREIGN KEY (office_id) REFERENCES office(id)
bulletin: FOREIGN KEY (outlet_id) REFERENCES outlet(id)
bulletin: PRIMARY KEY (outlet_id)
close: CHECK ((generation > 0))
close: FOREIGN KEY (office_id, period) REFERENCES period(office_id, period)
close: FOREIGN KEY (office_id, rule_set) REFERENCES rule_set(office_id, id)
close: PRIMARY KEY (office_id, period, generation)
commission: CHECK ((length(due_on) = 10))
commission: FOREIGN KEY (office_id) REFERENCES office(id)
commission: PRIMARY KEY (id)
commission: UNIQUE (office_id, id)
commission_event: FOREIGN KEY (commission_id) REFERENCES commission(id)
commission_event: FOREIGN KEY (unit_id) REFERENCES unit(id)
commission_event: PRIMARY KEY (seq)
commission_work: CHECK ((version >= 1))
commission_work: FOREIGN KEY (commission_id) REFERENCES commission(id)
commission_work: FOREIGN KEY (office_id) REFERENCES office(id)
commission_work: PRIMARY KEY (commission_id)
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
fingerprint: PRIMARY KEY (mark, seq)
fingerprint_text: FOREIGN KEY (article_id) REFERENCES article(id)
fingerprint_text: FOREIGN KEY (office_id) REFERENCES office(id)
fingerprint_text: PRIMARY KEY (seq)
fingerprint_text: UNIQUE (article_id, number)
forwarding: FOREIGN KEY (article_id) REFERENCES article(id)
forwarding: FOREIGN KEY (fact_id) REFERENCES fact(id)
forwarding: FOREIGN KEY (file_sm3) REFERENCES file(sm3)
forwarding: FOREIGN KEY (office_id) REFERENCES office(id)
forwarding: PRIMARY KEY (id)
idempotency: PRIMARY KEY (user_id, key)
import: FOREIGN KEY (office_id, period) REFERENCES period(office_id, period)
import: PRIMARY KEY (office_id, sm3)
instruction: CHECK ((version >= 1))
instruction: FOREIGN KEY (article_id) REFERENCES article(id)
instruction: FOREIGN KEY (fact_id) REFERENCES fact(id)
instruction: FOREIGN KEY (office_id) REFERENCES office(id)
instruction: PRIMARY KEY (id)
instruction_event: FOREIGN KEY (instruction_id) REFERENCES instruction(id)
instruction_event: PRIMARY KEY (seq)
issue: CHECK ((version >= 1))
issue: FOREIGN KEY (file_sm3) REFERENCES file(sm3)
issue: FOREIGN KEY (office_id) REFERENCES office(id)
issue: FOREIGN KEY (outlet_id) REFERENCES bulletin(outlet_id)
issue: PRIMARY KEY (id)
issue: UNIQUE (outlet_id, year, number)
issue_credit: FOREIGN KEY (issue_id, article_id) REFERENCES issue_item(issue_id, article_id) ON DELETE CASCADE
issue_credit: FOREIGN KEY (unit_id) REFERENCES unit(id)
issue_credit: PRIMARY KEY (issue_id, article_id, unit_id)
issue_event: FOREIGN KEY (issue_id) REFERENCES issue(id)
issue_event: PRIMARY KEY (seq)
issue_item: FOREIGN KEY (article_id) REFERENCES article(id)
issue_item: FOREIGN KEY (fact_id) REFERENCES fact(id)
issue_item: FOREIGN KEY (issue_id) REFERENCES issue(id)
issue_item: PRIMARY KEY (issue_id, article_id)
issue_reader: FOREIGN KEY (issue_id) REFERENCES issue(id)
issue_reader: FOREIGN KEY (user_id) REFERENCES user_account(id)
issue_reader: PRIMARY KEY (issue_id, user_id)
job_lease: PRIMARY KEY (name)
letter: CHECK (((state <> 'linked'::text) OR (unit_id IS NOT NULL)))
letter: CHECK ((head_only = ANY (ARRAY[(0)::bigint, (1)::bigint])))
letter: CHECK ((source = ANY (ARRAY['verified'::text, 'unverified'::text, 'failed'::text])))
letter: CHECK ((state = ANY (ARRAY['arrived'::text, 'linked'::text, 'unclaimed'::text, 'quarantined'::text, 'stored'::text, 'aside'::text])))
letter: FOREIGN KEY (mailbox_id) REFERENCES mailbox(id)
letter: FOREIGN KEY (office_id) REFERENCES office(id)
letter: FOREIGN KEY (sm3) REFERENCES file(sm3)
letter: FOREIGN KEY (unit_id) REFERENCES unit(id)
letter: PRIMARY KEY (id)
letter: UNIQUE (office_id, number)
letter: UNIQUE (office_id, sm3)
letter_article: FOREIGN KEY (article_id) REFERENCES article(id)
letter_article: FOREIGN KEY (letter_id) REFERENCES letter(id)
letter_article: PRIMARY KEY (letter_id, "position")
letter_counter: FOREIGN KEY (office_id) REFERENCES office(id)
letter_counter: PRIMARY KEY (office_id, period)
letter_event: FOREIGN KEY (letter_id) REFERENCES letter(id)
letter_event: FOREIGN KEY (unit_id) REFERENCES unit(id)
letter_event: PRIMARY KEY (seq)
letter_part: FOREIGN KEY (letter_id) REFERENCES letter(id)
letter_part: FOREIGN KEY (sm3) REFERENCES file(sm3)
letter_part: PRIMARY KEY (letter_id, "position")
letter_place: CHECK ((flagged = ANY (ARRAY[(0)::bigint, (1)::bigint])))
letter_place: FOREIGN KEY (letter_id) REFERENCES letter(id)
letter_place: FOREIGN KEY (mailbox_id) REFERENCES mailbox(id)
letter_place: PRIMARY KEY (mailbox_id, folder, uid_validity, uid)
letter_receipt: FOREIGN KEY (letter_id) REFERENCES letter(id)
letter_receipt: FOREIGN KEY (office_id) REFERENCES office(id)
letter_receipt: PRIMARY KEY (letter_id)
letter_receipt: UNIQUE (message_id)
login_failure: PRIMARY KEY (id)
mail_sender: FOREIGN KEY (office_id) REFERENCES office(id)
mail_sender: FOREIGN KEY (unit_id) REFERENCES unit(id)
mail_sender: PRIMARY KEY (id)
mailbox: CHECK (((port >= 1) AND (port <= 65535)))
mailbox: CHECK ((active = ANY (ARRAY[(0)::bigint, (1)::bigint])))
mailbox: CHECK ((receipts = ANY (ARRAY[(0)::bigint, (1)::bigint])))
mailbox: FOREIGN KEY (office_id) REFERENCES office(id)
mailbox: PRIMARY KEY (id)
mailbox_folder: FOREIGN KEY (mailbox_id) REFERENCES mailbox(id)
mailbox_folder: PRIMARY KEY (mailbox_id, folder, uid_validity)
message: FOREIGN KEY (office_id) REFERENCES office(id)
message: FOREIGN KEY (user_id) REFERENCES user_account(id)
message: PRIMARY KEY (id)
notice: CHECK ((length(issued_on) = 10))
notice: FOREIGN KEY (file_sm3) REFERENCES file(sm3)
notice: FOREIGN KEY (office_id, period) REFERENCES period(office_id, period)
notice: PRIMARY KEY (office_id, period, generation)
notice_answer: CHECK ((answer = ANY (ARRAY['mend'::text, 'true'::text, 'ignore'::text])))
notice_answer: FOREIGN KEY (office_id) REFERENCES office(id)
notice_answer: PRIMARY KEY (seq)
notice_correction: FOREIGN KEY (office_id) REFERENCES office(id)
notice_correction: PRIMARY KEY (id)
notice_reader: FOREIGN KEY (office_id) REFERENCES office(id)
notice_reader: FOREIGN KEY (user_id) REFERENCES user_account(id)
notice_reader: PRIMARY KEY (office_id, period, user_id)
notice_work: CHECK ((version >= 1))
notice_work: FOREIGN KEY (office_id) REFERENCES office(id)
notice_work: PRIMARY KEY (office_id, period)
objection: CHECK ((length(period) = 7))
objection: CHECK ((state = ANY (ARRAY['open'::text, 'upheld'::text, 'rejected'::text, 'withdrawn'::text])))
objection: FOREIGN KEY (office_id) REFERENCES office(id)
objection: FOREIGN KEY (office_id, unit_id) REFERENCES unit(office_id, id)
objection: PRIMARY KEY (id)
objection: UNIQUE (office_id, id)
objection_answer: FOREIGN KEY (objection_id) REFERENCES objection(id)
objection_answer: FOREIGN KEY (office_id, fact_id) REFERENCES fact(office_id, id)
objection_answer: PRIMARY KEY (objection_id)
office: CHECK ((demo = ANY (ARRAY[(0)::bigint, (1)::bigint])))
office: PRIMARY KEY (id)
outbox: FOREIGN KEY (office_id) REFERENCES office(id)
outbox: FOREIGN KEY (user_id) REFERENCES user_account(id)
outbox: PRIMARY KEY (id)
outbox: UNIQUE (message_id)
outbox: UNIQUE (user_id, day)
outlet: FOREIGN KEY (office_id) REFERENCES office(id)
outlet: PRIMARY KEY (id)
outlet: UNIQUE (office_id, id)
outlet: UNIQUE (office_id, name)
password_history: FOREIGN KEY (user_id) REFERENCES user_account(id)
password_history: PRIMARY KEY (user_id, at)
period: CHECK ((generation >= 0))
period: CHECK ((length(period) = 7))
period: CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text, 'issued'::text])))
period: FOREIGN KEY (office_id) REFERENCES office(id)
period: PRIMARY KEY (office_id, period)
receipt_counter: FOREIGN KEY (office_id) REFERENCES office(id)
receipt_counter: PRIMARY KEY (office_id, period)
rule_set: CHECK ((length(from_period) = 7))
rule_set: FOREIGN KEY (office_id) REFERENCES office(id)
rule_set: PRIMARY KEY (office_id, id)
schema_migration: PRIMARY KEY (name)
search_due: FOREIGN KEY (office_id) REFERENCES office(id)
search_due: PRIMARY KEY (kind, ref)
search_index: FOREIGN KEY (seq) REFERENCES search_text(seq) ON DELETE CASCADE
search_index: PRIMARY KEY (seq)
search_text: CHECK ((reach = ANY (ARRAY['open'::text, 'own'::text, 'office'::text])))
search_text: FOREIGN KEY (office_id) REFERENCES office(id)
search_text: PRIMARY KEY (seq)
search_text: UNIQUE (office_id, kind, ref)
second_factor: CHECK ((confirmed = ANY (ARRAY[(0)::bigint, (1)::bigint])))
second_factor: FOREIGN KEY (user_id) REFERENCES user_account(id)
second_factor: PRIMARY KEY (user_id)
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
unit_end: CHECK ((unit_id <> into_id))
unit_end: FOREIGN KEY (into_id) REFERENCES unit(id)
unit_end: FOREIGN KEY (office_id) REFERENCES office(id)
unit_end: FOREIGN KEY (unit_id) REFERENCES unit(id)
unit_end: PRIMARY KEY (unit_id)
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
unit_setting: CHECK ((review = ANY (ARRAY[(0)::bigint, (1)::bigint])))
unit_setting: FOREIGN KEY (office_id) REFERENCES office(id)
unit_setting: FOREIGN KEY (unit_id) REFERENCES unit(id)
unit_setting: PRIMARY KEY (unit_id)
upload: FOREIGN KEY (office_id) REFERENCES office(id)
upload: FOREIGN KEY (sm3) REFERENCES file(sm3)
upload: PRIMARY KEY (id)
upper_adoption: FOREIGN KEY (fact_id) REFERENCES fact(id)
upper_adoption: FOREIGN KEY (forwarding_id) REFERENCES forwarding(id)
upper_adoption: FOREIGN KEY (outlet_id) REFERENCES outlet(id)
upper_adoption: PRIMARY KEY (forwarding_id, fact_id)
user_account: CHECK ((disabled = ANY (ARRAY[(0)::bigint, (1)::bigint])))
user_account: CHECK ((failures >= 0))
user_account: CHECK ((locks >= 0))
user_account: CHECK ((must_change = ANY (ARRAY[(0)::bigint, (1)::bigint])))
user_account: FOREIGN KEY (office_id) REFERENCES office(id)
user_account: FOREIGN KEY (office_id, unit_id) REFERENCES unit(office_id, id)
user_account: PRIMARY KEY (id)
user_account: UNIQUE (office_id, account)
user_account: UNIQUE (office_id, id)
user_mail: CHECK ((digest = ANY (ARRAY[(0)::bigint, (1)::bigint])))
user_mail: FOREIGN KEY (user_id) REFERENCES user_account(id)
user_mail: PRIMARY KEY (user_id)
user_role: FOREIGN KEY (user_id) REFERENCES user_account(id)
user_role: PRIMARY KEY (user_id, role)
CREATE UNIQUE INDEX activation_pkey ON public.activation USING btree (user_id)
CREATE INDEX activity_office_id_at ON public.activity USING btree (office_id, at)
CREATE UNIQUE INDEX activity_pkey ON public.activity USING btree (office_id, seq)
CREATE UNIQUE INDEX activity_head_pkey ON public.activity_head USING btree (office_id)
CREATE INDEX article_office_id_received_on_id ON public.article USING btree (office_id, received_on, id)
CREATE INDEX article_office_id_title_key ON public.article USING btree (office_id, title_key)
CREATE UNIQUE INDEX article_office_id_id_key ON public.article USING btree (office_id, id)
CREATE UNIQUE INDEX article_pkey ON public.article USING btree (id)
CREATE INDEX article_comment_article_id ON public.article_comment USING btree (article_id)
CREATE UNIQUE INDEX article_comment_pkey ON public.article_comment USING btree (id)
CREATE INDEX article_decision_article_id ON public.article_decision USING btree (article_id)
CREATE UNIQUE INDEX article_decision_id_key ON public.article_decision USING btree (id)
CREATE UNIQUE INDEX article_decision_pkey ON public.article_decision USING btree (seq)
CREATE UNIQUE INDEX article_draft_pkey ON public.article_draft USING btree (article_id)
CREATE UNIQUE INDEX article_editing_pkey ON public.article_editing USING btree (article_id, user_id)
CREATE INDEX article_file_sm3 ON public.article_file USING btree (sm3)
CREATE UNIQUE INDEX article_file_pkey ON public.article_file USING btree (article_id, "position")
CREATE INDEX article_merge_source_id ON public.article_merge USING btree (source_id)
CREATE UNIQUE INDEX article_merge_pkey ON public.article_merge USING btree (merged_id, source_id)
CREATE INDEX article_state_commission_id ON public.article_state USING btree (commission_id)
CREATE INDEX article_state_office_id_state_submitted_at ON public.article_state USING btree (office_id, state, submitted_at)
CREATE INDEX article_state_office_id_submitted_at_article_id ON public.article_state USING btree (office_id, submitted_at, article_id)
CREATE INDEX article_state_unit_id_updated_at ON public.article_state USING btree (unit_id, updated_at)
CREATE UNIQUE INDEX article_state_office_id_receipt_key ON public.article_state USING btree (office_id, receipt)
CREATE UNIQUE INDEX article_state_pkey ON public.article_state USING btree (article_id)
CREATE INDEX article_token_article_id ON public.article_token USING btree (article_id)
CREATE UNIQUE INDEX article_token_pkey ON public.article_token USING btree (office_id, token, article_id)
CREATE INDEX article_unit_unit_id_article_id ON public.article_unit USING btree (unit_id, article_id)
CREATE UNIQUE INDEX article_unit_pkey ON public.article_unit USING btree (article_id, unit_id)
CREATE UNIQUE INDEX article_version_pkey ON public.article_version USING btree (article_id, number)
CREATE INDEX assignment_unit_id_state ON public.assignment USING btree (unit_id, state)
CREATE UNIQUE INDEX assignment_pkey ON public.assignment USING btree (commission_id, unit_id)
CREATE INDEX assignment_reply_article_id ON public.assignment_reply USING btree (article_id)
CREATE UNIQUE INDEX assignment_reply_pkey ON public.assignment_reply USING btree (commission_id, unit_id, article_id)
CREATE UNIQUE INDEX assignment_sheet_pkey ON public.assignment_sheet USING btree (commission_id, unit_id)
CREATE UNIQUE INDEX bulletin_pkey ON public.bulletin USING btree (outlet_id)
CREATE UNIQUE INDEX close_pkey ON public.close USING btree (office_id, period, generation)
CREATE INDEX commission_office_id_due_on ON public.commission USING btree (office_id, due_on)
CREATE INDEX commission_office_id_title_key ON public.commission USING btree (office_id, title_key)
CREATE UNIQUE INDEX commission_office_id_id_key ON public.commission USING btree (office_id, id)
CREATE UNIQUE INDEX commission_pkey ON public.commission USING btree (id)
CREATE INDEX commission_event_commission_id ON public.commission_event USING btree (commission_id)
CREATE UNIQUE INDEX commission_event_pkey ON public.commission_event USING btree (seq)
CREATE UNIQUE INDEX commission_work_pkey ON public.commission_work USING btree (commission_id)
CREATE INDEX entry_office_id_unit_id_period ON public.entry USING btree (office_id, unit_id, period)
CREATE UNIQUE INDEX entry_office_id_period_generation_position_key ON public.entry USING btree (office_id, period, generation, "position")
CREATE UNIQUE INDEX entry_pkey ON public.entry USING btree (id)
CREATE INDEX entry_fact_fact_id ON public.entry_fact USING btree (fact_id)
CREATE UNIQUE INDEX entry_fact_pkey ON public.entry_fact USING btree (entry_id, fact_id)
CREATE INDEX fact_article_id ON public.fact USING btree (article_id)
CREATE INDEX fact_commission_id ON public.fact USING btree (commission_id)
CREATE INDEX fact_office_id_posting_seq ON public.fact USING btree (office_id, posting, seq)
CREATE UNIQUE INDEX fact_id_key ON public.fact USING btree (id)
CREATE UNIQUE INDEX fact_of_fact_key ON public.fact USING btree (of_fact)
CREATE UNIQUE INDEX fact_office_id_id_key ON public.fact USING btree (office_id, id)
CREATE UNIQUE INDEX fact_pkey ON public.fact USING btree (seq)
CREATE INDEX fact_credit_unit_id_fact_id ON public.fact_credit USING btree (unit_id, fact_id)
CREATE UNIQUE INDEX fact_credit_fact_id_position_key ON public.fact_credit USING btree (fact_id, "position")
CREATE UNIQUE INDEX fact_credit_pkey ON public.fact_credit USING btree (fact_id, unit_id)
CREATE UNIQUE INDEX file_pkey ON public.file USING btree (sm3)
CREATE UNIQUE INDEX fingerprint_pkey ON public.fingerprint USING btree (mark, seq)
CREATE UNIQUE INDEX fingerprint_text_article_id_number_key ON public.fingerprint_text USING btree (article_id, number)
CREATE UNIQUE INDEX fingerprint_text_pkey ON public.fingerprint_text USING btree (seq)
CREATE INDEX forwarding_article_id ON public.forwarding USING btree (article_id)
CREATE INDEX forwarding_office_id_on_day ON public.forwarding USING btree (office_id, on_day)
CREATE UNIQUE INDEX forwarding_pkey ON public.forwarding USING btree (id)
CREATE INDEX idempotency_created_at ON public.idempotency USING btree (created_at)
CREATE UNIQUE INDEX idempotency_pkey ON public.idempotency USING btree (user_id, key)
CREATE UNIQUE INDEX import_pkey ON public.import USING btree (office_id, sm3)
CREATE INDEX instruction_article_id ON public.instruction USING btree (article_id)
CREATE INDEX instruction_office_id_state ON public.instruction USING btree (office_id, state)
CREATE UNIQUE INDEX instruction_pkey ON public.instruction USING btree (id)
CREATE INDEX instruction_event_instruction_id ON public.instruction_event USING btree (instruction_id)
CREATE UNIQUE INDEX instruction_event_pkey ON public.instruction_event USING btree (seq)
CREATE INDEX issue_office_id_year ON public.issue USING btree (office_id, year)
CREATE UNIQUE INDEX issue_outlet_id_year_number_key ON public.issue USING btree (outlet_id, year, number)
CREATE UNIQUE INDEX issue_pkey ON public.issue USING btree (id)
CREATE UNIQUE INDEX issue_credit_pkey ON public.issue_credit USING btree (issue_id, article_id, unit_id)
CREATE INDEX issue_event_issue_id ON public.issue_event USING btree (issue_id)
CREATE UNIQUE INDEX issue_event_pkey ON public.issue_event USING btree (seq)
CREATE INDEX issue_item_article_id ON public.issue_item USING btree (article_id)
CREATE UNIQUE INDEX issue_item_pkey ON public.issue_item USING btree (issue_id, article_id)
CREATE UNIQUE INDEX issue_reader_pkey ON public.issue_reader USING btree (issue_id, user_id)
CREATE UNIQUE INDEX job_lease_pkey ON public.job_lease USING btree (name)
CREATE INDEX letter_office_id_message_id ON public.letter USING btree (office_id, message_id)
CREATE INDEX letter_office_id_received_at ON public.letter USING btree (office_id, received_at)
CREATE INDEX letter_office_id_state_received_at ON public.letter USING btree (office_id, state, received_at)
CREATE INDEX letter_unit_id_state ON public.letter USING btree (unit_id, state)
CREATE UNIQUE INDEX letter_office_id_number_key ON public.letter USING btree (office_id, number)
CREATE UNIQUE INDEX letter_office_id_sm3_key ON public.letter USING btree (office_id, sm3)
CREATE UNIQUE INDEX letter_pkey ON public.letter USING btree (id)
CREATE INDEX letter_article_article_id ON public.letter_article USING btree (article_id)
CREATE UNIQUE INDEX letter_article_pkey ON public.letter_article USING btree (letter_id, "position")
CREATE UNIQUE INDEX letter_counter_pkey ON public.letter_counter USING btree (office_id, period)
CREATE INDEX letter_event_letter_id ON public.letter_event USING btree (letter_id)
CREATE UNIQUE INDEX letter_event_pkey ON public.letter_event USING btree (seq)
CREATE UNIQUE INDEX letter_part_pkey ON public.letter_part USING btree (letter_id, "position")
CREATE INDEX letter_place_letter_id ON public.letter_place USING btree (letter_id)
CREATE UNIQUE INDEX letter_place_pkey ON public.letter_place USING btree (mailbox_id, folder, uid_validity, uid)
CREATE INDEX letter_receipt_sent_at_next_at ON public.letter_receipt USING btree (sent_at, next_at)
CREATE INDEX letter_receipt_to_address_queued_at ON public.letter_receipt USING btree (to_address, queued_at)
CREATE UNIQUE INDEX letter_receipt_message_id_key ON public.letter_receipt USING btree (message_id)
CREATE UNIQUE INDEX letter_receipt_pkey ON public.letter_receipt USING btree (letter_id)
CREATE INDEX login_failure_account_at ON public.login_failure USING btree (account, at)
CREATE INDEX login_failure_ip_at ON public.login_failure USING btree (ip, at)
CREATE UNIQUE INDEX login_failure_pkey ON public.login_failure USING btree (id)
CREATE UNIQUE INDEX mail_sender_now ON public.mail_sender USING btree (office_id, address) WHERE (ended_at IS NULL)
CREATE UNIQUE INDEX mail_sender_pkey ON public.mail_sender USING btree (id)
CREATE UNIQUE INDEX mailbox_pkey ON public.mailbox USING btree (id)
CREATE UNIQUE INDEX mailbox_folder_pkey ON public.mailbox_folder USING btree (mailbox_id, folder, uid_validity)
CREATE INDEX message_user_id_read_at ON public.message USING btree (user_id, read_at)
CREATE UNIQUE INDEX message_pkey ON public.message USING btree (id)
CREATE UNIQUE INDEX notice_pkey ON public.notice USING btree (office_id, period, generation)
CREATE INDEX notice_answer_office_id_period ON public.notice_answer USING btree (office_id, period)
CREATE UNIQUE INDEX notice_answer_pkey ON public.notice_answer USING btree (seq)
CREATE UNIQUE INDEX notice_correction_pkey ON public.notice_correction USING btree (id)
CREATE UNIQUE INDEX notice_reader_pkey ON public.notice_reader USING btree (office_id, period, user_id)
CREATE UNIQUE INDEX notice_work_pkey ON public.notice_work USING btree (office_id, period)
CREATE INDEX objection_office_id_state_raised_at ON public.objection USING btree (office_id, state, raised_at)
CREATE INDEX objection_unit_id_raised_at ON public.objection USING btree (unit_id, raised_at)
CREATE UNIQUE INDEX objection_office_id_id_key ON public.objection USING btree (office_id, id)
CREATE UNIQUE INDEX objection_pkey ON public.objection USING btree (id)
CREATE UNIQUE INDEX objection_answer_pkey ON public.objection_answer USING btree (objection_id)
CREATE UNIQUE INDEX office_pkey ON public.office USING btree (id)
CREATE INDEX outbox_sent_at_next_at ON public.outbox USING btree (sent_at, next_at)
CREATE UNIQUE INDEX outbox_message_id_key ON public.outbox USING btree (message_id)
CREATE UNIQUE INDEX outbox_pkey ON public.outbox USING btree (id)
CREATE UNIQUE INDEX outbox_user_id_day_key ON public.outbox USING btree (user_id, day)
CREATE UNIQUE INDEX outlet_office_id_id_key ON public.outlet USING btree (office_id, id)
CREATE UNIQUE INDEX outlet_office_id_name_key ON public.outlet USING btree (office_id, name)
CREATE UNIQUE INDEX outlet_pkey ON public.outlet USING btree (id)
CREATE UNIQUE INDEX password_history_pkey ON public.password_history USING btree (user_id, at)
CREATE UNIQUE INDEX period_pkey ON public.period USING btree (office_id, period)
CREATE UNIQUE INDEX receipt_counter_pkey ON public.receipt_counter USING btree (office_id, period)
CREATE UNIQUE INDEX rule_set_pkey ON public.rule_set USING btree (office_id, id)
CREATE UNIQUE INDEX schema_migration_pkey ON public.schema_migration USING btree (name)
CREATE UNIQUE INDEX search_due_pkey ON public.search_due USING btree (kind, ref)
CREATE INDEX search_index_tokens ON public.search_index USING gin (tokens)
CREATE UNIQUE INDEX search_index_pkey ON public.search_index USING btree (seq)
CREATE INDEX search_text_office_id_on_day ON public.search_text USING btree (office_id, on_day)
CREATE UNIQUE INDEX search_text_office_id_kind_ref_key ON public.search_text USING btree (office_id, kind, ref)
CREATE UNIQUE INDEX search_text_pkey ON public.search_text USING btree (seq)
CREATE UNIQUE INDEX second_factor_pkey ON public.second_factor USING btree (user_id)
CREATE INDEX session_user_id ON public.session USING btree (user_id)
CREATE UNIQUE INDEX session_pkey ON public.session USING btree (token_hash)
CREATE INDEX standing_office_id_unit_id_period ON public.standing USING btree (office_id, unit_id, period)
CREATE UNIQUE INDEX standing_pkey ON public.standing USING btree (office_id, period, generation, unit_id)
CREATE UNIQUE INDEX unit_office_id_id_key ON public.unit USING btree (office_id, id)
CREATE UNIQUE INDEX unit_pkey ON public.unit USING btree (id)
CREATE UNIQUE INDEX unit_end_pkey ON public.unit_end USING btree (unit_id)
CREATE UNIQUE INDEX unit_group_office_id_id_key ON public.unit_group USING btree (office_id, id)
CREATE UNIQUE INDEX unit_group_office_id_key_key ON public.unit_group USING btree (office_id, key)
CREATE UNIQUE INDEX unit_group_pkey ON public.unit_group USING btree (id)
CREATE UNIQUE INDEX unit_membership_pkey ON public.unit_membership USING btree (unit_id, from_period)
CREATE INDEX unit_name_office_id_name_key ON public.unit_name USING btree (office_id, name_key)
CREATE INDEX unit_name_unit_id ON public.unit_name USING btree (unit_id)
CREATE UNIQUE INDEX unit_setting_pkey ON public.unit_setting USING btree (unit_id)
CREATE INDEX upload_office_id_sm3 ON public.upload USING btree (office_id, sm3)
CREATE UNIQUE INDEX upload_pkey ON public.upload USING btree (id)
CREATE UNIQUE INDEX upper_adoption_pkey ON public.upper_adoption USING btree (forwarding_id, fact_id)
CREATE UNIQUE INDEX user_account_office_id_account_key ON public.user_account USING btree (office_id, account)
CREATE UNIQUE INDEX user_account_office_id_id_key ON public.user_account USING btree (office_id, id)
CREATE UNIQUE INDEX user_account_pkey ON public.user_account USING btree (id)
CREATE UNIQUE INDEX user_mail_pkey ON public.user_mail USING btree (user_id)
CREATE UNIQUE INDEX user_role_pkey ON public.user_role USING btree (user_id, role)
CREATE TRIGGER activity_append_only BEFORE DELETE OR UPDATE ON public.activity FOR EACH ROW EXECUTE FUNCTION activity_append_only()
CREATE TRIGGER activity_no_truncate BEFORE TRUNCATE ON public.activity FOR EACH STATEMENT EXECUTE FUNCTION activity_append_only()
CREATE TRIGGER article_search_insert AFTER INSERT ON public.article FOR EACH ROW EXECUTE FUNCTION article_search_insert()
CREATE TRIGGER article_search_update AFTER UPDATE ON public.article FOR EACH ROW EXECUTE FUNCTION article_search_update()
CREATE TRIGGER article_comment_append_only BEFORE DELETE OR UPDATE ON public.article_comment FOR EACH ROW EXECUTE FUNCTION article_comment_append_only()
CREATE TRIGGER article_comment_no_truncate BEFORE TRUNCATE ON public.article_comment FOR EACH STATEMENT EXECUTE FUNCTION article_comment_append_only()
CREATE TRIGGER article_decision_fixed BEFORE UPDATE ON public.article_decision FOR EACH ROW EXECUTE FUNCTION article_decision_fixed()
CREATE TRIGGER article_decision_number BEFORE INSERT ON public.article_decision FOR EACH ROW EXECUTE FUNCTION article_decision_number()
CREATE TRIGGER article_decision_stays BEFORE DELETE ON public.article_decision FOR EACH ROW EXECUTE FUNCTION article_decision_stays()
CREATE TRIGGER article_state_search_insert AFTER INSERT ON public.article_state FOR EACH ROW EXECUTE FUNCTION article_state_search_insert()
CREATE TRIGGER article_state_search_update AFTER UPDATE ON public.article_state FOR EACH ROW EXECUTE FUNCTION article_state_search_update()
CREATE TRIGGER article_unit_search_delete AFTER DELETE ON public.article_unit FOR EACH ROW EXECUTE FUNCTION article_unit_search_delete()
CREATE TRIGGER article_unit_search_insert AFTER INSERT ON public.article_unit FOR EACH ROW EXECUTE FUNCTION article_unit_search_insert()
CREATE TRIGGER article_unit_search_update AFTER UPDATE ON public.article_unit FOR EACH ROW EXECUTE FUNCTION article_unit_search_update()
CREATE TRIGGER article_version_append_only BEFORE DELETE OR UPDATE ON public.article_version FOR EACH ROW EXECUTE FUNCTION article_version_append_only()
CREATE TRIGGER article_version_no_truncate BEFORE TRUNCATE ON public.article_version FOR EACH STATEMENT EXECUTE FUNCTION article_version_append_only()
CREATE TRIGGER assignment_search_delete AFTER DELETE ON public.assignment FOR EACH ROW EXECUTE FUNCTION assignment_search_delete()
CREATE TRIGGER assignment_search_insert AFTER INSERT ON public.assignment FOR EACH ROW EXECUTE FUNCTION assignment_search_insert()
CREATE TRIGGER close_fixed BEFORE UPDATE ON public.close FOR EACH ROW EXECUTE FUNCTION close_fixed()
CREATE TRIGGER close_period_open BEFORE INSERT ON public.close FOR EACH ROW EXECUTE FUNCTION close_period_open()
CREATE TRIGGER close_stays BEFORE DELETE ON public.close FOR EACH ROW EXECUTE FUNCTION close_stays()
CREATE TRIGGER commission_search_insert AFTER INSERT ON public.commission FOR EACH ROW EXECUTE FUNCTION commission_search_insert()
CREATE TRIGGER commission_search_update AFTER UPDATE ON public.commission FOR EACH ROW EXECUTE FUNCTION commission_search_update()
CREATE TRIGGER commission_event_append_only BEFORE DELETE OR UPDATE ON public.commission_event FOR EACH ROW EXECUTE FUNCTION commission_event_append_only()
CREATE TRIGGER commission_event_no_truncate BEFORE TRUNCATE ON public.commission_event FOR EACH STATEMENT EXECUTE FUNCTION commission_event_append_only()
CREATE TRIGGER commission_event_number BEFORE INSERT ON public.commission_event FOR EACH ROW EXECUTE FUNCTION commission_event_number()
CREATE TRIGGER commission_work_search_insert AFTER INSERT ON public.commission_work FOR EACH ROW EXECUTE FUNCTION commission_work_search_insert()
CREATE TRIGGER commission_work_search_update AFTER UPDATE ON public.commission_work FOR EACH ROW EXECUTE FUNCTION commission_work_search_update()
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
CREATE TRIGGER fingerprint_text_number BEFORE INSERT ON public.fingerprint_text FOR EACH ROW EXECUTE FUNCTION fingerprint_text_number()
CREATE TRIGGER instruction_event_append_only BEFORE DELETE OR UPDATE ON public.instruction_event FOR EACH ROW EXECUTE FUNCTION instruction_event_append_only()
CREATE TRIGGER instruction_event_no_truncate BEFORE TRUNCATE ON public.instruction_event FOR EACH STATEMENT EXECUTE FUNCTION instruction_event_append_only()
CREATE TRIGGER instruction_event_number BEFORE INSERT ON public.instruction_event FOR EACH ROW EXECUTE FUNCTION instruction_event_number()
CREATE TRIGGER issue_search_insert AFTER INSERT ON public.issue FOR EACH ROW EXECUTE FUNCTION issue_search_insert()
CREATE TRIGGER issue_search_update AFTER UPDATE ON public.issue FOR EACH ROW EXECUTE FUNCTION issue_search_update()
CREATE TRIGGER issue_event_append_only BEFORE DELETE OR UPDATE ON public.issue_event FOR EACH ROW EXECUTE FUNCTION issue_event_append_only()
CREATE TRIGGER issue_event_no_truncate BEFORE TRUNCATE ON public.issue_event FOR EACH STATEMENT EXECUTE FUNCTION issue_event_append_only()
CREATE TRIGGER issue_event_number BEFORE INSERT ON public.issue_event FOR EACH ROW EXECUTE FUNCTION issue_event_number()
CREATE TRIGGER issue_item_search_delete AFTER DELETE ON public.issue_item FOR EACH ROW EXECUTE FUNCTION issue_item_search_delete()
CREATE TRIGGER issue_item_search_insert AFTER INSERT ON public.issue_item FOR EACH ROW EXECUTE FUNCTION issue_item_search_insert()
CREATE TRIGGER issue_item_search_update AFTER UPDATE ON public.issue_item FOR EACH ROW EXECUTE FUNCTION issue_item_search_update()
CREATE TRIGGER letter_event_append_only BEFORE DELETE OR UPDATE ON public.letter_event FOR EACH ROW EXECUTE FUNCTION letter_event_append_only()
CREATE TRIGGER letter_event_no_truncate BEFORE TRUNCATE ON public.letter_event FOR EACH STATEMENT EXECUTE FUNCTION letter_event_append_only()
CREATE TRIGGER letter_event_number BEFORE INSERT ON public.letter_event FOR EACH ROW EXECUTE FUNCTION letter_event_number()
CREATE TRIGGER login_failure_number BEFORE INSERT ON public.login_failure FOR EACH ROW EXECUTE FUNCTION login_failure_number()
CREATE TRIGGER notice_append_only BEFORE DELETE OR UPDATE ON public.notice FOR EACH ROW EXECUTE FUNCTION notice_append_only()
CREATE TRIGGER notice_no_truncate BEFORE TRUNCATE ON public.notice FOR EACH STATEMENT EXECUTE FUNCTION notice_append_only()
CREATE TRIGGER notice_search_insert AFTER INSERT ON public.notice FOR EACH ROW EXECUTE FUNCTION notice_search_insert()
CREATE TRIGGER notice_answer_append_only BEFORE DELETE OR UPDATE ON public.notice_answer FOR EACH ROW EXECUTE FUNCTION notice_answer_append_only()
CREATE TRIGGER notice_answer_no_truncate BEFORE TRUNCATE ON public.notice_answer FOR EACH STATEMENT EXECUTE FUNCTION notice_answer_append_only()
CREATE TRIGGER notice_answer_number BEFORE INSERT ON public.notice_answer FOR EACH ROW EXECUTE FUNCTION notice_answer_number()
CREATE TRIGGER notice_correction_append_only BEFORE DELETE OR UPDATE ON public.notice_correction FOR EACH ROW EXECUTE FUNCTION notice_correction_append_only()
CREATE TRIGGER notice_correction_no_truncate BEFORE TRUNCATE ON public.notice_correction FOR EACH STATEMENT EXECUTE FUNCTION notice_correction_append_only()
CREATE TRIGGER objection_answer_append_only BEFORE DELETE OR UPDATE ON public.objection_answer FOR EACH ROW EXECUTE FUNCTION objection_answer_append_only()
CREATE TRIGGER objection_answer_no_truncate BEFORE TRUNCATE ON public.objection_answer FOR EACH STATEMENT EXECUTE FUNCTION objection_answer_append_only()
CREATE TRIGGER period_issued BEFORE UPDATE ON public.period FOR EACH ROW EXECUTE FUNCTION period_issued()
CREATE TRIGGER period_stays BEFORE DELETE ON public.period FOR EACH ROW EXECUTE FUNCTION period_stays()
CREATE TRIGGER search_text_number BEFORE INSERT ON public.search_text FOR EACH ROW EXECUTE FUNCTION search_text_number()
CREATE TRIGGER standing_append_only BEFORE DELETE OR UPDATE ON public.standing FOR EACH ROW EXECUTE FUNCTION standing_append_only()
CREATE TRIGGER standing_no_truncate BEFORE TRUNCATE ON public.standing FOR EACH STATEMENT EXECUTE FUNCTION standing_append_only()
CREATE TRIGGER standing_period_open BEFORE INSERT ON public.standing FOR EACH ROW EXECUTE FUNCTION standing_period_open()
CREATE TRIGGER unit_name_one_unit_insert BEFORE INSERT ON public.unit_name FOR EACH ROW EXECUTE FUNCTION unit_name_one_unit_insert()
CREATE TRIGGER unit_name_one_unit_update BEFORE UPDATE ON public.unit_name FOR EACH ROW EXECUTE FUNCTION unit_name_one_unit_update()
CREATE OR REPLACE FUNCTION public.activity_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin raise exception 'append-only: activity'; return new; end $function$
CREATE OR REPLACE FUNCTION public.article_comment_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin raise exception 'append-only: article_comment'; return new; end $function$
CREATE OR REPLACE FUNCTION public.article_decision_fixed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin 
  if old.undone = 1 or new.id <> old.id or new.article_id <> old.article_id or new.step <> old.step or new.from_state <> old.from_state or new.to_state <> old.to_state or new.comment <> old.comment or new.at <> old.at or new.by_id <> old.by_id then raise exception 'append-only: article_decision'; end if; return new; end $function$
CREATE OR REPLACE FUNCTION public.article_decision_number()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin 
  perform pg_advisory_xact_lock(hashtext('article_decision'));
  select coalesce(max(seq), 0) + 1 into new.seq from article_decision; return new; end $function$
CREATE OR REPLACE FUNCTION public.article_decision_stays()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin 
  if 1 = 1 then raise exception 'append-only: article_decision'; end if; return new; end $function$
CREATE OR REPLACE FUNCTION public.article_search_insert()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin insert into search_due (kind, ref, office_id) values ('article', new.id, new.office_id) on conflict (kind, ref) do nothing; return null; end $function$
CREATE OR REPLACE FUNCTION public.article_search_update()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin insert into search_due (kind, ref, office_id) values ('article', new.id, new.office_id) on conflict (kind, ref) do nothing; return null; end $function$
CREATE OR REPLACE FUNCTION public.article_state_search_insert()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin insert into search_due (kind, ref, office_id) values ('article', new.article_id, new.office_id) on conflict (kind, ref) do nothing; return null; end $function$
CREATE OR REPLACE FUNCTION public.article_state_search_update()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin insert into search_due (kind, ref, office_id) values ('article', new.article_id, new.office_id) on conflict (kind, ref) do nothing; return null; end $function$
CREATE OR REPLACE FUNCTION public.article_unit_search_delete()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin insert into search_due (kind, ref, office_id) values ('article', old.article_id, (select office_id from article where id = old.article_id)) on conflict (kind, ref) do nothing; return null; end $function$
CREATE OR REPLACE FUNCTION public.article_unit_search_insert()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin insert into search_due (kind, ref, office_id) values ('article', new.article_id, (select office_id from article where id = new.article_id)) on conflict (kind, ref) do nothing; return null; end $function$
CREATE OR REPLACE FUNCTION public.article_unit_search_update()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin insert into search_due (kind, ref, office_id) values ('article', new.article_id, (select office_id from article where id = new.article_id)) on conflict (kind, ref) do nothing; return null; end $function$
CREATE OR REPLACE FUNCTION public.article_version_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin raise exception 'append-only: article_version'; return new; end $function$
CREATE OR REPLACE FUNCTION public.assignment_search_delete()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin insert into search_due (kind, ref, office_id) values ('commission', old.commission_id, old.office_id) on conflict (kind, ref) do nothing; return null; end $function$
CREATE OR REPLACE FUNCTION public.assignment_search_insert()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin insert into search_due (kind, ref, office_id) values ('commission', new.commission_id, new.office_id) on conflict (kind, ref) do nothing; return null; end $function$
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
CREATE OR REPLACE FUNCTION public.commission_event_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin raise exception 'append-only: commission_event'; return new; end $function$
CREATE OR REPLACE FUNCTION public.commission_event_number()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin 
  perform pg_advisory_xact_lock(hashtext('commission_event'));
  select coalesce(max(seq), 0) + 1 into new.seq from commission_event; return new; end $function$
CREATE OR REPLACE FUNCTION public.commission_search_insert()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin insert into search_due (kind, ref, office_id) values ('commission', new.id, new.office_id) on conflict (kind, ref) do nothing; return null; end $function$
CREATE OR REPLACE FUNCTION public.commission_search_update()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin insert into search_due (kind, ref, office_id) values ('commission', new.id, new.office_id) on conflict (kind, ref) do nothing; return null; end $function$
CREATE OR REPLACE FUNCTION public.commission_work_search_insert()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin insert into search_due (kind, ref, office_id) values ('commission', new.commission_id, new.office_id) on conflict (kind, ref) do nothing; return null; end $function$
CREATE OR REPLACE FUNCTION public.commission_work_search_update()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin insert into search_due (kind, ref, office_id) values ('commission', new.commission_id, new.office_id) on conflict (kind, ref) do nothing; return null; end $function$
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
CREATE OR REPLACE FUNCTION public.fingerprint_text_number()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin 
  perform pg_advisory_xact_lock(hashtext('fingerprint_text'));
  select coalesce(max(seq), 0) + 1 into new.seq from fingerprint_text; return new; end $function$
CREATE OR REPLACE FUNCTION public.instruction_event_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin raise exception 'append-only: instruction_event'; return new; end $function$
CREATE OR REPLACE FUNCTION public.instruction_event_number()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin 
  perform pg_advisory_xact_lock(hashtext('instruction_event'));
  select coalesce(max(seq), 0) + 1 into new.seq from instruction_event; return new; end $function$
CREATE OR REPLACE FUNCTION public.issue_event_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin raise exception 'append-only: issue_event'; return new; end $function$
CREATE OR REPLACE FUNCTION public.issue_event_number()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin 
  perform pg_advisory_xact_lock(hashtext('issue_event'));
  select coalesce(max(seq), 0) + 1 into new.seq from issue_event; return new; end $function$
CREATE OR REPLACE FUNCTION public.issue_item_search_delete()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin insert into search_due (kind, ref, office_id) values ('issue', old.issue_id, (select office_id from issue where id = old.issue_id)) on conflict (kind, ref) do nothing; return null; end $function$
CREATE OR REPLACE FUNCTION public.issue_item_search_insert()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin insert into search_due (kind, ref, office_id) values ('issue', new.issue_id, (select office_id from issue where id = new.issue_id)) on conflict (kind, ref) do nothing; return null; end $function$
CREATE OR REPLACE FUNCTION public.issue_item_search_update()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin insert into search_due (kind, ref, office_id) values ('issue', new.issue_id, (select office_id from issue where id = new.issue_id)) on conflict (kind, ref) do nothing; return null; end $function$
CREATE OR REPLACE FUNCTION public.issue_search_insert()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin insert into search_due (kind, ref, office_id) values ('issue', new.id, new.office_id) on conflict (kind, ref) do nothing; return null; end $function$
CREATE OR REPLACE FUNCTION public.issue_search_update()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin insert into search_due (kind, ref, office_id) values ('issue', new.id, new.office_id) on conflict (kind, ref) do nothing; return null; end $function$
CREATE OR REPLACE FUNCTION public.letter_event_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin raise exception 'append-only: letter_event'; return new; end $function$
CREATE OR REPLACE FUNCTION public.letter_event_number()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin 
  perform pg_advisory_xact_lock(hashtext('letter_event'));
  select coalesce(max(seq), 0) + 1 into new.seq from letter_event; return new; end $function$
CREATE OR REPLACE FUNCTION public.login_failure_number()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin 
  perform pg_advisory_xact_lock(hashtext('login_failure'));
  select coalesce(max(id), 0) + 1 into new.id from login_failure; return new; end $function$
CREATE OR REPLACE FUNCTION public.notice_answer_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin raise exception 'append-only: notice_answer'; return new; end $function$
CREATE OR REPLACE FUNCTION public.notice_answer_number()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin 
  perform pg_advisory_xact_lock(hashtext('notice_answer'));
  select coalesce(max(seq), 0) + 1 into new.seq from notice_answer; return new; end $function$
CREATE OR REPLACE FUNCTION public.notice_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin raise exception 'append-only: notice'; return new; end $function$
CREATE OR REPLACE FUNCTION public.notice_correction_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin raise exception 'append-only: notice_correction'; return new; end $function$
CREATE OR REPLACE FUNCTION public.notice_search_insert()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin insert into search_due (kind, ref, office_id) values ('notice', new.office_id || ' ' || new.period, new.office_id) on conflict (kind, ref) do nothing; return null; end $function$
CREATE OR REPLACE FUNCTION public.objection_answer_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin raise exception 'append-only: objection_answer'; return new; end $function$
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
CREATE OR REPLACE FUNCTION public.search_text_number()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin 
  perform pg_advisory_xact_lock(hashtext('search_text'));
  select coalesce(max(seq), 0) + 1 into new.seq from search_text; return new; end $function$
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
