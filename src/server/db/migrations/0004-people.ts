import { type Migration, table } from './ddl.ts'

/** When somebody last proved to be themselves, and until when a unit was one of its own. */
export const people: Migration = {
  name: '0004-people',
  statements: dialect => [
    `alter table session add column confirmed_at ${dialect === 'sqlite' ? 'TEXT' : 'text collate "C"'}`,
    table(
      dialect,
      'unit_end',
      `
  unit_id TEXT not null primary key references unit (id), office_id TEXT not null references office (id), last_period TEXT not null,
  into_id TEXT not null references unit (id), reason TEXT not null, check (unit_id <> into_id)
`,
    ),
  ],
}
