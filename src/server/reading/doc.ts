import { quoted } from '../docx/notes.ts'
import type { Numbering } from '../docx/numbering.ts'
import { Refusal } from '../docx/refusal.ts'
import { LOCKED } from '../docx/zip.ts'
import { type Compound, openCompound } from './compound.ts'
import type { ReadContent } from './content.ts'
import { docNumbering } from './doc-lists.ts'
import { DocPage } from './doc-page.ts'
import { Bytes, boundaryAfter, type Setting, type Stretch, settingsOf, stretchAt, stretchesOf } from './doc-runs.ts'

/** Words of the main stream, in the order of the file (MS-DOC, Fib). */
const AT = {
  version: 2,
  flags: 10,
  lengths: 0x4c,
  characterPages: 0xfa,
  paragraphPages: 0x102,
  pieces: 0x1a2,
  lists: 0x2e2,
  overrides: 0x2ea,
} as const
const LOCKED_FLAG = 0x0100
const TABLE_FLAG = 0x0200
const OLDEST = 0xc1
const CHARACTERS_MAX = 16 * 1024 * 1024
const PIECES_MAX = 200_000

/**
 * The bytes of a .doc, or of a .wps as WPS wrote them for years → its paragraphs and tables: merged cells by the edges of the columns,
 * automatic numbers written out, deleted and hidden text left out, fields by their results. Text boxes stand at the end. Refuses
 * (`Refusal`) what is locked, older than Word 97, damaged, or an old file of another program.
 */
export function readDoc(bytes: Uint8Array): ReadContent {
  const compound = openCompound(bytes)
  const stream = compound.stream('WordDocument')
  if (stream === null) refuseOther(compound)
  const main = new Bytes(stream)
  if (main.short(0) !== 0xa5ec || main.short(AT.version) < OLDEST)
    throw new Refusal('这是 Word 97 以前的文件，暂不支持读取。请在 Word 或 WPS 中另存为 .docx 后再上传。')
  const flags = main.short(AT.flags)
  if ((flags & LOCKED_FLAG) !== 0) throw new Refusal(LOCKED)
  const tables = compound.stream((flags & TABLE_FLAG) === 0 ? '0Table' : '1Table')
  if (tables === null) throw new Refusal(NO_TEXT)
  return new DocReader(main, new Bytes(tables), compound).read()
}

const NO_TEXT = '文件已损坏：找不到正文。请在 Word 或 WPS 中打开并另存为 .docx 后再试。'

function refuseOther({ names }: Compound): never {
  if (names.includes('EncryptedPackage')) throw new Refusal(LOCKED)
  if (names.some(name => name === 'Workbook' || name === 'Book'))
    throw new Refusal('这是旧版 Excel 文件（.xls、.et），暂不支持读取。请在 Excel 或 WPS 中另存为 .xlsx 后再上传。')
  throw new Refusal('这是旧版办公软件文件，其中没有可读的 Word 正文。请另存为 .docx 或 .txt 后再上传。')
}

/** A piece of the text: from one character to before another, where its bytes lie and how wide each is. */
interface Piece {
  readonly from: number
  readonly to: number
  readonly at: number
  readonly wide: boolean
}

interface Look {
  readonly deleted: boolean
  readonly inserted: boolean
  readonly hidden: boolean
  readonly strong: boolean
  readonly special: boolean
}

class DocReader {
  readonly #main: Bytes
  readonly #compound: Compound
  readonly #pieces: readonly Piece[]
  readonly #characters: readonly Stretch[]
  readonly #paragraphs: readonly Stretch[]
  readonly #numbering: Numbering
  readonly #data: Bytes

  constructor(main: Bytes, table: Bytes, compound: Compound) {
    this.#main = main
    this.#compound = compound
    const listed = (at: number): { at: number; length: number } => ({ at: main.long(at), length: main.long(at + 4) })
    const part = (at: number): Bytes => {
      const { at: from, length } = listed(at)
      return table.part(from, from + length)
    }
    this.#pieces = piecesOf(part(AT.pieces))
    this.#characters = stretchesOf(main, part(AT.characterPages), 'characters')
    this.#paragraphs = stretchesOf(main, part(AT.paragraphPages), 'paragraphs')
    this.#numbering = docNumbering(table, listed(AT.lists), listed(AT.overrides))
    this.#data = new Bytes(compound.stream('Data') ?? new Uint8Array())
  }

  read(): ReadContent {
    // Text, footnotes, heads and feet, macros (always none), comments, endnotes, text boxes.
    const lengths = [0, 4, 8, 12, 16, 20, 24].map(offset => this.#main.long(AT.lengths + offset))
    const starts: number[] = []
    let total = 0
    for (const length of lengths) {
      starts.push(total)
      total += length
    }
    if (total > CHARACTERS_MAX) throw new Refusal('文件的正文过长，没有读取。请拆分后再试。')
    const range = (part: number): DocPage => this.#page(starts[part] ?? 0, (starts[part] ?? 0) + (lengths[part] ?? 0))
    const text = range(0)
    const boxes = range(6)
    const boxed = boxes.end().filter(each => each.kind === 'table' || each.runs.some(run => run.text.trim() !== ''))
    const linesOf = (part: number): string[] => range(part).plain()
    return {
      content: [...text.end(), ...boxed],
      warnings: [
        ...text.warnings(),
        ...(boxed.length > 0 ? [`文中有文本框，其中的 ${boxed.length} 段文字列在最后。`] : []),
        ...quoted('脚注', linesOf(1)),
        ...quoted('批注', linesOf(4)),
        ...quoted('尾注', linesOf(5)),
        ...(this.#compound.folders.includes('Macros') ? ['文件带有宏；宏没有读取，也不会运行。'] : []),
        ...(this.#compound.folders.includes('ObjectPool') ? ['文件里附带嵌入的对象，没有读取。'] : []),
      ],
      pictures: Array.from({ length: text.pictures }, (_, index) => ({ name: `图${index + 1}`, bytes: 0 })),
    }
  }

  #page(from: number, to: number): DocPage {
    const page = new DocPage(this.#numbering, settings => this.#settingsAt(settings))
    for (const piece of this.#pieces) {
      const start = Math.max(from, piece.from)
      const end = Math.min(to, piece.to)
      if (start < end) this.#readPiece(piece, { start, end }, page)
    }
    return page
  }

  /** Stretches of one look at a time, and in them up to each mark that ends a paragraph. */
  #readPiece(piece: Piece, { start, end }: { start: number; end: number }, page: DocPage): void {
    const width = piece.wide ? 2 : 1
    const stop = piece.at + (end - piece.from) * width
    let at = piece.at + (start - piece.from) * width
    while (at < stop) {
      const next = Math.min(stop, boundaryAfter(this.#characters, at))
      const aligned = Math.max(at + width, next - ((next - at) % width))
      const bytes = this.#main.part(at, aligned).bytes
      const text = new TextDecoder(piece.wide ? 'utf-16le' : 'windows-1252').decode(bytes)
      if (text === '') return
      page.text(text, lookOf(stretchAt(this.#characters, at)), offset =>
        stretchAt(this.#paragraphs, at + offset * width),
      )
      at = aligned
    }
  }

  /** The settings of a paragraph; those too long for their page lie in a stream of their own. */
  #settingsAt(stretch: Stretch | null): { list: Bytes; setting: Setting }[] {
    if (stretch === null) return []
    return [...settingsOf(stretch.settings)].flatMap(setting => {
      if (setting.code !== 0x6645 && setting.code !== 0x6646) return [{ list: stretch.settings, setting }]
      const at = stretch.settings.long(setting.at)
      if (at + 2 > this.#data.length) return []
      const list = this.#data.part(at + 2, at + 2 + this.#data.short(at))
      return [...settingsOf(list)].map(own => ({ list, setting: own }))
    })
  }
}

function piecesOf(whole: Bytes): Piece[] {
  let at = 0
  while (at < whole.length && whole.byte(at) === 1) at += 3 + whole.short(at + 1)
  if (at >= whole.length || whole.byte(at) !== 2) throw new Refusal(NO_TEXT)
  const list = whole.part(at + 5, at + 5 + whole.long(at + 1))
  const count = Math.floor((list.length - 4) / 12)
  if (count > PIECES_MAX) throw new Refusal(NO_TEXT)
  return Array.from({ length: Math.max(0, count) }, (_, index) => {
    const place = list.long((count + 1) * 4 + index * 8 + 2)
    const isNarrow = (place & 0x40000000) !== 0
    const offset = place & 0x3fffffff
    return {
      from: list.long(index * 4),
      to: list.long(index * 4 + 4),
      at: isNarrow ? offset >> 1 : offset,
      wide: !isNarrow,
    }
  })
}

const PLAIN: Look = { deleted: false, inserted: false, hidden: false, strong: false, special: false }

function lookOf(stretch: Stretch | null): Look {
  if (stretch === null) return PLAIN
  const on = new Set<number>()
  for (const { code, at } of settingsOf(stretch.settings)) {
    if ((stretch.settings.byte(at) & 1) === 1) on.add(code)
    else on.delete(code)
  }
  return {
    deleted: on.has(0x0800),
    inserted: on.has(0x0801),
    strong: on.has(0x0835),
    hidden: on.has(0x083c),
    special: on.has(0x0855),
  }
}
