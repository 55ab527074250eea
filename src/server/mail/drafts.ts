import { type Doubt, doubt } from '../../domain/mail/doubts.ts'
import type { ReadText } from '../../domain/mail/proposal.ts'
import { splitBody } from '../../domain/mail/split.ts'
import { Problem } from '../../domain/problems.ts'
import type { RichBlock, RichCell, RichRun, RichText } from '../../domain/rich-text.ts'
import { readArticle } from '../reading/article.ts'
import type { CellContent, Content, Run } from '../reading/content.ts'
import { type ArticleDraft, draftOf } from '../reading/draft.ts'
import { endingOf } from '../reading/kinds.ts'
import { shownName } from '../shown-name.ts'
import type { MimePart } from './mime/parts.ts'

/** So many attachments of a letter are read; the others are listed. */
const FILES_MAX = 20
/** Endings under which texts are sent; the content decides what a file is. */
const READABLE = ['docx', 'doc', 'wps', 'pdf', 'txt', 'docm', 'dotx']

/** The texts of a letter as drafts: attachments in their own thread, one after the other, then the body, which may hold several. */
export async function textsOf(
  body: RichText,
  parts: readonly MimePart[],
): Promise<{ texts: ReadText[]; doubts: Doubt[] }> {
  const texts: ReadText[] = []
  const doubts: Doubt[] = []
  const files = parts.flatMap((part, index) => (isReadable(part) ? [{ part, index }] : []))
  for (const { part, index } of files.slice(0, FILES_MAX)) {
    const file = shownName(part.name)
    try {
      const draft = await readArticle(part.bytes, file)
      texts.push({ ...fieldsOf(draft), file, part: index, titled: true })
    } catch (error) {
      // Too many files at once is a matter of this moment; everything else is one of this file.
      if (!(error instanceof Problem) || error.code === 'busy') throw error
      doubts.push(doubt('file-unread', file))
    }
  }
  const { pieces, quoted } = splitBody(body)
  for (const piece of pieces) {
    const draft = draftOf({ kind: 'text', content: piece.flatMap(contentOf), warnings: [], pictures: [] }, '')
    // A single line is what there is to say, and not the title of nothing.
    const titled = draft.title !== '' && draft.body.length > 0
    texts.push({
      ...fieldsOf(draft),
      ...(titled ? {} : { title: '', body: draft.body.length > 0 ? draft.body : piece }),
      file: null,
      part: null,
      titled,
    })
  }
  return { texts, doubts: quoted ? [...doubts, doubt('quoted')] : doubts }
}

const isReadable = ({ role, name }: MimePart): boolean =>
  (role === 'file' || role === 'other') && READABLE.includes(endingOf(shownName(name)))

const fieldsOf = ({ title, body, unitName, contact, genre }: ArticleDraft) => ({
  title,
  body,
  unitName,
  contact,
  genre,
})

/** A block of a text as the readers of documents give it. Italics, lines and links are looks of the letter, and not the article's. */
function contentOf(block: RichBlock): Content[] {
  if (block.kind === 'paragraph') return [paragraph(block.runs)]
  if (block.kind === 'list') return block.items.map(item => paragraph(item.runs))
  return [
    { kind: 'table', floats: false, rows: block.rows.map(cells => ({ isHead: false, cells: cells.map(cellOf) })) },
  ]
}

const paragraph = (runs: readonly RichRun[]): Content => ({ kind: 'paragraph', centred: false, runs: runs.map(runOf) })
const runOf = ({ text, strong }: RichRun): Run => ({ text, strong: strong === true })
const cellOf = ({ paragraphs, rowSpan = 1, colSpan = 1 }: RichCell): CellContent => ({
  content: paragraphs.map(paragraph),
  rowSpan,
  colSpan,
})
