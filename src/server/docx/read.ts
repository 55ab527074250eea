import type { Block, Cell } from '../../domain/notice/notice.ts'
import { type ListLevel, type Numbering, readNumbering } from './numbering.ts'
import { type Element, type Handler, parsePart, wholeOf } from './parts.ts'
import { type ReadStyle, readStyles } from './read-styles.ts'
import { Refusal } from './refusal.ts'
import { openParts, type Parts } from './zip.ts'

/** Cells of all tables together, and rows × columns of one as drawn. */
const CELLS_MAX = 200_000
/** Word's own limit; a wider span is a lie. */
const COLUMNS_MAX = 63

export interface ReadDocument {
  readonly blocks: Block[]
  /** Chinese sentences: what of the document was not read. */
  readonly warnings: string[]
}

/**
 * The bytes of a .docx → its paragraphs and tables in the order of the text. Read as Word shows it with all changes accepted:
 * deleted and hidden text is left out, automatic numbers are written out, text boxes are read once, merged cells keep their spans,
 * a table inside a cell becomes text of that cell. Refuses (`Refusal`, a Chinese sentence) what is broken, locked or too large.
 */
export async function readDocx(bytes: Uint8Array): Promise<ReadDocument> {
  const parts = await openParts(bytes)
  const main = await mainPart(parts)
  const folder = main.slice(0, main.lastIndexOf('/') + 1)
  const styles = await readStyles(parts, `${folder}styles.xml`)
  const numbering = await readNumbering(parts, `${folder}numbering.xml`)
  const reader = new BodyReader(styles, numbering)
  await parsePart(parts, main, reader)
  return { blocks: reader.blocks, warnings: reader.warnings() }
}

async function mainPart(parts: Parts): Promise<string> {
  let main = ''
  await parsePart(parts, '_rels/.rels', {
    open(element) {
      const isMain = element.name === 'Relationship' && /\/officeDocument$/.test(element.attribute('Type') ?? '')
      if (isMain) main = (element.attribute('Target') ?? '').replace(/^\//, '')
    },
    close() {},
    text() {},
  })
  if (!parts.names.has(main)) main = 'word/document.xml'
  if (parts.names.has(main) && !/^(xl|ppt)\//.test(main)) return main
  const names = [...parts.names]
  if (main.startsWith('xl/') || names.some(name => name.startsWith('xl/')))
    throw new Refusal('这是 Excel 表格，不是 Word 文档。请上传通报的 .docx 或 .txt 文件。')
  if (main.startsWith('ppt/') || names.some(name => name.startsWith('ppt/')))
    throw new Refusal('这是演示文稿，不是 Word 文档。请上传通报的 .docx 或 .txt 文件。')
  if (names.includes('content.xml'))
    throw new Refusal('这是 ODT 文档，暂不支持读取。请在 WPS 或 LibreOffice 中另存为 .docx 后再上传。')
  throw new Refusal('这是压缩包，里面没有 Word 正文。请解压后上传其中的 .docx 或 .txt 文件。')
}

// ── the body ───────────────────────────────────────────────────────────────────────────────────────────────────

interface OpenParagraph {
  text: string
  style: string
  list: string | null
  level: number
  align: string | null
  /** The paragraph mark itself is deleted: the next paragraph goes on in this one. */
  joinsNext: boolean
}

interface OpenCell {
  readonly texts: string[]
  colSpan: number
  merge: 'none' | 'restart' | 'continue'
}

interface OpenRow {
  readonly cells: OpenCell[]
  before: number
  isHead: boolean
  isDeleted: boolean
}

interface OpenTable {
  readonly rows: OpenRow[]
  floats: boolean
}

/** Content that is not part of the text: what was deleted or moved away, the other version of a drawing, old properties. */
const SKIPPED = new Set([
  'del',
  'moveFrom',
  'instrText',
  'delText',
  'delInstrText',
  'rt',
  'sdtPr',
  'pPrChange',
  'rPrChange',
  'tblPrChange',
  'trPrChange',
  'tcPrChange',
  'tblPrExChange',
  'sectPrChange',
  'tblGridChange',
  'numberingChange',
])

class BodyReader implements Handler {
  readonly blocks: Block[] = []
  readonly #styles: (id: string) => ReadStyle
  readonly #numbering: Numbering
  readonly #names: string[] = []
  readonly #paragraphs: OpenParagraph[] = []
  readonly #tables: OpenTable[] = []
  #skipped = 0
  #hidden = false
  #carried = ''
  #cells = 0
  #line = 0
  #inBody = false
  #pictures = 0
  #unknownNumbers = 0
  #foreign = 0

  constructor(styles: (id: string) => ReadStyle, numbering: Numbering) {
    this.#styles = styles
    this.#numbering = numbering
  }

  warnings(): string[] {
    return [
      ...(this.#pictures > 0 ? [`文中有 ${this.#pictures} 幅图片，图片里的文字没有读取。`] : []),
      ...(this.#unknownNumbers > 0 ? [`有 ${this.#unknownNumbers} 处自动编号的样式未能识别，编号没有读取。`] : []),
      ...(this.#foreign > 0 ? [`文中嵌入了 ${this.#foreign} 处外部内容，没有读取。`] : []),
    ]
  }

  open(element: Element): void {
    const parent = this.#names.at(-1) ?? ''
    this.#names.push(element.name)
    if (this.#skipped > 0 || skips(element)) {
      this.#skipped += 1
      if (element.name === 'del' && parent === 'rPr') this.#paragraphDeleted()
      if (element.name === 'del' && parent === 'trPr') this.#rowDeleted()
      return
    }
    if (element.vocabulary === 'word') this.#word(element, parent)
    else if (element.name === 'pic' || element.name === 'imagedata') this.#pictures += 1
  }

  close(element: Element): void {
    this.#names.pop()
    if (this.#skipped > 0) {
      this.#skipped -= 1
      return
    }
    if (element.vocabulary !== 'word') return
    if (element.name === 'p') this.#endParagraph()
    else if (element.name === 'r') this.#hidden = false
    else if (element.name === 'tbl') this.#endTable()
    else if (element.name === 'body') this.#addLines([this.#carried])
  }

  text(text: string): void {
    const name = this.#names.at(-1)
    if (this.#skipped === 0 && !this.#hidden && name === 't') this.#write(text)
  }

  #write(text: string): void {
    const paragraph = this.#paragraphs.at(-1)
    if (paragraph !== undefined) paragraph.text += text
  }

  #word(element: Element, parent: string): void {
    const inRun = parent === 'r' && !this.#hidden
    switch (element.name) {
      case 'body':
        this.#inBody = true
        return
      case 'p':
        this.#paragraphs.push({ text: '', style: '', list: null, level: 0, align: null, joinsNext: false })
        return
      case 'tab':
      case 'ptab':
        if (inRun) this.#write('\t')
        return
      case 'br':
        if (inRun && element.attribute('type') === undefined) this.#write('\n')
        return
      case 'cr':
        if (inRun) this.#write('\n')
        return
      case 'noBreakHyphen':
        if (inRun) this.#write('-')
        return
      case 'altChunk':
        this.#foreign += 1
        return
      case 'vanish':
        if (parent === 'rPr' && isOn(element)) this.#hidden = this.#names.at(-3) === 'r'
        return
      default:
        this.#paragraphProperty(element, parent)
        this.#tablePart(element, parent)
    }
  }

  #paragraphProperty(element: Element, parent: string): void {
    const paragraph = this.#paragraphs.at(-1)
    const value = element.attribute('val')
    if (paragraph === undefined) return
    if (element.name === 'pStyle') paragraph.style = value ?? ''
    else if (element.name === 'jc' && parent === 'pPr') paragraph.align = value ?? null
    else if (element.name === 'numId' && parent === 'numPr') paragraph.list = value ?? null
    else if (element.name === 'ilvl' && parent === 'numPr') paragraph.level = wholeOf(value)
  }

  #tablePart(element: Element, parent: string): void {
    const table = this.#tables.at(-1)
    if (element.name === 'tbl') this.#tables.push({ rows: [], floats: false })
    if (table === undefined) return
    const row = table.rows.at(-1)
    const cell = row?.cells.at(-1)
    if (element.name === 'tr') table.rows.push({ cells: [], before: 0, isHead: false, isDeleted: false })
    else if (element.name === 'tblpPr') table.floats = true
    else if (element.name === 'tblHeader' && row !== undefined) row.isHead = isOn(element)
    else if (element.name === 'gridBefore' && row !== undefined) row.before = wholeOf(element.attribute('val'))
    else if (element.name === 'tc' && row !== undefined) {
      this.#cells += 1
      if (this.#cells > CELLS_MAX) throw new Refusal('文件中的表格过大（超过二十万个单元格），没有读取。请拆分后再试。')
      row.cells.push({ texts: [], colSpan: 1, merge: 'none' })
    } else if (element.name === 'gridSpan' && parent === 'tcPr' && cell !== undefined)
      cell.colSpan = Math.max(1, Math.min(COLUMNS_MAX, wholeOf(element.attribute('val'))))
    else if (element.name === 'vMerge' && cell !== undefined)
      cell.merge = element.attribute('val') === 'restart' ? 'restart' : 'continue'
  }

  #paragraphDeleted(): void {
    const paragraph = this.#paragraphs.at(-1)
    if (paragraph !== undefined && this.#names.at(-3) === 'pPr') paragraph.joinsNext = true
  }

  #rowDeleted(): void {
    const row = this.#tables.at(-1)?.rows.at(-1)
    if (row !== undefined) row.isDeleted = true
  }

  #endParagraph(): void {
    const paragraph = this.#paragraphs.pop()
    if (paragraph === undefined || !this.#inBody) return
    if (paragraph.joinsNext) {
      this.#carried += paragraph.text
      return
    }
    const style = this.#styles(paragraph.style)
    const text = this.#carried + paragraph.text
    this.#carried = ''
    const centred = paragraph.align === null ? style.centred : paragraph.align === 'center'
    const lines = linesOf(this.#numberOf(paragraph, style, text) + text, centred)
    const cell = this.#tables.at(-1)?.rows.at(-1)?.cells.at(-1)
    if (cell !== undefined) cell.texts.push(lines.join('\n'))
    else this.#addLines(lines)
  }

  /** Empty paragraphs count, so that line numbers are those of the document, but say nothing. */
  #addLines(lines: readonly string[]): void {
    this.#line += 1
    for (const text of lines)
      if (text !== '') this.blocks.push({ kind: 'paragraph', role: 'text', text, line: this.#line })
  }

  #numberOf(paragraph: OpenParagraph, style: ReadStyle, text: string): string {
    const own: ListLevel | null =
      paragraph.list === null ? style.numbering : { list: paragraph.list, level: paragraph.level }
    if (own === null || text.trim() === '') return ''
    const number = this.#numbering.next(own)
    if (!number.known) this.#unknownNumbers += 1
    return number.text
  }

  #endTable(): void {
    const table = this.#tables.pop()
    if (table === undefined) return
    const rows = table.rows.filter(row => !row.isDeleted)
    const outer = this.#tables.at(-1)?.rows.at(-1)?.cells.at(-1)
    if (outer !== undefined) {
      // A table in a cell: its rows become lines of that cell.
      outer.texts.push(...rows.map(row => row.cells.map(cell => cellText(cell.texts)).join('\t')))
      return
    }
    // One column that floats, or one single cell, is a box around text and no table.
    const isBox = rows.every(row => row.cells.length === 1) && (table.floats || rows.length <= 1)
    if (isBox) {
      for (const text of rows.flatMap(row => row.cells.flatMap(cell => cell.texts))) this.#addLines(text.split('\n'))
      return
    }
    this.#line += 1
    const heads = rows.findIndex(row => !row.isHead)
    this.blocks.push({
      kind: 'table',
      role: 'text',
      headRows: heads === -1 ? rows.length : heads,
      rows: spanned(rows),
      line: this.#line,
    })
  }
}

/** Words and their fallback for older programs are the same text twice: the first is read. */
const skips = (element: Element): boolean =>
  element.vocabulary === 'word'
    ? SKIPPED.has(element.name)
    : element.vocabulary === 'compatibility' && element.name === 'Fallback'

/** A switch without a value, or with any but these, is on. */
const isOn = (element: Element): boolean => !['0', 'false', 'off', 'none'].includes(element.attribute('val') ?? '')

// ── lines within a paragraph ───────────────────────────────────────────────────────────────────────────────────

const ORDINAL = /^[（(]?[一二三四五六七八九十\d]{1,3}([）)]|[.、．])/
const BRACKET = /^[（(]/

/**
 * A paragraph with breaks made by hand → its lines. A source label pushed to a line of its own and the lines of a centred title
 * are one; other lines stay lines.
 */
function linesOf(text: string, centred: boolean): string[] {
  const lines: string[] = []
  for (const part of text.split('\n')) {
    const line = part.replace(/^[\t ]+|[\t ]+$/g, '')
    const last = lines.at(-1)
    const goesOn = last !== undefined && last !== '' && (centred || (BRACKET.test(line) && !ORDINAL.test(line)))
    if (goesOn) lines[lines.length - 1] = last + line
    else if (line !== '' || lines.length === 0) lines.push(line)
  }
  return lines
}

// ── cells ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** Paragraphs and lines of a cell are one text; in a head or between hanzi a break means nothing, between numbers it must stay. */
function cellText(texts: readonly string[], isHead = false): string {
  return texts
    .flatMap(text => text.split('\n'))
    .map(text => text.trim())
    .filter(text => text !== '')
    .reduce(
      (whole, line) =>
        whole + (isHead || whole === '' || (HAN_END.test(whole) && HAN_START.test(line)) ? '' : '\n') + line,
      '',
    )
}

const HAN_END = /[\p{Script=Han}（(）)、，]$/u
const HAN_START = /^[\p{Script=Han}（(）)、，]/u

/** Rows as Word writes them, with a cell for each row of a vertical merge → rows of cells with spans, continuations left out. */
function spanned(rows: readonly OpenRow[]): Cell[][] {
  const above = new Map<number, { text: string; rowSpan: number; colSpan: number }>()
  const grown = rows.map(row => {
    const cells: { text: string; rowSpan: number; colSpan: number }[] = []
    for (let skip = 0; skip < Math.min(row.before, COLUMNS_MAX); skip += 1)
      cells.push({ text: '', rowSpan: 1, colSpan: 1 })
    let column = cells.length
    for (const { texts, colSpan, merge } of row.cells) {
      const origin = above.get(column)
      if (merge === 'continue' && origin !== undefined && origin.colSpan === colSpan) origin.rowSpan += 1
      else {
        const cell = { text: cellText(texts, row.isHead), rowSpan: 1, colSpan }
        cells.push(cell)
        for (let at = column; at < column + colSpan; at += 1) above.delete(at)
        if (merge === 'restart') above.set(column, cell)
      }
      column += colSpan
    }
    return cells
  })
  return grown.map(cells =>
    cells.map(({ text, rowSpan, colSpan }) => ({
      text,
      ...(rowSpan > 1 ? { rowSpan } : {}),
      ...(colSpan > 1 ? { colSpan } : {}),
    })),
  )
}
