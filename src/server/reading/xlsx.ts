import { outside, packageWarnings } from '../docx/notes.ts'
import { type Relation, relationsOf } from '../docx/package-parts.ts'
import { type Element, type Handler, parsePart, wholeOf } from '../docx/parts.ts'
import { Refusal } from '../docx/refusal.ts'
import type { Parts } from '../docx/zip.ts'
import { type Content, plainParagraph, type ReadContent } from './content.ts'
import { formatOf, type NumberFormat } from './number-formats.ts'
import { tablesOf } from './sheet-tables.ts'
import { type Sheet, SheetReader } from './xlsx-sheet.ts'

const SHEETS_MAX = 100
const STRINGS_MAX = 500_000
const STYLES_MAX = 65_536

/**
 * The open parts of an .xlsx and its main part → for each sheet to be seen its name and its tables. Merged cells are rectangles with
 * their spans, numbers stand as the cell shows them, formulas by the values they were saved with (PARSE-02). Refuses (`Refusal`) more
 * than 100 sheets, 200,000 cells, and what is broken.
 */
export async function readXlsx(parts: Parts, main: string): Promise<ReadContent> {
  const book = new BookReader()
  if (!(await parsePart(parts, main, book)) || book.sheets.length === 0) throw new Refusal(EMPTY)
  if (book.sheets.length > SHEETS_MAX)
    throw new Refusal(`工作簿的工作表超过 ${SHEETS_MAX} 张，没有读取。请拆分后再试。`)
  const relations = await relationsOf(parts, main)
  const partOf = (type: string): string => relations.find(relation => relation.type === type)?.target ?? ''
  const strings = new StringsReader()
  await parsePart(parts, partOf('sharedStrings'), strings)
  const styles = new StylesReader()
  await parsePart(parts, partOf('styles'), styles)
  const formats = styles.cells.map(id => formatOf(id, styles.codes))
  const reading = { strings: strings.texts, formats, from1904: book.from1904 }
  const visible = book.sheets.filter(sheet => !sheet.hidden)
  const sheets: (Sheet & { name: string })[] = []
  let cells = 0
  for (const { id, name } of visible) {
    const part = sheetPart(relations, id)
    if (part === undefined) continue
    const reader = new SheetReader(reading, cells)
    await parsePart(parts, part, reader)
    cells = reader.count
    sheets.push({ name, ...reader.sheet() })
  }
  const content = sheets.flatMap((sheet): Content[] => {
    const tables = tablesOf(sheet)
    return tables.length === 0 ? [] : [plainParagraph(sheet.name, true), ...tables]
  })
  return { content, warnings: [...bookWarnings(book, sheets), ...(await around(parts, relations))], pictures: [] }
}

const EMPTY = '工作簿中没有可读的工作表。请在 Excel 或 WPS 中打开并另存后再试。'

const sheetPart = (relations: readonly Relation[], id: string): string | undefined =>
  relations.find(relation => relation.id === id && relation.type === 'worksheet' && !relation.external)?.target

function bookWarnings(book: BookReader, sheets: readonly (Sheet & { name: string })[]): string[] {
  const sum = (of: (sheet: Sheet) => number): number => sheets.reduce((total, sheet) => total + of(sheet), 0)
  const hidden = book.sheets.filter(sheet => sheet.hidden).map(sheet => sheet.name)
  const charts = book.sheets.length - hidden.length - sheets.length
  const said: readonly [number, string][] = [
    [
      sum(sheet => sheet.formulas),
      `有 ${sum(sheet => sheet.formulas)} 个单元格是公式，没有重算，按文件中保存的结果读取。`,
    ],
    [sum(sheet => sheet.unsaved), `有 ${sum(sheet => sheet.unsaved)} 个公式没有保存结果，按空白读取。`],
    [hidden.length, `隐藏的工作表没有读取：${hidden.slice(0, 5).join('、')}${hidden.length > 5 ? ' 等' : ''}。`],
    [
      sum(sheet => sheet.hiddenRows) + sum(sheet => sheet.hiddenColumns),
      `有 ${sum(sheet => sheet.hiddenRows)} 行、${sum(sheet => sheet.hiddenColumns)} 列是隐藏的，没有读取。`,
    ],
    [sum(sheet => sheet.strange), `有 ${sum(sheet => sheet.strange)} 个单元格指向不存在的文字，按空白读取。`],
    [charts, `有 ${charts} 张不是表格的工作表（图表等），没有读取。`],
  ]
  return said.flatMap(([count, sentence]) => (count > 0 ? [sentence] : []))
}

async function around(parts: Parts, relations: readonly Relation[]): Promise<string[]> {
  const names = [...parts.names]
  const count = (pattern: RegExp): number => names.filter(name => pattern.test(name)).length
  const links: string[] = relations.filter(({ external }) => external).map(({ target }) => target)
  for (const { target } of relations.filter(({ type }) => type === 'externalLink'))
    links.push(...(await relationsOf(parts, target)).map(relation => relation.target))
  const pictures = count(/^xl\/(?:media\/|charts\/chart)/)
  return [
    ...(pictures > 0 ? [`有 ${pictures} 幅图片或图表，没有读取。`] : []),
    ...(count(/^xl\/(?:comments|threadedComments)/) > 0 ? ['单元格有批注，没有读取。'] : []),
    ...packageWarnings(parts.names),
    ...outside(links),
  ]
}

/** Reads xl/workbook.xml: the sheets in their order, and which day is day one. */
class BookReader implements Handler {
  readonly sheets: { id: string; name: string; hidden: boolean }[] = []
  from1904 = false

  open({ name, vocabulary, attribute }: Element): void {
    if (vocabulary !== 'sheet') return
    if (name === 'workbookPr') this.from1904 = ['1', 'true'].includes(attribute('date1904') ?? '')
    else if (name === 'sheet')
      this.sheets.push({
        id: attribute('id') ?? '',
        name: attribute('name') ?? '',
        hidden: (attribute('state') ?? 'visible') !== 'visible',
      })
  }
  close(): void {}
  text(): void {}
}

/** Reads xl/sharedStrings.xml: texts by number, runs joined, reading aids left out. */
class StringsReader implements Handler {
  readonly texts: string[] = []
  #inText = false
  #aside = 0

  open({ name, vocabulary }: Element): void {
    if (vocabulary !== 'sheet') return
    if (name === 'si') {
      if (this.texts.length >= STRINGS_MAX) throw new Refusal('工作簿的文字过多，没有读取。请拆分后再试。')
      this.texts.push('')
    } else if (name === 'rPh') this.#aside += 1
    this.#inText = name === 't' && this.#aside === 0
  }

  close({ name, vocabulary }: Element): void {
    if (vocabulary === 'sheet' && name === 'rPh') this.#aside -= 1
    this.#inText = false
  }

  text(text: string): void {
    const last = this.texts.length - 1
    if (this.#inText && last >= 0) this.texts[last] += text
  }
}

/** Reads xl/styles.xml: for each look of a cell the number of its format, and the formats the workbook brings along. */
class StylesReader implements Handler {
  readonly codes = new Map<number, string>()
  readonly cells: number[] = []
  #inCells = false

  open({ name, vocabulary, attribute }: Element): void {
    if (vocabulary !== 'sheet') return
    if (name === 'cellXfs') this.#inCells = true
    else if (name === 'numFmt') this.codes.set(wholeOf(attribute('numFmtId')), attribute('formatCode') ?? '')
    else if (name === 'xf' && this.#inCells && this.cells.length < STYLES_MAX)
      this.cells.push(wholeOf(attribute('numFmtId')))
  }

  close({ name, vocabulary }: Element): void {
    if (vocabulary === 'sheet' && name === 'cellXfs') this.#inCells = false
  }
  text(): void {}
}

/** What a sheet needs of its workbook to show its cells. */
export interface BookValues {
  readonly strings: readonly string[]
  readonly formats: readonly NumberFormat[]
  readonly from1904: boolean
}
