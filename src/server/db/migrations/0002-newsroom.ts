import { NEWSROOM } from './0002-tables.ts'
import { appendOnly, counter, type Dialect, index, type Migration, refusing, table } from './ddl.ts'

/** From a unit's draft to the signed notice. What was decided, said or written is only added to, in the database itself. */
export const newsroom: Migration = {
  name: '0002-newsroom',
  statements: dialect => [
    ...NEWSROOM.map(([name, body]) => table(dialect, name, body)),
    ...INDEXES.map(index),
    ...COUNTED.flatMap(name => counter(dialect, name, 'seq')),
    ...APPEND_ONLY.flatMap(name => appendOnly(dialect, name)),
    ...decisions(dialect),
  ],
}

const INDEXES: readonly string[] = [
  'article_state (office_id, state, submitted_at)',
  'article_state (unit_id, updated_at)',
  'article_state (commission_id)',
  'article_decision (article_id)',
  'article_comment (article_id)',
  'article_file (sm3)',
  'article_merge (source_id)',
  'issue (office_id, year)',
  'issue_item (article_id)',
  'issue_event (issue_id)',
  'assignment (unit_id, state)',
  'assignment_reply (article_id)',
  'commission_event (commission_id)',
  'forwarding (office_id, on_day)',
  'forwarding (article_id)',
  'instruction (office_id, state)',
  'instruction (article_id)',
  'instruction_event (instruction_id)',
  'notice_answer (office_id, period)',
  'message (user_id, read_at)',
  'outbox (sent_at, next_at)',
]

const COUNTED = [
  'article_decision',
  'issue_event',
  'commission_event',
  'instruction_event',
  'notice_answer',
  'search_text',
] as const

const APPEND_ONLY = [
  'article_version',
  'article_comment',
  'issue_event',
  'commission_event',
  'instruction_event',
  'notice_answer',
  'notice_correction',
] as const

/** A decision may be marked as taken back, once; nothing else of it changes, and none disappears. */
function decisions(dialect: Dialect): readonly string[] {
  const fixed = ['id', 'article_id', 'step', 'from_state', 'to_state', 'comment', 'at', 'by_id']
  const changed = fixed.map(column => `new.${column} <> old.${column}`).join(' or ')
  return [
    ...refusing(dialect, {
      name: 'article_decision_fixed',
      on: 'before update on article_decision',
      refusals: [{ when: `old.undone = 1 or ${changed}`, says: 'append-only: article_decision' }],
    }),
    ...refusing(dialect, {
      name: 'article_decision_stays',
      on: 'before delete on article_decision',
      refusals: [{ when: '1 = 1', says: 'append-only: article_decision' }],
    }),
  ]
}
