import type { Content, Paragraph, Run, Span } from '../reading/content.ts'
import { Fields } from './fields.ts'
import type { ListLevel, Numbering } from './numbering.ts'
import { type Element, type Handler, isOn, wholeOf } from './parts.ts'
import type { ReadStyle } from './read-styles.ts'
import { COLUMNS_MAX, OpenTable } from './read-tables.ts'
import { Refusal } from './refusal.ts'

/** Cells of all tables together. */
const CELLS_MAX = 200_000

/** What of the body was met and not read, or read with a grain of salt; counts. */
export interface Seen {
  pictures: number
  unknownNumbers: number
  foreign: number
  inserted: number
  deleted: number
  hidden: number
  symbols: number
  objects: number
}

interface OpenParagraph {
  readonly runs: Run[]
  style: string
  list: string | null
  level: number
  align: string | null
  /** The paragraph mark itself is deleted: the next paragraph goes on in this one. */
  joinsNext: boolean
  from: number
}

interface OpenRun {
  style: string
  strong: boolean | null
  hidden: boolean | null
  counted: boolean
}

/** Content that is not part of the text: what was deleted or moved away, the reading aid of a ruby, old properties. */
const SKIPPED = new Set(
  'del moveFrom delText delInstrText rt sdtPr pPrChange rPrChange tblPrChange trPrChange tcPrChange tblPrExChange sectPrChange tblGridChange numberingChange'.split(
    ' ',
  ),
)
const INSERTED = new Set(['ins', 'moveTo'])

/**
 * Reads the body of a word/document.xml: its paragraphs and tables as Word shows them with all changes accepted. Deleted and hidden
 * text is left out, automatic numbers are written out, text boxes stand before the paragraph they hang on.
 */
export class BodyReader implements Handler {
  readonly content: Content[] = []
  readonly seen: Seen = {
    pictures: 0,
    unknownNumbers: 0,
    foreign: 0,
    inserted: 0,
    deleted: 0,
    hidden: 0,
    symbols: 0,
    objects: 0,
  }
  readonly fields = new Fields()
  readonly #styles: (id: string) => ReadStyle
  readonly #numbering: Numbering
  readonly #names: string[] = []
  readonly #paragraphs: OpenParagraph[] = []
  readonly #tables: OpenTable[] = []
  readonly #runs: OpenRun[] = []
  /** For each place with alternatives: whether one was taken. */
  readonly #choices: boolean[] = []
  #skipped = 0
  #carried: Run[] = []
  #cells = 0
  #inBody = false
  #boxes = 0

  constructor(styles: (id: string) => ReadStyle, numbering: Numbering) {
    this.#styles = styles
    this.#numbering = numbering
  }

  open(element: Element): void {
    const parent = this.#names.at(-1) ?? ''
    this.#names.push(element.name)
    if (this.#skipped > 0 || this.#skips(element)) {
      this.#skipped += 1
      if (element.name === 'del' && parent === 'rPr') this.#paragraphDeleted()
      else if (element.name === 'del' && parent === 'trPr') this.#tables.at(-1)?.deleteRow()
      if (this.#skipped === 1 && (element.name === 'del' || element.name === 'moveFrom')) this.seen.deleted += 1
      return
    }
    if (element.vocabulary === 'word') this.#word(element, parent)
    else if (element.vocabulary === 'compatibility' && element.name === 'AlternateContent') this.#choices.push(false)
    else if (element.name === 'pic' || element.name === 'imagedata') this.seen.pictures += 1
  }

  close(element: Element, end: number): void {
    this.#names.pop()
    if (this.#skipped > 0) {
      this.#skipped -= 1
      return
    }
    if (element.vocabulary === 'compatibility' && element.name === 'AlternateContent') this.#choices.pop()
    if (element.vocabulary !== 'word') return
    if (element.name === 'p') this.#endParagraph({ from: 0, to: end })
    else if (element.name === 'pPr' && this.#names.at(-1) === 'p') this.#bodyFrom(end)
    else if (element.name === 'r') this.#runs.pop()
    else if (element.name === 'tbl') this.#endTable()
    else if (element.name === 'txbxContent') this.#boxes -= 1
    else if (element.name === 'body' && this.#carried.length > 0) {
      this.content.push({ kind: 'paragraph', runs: this.#carried, centred: false })
      this.#carried = []
    }
  }

  text(text: string): void {
    if (this.#skipped > 0) return
    const name = this.#names.at(-1)
    if (name === 't') this.#write(text)
    else if (name === 'instrText') this.fields.code(text)
  }

  /** Words and their fallback for older programs are the same text twice: the first alternative is read. */
  #skips(element: Element): boolean {
    if (element.vocabulary === 'word') return SKIPPED.has(element.name)
    if (element.vocabulary !== 'compatibility') return false
    if (element.name === 'Fallback') return true
    if (element.name !== 'Choice' || this.#choices.length === 0) return false
    const taken = this.#choices.at(-1) ?? false
    this.#choices[this.#choices.length - 1] = true
    return taken
  }

  #write(text: string): void {
    const paragraph = this.#paragraphs.at(-1)
    if (paragraph === undefined || this.fields.inCode) return
    const run = this.#runs.at(-1)
    const own = this.#styles(paragraph.style)
    const look = run === undefined || run.style === '' ? null : this.#styles(run.style)
    if (run?.hidden ?? look?.hidden ?? own.hidden ?? false) {
      if (run?.counted !== true) this.seen.hidden += 1
      if (run !== undefined) run.counted = true
      return
    }
    const strong = run?.strong ?? look?.strong ?? own.strong ?? false
    const last = paragraph.runs.at(-1)
    if (last !== undefined && last.strong === strong)
      paragraph.runs[paragraph.runs.length - 1] = { text: last.text + text, strong }
    else paragraph.runs.push({ text, strong })
  }

  #word(element: Element, parent: string): void {
    switch (element.name) {
      case 'body':
        this.#inBody = true
        return
      case 'p':
        this.#paragraphs.push({
          runs: [],
          style: '',
          list: null,
          level: 0,
          align: null,
          joinsNext: false,
          from: element.end,
        })
        return
      case 'r':
        this.#runs.push({ style: '', strong: null, hidden: null, counted: false })
        return
      case 'tbl':
        this.#tables.push(new OpenTable())
        return
      case 'tc':
        this.#cells += 1
        if (this.#cells > CELLS_MAX) throw new Refusal(TOO_WIDE)
        break
      case 'txbxContent':
        this.#boxes += 1
        return
      case 'fldChar':
        this.fields.mark(element.attribute('fldCharType') ?? '')
        return
      case 'fldSimple':
        this.fields.code(element.attribute('instr') ?? '')
        return
      case 'altChunk':
        this.seen.foreign += 1
        return
      case 'object':
        this.seen.objects += 1
        return
      case 'sym':
        this.seen.symbols += 1
        return
      default:
        if (INSERTED.has(element.name) && parent !== 'rPr' && parent !== 'trPr') this.seen.inserted += 1
    }
    if (parent === 'r') this.#inRun(element)
    else if (parent === 'rPr') this.#runProperty(element)
    this.#paragraphProperty(element, parent)
    this.#tables.at(-1)?.property(element, parent)
  }

  #inRun(element: Element): void {
    if (element.name === 'tab' || element.name === 'ptab') this.#write('\t')
    else if (element.name === 'cr' || (element.name === 'br' && isLineBreak(element))) this.#write('\n')
    else if (element.name === 'noBreakHyphen') this.#write('-')
  }

  #runProperty(element: Element): void {
    const run = this.#runs.at(-1)
    if (run === undefined || this.#names.at(-3) !== 'r') return
    if (element.name === 'rStyle') run.style = element.attribute('val') ?? ''
    else if (element.name === 'b') run.strong = isOn(element)
    else if (element.name === 'vanish') run.hidden = isOn(element)
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

  #bodyFrom(end: number): void {
    const paragraph = this.#paragraphs.at(-1)
    if (paragraph !== undefined) paragraph.from = end
  }

  #paragraphDeleted(): void {
    const paragraph = this.#paragraphs.at(-1)
    if (paragraph !== undefined && this.#names.at(-3) === 'pPr') paragraph.joinsNext = true
  }

  #endParagraph({ to }: Span): void {
    const open = this.#paragraphs.pop()
    if (open === undefined || !this.#inBody) return
    if (open.joinsNext) {
      this.#carried.push(...open.runs)
      return
    }
    const style = this.#styles(open.style)
    const runs = [...this.#carried, ...open.runs]
    this.#carried = []
    const number = this.#numberOf(open, style, runs)
    const paragraph: Paragraph = {
      kind: 'paragraph',
      runs: number === '' ? runs : [{ text: number, strong: runs[0]?.strong ?? false }, ...runs],
      centred: (open.align ?? style.align) === 'center',
      ...(this.#boxes === 0 && to > open.from ? { span: { from: open.from, to } } : {}),
    }
    this.#sink().push(paragraph)
  }

  /** Where what ends here goes: into the open cell, else onto the page. */
  #sink(): Content[] {
    return this.#tables.at(-1)?.cell?.content ?? this.content
  }

  #numberOf(paragraph: OpenParagraph, style: ReadStyle, runs: readonly Run[]): string {
    const own: ListLevel | null =
      paragraph.list === null ? style.numbering : { list: paragraph.list, level: paragraph.level }
    if (own === null || runs.every(run => run.text.trim() === '')) return ''
    const number = this.#numbering.next(own)
    if (!number.known) this.seen.unknownNumbers += 1
    return number.text
  }

  #endTable(): void {
    const table = this.#tables.pop()?.end()
    if (table === undefined) return
    this.seen.hidden += table.hiddenRows
    if (table.rows.length > 0) this.#sink().push({ kind: 'table', rows: table.rows, floats: table.floats })
  }
}

export const TOO_WIDE = `文件中的表格过大（超过二十万个单元格，或超过 ${COLUMNS_MAX} 栏），没有读取。请拆分后再试。`

const isLineBreak = (element: Element): boolean => (element.attribute('type') ?? 'textWrapping') === 'textWrapping'
