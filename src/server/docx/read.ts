import type { Block } from '../../domain/notice/notice.ts'
import { blocksOf, type ReadContent } from '../reading/content.ts'
import { BodyReader } from './body.ts'
import { bodyWarnings, partWarnings } from './notes.ts'
import { readNumbering } from './numbering.ts'
import { mainPart } from './package-parts.ts'
import { parsePart } from './parts.ts'
import { readStyles } from './read-styles.ts'
import { Refusal } from './refusal.ts'
import { openParts, type Parts } from './zip.ts'

/**
 * The bytes of a .docx → its paragraphs and tables in the order of the text, as Word shows them with all changes accepted: deleted and
 * hidden text is left out, automatic numbers are written out, text boxes are read once, fields by their results, merged cells keep
 * their spans. Refuses (`Refusal`, a Chinese sentence) what is broken, locked or too large, or no document of Word.
 */
export async function readDocxContent(bytes: Uint8Array): Promise<ReadContent> {
  const parts = await openParts(bytes)
  return readWordParts(parts, await documentPart(parts))
}

/** The same as blocks, as a notice is read from. */
export async function readDocx(bytes: Uint8Array): Promise<{ blocks: Block[]; warnings: readonly string[] }> {
  const { content, warnings } = await readDocxContent(bytes)
  return { blocks: blocksOf(content), warnings }
}

/** An open package and the name of its main part → what the document says. */
export async function readWordParts(parts: Parts, main: string): Promise<ReadContent> {
  const reader = await readBody(parts, main)
  const pictures = [...parts.names]
    .filter(name => /\/media\/[^/]+$/.test(name))
    .map(name => ({ name: name.slice(name.lastIndexOf('/') + 1), bytes: parts.sizeOf(name) }))
  return {
    content: reader.content,
    warnings: [...bodyWarnings(reader.seen, reader.fields.fetching), ...(await partWarnings(parts, main))],
    pictures,
  }
}

/** The body of the main part, read. */
export async function readBody(parts: Parts, main: string): Promise<BodyReader> {
  const folder = main.slice(0, main.lastIndexOf('/') + 1)
  const styles = await readStyles(parts, `${folder}styles.xml`)
  const numbering = await readNumbering(parts, `${folder}numbering.xml`)
  const reader = new BodyReader(styles, numbering)
  await parsePart(parts, main, reader)
  return reader
}

/** The name of the part with the text; refuses packages of other kinds with what to do about them. */
export async function documentPart(parts: Parts): Promise<string> {
  const main = (await mainPart(parts)) || 'word/document.xml'
  if (parts.names.has(main) && !/^(xl|ppt)\//.test(main)) return main
  const names = [...parts.names]
  if (main.startsWith('xl/') || names.some(name => name.startsWith('xl/')))
    throw new Refusal('这是 Excel 表格，不是 Word 文档。请上传通报的 .docx 或 .txt 文件。')
  if (main.startsWith('ppt/') || names.some(name => name.startsWith('ppt/')))
    throw new Refusal('这是演示文稿，没有读取。请上传 Word 文档（.docx）、Excel 表格（.xlsx）或文本（.txt）。')
  if (names.includes('content.xml'))
    throw new Refusal('这是 ODT 文档，暂不支持读取。请在 WPS 或 LibreOffice 中另存为 .docx 后再上传。')
  throw new Refusal('这是压缩包，里面没有 Word 正文。请解压后上传其中的 .docx 或 .txt 文件。')
}
