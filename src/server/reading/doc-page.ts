import { bodyWarnings } from '../docx/notes.ts'
import type { Numbering } from '../docx/numbering.ts'
import { type OpenCell, spanned } from '../docx/read-tables.ts'
import { Refusal } from '../docx/refusal.ts'
import { type Content, type Paragraph, type Run, textOf } from './content.ts'
import { type Bytes, type Setting, type Stretch, TABLE_DEFINITION } from './doc-runs.ts'

interface Look {
  readonly deleted: boolean
  readonly inserted: boolean
  readonly hidden: boolean
  readonly strong: boolean
  readonly special: boolean
}

/** What the settings of a paragraph say about reading. `depth` counts the tables it lies in. */
interface ParagraphLook {
  readonly depth: number
  readonly endsRow: boolean
  readonly endsInnerCell: boolean
  readonly endsInnerRow: boolean
  readonly centred: boolean
  readonly list: number
  readonly level: number
  readonly isHead: boolean
  readonly edges: readonly number[]
  readonly merges: readonly number[]
}

interface OpenRow {
  readonly cells: Content[][]
  readonly look: ParagraphLook
}

type SettingsOf = (stretch: Stretch | null) => readonly { readonly list: Bytes; readonly setting: Setting }[]

const CELLS_MAX = 200_000
/** Edges of columns closer than this, in twentieths of a point, are one edge. */
const EDGE = 20
const SPAN_MAX = 500

/** Text of a .doc as it comes, with its looks → paragraphs and tables. */
export class DocPage {
  pictures = 0
  readonly #content: Content[] = []
  readonly #numbering: Numbering
  readonly #settingsOf: SettingsOf
  #runs: Run[] = []
  #cell: Content[] = []
  #cells: Content[][] = []
  #rows: OpenRow[] = []
  #inner: string[] = []
  /** For each open field whether its code is still coming. */
  #fields: boolean[] = []
  #count = 0
  #seen = { inserted: 0, deleted: 0, hidden: 0, symbols: 0, unknownNumbers: 0 }
  #last: Look | null = null

  constructor(numbering: Numbering, settingsOf: SettingsOf) {
    this.#numbering = numbering
    this.#settingsOf = settingsOf
  }

  /** A stretch of text of one look; `paragraphAt` gives the paragraph settings at an offset of it. */
  text(text: string, look: Look, paragraphAt: (offset: number) => Stretch | null): void {
    this.#note(look)
    let from = 0
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at)
      if (code >= 0x20 && !(look.special && code === 0x28)) continue
      this.#write(text.slice(from, at), look)
      from = at + 1
      this.#mark(code, look, () => paragraphAt(at))
    }
    this.#write(text.slice(from), look)
  }

  #note(look: Look): void {
    if (look.deleted && this.#last?.deleted !== true) this.#seen.deleted += 1
    else if (look.inserted && this.#last?.inserted !== true) this.#seen.inserted += 1
    if (look.hidden && this.#last?.hidden !== true) this.#seen.hidden += 1
    this.#last = look
  }

  #write(text: string, { deleted, hidden, strong }: Look): void {
    if (text === '' || deleted || hidden || this.#fields.includes(true)) return
    const last = this.#runs.at(-1)
    if (last !== undefined && last.strong === strong)
      this.#runs[this.#runs.length - 1] = { text: last.text + text, strong }
    else this.#runs.push({ text, strong })
  }

  #mark(code: number, look: Look, paragraph: () => Stretch | null): void {
    switch (code) {
      case 0x07:
      case 0x0d:
      case 0x0c:
        if (!(look.deleted && code === 0x0d)) this.#endParagraph(code === 0x07, lookOf(this.#settingsOf(paragraph())))
        return
      case 0x09:
        this.#write('\t', look)
        return
      case 0x0b:
        this.#write('\n', look)
        return
      case 0x1e:
        this.#write('-', look)
        return
      case 0x01:
        if (look.special) this.pictures += 1
        return
      case 0x28:
        this.#seen.symbols += 1
        return
      case 0x13:
        if (this.#fields.length < 50) this.#fields.push(true)
        return
      case 0x14:
        if (this.#fields.length > 0) this.#fields[this.#fields.length - 1] = false
        return
      case 0x15:
        this.#fields.pop()
        return
      default: // notes, comments, drawings hang here; optional hyphens are not seen
    }
  }

  #endParagraph(isCellMark: boolean, look: ParagraphLook): void {
    const paragraph = this.#paragraph(look)
    if (look.depth === 0) {
      this.#endTable()
      this.#content.push(paragraph)
    } else if (look.depth > 1) this.#endInner(paragraph, look)
    else if (look.endsRow) this.#endRow(look)
    else {
      this.#cell.push(paragraph)
      if (isCellMark) this.#endCell()
    }
  }

  #paragraph(look: ParagraphLook): Paragraph {
    const runs = this.#runs
    this.#runs = []
    if (look.list > 0 && runs.some(run => run.text.trim() !== '')) {
      const number = this.#numbering.next({ list: String(look.list), level: look.level })
      if (!number.known) this.#seen.unknownNumbers += 1
      else if (number.text !== '') runs.unshift({ text: number.text, strong: runs[0]?.strong ?? false })
    }
    return { kind: 'paragraph', runs, centred: look.centred }
  }

  /** A table in a cell: its rows are lines of that cell. */
  #endInner(paragraph: Paragraph, look: ParagraphLook): void {
    const text = textOf(paragraph)
    if (look.endsInnerRow) {
      this.#cell.push({ kind: 'paragraph', runs: [{ text: this.#inner.join('\t'), strong: false }], centred: false })
      this.#inner = []
    } else if (look.endsInnerCell) this.#inner.push(text)
    else if (text !== '') this.#inner.push(`${this.#inner.pop() ?? ''}${text}`)
  }

  #endCell(): void {
    this.#count += 1
    if (this.#count > CELLS_MAX) throw new Refusal('文件中的表格过大（超过二十万个单元格），没有读取。请拆分后再试。')
    this.#cells.push(this.#cell)
    this.#cell = []
  }

  #endRow(look: ParagraphLook): void {
    if (this.#cell.length > 0) this.#endCell()
    if (this.#cells.length > 0) this.#rows.push({ cells: this.#cells, look })
    this.#cells = []
  }

  #endTable(): void {
    if (this.#cells.length > 0 || this.#cell.length > 0) this.#endRow(lookOf([]))
    if (this.#rows.length === 0) return
    this.#content.push({ kind: 'table', rows: spanned(columnsOf(this.#rows)), floats: false })
    this.#rows = []
  }

  /** All that came, in order. */
  end(): readonly Content[] {
    if (this.#runs.some(run => run.text !== '')) this.#endParagraph(false, lookOf([]))
    this.#endTable()
    return this.#content
  }

  /** The paragraphs that say something, as texts. */
  plain(): string[] {
    return this.end()
      .flatMap(each => (each.kind === 'paragraph' ? [textOf(each).trim()] : []))
      .filter(text => text !== '')
  }

  warnings(): string[] {
    return bodyWarnings({ ...this.#seen, pictures: this.pictures, foreign: 0, objects: 0 }, new Map())
  }
}

/** Rows with the edges of their cells → rows of cells that span columns: the columns of a table are all edges any row has. */
function columnsOf(rows: readonly OpenRow[]): { cells: OpenCell[]; before: number; isHead: boolean }[] {
  const edges: number[] = []
  for (const edge of rows.flatMap(row => row.look.edges).sort((a, b) => a - b))
    if (edges.length === 0 || edge - (edges.at(-1) ?? 0) > EDGE) edges.push(edge)
  const columnOf = (edge: number): number => {
    let [low, high] = [0, edges.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((edges[middle] ?? 0) <= edge) low = middle + 1
      else high = middle
    }
    return low - 1
  }
  return rows.map(({ cells, look }) => ({
    isHead: look.isHead,
    before: look.edges.length > cells.length ? Math.max(0, columnOf(look.edges[0] ?? 0)) : 0,
    cells: merged(cells, look, columnOf),
  }))
}

function merged(cells: readonly Content[][], look: ParagraphLook, columnOf: (edge: number) => number): OpenCell[] {
  const found: OpenCell[] = []
  for (const [index, content] of cells.entries()) {
    const [from, to] = [look.edges[index], look.edges[index + 1]]
    const colSpan =
      from === undefined || to === undefined ? 1 : Math.max(1, Math.min(SPAN_MAX, columnOf(to) - columnOf(from)))
    const flags = look.merges[index] ?? 0
    const last = found.at(-1)
    // Cells merged sideways the old way stay cells, marked, with nothing in those after the first.
    if (last !== undefined && (flags & 3) !== 0 && ((look.merges[index - 1] ?? 0) & 3) !== 0 && isEmpty(content)) {
      last.colSpan += colSpan
      continue
    }
    const merge = (flags & 0x40) !== 0 ? 'restart' : (flags & 0x20) !== 0 ? 'continue' : 'none'
    found.push({ content, colSpan, merge })
  }
  return found
}

const isEmpty = (content: readonly Content[]): boolean =>
  content.every(each => each.kind === 'paragraph' && textOf(each).trim() === '')

function lookOf(settings: ReturnType<SettingsOf>): ParagraphLook {
  const values = new Map<number, number>()
  let edges: number[] = []
  let merges: number[] = []
  for (const { list, setting } of settings) {
    const { code, at, length } = setting
    if (code === TABLE_DEFINITION) ({ edges, merges } = definitionOf(list.part(at, at + length)))
    else if (length === 4) values.set(code, list.long(at))
    else values.set(code, length === 2 ? list.short(at) : list.byte(at))
  }
  const inTable = (values.get(0x2416) ?? 0) !== 0
  return {
    depth: Math.max(Math.min(values.get(0x6649) ?? 0, 100), inTable ? 1 : 0),
    endsRow: (values.get(0x2417) ?? 0) !== 0,
    endsInnerCell: (values.get(0x244b) ?? 0) !== 0,
    endsInnerRow: (values.get(0x244c) ?? 0) !== 0,
    centred: (values.get(0x2461) ?? values.get(0x2403) ?? 0) === 1,
    list: values.get(0x460b) ?? 0,
    level: values.get(0x260a) ?? 0,
    isHead: (values.get(0x3404) ?? 0) === 1,
    edges,
    merges,
  }
}

/** How many cells, their edges from left to right, and a word of flags for each. */
function definitionOf(operand: Bytes): { edges: number[]; merges: number[] } {
  const count = Math.min(operand.length > 2 ? operand.byte(2) : 0, 63)
  if (operand.length < 3 + (count + 1) * 2) return { edges: [], merges: [] }
  const edges = Array.from({ length: count + 1 }, (_, index) => operand.signed(3 + index * 2))
  const flags = 3 + (count + 1) * 2
  return {
    edges,
    merges: Array.from({ length: count }, (_, index) => {
      const at = flags + index * 20
      return at + 2 <= operand.length ? operand.short(at) : 0
    }),
  }
}
