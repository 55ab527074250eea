import type { Block } from '../../domain/notice/notice.ts'
import { blocksOfText } from '../../domain/notice/source.ts'
import { mainPart } from '../docx/package-parts.ts'
import { readWordParts } from '../docx/read.ts'
import { Refusal } from '../docx/refusal.ts'
import { openParts } from '../docx/zip.ts'
import { blocksOf, type Content, isFilled, type ReadContent } from './content.ts'
import { readDoc } from './doc.ts'
import { containerOf, endingOf, type FileKind, nameWarning, refuseZip } from './kinds.ts'
import { decodeText, textContent } from './text.ts'
import { readXlsx } from './xlsx.ts'

/**
 * A document as it was read. A text file has its `text`. A PDF has its `lines` as printed; its content has them joined where they wrap,
 * which is right for an article and would hide from a notice where its lines end.
 */
export interface ReadFile extends ReadContent {
  readonly kind: FileKind
  readonly text?: string
  readonly lines?: readonly Content[]
}

/**
 * The bytes of any format we read → what the document says. The content decides which format it is; a name that promises another is
 * said in a warning. Throws `Refusal` for all that is not read. Runs in a thread of its own: see `thread.ts`.
 */
export async function readFile(bytes: Uint8Array, filename: string): Promise<ReadFile> {
  const read = await readContainer(bytes, filename)
  if (!read.content.some(isFilled))
    throw read.pictures.length > 0 ? new Refusal(ONLY_PICTURES) : new Refusal('', 'file-empty')
  return { ...read, warnings: [...nameWarning(read.kind, filename), ...read.warnings] }
}

const ONLY_PICTURES = '文件里只有图片，没有可读的文字。请上传有文字的文档，或先用文字识别软件转成文字。'

/** A document → blocks to read a notice from; lines of a text stay lines, also empty ones, and so do the lines of a PDF. */
export function blocksOfFile({ text, lines, content }: ReadFile): Block[] {
  if (text !== undefined) return blocksOfText(text)
  return lines === undefined ? blocksOf(content) : blocksOf(lines, line => [line])
}

async function readContainer(bytes: Uint8Array, filename: string): Promise<ReadFile> {
  switch (containerOf(bytes)) {
    case 'zip':
      return readZip(bytes)
    case 'compound':
      return { kind: endingOf(filename) === 'wps' ? 'wps' : 'doc', ...readDoc(bytes) }
    case 'pdf': {
      // pdf.js is a megabyte and a half of program: only who reads a PDF waits for it.
      const { readPdf } = await import('./pdf.ts')
      return { kind: 'pdf', ...(await readPdf(bytes)) }
    }
    default: {
      const text = decodeText(bytes)
      return { kind: 'text', text, ...textContent(text) }
    }
  }
}

async function readZip(bytes: Uint8Array): Promise<ReadContent & { readonly kind: FileKind }> {
  const parts = await openParts(bytes)
  const main = (await mainPart(parts)) || USUAL.find(name => parts.names.has(name)) || ''
  if (/^xl\/.*\.bin$/i.test(main))
    throw new Refusal('这是二进制工作簿（.xlsb），暂不支持读取。请在 Excel 或 WPS 中另存为 .xlsx 后再上传。')
  if (main.startsWith('xl/')) return { kind: 'xlsx', ...(await readXlsx(parts, main)) }
  if (main === '' || main.startsWith('ppt/')) refuseZip([...parts.names])
  return { kind: 'docx', ...(await readWordParts(parts, main)) }
}

/** Where the main part of an office package lies when its own list does not say. */
const USUAL = ['word/document.xml', 'xl/workbook.xml', 'xl/workbook.bin']
