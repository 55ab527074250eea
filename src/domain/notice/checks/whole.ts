import type { NoticeTable } from '../notice.ts'
import type { Context } from './context.ts'
import { tablesOf } from './subjects.ts'

/** What stands below a table whose further rows were left out, or that breaks off in the middle of a row: （其余部门略）, a lone 6. */
const BROKEN_OFF = /略[)）]?[。.]?$|^\d{1,4}$/

/** Whether the page itself shows, by what could not be read below one of these tables, that rows or tables are missing. */
export function isCutShort({ notice, unread }: Context, tables: readonly NoticeTable[]): boolean {
  const starts = [...notice.tables, ...notice.lists].map(({ place }) => place.line ?? 0)
  return tables.some(table => {
    const last = lastLine(table)
    const next = Math.min(...starts.filter(line => line > last), Number.POSITIVE_INFINITY)
    return unread.some(({ place: { line = 0, quote = '' } }) => line > last && line < next && BROKEN_OFF.test(quote))
  })
}

function lastLine({ place, rows }: NoticeTable): number {
  const cells = rows.flatMap(row => [row.place, ...row.cells.flatMap(cell => (cell === null ? [] : [cell.place]))])
  return [place, ...cells].reduce((last, { line = 0 }) => Math.max(last, line), 0)
}

/** Whether a figure of the prose has a part (`cover` index of the figure) of which there is no table: then the tables are not its whole. */
export const hasPartOutside = (context: Context, figure: number): boolean =>
  context.notice.cover.some(part => part.partOf === figure && tablesOf(part.subject, context) === null)
