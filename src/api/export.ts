/** Lists that go out as .xlsx: by name of the query that answers them, with its input and its right. */
export const EXPORTED = [
  'standing.list',
  'entry.list',
  'fact.list',
  'article.list',
  'article.pool',
  'article.mine',
  'issue.list',
  'commission.table',
  'commission.get',
  'commission.slots',
  'forwarding.list',
  'instruction.list',
  'notice.list',
  'quality.list',
  'quality.get',
  'letter.list',
  'mailbox.senders',
  'search.find',
  'todo.list',
  'duty.list',
  'objection.list',
  'unit.list',
  'unit.people',
  'user.list',
  'activity.list',
] as const
export type ExportName = (typeof EXPORTED)[number]

/** Where a list is downloaded from: the query's own input as JSON, without its page. */
export const exportAddress = (name: ExportName, input: object): string =>
  `/api/export/${name}.xlsx?input=${encodeURIComponent(JSON.stringify(input))}`
