import { formatPoints, pointsOfHundredths } from '../points.ts'
import type { Claim, Notice, NoticeList, NoticeTable, Wording } from './notice.ts'

/**
 * What a reader sees otherwise than the writer meant: every name, number and title of `meant` that `seen` does not have in the same place, one
 * Chinese sentence each, and the other way round. Wording of the prose and places of claims do not count (NOTE-02).
 */
export function differences(meant: Notice, seen: Notice): string[] {
  const [left, right] = [statements(meant), statements(seen)]
  const found: string[] = []
  for (const [where, value] of left) {
    const other = right.get(where)
    if (other !== value) found.push(`${where}：应为“${value}”，读出的是“${other ?? '（无）'}”。`)
  }
  for (const [where, value] of right) if (!left.has(where)) found.push(`${where}：多出“${value}”。`)
  return found
}

/** A notice as somebody saw it: everything it states and its prose, by where it stands. */
export const seen = (notice: Notice): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(statements(notice)),
  ...(notice.title === null ? {} : { 标题: notice.title.text }),
  ...Object.fromEntries(notice.body.map(({ text }, index) => [`正文第${index + 1}段`, text])),
  ...Object.fromEntries(notice.notes.map(({ text }, index) => [`注第${index + 1}条`, text])),
})

/** What changed between two looks, one Chinese sentence each, in the order of the page now; what is gone comes last. */
export function changes(before: Readonly<Record<string, string>>, now: Readonly<Record<string, string>>): string[] {
  const said = (text: string): string => (text === '' ? '空' : `“${text}”`)
  const found = Object.entries(now).flatMap(([where, text]) => {
    const was = before[where]
    if (was === text) return []
    return [was === undefined ? `${where}：新增${said(text)}。` : `${where}：由${said(was)}改为${said(text)}。`]
  })
  const gone = Object.entries(before).filter(([where]) => now[where] === undefined)
  return [...found, ...gone.map(([where, text]) => `${where}：去掉了${said(text)}。`)]
}

/** Everything a notice states, by where it stands. */
function statements(notice: Notice): Map<string, string> {
  const said = new Map<string, string>()
  const say = (where: string, value: string): void => {
    said.set(said.has(where) ? `${where}（又一处）` : where, value)
  }
  if (notice.period !== null) say('考核月', notice.period)
  for (const table of notice.tables) sayTable(table, say)
  for (const [index, list] of notice.lists.entries()) sayList(list, index, say)
  for (const [index, { subject, claim, compared }] of notice.cover.entries()) {
    say(`正文第${index + 1}个数字（${subject}）`, textOf(claim))
    if (compared !== undefined) say(`正文第${index + 1}个数字比上月`, textOf(compared))
  }
  for (const [index, { names }] of notice.leaders.entries())
    say(`正文第${index + 1}处名次`, names.map(({ name }) => name).join('、'))
  return said
}

type Say = (where: string, value: string) => void

function sayTable(table: NoticeTable, say: Say): void {
  say(`${table.id}栏目`, table.columns.map(column => column.heads.join('·')).join('、'))
  for (const [place, row] of table.rows.entries()) {
    say(`${table.id}第${place + 1}行单位`, row.unit)
    for (const [index, cell] of row.cells.entries()) {
      const head = table.columns[index]?.heads.join('·') ?? String(index + 1)
      say(`${table.id}第${place + 1}行${head}`, textOf(cell))
    }
  }
}

function sayList(list: NoticeList, index: number, say: Say): void {
  const where = `第${index + 1}份目录`
  say(`${where}单位`, list.unit)
  for (const [at, { measure, claim }] of list.head.entries())
    say(`${where}第${at + 1}个数（${measure}）`, textOf(claim))
  for (const [at, { title, label }] of list.items.entries()) {
    say(`${where}第${at + 1}条标题`, title)
    say(`${where}第${at + 1}条出处`, label)
  }
}

const textOf = (cell: Claim | Wording | null): string =>
  cell === null ? '' : 'text' in cell ? cell.text : formatPoints(pointsOfHundredths(cell.x100))
