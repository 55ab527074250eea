import { type Dialect, index, type Migration, table } from './ddl.ts'

/**
 * 检索, and what digest mail needs. Which rows have to be indexed anew is noted by the database itself, whoever wrote them; the pipeline
 * carries it out before it commits, so that index and rows are never at odds.
 */
export const search: Migration = {
  name: '0006-search',
  statements: dialect => [
    table(
      dialect,
      'search_due',
      'kind TEXT not null, ref TEXT not null, office_id TEXT not null references office (id), primary key (kind, ref)',
    ),
    ...indexTables(dialect),
    index('search_text (office_id, on_day)'),
    ...SOURCES.flatMap(source => noted(dialect, source)),
    // What was there before.
    `insert into search_due (kind, ref, office_id) select 'article', id, office_id from article`,
    `insert into search_due (kind, ref, office_id) select 'commission', id, office_id from commission`,
    `insert into search_due (kind, ref, office_id) select 'issue', id, office_id from issue`,
    `insert into search_due (kind, ref, office_id) select 'notice', office_id || ' ' || period, office_id from notice`,
    table(
      dialect,
      'user_mail',
      'user_id TEXT not null primary key references user_account (id), address TEXT not null, digest INTEGER not null check (digest in (0, 1))',
    ),
    table(dialect, 'job_lease', 'name TEXT not null primary key, holder TEXT not null, until TEXT not null'),
  ],
}

/** The index itself: FTS5 without a copy of the texts, or vectors under GIN. Both hold the tokens of `domain/text.ts`, by the number of their row. */
const indexTables = (dialect: Dialect): readonly string[] =>
  dialect === 'sqlite'
    ? [
        `create virtual table search_index using fts5(tokens, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0')`,
      ]
    : [
        'create table search_index (seq bigint not null primary key references search_text (seq) on delete cascade, tokens tsvector not null)',
        'create index search_index_tokens on search_index using gin (tokens)',
      ]

interface Source {
  readonly table: string
  readonly acts: readonly ('insert' | 'update' | 'delete')[]
  readonly kind: 'article' | 'issue' | 'commission' | 'notice'
  /** What is due, as an expression over `row`; its office, likewise. */
  readonly ref: string
  readonly office: string
}

const of = (parent: string, key: string): string => `(select office_id from ${parent} where id = row.${key})`

const SOURCES: readonly Source[] = [
  { table: 'article', acts: ['insert', 'update'], kind: 'article', ref: 'row.id', office: 'row.office_id' },
  {
    table: 'article_state',
    acts: ['insert', 'update'],
    kind: 'article',
    ref: 'row.article_id',
    office: 'row.office_id',
  },
  {
    table: 'article_unit',
    acts: ['insert', 'update', 'delete'],
    kind: 'article',
    ref: 'row.article_id',
    office: of('article', 'article_id'),
  },
  { table: 'issue', acts: ['insert', 'update'], kind: 'issue', ref: 'row.id', office: 'row.office_id' },
  {
    table: 'issue_item',
    acts: ['insert', 'update', 'delete'],
    kind: 'issue',
    ref: 'row.issue_id',
    office: of('issue', 'issue_id'),
  },
  { table: 'commission', acts: ['insert', 'update'], kind: 'commission', ref: 'row.id', office: 'row.office_id' },
  {
    table: 'commission_work',
    acts: ['insert', 'update'],
    kind: 'commission',
    ref: 'row.commission_id',
    office: 'row.office_id',
  },
  {
    table: 'assignment',
    acts: ['insert', 'delete'],
    kind: 'commission',
    ref: 'row.commission_id',
    office: 'row.office_id',
  },
  {
    table: 'notice',
    acts: ['insert'],
    kind: 'notice',
    ref: `row.office_id || ' ' || row.period`,
    office: 'row.office_id',
  },
]

function noted(dialect: Dialect, { table: name, acts, kind, ref, office }: Source): readonly string[] {
  return acts.flatMap(act => {
    const row = act === 'delete' ? 'old.' : 'new.'
    const values = `'${kind}', ${ref}, ${office}`.replaceAll('row.', row)
    const insert = `insert into search_due (kind, ref, office_id) values (${values}) on conflict (kind, ref) do nothing;`
    const trigger = `${name}_search_${act}`
    return dialect === 'sqlite'
      ? [`create trigger ${trigger} after ${act} on ${name} begin ${insert} end`]
      : [
          `create function ${trigger}() returns trigger language plpgsql as $$ begin ${insert} return null; end $$`,
          `create trigger ${trigger} after ${act} on ${name} for each row execute function ${trigger}()`,
        ]
  })
}
