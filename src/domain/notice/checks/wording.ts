import { finding } from '../findings.ts'
import type { Finding, HeadClause, Measure, NoticeTable, Place, TypographyRemark } from '../notice.ts'
import { type Context, columnName, listPlace, nameList, total, type UnitList } from './context.ts'
import { grouped } from './grouped.ts'

/** 各县（市、区）局 → 县局: what an addressee is called without its brackets and 各. */
const classOf = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\([^)]*\)/g, '')
    .replace(/[\s:。.]/g, '')
    .replace(/^(?:局属|局机关|机关|市直|直属)?各?/, '')

/** 各县（市、区）局，机关各科室、局属各分局 → its parts; commas inside brackets do not part. */
const addressees = (text: string): { written: string; name: string }[] =>
  text
    .replace(/^\s*(?:印?发|主送|分送)(?:至|送)?\s*[:：]/, '')
    .split(/[，,、；;](?![^（(]*[）)])/)
    .map(part => ({ written: part.replace(/[:：。\s]+$/, '').trim(), name: classOf(part) }))
    .filter(({ name }) => name !== '')

/** Addressees at the head against 发： at the foot. */
export function recipients({ notice }: Context): Finding[] {
  const { recipients: head, sentTo: foot } = notice
  if (head === null || foot === null || /^\s*抄/.test(foot.text)) return []
  const [above, below] = [addressees(head.text), addressees(foot.text)]
  const lacking = (some: typeof above, all: typeof above) =>
    some.filter(one => !all.some(other => other.name === one.name))
  return [
    ...lacking(above, below).map(one =>
      finding('recipients', { ...foot.place, quote: one.written }, `主送有“${one.written}”，文末“发：”没有`),
    ),
    ...lacking(below, above).map(one =>
      finding('recipients', { ...head.place, quote: one.written }, `文末“发：”有“${one.written}”，主送没有`),
    ),
  ]
}

/** 附件：6月份政务信息采用情况 → what the tables' titles should repeat. */
export function attachmentTitle({ notice }: Context): Finding[] {
  const { attachment } = notice
  const titles = notice.tables.map(table => plain(table.title)).filter(title => title !== '')
  if (attachment === null || titles.length === 0) return []
  const kind = plain(attachment.text)
    .replace(/^附件:?\d*[.、]?/, '')
    .replace(/(?:汇总|统计)?表?$/, '')
    .slice(-4)
  if (kind === '' || titles.some(title => title.includes(kind))) return []
  return [
    finding(
      'attachment-title',
      attachment.place,
      `附件写“${attachment.text.replace(/^附件\s*[：:]?\s*/, '')}”，表题是“${notice.tables.find(table => table.title !== '')?.title ?? ''}”等，没有“${kind}”`,
    ),
  ]
}

const plain = (text: string): string => text.normalize('NFKC').replace(/[\s《》“”"]/g, '')

const headKey = (heads: readonly string[]): string => plain(columnName(heads))

/** The heads of the same column in different tables, and of the parts of one table. Tables alike in width are compared by position. */
export function columnHeads({ notice }: Context): Finding[] {
  const byWidth = grouped(notice.tables, table => String(table.columns.length))
  const across = [...byWidth.values()].flatMap(tables =>
    (tables[0]?.columns ?? []).flatMap((_, index) => atPosition(tables, index)),
  )
  return [...across, ...notice.tables.flatMap(repeatedHeads)]
}

function atPosition(tables: readonly NoticeTable[], index: number): Finding[] {
  const uses = tables.flatMap(table => {
    const column = table.columns[index]
    return column === undefined ? [] : [{ table, heads: column.heads, key: headKey(column.heads) }]
  })
  const [usual, ...odd] = [...grouped(uses, use => use.key).values()].sort((a, b) => b.length - a.length)
  // Tables with nothing in common in this column are different tables.
  if (usual === undefined || (usual.length < 2 && tables.length > 2)) return []
  return odd
    .flat()
    .map(({ table, heads }) =>
      finding(
        'column-head',
        { ...table.place, part: 'table', table: table.id, column: columnName(heads) },
        `${table.id}第 ${index + 2} 栏表头“${columnName(heads)}”，${nameList(usual.map(use => use.table.id))}为“${columnName(usual[0]?.heads ?? [])}”`,
      ),
    )
}

function repeatedHeads(table: NoticeTable): Finding[] {
  return table.repeatedHeads.flatMap((part, partIndex) =>
    part.flatMap((heads, index) => {
      const column = table.columns[index + table.columns.length - part.length]
      if (column === undefined || headKey(column.heads) === headKey(heads)) return []
      return [
        finding(
          'column-head',
          { ...table.place, part: 'table', table: table.id, column: columnName(heads) },
          `${table.id}续表 ${partIndex + 1} 表头“${columnName(heads)}”，表首为“${columnName(column.heads)}”`,
        ),
      ]
    }),
  )
}

/** Clauses that head sentences word differently; 信息 and 简讯 share one clause and are told apart by kind. */
const WORDED: readonly { readonly measure: Measure; readonly name: string }[] = [
  { measure: 'submitted', name: '报送' },
  { measure: 'commissions', name: '约稿' },
  { measure: 'forwarded', name: '报省市' },
  { measure: 'basePoints', name: '基础分' },
  { measure: 'monthPoints', name: '本月分数' },
  { measure: 'yearPoints', name: '累计' },
]

/** Where to is told, not worded: 报市 of one unit and 报省 of another are two things. 报省厅 and 报市信息 are other words for them. */
const UPWARD = /^报(?:市|省|国家|国家和省市)$/

interface Worded {
  readonly list: UnitList
  readonly clause: HeadClause
  readonly wording: string
}

/** One summary a measure: which wordings, and which units use the rarer ones. */
export function clauseWordings({ lists }: Context): Finding[] {
  return WORDED.flatMap(({ measure, name }) => {
    const uses = lists.flatMap((list): Worded[] => {
      const clause = list.clause(measure)
      const wording =
        clause === undefined
          ? ''
          : plain(clause.wording)
              .replace(/^\d{1,2}月份?/, '')
              .replace(/^其中[,:]?/, '')
      return clause === undefined || wording === '' ? [] : [{ list, clause, wording }]
    })
    const alike = grouped(uses, use => (UPWARD.test(use.wording) ? '' : use.wording))
    const [usual, ...others] = [...alike.values()].sort((a, b) => b.length - a.length)
    const first = others[0]?.[0]
    if (usual === undefined || first === undefined) return []
    const says = others.map(
      odd => `“${odd[0]?.wording ?? ''}”${odd.length} 个（${nameList(odd.map(use => use.list.unit))}）`,
    )
    return [
      finding(
        'clause-wording',
        listPlace(first.list, first.clause.claim.place),
        `${name}写法不一：“${usual[0]?.wording ?? ''}”${usual.length} 个单位，${says.join('，')}，都计入同一栏`,
        others.flatMap(odd => odd.map(use => use.clause.claim)),
      ),
    ]
  })
}

/** Labels that name a kind beside labels that do not. */
export function kindWords({ lists }: Context): Finding[] {
  const items = lists.flatMap(list =>
    list.list.items.filter(item => item.kind !== 'commission' && item.issue !== null).map(item => ({ list, item })),
  )
  const unsaid = items.filter(({ item }) => !/信息|简讯|简报|动态/.test(item.label))
  const reports = items.filter(({ item }) => item.kind === 'report' && /信息/.test(item.label))
  const [first] = unsaid
  if (first === undefined || reports.length === 0) return []
  return [
    finding(
      'kind-word',
      listPlace(first.list, first.item.place),
      `${unsaid.length} 条标签只写期号（${nameList([...new Set(unsaid.map(use => use.list.unit))], 20)}），${reports.length} 条写“信息”；没有写类别的按信息核对`,
    ),
  ]
}

const WORD = /[条篇则件个]/

/** 条, 篇 and 则 for the same things. */
export function measureWords({ notice, lists }: Context): Finding[] {
  const stated = (measures: readonly Measure[]) =>
    [
      ...notice.cover
        .filter(figure => measures.includes(figure.measure))
        .map(figure => ({ where: '正文', word: wordOf(figure.claim.place.quote ?? '') })),
      ...lists.flatMap(list =>
        list.list.head
          .filter(clause => measures.includes(clause.measure))
          .map(clause => ({ where: '清单', word: plain(clause.unit) })),
      ),
    ].filter(one => WORD.test(one.word))
  const says = [
    { name: '报送', measures: ['submitted'] as const },
    { name: '采用', measures: ['adopted', 'ownAdopted', 'reports'] as const },
    { name: '简讯', measures: ['briefs'] as const },
    { name: '约稿', measures: ['commissions'] as const },
    { name: '报省市', measures: ['forwarded'] as const },
  ].flatMap(({ name, measures }) => {
    const words = grouped(stated(measures), one => `${one.word}（${one.where}）`)
    const different = new Set([...words.values()].map(uses => uses[0]?.word)).size
    return different < 2 ? [] : [`${name}用${[...words].map(([word, uses]) => `${word} ${uses.length} 处`).join('、')}`]
  })
  const place = notice.cover[0]?.claim.place ?? lists[0]?.list.place
  if (says.length === 0 || place === undefined) return []
  const brief = lists.some(list => list.clause('briefs')?.unit === '则') ? '；简讯用则' : ''
  return [finding('measure-word', place, `量词不一：${says.join('；')}${brief}`)]
}

/** 市局采用…信息39条 → 条: the measure word after the last number of a quote. */
const wordOf = (quote: string): string => /\d\s*([条篇则件个])/.exec(quote.normalize('NFKC'))?.[1] ?? ''

const REMARKS: Record<TypographyRemark['kind'], string> = {
  width: '全角半角混用',
  spacing: '多余空格',
  wrap: '词中断行',
  separator: '分隔标点不一',
  'list-mark': '列表符号不一',
  heading: '标题级别不一、表头重复',
  'issue-spacing': '期号空格不一',
}

/** All that the reader folded, said once. */
export function typography({ remarks }: Context): Finding[] {
  const found = remarks.filter(remark => remark.count > 0)
  const [first] = found
  if (first === undefined) return []
  const byKind = grouped(found, remark => remark.kind)
  const says = [...byKind.values()].map(
    uses => `${REMARKS[uses[0]?.kind ?? 'width']} ${total(uses.map(use => use.count))} 处`,
  )
  // A finding about the whole page has no unit, wherever its first instance stands.
  const place: Place = { part: 'document', ...(first.place.line === undefined ? {} : { line: first.place.line }) }
  return [finding('typography', place, `排印不统一：${says.join('，')}`)]
}
