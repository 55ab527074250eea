import { appendOnly, type Dialect, index, type Migration, table } from './ddl.ts'

/** What some 办法 look at beside the columns of a fact, and objections of units to what they were given. */
export const rules: Migration = {
  name: '0005-rules',
  statements: dialect => [
    `alter table fact add column attributes ${text(dialect)}`,
    table(dialect, 'objection', OBJECTION),
    index('objection (office_id, state, raised_at)'),
    index('objection (unit_id, raised_at)'),
    table(dialect, 'objection_answer', ANSWER),
    ...appendOnly(dialect, 'objection_answer'),
  ],
}

const text = (dialect: Dialect): string => (dialect === 'sqlite' ? 'TEXT' : 'text collate "C"')

/** What is objected to is kept as it read then: entries of an open month are counted afresh at each look. */
const OBJECTION = `
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
`

const ANSWER = `
  objection_id TEXT not null primary key references objection (id),
  office_id TEXT not null,
  answer TEXT not null,
  document TEXT not null,
  fact_id TEXT,
  decider TEXT not null,
  answered_at TEXT not null,
  answered_by TEXT not null,
  foreign key (office_id, fact_id) references fact (office_id, id)
`
