import type { Block, BlockRole } from '../../domain/notice/notice.ts'
import type { FootRow } from '../../domain/print/block.ts'
import { type PaperMeta, printedDay } from '../../domain/print/meta.ts'
import { PLAIN_PROFILE, type PrintProfile } from '../../domain/print/profile.ts'
import { ANCHOR, emptyLines, type Properties, paragraph, run, words } from './flow.ts'
import { footPart } from './foot.ts'
import { headPart } from './head.ts'
import { fitsInline, linesOf, titleLines } from './measure.ts'
import { packDocument } from './package.ts'
import { PAGE } from './page.ts'
import { LANDSCAPE, sectionXml } from './sections.ts'
import { fitSignature, type Spacing, signatureIndents } from './signature.ts'
import type { StyleId } from './styles.ts'
import { needsLandscape, tableXml } from './table.ts'
import { illegalCharacters } from './xml.ts'

/**
 * Printed blocks → the bytes of a .docx on the official page (GB/T 9704—2012). Same blocks, meta and profile, same bytes, on any
 * machine and in any time zone. Characters that XML cannot hold are left out; `illegalIn` names them.
 */
export function writeDocx(
  blocks: readonly Block[],
  meta: PaperMeta,
  profile: PrintProfile = PLAIN_PROFILE,
): Uint8Array {
  const isFoot = (block: Block): boolean => block.role === 'sent-to' || block.role === 'editors'
  const sections = sectionsOf(blocks.filter(block => !isFoot(block)))
  const foot = footPart(footRows(blocks.filter(isFoot), profile), profile.foot)
  // The foot stands on upright paper.
  if (foot !== '' && sections.at(-1)?.landscape === true) sections.push({ landscape: false, blocks: [] })
  const head = headPart(profile.letterhead)
  const spacing = spacingOf(sections[0]?.blocks ?? [], head.height, profile)
  const body = sections.map((section, index) =>
    sectionPart(section, {
      profile,
      spacing: index === 0 ? spacing : { ...spacing, pitch: PAGE.pitch },
      end: index < sections.length - 1,
      foot: index === sections.length - 1 ? foot : '',
    }),
  )
  return packDocument(head.xml + body.join(''), meta, profile.fonts)
}

/** What `writeDocx` had to leave out: the block's line and the characters as `U+0008` (NOTE-03). */
export function illegalIn(blocks: readonly Block[]): { line: number; characters: string[] }[] {
  return blocks
    .map(block => ({ line: block.line, characters: illegalCharacters(textOf(block)) }))
    .filter(({ characters }) => characters.length > 0)
}

type Paragraph = Extract<Block, { kind: 'paragraph' }>

const textOf = (block: Block): string =>
  block.kind === 'paragraph' ? block.text : block.rows.flatMap(row => row.map(cell => cell.text)).join('\n')

// ── sections ───────────────────────────────────────────────────────────────────────────────────────────────────

interface Section {
  readonly landscape: boolean
  readonly blocks: Block[]
}

/** What goes on the page of the table that follows it. */
const HEADS: readonly BlockRole[] = ['attachment-label', 'attachment-title', 'table-title']

/** An attachment starts a page (GB/T 9704 7.3.7); tables too wide for upright paper have pages across (8). */
function sectionsOf(blocks: readonly Block[]): Section[] {
  const sections: Section[] = [{ landscape: false, blocks: [] }]
  let heads: Block[] = []
  const put = (own: readonly Block[], landscape: boolean): void => {
    const last = sections.at(-1)
    if (last !== undefined && last.blocks.length === 0 && sections.length > 1) sections.pop()
    const current = sections.at(-1)
    const starts = own[0]?.role === 'attachment-label'
    if (current === undefined || current.landscape !== landscape || (starts && current.blocks.length > 0))
      sections.push({ landscape, blocks: [...own] })
    else current.blocks.push(...own)
  }
  for (const block of blocks) {
    if (HEADS.includes(block.role)) {
      if (block.role === 'attachment-label' && heads.length > 0) {
        put(heads, false)
        heads = []
      }
      heads.push(block)
      continue
    }
    put([...heads, block], block.kind === 'table' && needsLandscape(block))
    heads = []
  }
  if (heads.length > 0) put(heads, false)
  return sections
}

interface SectionSetting {
  readonly profile: PrintProfile
  readonly spacing: Spacing
  /** Another section follows. */
  readonly end: boolean
  readonly foot: string
}

function sectionPart(section: Section, { profile, spacing, end, foot }: SectionSetting): string {
  const { blocks, landscape } = section
  const mark = sectionXml({ landscape, pitch: spacing.pitch })
  const indents = signatureOf(blocks, profile.sealed)
  const last = blocks.at(-1)
  const holdsMark = end && last?.kind === 'paragraph' && !hasRemark(last, profile)
  const parts = blocks.map((block, index) => {
    const before = blocks[index - 1]
    if (block.kind === 'table') return tablePart(block, before, blocks[index + 1], landscape)
    const own = index === blocks.length - 1 && holdsMark ? { section: mark } : {}
    return (
      paragraphPart(block, { before, indents, spacing, own }) +
      (hasRemark(block, profile) ? remarkPart(profile.remark, spacing, end && block === last ? mark : undefined) : '')
    )
  })
  // After a table the section needs a paragraph to end in: one so low that it opens no page.
  if (end)
    return parts.join('') + (last?.kind === 'paragraph' ? '' : paragraph('GwRule', '', { line: 2, section: mark }))
  return parts.join('') + (foot === '' && last?.kind !== 'paragraph' ? ANCHOR : foot) + mark
}

// ── paragraphs ─────────────────────────────────────────────────────────────────────────────────────────────────

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

/** Two lines above the title: under the red rule (GB/T 9704 7.3.1), or for the red head a plain notice lacks. */
const LINES_ABOVE_TITLE = 2

function linesAbove(block: Paragraph, before: Block | undefined, spacing: Spacing): number {
  switch (block.role) {
    case 'title':
      return spacing.linesAboveTitle
    case 'issuer':
      return spacing.sealLines
    case 'date':
      return before?.role === 'issuer' ? 0 : spacing.sealLines
    case 'recipients':
    case 'attachments':
    case 'attachment-title':
      return 1
    default:
      return block.role === 'body' && before?.role === 'title' ? 1 : 0
  }
}

/** Right indents in 字. */
type Indents = Partial<Record<BlockRole, number>>

const textIn = (blocks: readonly Block[], role: BlockRole): string =>
  blocks.find((block): block is Paragraph => block.kind === 'paragraph' && block.role === role)?.text ?? ''

const signatureOf = (blocks: readonly Block[], sealed: boolean): Indents =>
  signatureIndents(textIn(blocks, 'issuer'), textIn(blocks, 'date'), sealed)

interface Setting {
  readonly before: Block | undefined
  readonly indents: Indents
  readonly spacing: Spacing
  readonly own: Properties
}

function paragraphPart(block: Paragraph, { before, indents, spacing, own }: Setting): string {
  const pitch = pitchOf(spacing)
  const above = emptyLines(linesAbove(block, before, spacing), pitch.line)
  if (block.role === 'attachments') return above + attachmentNames(block.text, { ...own, ...pitch })
  const indent = indents[block.role]
  const isTitle = block.role === 'title' || block.role === 'attachment-title'
  return (
    above +
    paragraph(headingStyle(block) ?? STYLE_OF[block.role], runsOf(block), {
      ...own,
      ...(isTitle ? {} : pitch),
      ...(block.role === 'issuer' ? { keepNext: true } : {}),
      ...(indent === undefined ? {} : { indent: { right: Math.round(indent * PAGE.zi) } }),
    })
  )
}

const pitchOf = ({ pitch }: Spacing): Properties => (pitch === PAGE.pitch ? {} : { line: pitch })

/** A heading of the text that stands alone: 一、 in 黑体, （一） in 楷体 (GB/T 9704 7.3.3); it has no full stop. */
function headingStyle(block: Paragraph): StyleId | undefined {
  if (block.role !== 'body' || /[。；！？]/.test(block.text) || block.text.length > 40) return undefined
  if (/^[一二三四五六七八九十]{1,3}、/.test(block.text)) return 'GwH1'
  return /^（[一二三四五六七八九十]{1,3}）/.test(block.text) ? 'GwH2' : undefined
}

/** 附件说明 (7.3.4): names that go on start again under their first character, several stand under each other. */
function attachmentNames(text: string, own: Properties): string {
  const [first = '', ...others] = text.split('\n')
  if (others.length === 0) return paragraph('GwAttachments', run(words(first)), own)
  const { section, ...each } = own
  const rows = [
    paragraph('GwAttachments', run(words(first)), { ...each, indent: { left: 6 * PAGE.zi, hanging: 4 * PAGE.zi } }),
    ...others.map((name, index) =>
      paragraph('GwAttachments', run(words(name)), {
        ...(index === others.length - 1 ? own : each),
        indent: { left: 6 * PAGE.zi, hanging: PAGE.zi },
      }),
    ),
  ]
  return rows.join('')
}

const ATTACHMENT_ZI = 23

/** Printed lines of 附件说明: 26 characters, then 23 under the name's first. */
const attachmentLines = (text: string): number =>
  text === '' ? 0 : text.split('\n').reduce((sum, name) => sum + linesOf(name, ATTACHMENT_ZI, -3).length, 0)

/** 附注 stands under the date (7.3.6). */
const hasRemark = (block: Block, profile: PrintProfile): boolean => block.role === 'date' && profile.remark !== ''

const remarkPart = (remark: string, spacing: Spacing, section: string | undefined): string =>
  paragraph('GwBody', run(words(`（${remark}）`)), {
    ...pitchOf(spacing),
    ...(section === undefined ? {} : { section }),
  })

/** How the cover is spaced: plain where the signature then stands under text, else as `fitSignature` finds. */
function spacingOf(cover: readonly Block[], headHeight: number, profile: PrintProfile): Spacing {
  const wished = { linesAboveTitle: LINES_ABOVE_TITLE, sealLines: profile.sealLines, pitch: PAGE.pitch }
  const issuer = textIn(cover, 'issuer')
  const date = textIn(cover, 'date')
  const body = cover.flatMap(block => (block.kind === 'paragraph' && block.role === 'body' ? [block.text] : []))
  if ((issuer === '' && date === '') || body.length === 0) return wished
  return fitSignature(
    {
      headHeight,
      title: textIn(cover, 'title'),
      recipients: textIn(cover, 'recipients'),
      body,
      attachmentLines: attachmentLines(textIn(cover, 'attachments')),
      signatureLines: [issuer, date, date === '' ? '' : profile.remark].filter(text => text !== '').length,
    },
    wished,
  )
}

function runsOf(block: Paragraph): string {
  const label = block.label ?? ''
  switch (block.role) {
    case 'title':
    case 'attachment-title':
      return run(titleLines(block.text).map(words).join('<w:br/>'))
    case 'unit-head':
      if (label === '' || !block.text.startsWith(label)) return run(words(block.text))
      return run(words(label), { style: 'GwName' }) + run(words(block.text.slice(label.length)))
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
  landscape: boolean,
): string {
  const caption = before?.kind === 'paragraph' && before.role === 'table-title' ? before.text : '表格'
  // Word joins two tables that touch.
  return (
    tableXml(block, caption, landscape ? LANDSCAPE.textWidth : PAGE.textWidth) +
    (after?.kind === 'table' ? '<w:p/>' : '')
  )
}

// ── the foot (版记) ────────────────────────────────────────────────────────────────────────────────────────────

/** 发 and 抄送 · 责任编辑 … · 印发机关 and day: the groups of the foot, in the order of GB/T 9704 7.4. */
function footRows(blocks: readonly Block[], { copyTo, printing }: PrintProfile): FootRow[][] {
  const rows = (role: BlockRole): FootRow[] =>
    blocks.flatMap(block =>
      block.kind === 'paragraph' && block.role === role ? [{ kind: 'list', text: block.text }] : [],
    )
  return [
    [...rows('sent-to'), ...(copyTo === '' ? [] : [{ kind: 'list', text: `抄送：${copyTo}。` } as const])],
    rows('editors'),
    printing === null ? [] : [{ kind: 'edges', left: printing.office, right: `${printedDay(printing.on)}印发` }],
  ]
}
