import type { NoticeTable } from '../notice.ts'
import type { Context } from './context.ts'

const bare = (text: string): string => text.normalize('NFKC').replace(/[\s()、,，:：“”"'的各]/g, '')

/** The part of a subject that a table's title would repeat: 机关各科室 → 科室. */
const coreOf = (subject: string): string =>
  bare(subject)
    .replace(/^(?:全局|全市|全县|全区|局属|局机关|机关|市直|直属|其中)/, '')
    .replace(/(?:报送|政务)?信息$/, '')

/** What stands over a table; a table that only says (B类) goes on under the title before it. */
function headings(tables: readonly NoticeTable[]): string[] {
  let last = ''
  return tables.map(table => {
    const title = bare(table.title)
    const onlyMark = title === '' || (title === bare(table.group) && /类$/.test(title))
    if (!onlyMark) last = title
    return `${last}${bare(table.group)}`
  })
}

/** The tables a subject of the prose speaks of (`''`: all); null when none is named so. */
export function tablesOf(subject: string, { notice }: Pick<Context, 'notice'>): NoticeTable[] | null {
  if (notice.tables.length === 0) return null
  if (subject === '') return notice.tables
  const core = coreOf(subject)
  if (core === '') return null
  const named = headings(notice.tables)
  const found = notice.tables.filter((_, index) => named[index]?.includes(core))
  return found.length > 0 ? found : null
}
