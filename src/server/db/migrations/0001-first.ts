import { TABLES } from './0001-tables.ts'
import { appendOnly, counter, type Dialect, index, type Migration, refusing, table } from './ddl.ts'

/**
 * The tables of `tables.ts`. What must hold whoever writes stands here and not only in the handlers: keys, references inside one office,
 * facts and frozen rows that are only added to, months that take nothing more once they are closed (LED-03, CLOSE-03, IDEM-03).
 */
export const first: Migration = {
  name: '0001-first',
  statements: dialect => [
    ...Object.entries(TABLES).map(([name, body]) => table(dialect, name, body)),
    ...INDEXES.map(index),
    ...counter(dialect, 'fact', 'seq'),
    ...counter(dialect, 'login_failure', 'id'),
    ...APPEND_ONLY.flatMap(name => appendOnly(dialect, name)),
    ...closes(dialect),
    ...months(dialect),
    ...once(dialect),
  ],
}

/** For the queries of the handlers; keys bring indexes of their own. */
const INDEXES: readonly string[] = [
  'unit_name (office_id, name_key)',
  'unit_name (unit_id)',
  'article (office_id, received_on, id)',
  'article (office_id, title_key)',
  'article_unit (unit_id, article_id)',
  'commission (office_id, title_key)',
  'commission (office_id, due_on)',
  'fact (office_id, posting, seq)',
  'fact (article_id)',
  'fact (commission_id)',
  'fact_credit (unit_id, fact_id)',
  'entry (office_id, unit_id, period)',
  'entry_fact (fact_id)',
  'standing (office_id, unit_id, period)',
  'upload (office_id, sm3)',
  'session (user_id)',
  'login_failure (account, at)',
  'login_failure (ip, at)',
  'idempotency (created_at)',
  'activity (office_id, at)',
]

const APPEND_ONLY = ['fact', 'fact_credit', 'entry', 'entry_fact', 'standing', 'notice', 'activity']

/** A row needs a month that exists and is open. On PostgreSQL a close under way is waited for: the row is wholly before it or after (CLOSE-02). */
function months(dialect: Dialect): readonly string[] {
  const own = { office: 'new.office_id', month: 'new.period' }
  const rows = [
    { name: 'fact', office: 'new.office_id', month: 'new.posting' },
    {
      name: 'fact_credit',
      office: '(select office_id from fact where id = new.fact_id)',
      month: '(select posting from fact where id = new.fact_id)',
    },
    { name: 'close', ...own },
    { name: 'entry', ...own },
    { name: 'standing', ...own },
  ]
  return rows.flatMap(({ name, office, month }) => {
    const row = `1 from period p where p.office_id = ${office} and p.period = ${month}`
    const params = { period: month }
    return refusing(dialect, {
      name: `${name}_period_open`,
      on: `before insert on ${name}`,
      lock: `${row} for share`,
      refusals: [
        { when: `not exists (select ${row})`, says: 'caifeng:period-unknown', params },
        { when: `exists (select ${row} and p.state <> 'open')`, says: 'caifeng:period-closed', params },
      ],
    })
  })
}

/** Of a close only the reopening may be added, once; a month whose notice is out stays as it is, and none disappears (CLOSE-03). */
function closes(dialect: Dialect): readonly string[] {
  const fixed = ['office_id', 'period', 'generation', 'rule_set', 'digest', 'closed_at', 'closed_by', 'reason']
  const changed = fixed.map(column => `new.${column} <> old.${column}`).join(' or ')
  const gone = (name: string) =>
    refusing(dialect, {
      name: `${name}_stays`,
      on: `before delete on ${name}`,
      refusals: [{ when: '1 = 1', says: `append-only: ${name}` }],
    })
  return [
    ...refusing(dialect, {
      name: 'close_fixed',
      on: 'before update on close',
      refusals: [{ when: `old.reopened_at is not null or ${changed}`, says: 'append-only: close' }],
    }),
    ...refusing(dialect, {
      name: 'period_issued',
      on: 'before update on period',
      refusals: [
        {
          when: `old.state = 'issued' and (new.state <> 'issued' or new.generation <> old.generation)`,
          says: 'caifeng:notice-issued',
          params: { period: 'old.period' },
        },
      ],
    }),
    ...gone('close'),
    ...gone('period'),
  ]
}

/**
 * What may be there only once, beyond what a unique key can say (IDEM-03). Facts wait for each other by their counter, which comes first by
 * its name; names of units by a lock of their own.
 */
function once(dialect: Dialect): readonly string[] {
  const standing = `
    select 1 from fact f
    where f.type = 'adoption' and f.article_id = new.article_id and f.outlet_id = new.outlet_id
      and f.kind = new.kind and f.issue = new.issue and not exists (select 1 from fact r where r.of_fact = f.id)`
  const sameName = `
    select 1 from unit_name n
    where n.office_id = new.office_id and n.name_key = new.name_key and n.unit_id <> new.unit_id
      and coalesce(n.from_period, '0000-00') <= coalesce(new.to_period, '9999-99')
      and coalesce(n.to_period, '9999-99') >= coalesce(new.from_period, '0000-00')`
  const names = (act: 'insert' | 'update') =>
    refusing(dialect, {
      name: `unit_name_one_unit_${act}`,
      on: `before ${act} on unit_name`,
      lock: `pg_advisory_xact_lock(hashtext('unit_name'))`,
      refusals: [{ when: `exists (${sameName})`, says: 'caifeng:alias-taken', params: { name: 'new.name' } }],
    })
  return [
    ...refusing(dialect, {
      name: 'fact_once',
      on: 'before insert on fact',
      refusals: [
        {
          when: `new.type = 'adoption' and exists (${standing})`,
          says: 'caifeng:already-adopted',
          params: { issue: 'new.issue' },
        },
        {
          when: 'exists (select 1 from fact r where r.of_fact = new.of_fact)',
          says: 'caifeng:already-retracted',
          params: { fact: 'new.of_fact' },
        },
      ],
    }),
    ...names('insert'),
    ...names('update'),
  ]
}
