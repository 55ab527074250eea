import { getDocumentProxy, getResolvedPDFJS } from 'unpdf'
import { BROKEN_FILE, Refusal } from '../docx/refusal.ts'
import { LOCKED } from '../docx/zip.ts'
import type { Content, ReadContent } from './content.ts'
import { plainParagraph } from './content.ts'
import { ruledTables } from './pdf-grids.ts'
import { linesOfPage, type Piece, type PrintedLine, type PrintedPage, printedText } from './pdf-lines.ts'
import { contentOfPages } from './pdf-paragraphs.ts'
import { type Rules, rulesOf, times } from './pdf-rules.ts'

const PAGES_MAX = 500
const PIECES_MAX = 300_000
const CHARACTERS_MAX = 4_000_000

/**
 * The bytes of a PDF with text → its lines as printed and its tables, and the same with wrapped lines joined to paragraphs. Tables drawn
 * with rules have their cells and spans; in others the cells of a row are parted by tabs. Page numbers at the edge are left out. Refuses
 * (`Refusal`) what is locked, damaged, too long, or has no text: scans.
 */
export async function readPdf(bytes: Uint8Array): Promise<ReadContent & { readonly lines: readonly Content[] }> {
  const pages = await pagesOf(bytes)
  const lines = pages.flatMap(page =>
    page.items.map(item => (item.kind === 'table' ? item : plainParagraph(printedText(item)))),
  )
  const text = pages.flatMap(page => page.pieces.map(piece => piece.text)).join('')
  if (text.trim() === '') throw new Refusal(NO_TEXT)
  if (isGibberish(text)) throw new Refusal(NO_ENCODING)
  return {
    lines,
    content: contentOfPages(pages),
    warnings: ['这是 PDF：文字和表格按页面上的位置读出，没有画线的表格可能读错位；有原来的 Word 文档时请优先上传。'],
    pictures: [],
  }
}

const NO_TEXT =
  '这份 PDF 里没有可读的文字，多半是扫描件或图片。请上传原来的 Word 文档（.docx），或先用文字识别软件转成文字。'
const NO_ENCODING = '这份 PDF 的文字没有带编码表，读出来是乱码。请上传原来的 Word 文档（.docx）。'
const TOO_LONG = `这份 PDF 过长（超过 ${PAGES_MAX} 页，或文字过多），没有读取。请拆分后再试。`

async function pagesOf(bytes: Uint8Array): Promise<(PrintedPage & { readonly pieces: readonly Piece[] })[]> {
  try {
    // The parser takes the bytes for itself: it gets a copy. Pictures are nothing to it, whatever their size.
    const document = await getDocumentProxy(Uint8Array.from(bytes), {
      verbosity: 0,
      useSystemFonts: false,
      disableFontFace: true,
      stopAtErrors: false,
      maxImageSize: 1,
    })
    if (document.numPages > PAGES_MAX) throw new Refusal(TOO_LONG)
    const { OPS } = await getResolvedPDFJS()
    const pages: (PrintedPage & { pieces: readonly Piece[] })[] = []
    let count = 0
    let characters = 0
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number)
      const { transform, width } = page.getViewport({ scale: 1 })
      const pieces = piecesOf(await page.getTextContent(), transform)
      count += pieces.length
      characters += pieces.reduce((sum, piece) => sum + piece.text.length, 0)
      if (count > PIECES_MAX || characters > CHARACTERS_MAX) throw new Refusal(TOO_LONG)
      const rules = rulesOf(await page.getOperatorList(), OPS, transform)
      pages.push({ width, pieces, items: itemsOf(pieces, rules) })
      page.cleanup()
    }
    return pages
  } catch (error) {
    if (error instanceof Refusal) throw error
    // Whatever stops the parser is in the bytes: it was written to read on wherever it can.
    throw new Refusal(error instanceof Error && error.name === 'PasswordException' ? LOCKED : BROKEN_FILE)
  }
}

/** What stands on a page from top to bottom. */
function itemsOf(pieces: readonly Piece[], rules: Rules): PrintedPage['items'] {
  const { tables, rest } = ruledTables(pieces, rules)
  const lines = withoutNumber(linesOfPage(rest), tables.length > 0)
  return [...lines.map(line => ({ y: line.y, item: line })), ...tables.map(({ y, table }) => ({ y, item: table }))]
    .sort((a, b) => a.y - b.y)
    .map(({ item }) => item)
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

const PAGE_NUMBER = /^[-—–－\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/共]\s*\d{1,4}\s*页?)?[-—–－\s]*$/

/** A number alone in the first or last line of a page, between dashes or not, is the number of the page. */
function withoutNumber(lines: readonly PrintedLine[], hasTable: boolean): PrintedLine[] {
  return lines.filter((line, index) => {
    const atEdge = index === lines.length - 1 || index === 0
    return !(atEdge && (hasTable || lines.length > 1) && PAGE_NUMBER.test(line.cells.map(cell => cell.text).join(' ')))
  })
}

/** Characters for private use and replacements stand for glyphs nobody can name. */
function isGibberish(text: string): boolean {
  const strange = text.match(/[\p{Co}\p{Cc}\ufffd]/gu)?.filter(mark => mark !== '\n' && mark !== '\t').length ?? 0
  return strange * 5 > text.length
}
