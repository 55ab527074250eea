import type { PrintBlock, PrintRole } from '../../domain/print/block.ts'
import type { PaperMeta } from '../../domain/print/meta.ts'
import { PLAIN_PROFILE, type PrintProfile } from '../../domain/print/profile.ts'
import { edges, emptyLines, paragraph, run, words } from './flow.ts'
import { footPart } from './foot.ts'
import { formPart } from './form.ts'
import { mastheadSize, redRule, space } from './head.ts'
import { evenLines, fitsInline, linesOf } from './measure.ts'
import { packDocument } from './package.ts'
import { PAGE, twips } from './page.ts'
import { sectionXml } from './sections.ts'
import type { StyleId } from './styles.ts'

/**
 * The blocks of an issue or a slip → the bytes of a .docx. Same blocks, meta and profile, same bytes, on any machine. Characters that
 * XML cannot hold are left out.
 */
export function writePaper(
  blocks: readonly PrintBlock[],
  meta: PaperMeta,
  profile: Pick<PrintProfile, 'fonts' | 'foot'> = PLAIN_PROFILE,
): Uint8Array {
  const hasCaution = blocks[0]?.kind === 'paragraph' && blocks[0].role === 'caution'
  const parts = blocks.map((block, index) => blockPart(block, { before: blocks[index - 1], blocks, hasCaution }))
  const foots = blocks.flatMap(block => (block.kind === 'foot' ? [footPart(block.groups, profile.foot)] : []))
  const rest = parts.map(part => part.rest ?? '').join('')
  // What is attached starts a page; the form keeps its own.
  const end = rest === '' ? '' : paragraph('GwRule', '', { line: 2, section: sectionXml() }) + rest
  return packDocument(parts.map(({ xml }) => xml).join('') + foots.join('') + end + sectionXml(), meta, profile.fonts)
}

interface Setting {
  readonly before: PrintBlock | undefined
  readonly blocks: readonly PrintBlock[]
  readonly hasCaution: boolean
}

interface Part {
  readonly xml: string
  readonly rest?: string
}

function blockPart(block: PrintBlock, { before, blocks, hasCaution }: Setting): Part {
  switch (block.kind) {
    case 'paragraph':
      return { xml: paragraphXml(block, before, hasCaution) }
    case 'edges':
      return { xml: edges('GwEdges', block.left, block.right, PAGE.zi) }
    case 'red-rule':
      return { xml: redRule(RULE_GAP) + emptyLines(1) }
    case 'form': {
      const { xml, rest } = formPart(block.rows, PAGE.textHeight - aroundForm(blocks))
      return { xml, rest: rest.map(attachedText).join('') }
    }
    default:
      return { xml: '' }
  }
}

const RULE_GAP = twips(2)

// ── paragraphs ─────────────────────────────────────────────────────────────────────────────────────────────────

type Paragraph = Extract<PrintBlock, { kind: 'paragraph' }>

const STYLE_OF: Readonly<Record<PrintRole, StyleId>> = {
  caution: 'GwMark',
  masthead: 'GwMasthead',
  number: 'GwNumber',
  title: 'GwTitle',
  column: 'GwColumn',
  'contents-head': 'GwMark',
  contents: 'GwContents',
  article: 'GwArticle',
  foreword: 'GwForeword',
  text: 'GwBody',
  note: 'GwFormNote',
}

/** The name of a bulletin stands 20 mm under the edge of the type area, one character free on both sides. */
const MASTHEAD_DEPTH = twips(20)
const MASTHEAD_SIZE_MAX = 104 // half points

function paragraphXml(block: Paragraph, before: PrintBlock | undefined, hasCaution: boolean): string {
  const style = STYLE_OF[block.role]
  switch (block.role) {
    case 'masthead': {
      const { half, line } = mastheadSize(block.text, PAGE.textWidth - 2 * PAGE.zi, MASTHEAD_SIZE_MAX)
      return (
        space(MASTHEAD_DEPTH - (hasCaution ? PAGE.pitch : 0)) +
        paragraph(style, run(words(block.text), { size: half }), { line }) +
        emptyLines(1)
      )
    }
    case 'article':
      return gapBefore(before) + paragraph(style, articleTitle(block.text)) + emptyLines(1)
    case 'foreword':
    case 'column':
      return gapBefore(before) + paragraph(style, run(words(block.text)), { keepNext: block.role === 'foreword' })
    case 'text':
      return paragraph(style, sourcedRuns(block.text, block.label ?? ''), { rightTab: PAGE.textWidth })
    default:
      return paragraph(style, run(words(block.text)))
  }
}

/** 小二 type holds 24 characters a line. */
const ARTICLE_LINE_ZI = 24

const articleTitle = (title: string): string =>
  run(
    evenLines(title.replace(/[\r\n]+/g, ''), ARTICLE_LINE_ZI)
      .map(words)
      .join('<w:br/>'),
  )

/** A text that was too long for its form, under its title. */
const attachedText = ({ title, text }: { title: string; text: string }): string =>
  paragraph('GwArticle', articleTitle(title)) +
  emptyLines(1) +
  text
    .split('\n')
    .map(one => paragraph('GwBody', run(words(one))))
    .join('')

/** An empty line between what is one text and the next; under the red rule there is one already, and a 按语 belongs to its title. */
const gapBefore = (before: PrintBlock | undefined): string =>
  before?.kind === 'paragraph' && before.role !== 'foreword' ? emptyLines(1) : ''

/** A text and its source in 楷体, which is never broken: behind the text if it fits there, else at the end of a line of its own. */
function sourcedRuns(text: string, label: string): string {
  if (label === '' || !text.endsWith(label)) return run(words(text))
  const own = text.slice(0, text.length - label.length)
  return fitsInline(own, label)
    ? run(words(own)) + run(words(label), { style: 'GwName' })
    : run(words(own)) + run(`<w:br/><w:tab/>${words(label)}`, { style: 'GwName' })
}

// ── forms ──────────────────────────────────────────────────────────────────────────────────────────────────────

const FORM_LINE = 440
const FORM_NOTE_ZI = 31

/** The height of what stands above and below a form on its page. */
const aroundForm = (blocks: readonly PrintBlock[]): number =>
  blocks.reduce((sum, block) => {
    if (block.kind === 'edges') return sum + PAGE.pitch
    if (block.kind !== 'paragraph') return sum
    return sum + (block.role === 'note' ? linesOf(block.text, FORM_NOTE_ZI, 0).length * FORM_LINE : 700)
  }, 0)
