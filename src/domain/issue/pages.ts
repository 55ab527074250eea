import type { LocalDate } from '../calendar.ts'
import type { BulletinColumn } from '../issue.ts'
import type { Circulation, IssuePaper, PrintedBrief } from '../print/issue-paper.ts'

/** Words of a bulletin's printed head and foot; an empty text is not printed, and no number of copies below one. */
export interface BulletinWords {
  readonly publisher: string
  readonly reportTo: string
  readonly sendTo: string
  readonly issueTo: string
  readonly editors: string
  readonly copies: number
}

/** What an issue is made of before it is laid out. Items stand in the order in which they are printed, whatever their column. */
export interface Gathered {
  readonly name: string
  readonly words: BulletinWords
  readonly columns: readonly BulletinColumn[]
  readonly number: number
  readonly totalNumber: number
  readonly issuedOn: LocalDate
  readonly items: readonly GatheredItem[]
}

export interface GatheredItem {
  readonly title: string
  readonly column: string
  readonly paragraphs: readonly string[]
  /** Names of the credited units: the source that is printed behind the text. */
  readonly sources: readonly string[]
}

/** Characters a printed source may have; more units than that are counted: 阳谷局等15个单位. */
const SOURCE_MAX = 60

/** 简讯 are printed under this name; a column of briefs that is called otherwise is printed under its own, after them. */
const BRIEFS = '简讯'

/**
 * An issue as it will be printed. Items of the column that counts as 信息 are whole articles, those of every other column are one paragraph
 * each; an item whose column is gone is not printed.
 */
export function issuePaper(issue: Gathered): IssuePaper {
  const of = (column: BulletinColumn) => issue.items.filter(item => item.column === column.key)
  const briefs = issue.columns.find(column => column.kind === 'brief' && column.name === BRIEFS)
  const others = issue.columns.filter(column => column.kind !== 'report' && column !== briefs)
  return {
    name: issue.name,
    caution: '内部资料　注意保存',
    number: issue.number,
    isExtra: false,
    total: issue.totalNumber,
    office: issue.words.publisher,
    issuedOn: issue.issuedOn,
    contents: true,
    articles: issue.columns
      .filter(column => column.kind === 'report')
      .flatMap(of)
      .map(item => ({
        title: item.title,
        foreword: '',
        paragraphs: [...item.paragraphs],
        source: printedSource(item.sources),
      })),
    briefs: briefs === undefined ? [] : of(briefs).map(briefOf),
    columns: others.flatMap(column => {
      const items = of(column).map(briefOf)
      return items.length === 0 ? [] : [{ head: column.name, items }]
    }),
    circulation: circulationOf(issue.words),
    editors: issue.words.editors,
    copies: issue.words.copies < 1 ? null : issue.words.copies,
  }
}

const briefOf = (item: GatheredItem): PrintedBrief => ({
  title: item.title,
  text: item.paragraphs.length === 0 ? item.title : item.paragraphs.join(''),
  unit: printedSource(item.sources),
})

/** Units as they are named behind a text: `阳谷局、莘县局`; the first and how many, where all of them would fill lines. */
export function printedSource(units: readonly string[]): string {
  const all = units.join('、')
  return all.length <= SOURCE_MAX ? all : `${units[0]}等${units.length}个单位`
}

function circulationOf({ reportTo, sendTo, issueTo }: BulletinWords): Circulation[] {
  const rows: readonly Circulation[] = [
    { kind: '报', to: reportTo },
    { kind: '送', to: sendTo },
    { kind: '发', to: issueTo },
  ]
  return rows.filter(({ to }) => to !== '')
}
