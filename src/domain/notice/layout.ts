import { formatPoints, pointsOfHundredths } from '../points.ts'
import { printedDay } from '../print/meta.ts'
import type {
  Block,
  BlockRole,
  Cell,
  Claim,
  HeadClause,
  Measure,
  Notice,
  NoticeColumn,
  NoticeItem,
  NoticeList,
  NoticeRow,
  NoticeTable,
  Wording,
} from './notice.ts'

/** What an office may choose about the wording marks of the printed page; everything else is fixed by the standard. */
export interface PrintForm {
  /** The mark after an item's number: `1.` (GB/T 15834 附录 B.3), or `1、` where an office keeps to it. */
  readonly ordinal?: '.' | '、'
}

/**
 * A notice → its printed blocks, in the order of the page: what is said first, the attachment with tables and lists, the foot.
 * Adds only what the page adds (`附件：`, `（一）`, `注：`, `发：`); every number and wording is the notice's own, blanks stay
 * blank. `label` sets a piece of the text apart for the typesetter: a unit head's name (at its start), an item's source (at its
 * end); `text` is always the whole. `line` is the block's ordinal. Reading the blocks gives the notice again.
 */
export function layout(notice: Notice, form: PrintForm = {}): Block[] {
  const names = attachmentNames(notice)
  const drafts: Draft[] = [
    ...opening(notice),
    ...attachmentHead(names[0], 1, names.length),
    ...notice.tables.flatMap((table, index) => tableBlocks(table, notice.tables, index)),
    // Of several attachments the first holds the tables, the second the lists; more are announced and follow by hand.
    ...names.slice(1).flatMap((name, index) => attachmentHead(name, index + 2, names.length)),
    ...listBlocks(notice, form.ordinal ?? '.'),
    ...noteBlocks(notice.notes, form.ordinal ?? '.'),
    ...each('sent-to', notice.sentTo, text => `发：${text}`),
    ...notice.colophon.flatMap(wording => each('editors', wording)),
  ]
  return drafts.map((draft, index) => ({ ...draft, line: index + 1 }))
}

/** A block before it has its ordinal. */
type Draft =
  | Omit<Extract<Block, { kind: 'paragraph' }>, 'line'>
  | Omit<Extract<Block, { kind: 'table' }>, 'line' | 'lines'>

const paragraph = (role: BlockRole, text: string, label = ''): Draft =>
  label === '' ? { kind: 'paragraph', role, text } : { kind: 'paragraph', role, text, label }

const each = (role: BlockRole, wording: Wording | null, print: (text: string) => string = text => text): Draft[] =>
  wording === null ? [] : [paragraph(role, print(wording.text))]

const opening = (notice: Notice): Draft[] => [
  ...each('title', notice.title),
  ...each('recipients', notice.recipients, text => `${text.replace(/[：:]$/, '')}：`),
  ...notice.body.flatMap(wording => each('body', wording)),
  ...attachmentNote(notice),
  ...each('issuer', notice.issuer),
  ...(notice.issuedOn === null ? [] : [paragraph('date', printedDay(notice.issuedOn))]),
]

/** `附件：名称`, or `附件：1.名称` and `2.名称` under each other (GB/T 9704 7.3.4). */
function attachmentNote(notice: Notice): Draft[] {
  const names = attachmentNames(notice)
  if (names.length === 0) return []
  const numbered = names.length === 1 ? names : names.map((name, index) => `${index + 1}.${name}`)
  return [paragraph('attachments', `附件：${numbered.join('\n')}`)]
}

/** The names 附件说明 gives, one a line, without their numbers. */
const attachmentNames = (notice: Notice): string[] =>
  (notice.attachment?.text ?? '')
    .split('\n')
    .map(name => name.replace(/^\d+[.、]\s*/, '').trim())
    .filter(name => name !== '')

/** GB/T 9704 7.3.7: an attachment's page carries `附件`, with its number if there are several, and the name the cover gives it. */
const attachmentHead = (name: string | undefined, number: number, count: number): Draft[] =>
  name === undefined
    ? []
    : [paragraph('attachment-label', count > 1 ? `附件${number}` : '附件'), paragraph('attachment-title', name)]

const printed = (x100: number): string => formatPoints(pointsOfHundredths(x100))

// ── tables ─────────────────────────────────────────────────────────────────────────────────────────────────────

function tableBlocks(table: NoticeTable, all: readonly NoticeTable[], index: number): Draft[] {
  const rows = table.total === null ? table.rows : [...table.rows, table.total]
  const head = headRows(table)
  const title = table.title === '' ? [] : [paragraph('table-title', numberedTitle(table.title, all, index))]
  return [
    ...title,
    { kind: 'table', role: 'text', headRows: head.length, rows: [...head, ...rows.map(row => rowCells(row, table))] },
  ]
}

/** A title that is only a class in brackets continues the numbered one before it: `（B类）`. */
const continues = (title: string): boolean => /^[（(][^（）()]*[）)]$/.test(title) || /^[A-Z]类$/.test(title)

function numberedTitle(title: string, all: readonly NoticeTable[], index: number): string {
  if (continues(title)) return /^[（(]/.test(title) ? title : `（${title}）`
  if (all.length === 1) return title
  const ordinal = all.slice(0, index + 1).filter(table => table.title !== '' && !continues(table.title)).length
  return `（${inHan(ordinal)}）${title}`
}

const DIGITS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/** 1…99 in Chinese numerals. */
function inHan(number: number): string {
  const ones = number % 10
  const tens = (number - ones) / 10
  if (tens === 0) return DIGITS[ones] ?? ''
  return `${tens === 1 ? '' : (DIGITS[tens] ?? '')}十${DIGITS[ones] ?? ''}`
}

/**
 * The header cells of a table from its columns' paths of heads: neighbours under one head share its cell (`colSpan`), a path
 * that ends early reaches down to the last header row (`rowSpan`). The cell over the names is the first, or stands after the columns
 * before them.
 */
function headRows({ columns, unitHead, unitAt = 0 }: NoticeTable): Cell[][] {
  const levels = Math.max(1, ...columns.map(column => column.heads.length))
  return Array.from({ length: levels }, (_, level) => [
    ...levelCells(columns.slice(0, unitAt), level, levels),
    ...(level === 0 ? [cell(unitHead, levels, 1)] : []),
    ...levelCells(columns.slice(unitAt), level, levels),
  ])
}

function levelCells(columns: readonly NoticeColumn[], level: number, levels: number): Cell[] {
  const cells: Cell[] = []
  for (let at = 0; at < columns.length; ) {
    const heads = columns[at]?.heads ?? []
    const last = heads.length - 1
    let width = 1
    if (level < last) while (sameBranch(heads, columns[at + width]?.heads ?? [], level)) width += 1
    if (level <= last) cells.push(cell(heads[level] ?? '', level === last ? levels - level : 1, width))
    else if (last < 0 && level === 0) cells.push(cell('', levels, 1))
    at += width
  }
  return cells
}

/** Both paths go on below `level` and are the same down to it. */
const sameBranch = (a: readonly string[], b: readonly string[], level: number): boolean =>
  b.length > level + 1 && a.slice(0, level + 1).every((head, depth) => head === b[depth])

const cell = (text: string, rowSpan: number, colSpan: number): Cell => ({
  text,
  ...(rowSpan > 1 ? { rowSpan } : {}),
  ...(colSpan > 1 ? { colSpan } : {}),
})

function rowCells(row: NoticeRow, { unitAt = 0 }: NoticeTable): Cell[] {
  const cells = row.cells.map(value => ({ text: cellText(value) }))
  return [...cells.slice(0, unitAt), { text: row.unit }, ...cells.slice(unitAt)]
}

const cellText = (value: Claim | Wording | null): string =>
  value === null ? '' : 'x100' in value ? printed(value.x100) : value.text

// ── lists ──────────────────────────────────────────────────────────────────────────────────────────────────────

function listBlocks(notice: Notice, ordinal: string): Draft[] {
  const month = notice.period === null || notice.span !== '' ? notice.span : `${Number(notice.period.slice(5))}月份`
  return notice.lists.flatMap((list, index) => [
    ...sectionBlocks(list.section, notice.lists[index - 1]?.section),
    unitHead(list, month),
    ...list.items.map(item => itemBlock(item, ordinal)),
  ])
}

/**
 * The headings before a list: `县（市、区）局` → 各县（市、区）局信息采用情况; a class in brackets at the end, or alone, is a heading
 * under it: `机关各科室（A类）` → 机关各科室信息采用情况, （A类）. Each is printed where it changes.
 */
function sectionBlocks(section: string, before: string | undefined): Draft[] {
  if (section === '' || section === before) return []
  const { name, kind } = sectionParts(section)
  const isNew = name !== '' && name !== (before === undefined ? '' : sectionParts(before).name)
  return [
    ...(isNew ? [paragraph('section', sectionHeading(name))] : []),
    ...(kind === '' ? [] : [paragraph('subsection', `（${kind}）`)]),
  ]
}

function sectionParts(section: string): { name: string; kind: string } {
  const [, name = section, kind = ''] = /^(.*?)[（(]?([A-Z]类)[）)]?$/.exec(section) ?? []
  return { name, kind }
}

const sectionHeading = (name: string): string =>
  name.endsWith('情况') ? name : `${name.includes('各') ? '' : '各'}${name}信息采用情况`

function unitHead(list: NoticeList, month: string): Draft {
  const clauses = list.head.map((clause, index) => clauseText(clause, list.head[index - 1], month))
  return paragraph('unit-head', clauses.length === 0 ? list.unit : `${list.unit}（${clauses.join('')}）`, list.unit)
}

const CREDITS: readonly Measure[] = ['reports', 'briefs', 'adopted']

/** What opens a new thought of the head sentence, and so follows a semicolon. */
const STARTS: readonly Measure[] = ['commissions', 'forwarded', 'yearPoints', 'rank']

/** What is told in one breath with the clause before it. */
const FOLLOWS: readonly Measure[] = ['submitted', 'forwarded']

function clauseText(clause: HeadClause, before: HeadClause | undefined, month: string): string {
  const words = `${clause.wording}${printed(clause.claim.x100)}${clause.unit}`
  if (before === undefined) return clause.measure === 'submitted' ? `${month}${words}` : words
  if (CREDITS.includes(clause.measure)) return `${CREDITS.includes(before.measure) ? '、' : '，其中'}${words}`
  const starts = clause.measure === 'basePoints' ? !FOLLOWS.includes(before.measure) : STARTS.includes(clause.measure)
  return `${starts && before.measure !== 'submitted' ? '；' : '，'}${words}`
}

/** `1.标题（第9期　简讯）`: the parts of a source stand a full space apart. */
function itemBlock(item: NoticeItem, ordinal: string): Draft {
  const label = item.label === '' ? '' : `（${item.label.replace(/\s+/g, '　')}）`
  const number = item.number === null ? '' : `${item.number}${ordinal}`
  return paragraph('item', `${number}${item.title}${label}`, label)
}

const noteBlocks = (notes: readonly Wording[], ordinal: string): Draft[] =>
  notes.map((note, index) =>
    paragraph('note', `${index === 0 ? '注：' : ''}${notes.length > 1 ? `${index + 1}${ordinal}` : ''}${note.text}`),
  )
