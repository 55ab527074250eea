import { Document, type FileChild, Footer, ImportedXmlComponent, type ISectionOptions, Paragraph } from 'docx'
import { layoutDocument, type PageLayout } from 'docx/layout'
import { partsOf } from './page-checks.ts'

/**
 * A page as an emulation of Word lays it out, without LibreOffice and without fonts: what stands on it, in millimetres from the left
 * and upper edge. `rows` are those of tables, with the heads repeated.
 */
export interface LaidPage {
  readonly landscape: boolean
  readonly footer: 'default' | 'even' | 'first' | undefined
  readonly lines: readonly LaidLine[]
  readonly rows: readonly LaidRow[]
}
export interface LaidLine {
  readonly text: string
  readonly style: string
  readonly x: number
  readonly top: number
  readonly bottom: number
  /** Of the text alone. */
  readonly width: number
}
export interface LaidRow {
  readonly table: number
  readonly row: number
  readonly top: number
  readonly bottom: number
}

/** What the emulation may guess at: Chinese fonts are not in its tables (all hanzi are one em wide). */
const KNOWN_GUESSES = new Set(['a font not in the width tables'])

/** The bytes of one of our .docx → its pages. Throws when the emulation stopped, or guessed at something new. */
export function laidOut(bytes: Uint8Array): LaidPage[] {
  const parts = partsOf(bytes)
  const { sections, styles } = sectionsOf(parts['word/document.xml'] ?? '')
  const document = new Document({
    externalStyles: parts['word/styles.xml'] ?? '',
    evenAndOddHeaderAndFooters: true,
    compatibility: { version: 15 },
    sections,
  })
  const { pages, stoppedAt } = layoutDocument(document, { guess: true })
  const guesses = new Set(pages.flatMap(page => page.guesses ?? []).filter(guess => !KNOWN_GUESSES.has(guess)))
  if (stoppedAt !== undefined || guesses.size > 0)
    throw new Error(`the page emulation stopped at ${stoppedAt ?? 'nothing'} and guessed at ${[...guesses].join('; ')}`)
  return pages.map(page => laidPage(page, styles))
}

const PX = 25.4 / 96

function laidPage(page: PageLayout, styles: readonly string[]): LaidPage {
  const lines = page.body.flatMap(block =>
    block.type !== 'paragraph'
      ? []
      : block.lines.map(line => ({
          text: line.text,
          style: styles[block.index] ?? '',
          x: line.x * PX,
          top: line.y * PX,
          bottom: (line.y + line.height) * PX,
          width: line.textWidth * PX,
        })),
  )
  const rows = page.body.flatMap(block =>
    block.type !== 'table'
      ? []
      : block.rows.map(row => ({
          table: block.index,
          row: row.index,
          top: row.y * PX,
          bottom: (row.y + row.height) * PX,
        })),
  )
  return { landscape: page.width > page.height, footer: page.footer, lines, rows }
}

/** The children of the body as they were written, parted at the sections; the style of each. */
function sectionsOf(xml: string): { sections: ISectionOptions[]; styles: string[] } {
  const body = /<w:body>([\s\S]*)<\/w:body>/.exec(xml)?.[1] ?? ''
  const children = body.match(/<w:(p|tbl)>[\s\S]*?<\/w:\1>|<w:sectPr>[\s\S]*?<\/w:sectPr>/g) ?? []
  const sections: ISectionOptions[] = []
  const styles: string[] = []
  let open: FileChild[] = []
  for (const child of children) {
    const mark = /<w:sectPr>[\s\S]*?<\/w:sectPr>/.exec(child)?.[0]
    if (!child.startsWith('<w:sectPr>')) {
      open.push(imported(child.replace(mark ?? '', '')))
      styles.push(/<w:pStyle w:val="([^"]+)"/.exec(child)?.[1] ?? (child.startsWith('<w:tbl>') ? 'table' : 'Normal'))
    }
    if (mark === undefined) continue
    sections.push(sectionOf(mark, open))
    open = []
  }
  return { sections, styles }
}

function sectionOf(mark: string, children: FileChild[]): ISectionOptions {
  const number = (attribute: string): number => Number(new RegExp(`w:${attribute}="(\\d+)"`).exec(mark)?.[1])
  const [width, height] = [number('w'), number('h')]
  const footer = (): Footer => new Footer({ children: [new Paragraph({ style: 'GwPageNo' })] })
  return {
    properties: {
      page: {
        // The library turns the two itself.
        size: mark.includes('w:orient="landscape"')
          ? { width: height, height: width, orientation: 'landscape' }
          : { width, height },
        margin: {
          top: number('top'),
          right: number('right'),
          bottom: number('bottom'),
          left: number('left'),
          header: number('header'),
          footer: number('footer'),
          gutter: 0,
        },
      },
      grid: { type: 'lines', linePitch: number('linePitch') },
    },
    footers: { default: footer(), even: footer() },
    children,
  }
}

/** An element of ours as a child of a section of the library's. */
const imported = (xml: string): FileChild =>
  Object.assign(ImportedXmlComponent.fromXmlString(xml), { fileChild: Symbol('written') })
