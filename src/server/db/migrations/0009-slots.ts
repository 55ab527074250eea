import { type Dialect, type Migration, table } from './ddl.ts'

/** 约稿任务书: what a commission asks of each unit one by one, and what each has filled in and sent. */
export const slots: Migration = {
  name: '0009-slots',
  statements: dialect => [
    `alter table commission_work add column slots ${text(dialect)} not null default '[]'`,
    table(dialect, 'assignment_sheet', SHEET),
  ],
}

const text = (dialect: Dialect): string => (dialect === 'sqlite' ? 'TEXT' : 'text collate "C"')

/** What is being filled in, and beside it what was last sent, so that the office never reads a draft. */
const SHEET = `
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
`
