/** What migrations of both databases are written with. SQL is written once, in SQLite's two types; what differs is put in here. */
export type Dialect = 'sqlite' | 'postgres'

/** A step of the schema. Its statements are fixed once it was released: their digest is recorded with it. */
export interface Migration {
  /** `0001-first`: four digits give the order. */
  readonly name: string
  readonly statements: (dialect: Dialect) => readonly string[]
}

/**
 * A table from its columns and constraints, with the types `INTEGER` and `TEXT`, in capitals. SQLite checks them (STRICT); PostgreSQL
 * gets 64 bits, and compares texts by their bytes, as SQLite does, whatever language the server speaks (PG-04).
 */
export const table = (dialect: Dialect, name: string, body: string): string =>
  dialect === 'sqlite'
    ? `create table ${name} (${body}) strict`
    : `create table ${name} (${body.replace(/\bTEXT\b/g, 'text collate "C"').replace(/\bINTEGER\b/g, 'bigint')})`

/** An index on `fact (office_id, posting)`, named after it. */
export const index = (on: string): string => `create index ${on.replace(/\W+/g, '_').replace(/_$/, '')} on ${on}`

/**
 * What makes a column of PostgreSQL count 1, 2, 3 … as SQLite's rowid does: in the order of commits, without gaps where something was
 * rolled back, so that both give the same numbers for the same story. Who comes next waits until the one before has ended.
 * The column is declared `INTEGER not null primary key` in both.
 */
export const counter = (dialect: Dialect, name: string, column: string): readonly string[] =>
  dialect === 'sqlite'
    ? []
    : trigger(dialect, {
        name: `${name}_number`,
        on: `before insert on ${name}`,
        sqlite: '',
        postgres: `
  perform pg_advisory_xact_lock(hashtext('${name}'));
  select coalesce(max(${column}), 0) + 1 into new.${column} from ${name};`,
      })

/** Refuses that rows of a table are changed or deleted, one by one or all at once. */
export const appendOnly = (dialect: Dialect, name: string): readonly string[] =>
  dialect === 'sqlite'
    ? ['update', 'delete'].flatMap(act =>
        trigger(dialect, {
          name: `${name}_no_${act}`,
          on: `before ${act} on ${name}`,
          sqlite: `select raise(abort, 'append-only: ${name}');`,
          postgres: '',
        }),
      )
    : [
        ...trigger(dialect, {
          name: `${name}_append_only`,
          on: `before update or delete on ${name}`,
          sqlite: '',
          postgres: `raise exception 'append-only: ${name}';`,
        }),
        `create trigger ${name}_no_truncate before truncate on ${name} for each statement execute function ${name}_append_only()`,
      ]

export interface Trigger {
  readonly name: string
  /** `before insert on fact`. */
  readonly on: string
  readonly sqlite: string
  readonly postgres: string
}

/** A trigger for each row. On PostgreSQL its body becomes a function of the same name, and several of one table run in the order of their names. */
export function trigger(dialect: Dialect, { name, on, sqlite, postgres }: Trigger): readonly string[] {
  if (dialect === 'sqlite') return [`create trigger ${name} ${on} begin ${sqlite} end`]
  return [
    `create function ${name}() returns trigger language plpgsql as $$ begin ${postgres} return new; end $$`,
    `create trigger ${name} ${on} for each row execute function ${name}()`,
  ]
}

export interface Refusal {
  /** A condition over `new` and `old` that both databases read alike. */
  readonly when: string
  /** `caifeng:` and the code of a problem, or any other words for what only a bug would do. */
  readonly says: string
  /** Parameters of the problem's sentence, each as an expression. */
  readonly params?: Readonly<Record<string, string>>
}

/** A trigger that refuses rows, by the first of its reasons that holds. `lock`: on PostgreSQL, a query by which others are made to wait before it looks. */
export function refusing(
  dialect: Dialect,
  rule: { readonly name: string; readonly on: string; readonly lock?: string; readonly refusals: readonly Refusal[] },
): readonly string[] {
  const pairs = (params: Readonly<Record<string, string>>) =>
    Object.entries(params)
      .map(([name, value]) => `'${name}', ${value}`)
      .join(', ')
  return trigger(dialect, {
    name: rule.name,
    on: rule.on,
    sqlite: rule.refusals
      .map(({ when, says, params }) => {
        const message = params === undefined ? `'${says}'` : `'${says} ' || json_object(${pairs(params)})`
        return `\n  select raise(abort, ${message}) where ${when};`
      })
      .join(''),
    postgres: [
      ...(rule.lock === undefined ? [] : [`\n  perform ${rule.lock};`]),
      ...rule.refusals.map(({ when, says, params }) => {
        const message = params === undefined ? `'${says}'` : `'${says} %', json_build_object(${pairs(params)})`
        return `\n  if ${when} then raise exception ${message}; end if;`
      }),
    ].join(''),
  })
}
