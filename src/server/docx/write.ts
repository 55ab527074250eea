import type { Block, BlockRole } from '../../domain/notice/notice.ts'
import { fitsInline, signatureIndents, titleLines } from './measure.ts'
import { type DocumentMeta, packDocument } from './package.ts'
import { PAGE, type StyleId } from './styles.ts'
import { tableXml } from './table.ts'
import { escapeXml, illegalCharacters } from './xml.ts'

export interface PrintOptions {
  /** With a seal over the signature (GB/T 9704 7.3.5.1), as a 通报 has; false for 7.3.5.2. */
  readonly sealed?: boolean
}

/**
 * Printed blocks → the bytes of a .docx on the official page (GB/T 9704—2012). Same blocks and meta, same bytes, on any machine
 * and in any time zone. Characters that XML cannot hold are left out; `illegalIn` names them.
 */
export function writeDocx(blocks: readonly Block[], meta: DocumentMeta, options: PrintOptions = {}): Uint8Array {
  const foot = blocks.filter(block => block.role === 'sent-to' || block.role === 'editors')
  const main = blocks.filter(block => !foot.includes(block))
  const indents = signatureOf(main, options.sealed ?? true)
  const body = main.map((block, index) =>
    block.kind === 'table'
      ? tablePart(block, main[index - 1], main[index + 1])
      : paragraphPart(block, main[index - 1], indents),
  )
  return packDocument(body.join('') + footPart(foot), meta)
}

/** What `writeDocx` had to leave out: the block's line and the characters as `U+0008` (NOTE-03). */
export function illegalIn(blocks: readonly Block[]): { line: number; characters: string[] }[] {
  return blocks
    .map(block => ({ line: block.line, characters: illegalCharacters(textOf(block)) }))
    .filter(({ characters }) => characters.length > 0)
}

const textOf = (block: Block): string =>
  block.kind === 'paragraph' ? block.text : block.rows.flatMap(row => row.map(cell => cell.text)).join('\n')

// ── paragraphs ─────────────────────────────────────────────────────────────────────────────────────────────────

type Paragraph = Extract<Block, { kind: 'paragraph' }>

const STYLE_OF: Readonly<Record<BlockRole, StyleId>> = {
  title: 'GwTitle',
  recipients: 'GwRecipients',
  body: 'GwBody',
  attachments: 'GwAttachments',
  issuer: 'GwSign',
  date: 'GwSign',
  'attachment-label': 'GwAttachLabel',
  'attachment-title': 'GwTitle',
  section: 'GwH1',
  subsection: 'GwH2',
  'table-title': 'GwTableTitle',
  'unit-head': 'GwUnitHead',
  item: 'GwItem',
  note: 'GwBody',
  'sent-to': 'GwBanJi',
  editors: 'GwBanJi',
  text: 'GwBody',
}

/** Empty lines above a paragraph; they stay with it. Two above the title stand for the red head a plain notice lacks (7.3.1). */
const LINES_ABOVE: Partial<Record<BlockRole, number>> = {
  title: 2,
  recipients: 1,
  attachments: 1,
  issuer: 2,
  'attachment-title': 1,
}

const EMPTY_LINE = '<w:p><w:pPr><w:keepNext/></w:pPr></w:p>'

/** Right indents in 字. */
type Indents = Partial<Record<BlockRole, number>>

function signatureOf(blocks: readonly Block[], sealed: boolean): Indents {
  const text = (role: BlockRole): string =>
    blocks.find((block): block is Paragraph => block.kind === 'paragraph' && block.role === role)?.text ?? ''
  return signatureIndents(text('issuer'), text('date'), sealed)
}

function paragraphPart(block: Paragraph, before: Block | undefined, indents: Indents): string {
  const above = block.role === 'body' && before?.role === 'title' ? 1 : (LINES_ABOVE[block.role] ?? 0)
  const indent = indents[block.role]
  const extra =
    (block.role === 'issuer' ? '<w:keepNext/>' : '') +
    (indent === undefined ? '' : `<w:ind w:right="${Math.round(indent * PAGE.zi)}"/>`)
  return EMPTY_LINE.repeat(above) + paragraph(STYLE_OF[block.role], runsOf(block), extra)
}

const paragraph = (style: StyleId, runs: string, extra = ''): string =>
  `<w:p><w:pPr><w:pStyle w:val="${style}"/>${extra}</w:pPr>${runs}</w:p>`

const run = (inner: string, style = ''): string =>
  inner === '' ? '' : `<w:r>${style === '' ? '' : `<w:rPr><w:rStyle w:val="${style}"/></w:rPr>`}${inner}</w:r>`

const piece = (text: string): string => (text === '' ? '' : `<w:t xml:space="preserve">${escapeXml(text)}</w:t>`)

/** Text with its own line breaks and tabs as elements. */
const words = (text: string): string =>
  text
    .split(/\r\n|\r|\n/)
    .map(line => line.split('\t').map(piece).join('<w:tab/>'))
    .join('<w:br/>')

function runsOf(block: Paragraph): string {
  const label = block.label ?? ''
  switch (block.role) {
    case 'title':
    case 'attachment-title':
      return run(titleLines(block.text).map(words).join('<w:br/>'))
    case 'unit-head':
      if (label === '' || !block.text.startsWith(label)) return run(words(block.text))
      return run(words(label), 'GwName') + run(words(block.text.slice(label.length)))
    case 'item':
      return label === '' || !block.text.endsWith(label) ? run(words(block.text)) : sourced(block.text, label)
    default:
      return run(words(block.text))
  }
}

/** An item and its source, which is never broken: behind the title if it fits there, else at the end of a line of its own. */
function sourced(text: string, label: string): string {
  const title = text.slice(0, text.length - label.length)
  const own = fitsInline(title, label) ? '' : '<w:br/><w:tab/>'
  return run(words(title)) + run(own + words(label))
}

// ── tables ─────────────────────────────────────────────────────────────────────────────────────────────────────

function tablePart(
  block: Extract<Block, { kind: 'table' }>,
  before: Block | undefined,
  after: Block | undefined,
): string {
  const caption = before?.kind === 'paragraph' && before.role === 'table-title' ? before.text : '表格'
  // Word joins two tables that touch, and a body must not end in one.
  return tableXml(block, caption) + (after?.kind === 'paragraph' ? '' : '<w:p/>')
}

// ── the foot (版记) ────────────────────────────────────────────────────────────────────────────────────────────

const FRAME = `<w:framePr w:w="${PAGE.textWidth}" w:hSpace="0" w:wrap="notBeside" w:vAnchor="margin" w:hAnchor="margin" w:xAlign="left" w:yAlign="bottom"/>`

const rule = (height: number): string =>
  paragraph(
    'GwRule',
    '',
    `${FRAME}<w:shd w:val="clear" w:color="auto" w:fill="000000"/><w:spacing w:line="${height}" w:lineRule="exact"/>`,
  )

const THICK = 20 // 0.35 mm
const THIN = 14 // 0.25 mm

/**
 * 版记 (GB/T 9704 7.4): at the foot of the last page, rules as wide as the type area, the last on its lower edge. One frame, and
 * rules as blackened paragraphs: a floating table is left in the text by LibreOffice, a frame whose borders differ too.
 */
function footPart(blocks: readonly Block[]): string {
  const rows = (role: BlockRole): string =>
    blocks
      .filter((block): block is Paragraph => block.kind === 'paragraph' && block.role === role)
      .map(block => footRow(block.text))
      .join('')
  const sentTo = rows('sent-to')
  const editors = rows('editors')
  if (sentTo === '' && editors === '') return ''
  const between = sentTo !== '' && editors !== '' ? rule(THIN) : ''
  return `${rule(THICK)}${sentTo}${between}${editors}${rule(THICK)}${ANCHOR}`
}

const ZI_4 = 280

/** 左右各空一字; further lines align after the colon: 发：is two characters wide. */
const footRow = (text: string): string => {
  const hanging = /^[^：]{1,4}：/.exec(text)?.[0].length ?? 0
  return paragraph(
    'GwBanJi',
    run(words(text)),
    `${FRAME}<w:ind w:left="${ZI_4 * (1 + hanging)}" w:right="${ZI_4}"${hanging === 0 ? '' : ` w:hanging="${ZI_4 * hanging}"`}/>`,
  )
}

/** What the frame hangs on: the last line of the text, of no height. */
const ANCHOR = '<w:p><w:pPr><w:pStyle w:val="GwRule"/></w:pPr></w:p>'
