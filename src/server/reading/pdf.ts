import { getDocumentProxy } from 'unpdf'
import { BROKEN_FILE, Refusal } from '../docx/refusal.ts'
import { LOCKED } from '../docx/zip.ts'
import type { ReadContent } from './content.ts'
import { linesOfPage, type Piece, type PrintedLine, type PrintedPage, printedText } from './pdf-lines.ts'
import { contentOfPages } from './pdf-paragraphs.ts'

const PAGES_MAX = 500
const PIECES_MAX = 300_000
const CHARACTERS_MAX = 4_000_000

/**
 * The bytes of a PDF with text → its lines as printed, cells of a row parted by tabs, and the same with wrapped lines joined to
 * paragraphs. Page numbers at the edge are left out. Refuses (`Refusal`) what is locked, damaged, too long, or has no text: scans.
 */
export async function readPdf(bytes: Uint8Array): Promise<ReadContent & { readonly text: string }> {
  const pages = await pagesOf(bytes)
  const text = pages.flatMap(page => page.lines.map(printedText)).join('\n')
  if (text.trim() === '') throw new Refusal(NO_TEXT)
  if (isGibberish(text)) throw new Refusal(NO_ENCODING)
  return {
    text,
    content: contentOfPages(pages),
    warnings: [
      '这是 PDF：各行按页面上的位置读出，合并单元格和换行的单元格可能读错位；有原来的 Word 文档时请优先上传。',
    ],
    pictures: [],
  }
}

const NO_TEXT =
  '这份 PDF 里没有可读的文字，多半是扫描件或图片。请上传原来的 Word 文档（.docx），或先用文字识别软件转成文字。'
const NO_ENCODING = '这份 PDF 的文字没有带编码表，读出来是乱码。请上传原来的 Word 文档（.docx）。'
const TOO_LONG = `这份 PDF 过长（超过 ${PAGES_MAX} 页，或文字过多），没有读取。请拆分后再试。`

async function pagesOf(bytes: Uint8Array): Promise<PrintedPage[]> {
  try {
    // The parser takes the bytes for itself: it gets a copy.
    const document = await getDocumentProxy(Uint8Array.from(bytes), {
      verbosity: 0,
      useSystemFonts: false,
      disableFontFace: true,
      stopAtErrors: false,
    })
    if (document.numPages > PAGES_MAX) throw new Refusal(TOO_LONG)
    const pages: PrintedPage[] = []
    let pieces = 0
    let characters = 0
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number)
      const { transform, width } = page.getViewport({ scale: 1 })
      const found = piecesOf(await page.getTextContent(), transform)
      pieces += found.length
      characters += found.reduce((sum, piece) => sum + piece.text.length, 0)
      if (pieces > PIECES_MAX || characters > CHARACTERS_MAX) throw new Refusal(TOO_LONG)
      pages.push({ width, lines: withoutNumber(linesOfPage(found)) })
      page.cleanup()
    }
    return pages
  } catch (error) {
    if (error instanceof Refusal) throw error
    // Whatever stops the parser is in the bytes: it was written to read on wherever it can.
    throw new Refusal(error instanceof Error && error.name === 'PasswordException' ? LOCKED : BROKEN_FILE)
  }
}

/** What the parser gives for a page: pieces of text, each with the matrix that puts it on the page. */
interface TextContent {
  readonly items: readonly object[]
}

function piecesOf({ items }: TextContent, view: readonly number[]): Piece[] {
  return items.flatMap((item): Piece[] => {
    if (!('str' in item && 'transform' in item && 'width' in item)) return []
    const { str, transform, width } = item
    if (typeof str !== 'string' || typeof width !== 'number' || str.trim() === '' || !isMatrix(transform)) return []
    const [a, b, c, d, x, y] = times(view, transform)
    const size = Math.hypot(c ?? 0, d ?? 0)
    // Text that does not run from left to right is put where it begins; it is rare and never in a table.
    const upright = Math.abs(a ?? 0) >= Math.abs(b ?? 0)
    const place = { x: x ?? 0, y: y ?? 0, width: upright ? Math.abs(width) : size, size }
    return Object.values(place).every(Number.isFinite) && size > 0 ? [{ text: str.trim(), ...place }] : []
  })
}

const isMatrix = (value: unknown): value is number[] =>
  Array.isArray(value) && value.length === 6 && value.every(each => typeof each === 'number')

function times(m: readonly number[], n: readonly number[]): number[] {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = m
  const [g = 1, h = 0, i = 0, j = 1, k = 0, l = 0] = n
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f]
}

const PAGE_NUMBER = /^[-—–－\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/共]\s*\d{1,4}\s*页?)?[-—–－\s]*$/

/** A number alone in the first or last line of a page, between dashes or not, is the number of the page. */
function withoutNumber(lines: readonly PrintedLine[]): PrintedLine[] {
  return lines.filter((line, index) => {
    const atEdge = index === lines.length - 1 || index === 0
    return !(atEdge && lines.length > 1 && PAGE_NUMBER.test(line.cells.map(cell => cell.text).join(' ')))
  })
}

/** Characters for private use and replacements stand for glyphs nobody can name. */
function isGibberish(text: string): boolean {
  const strange = text.match(/[\p{Co}\p{Cc}\ufffd]/gu)?.filter(mark => mark !== '\n' && mark !== '\t').length ?? 0
  return strange * 5 > text.length
}
