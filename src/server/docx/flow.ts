import { PAGE } from './page.ts'
import type { StyleId } from './styles.ts'
import { escapeXml } from './xml.ts'

/** What a paragraph may have besides its style. Lengths in twips. */
export interface Properties {
  readonly keepNext?: boolean
  /** A whole `w:framePr`. */
  readonly frame?: string
  readonly border?: string
  readonly black?: boolean
  /** A right tab at this place. */
  readonly rightTab?: number
  readonly line?: number
  readonly indent?: {
    readonly left?: number
    readonly right?: number
    readonly hanging?: number
    readonly first?: number
  }
  /** A whole `w:sectPr`: this paragraph ends its section. */
  readonly section?: string
}

/** A paragraph of a style; properties are written in the order the schema wants, else Word ignores or refuses them. */
export function paragraph(style: StyleId | 'Normal', runs: string, own: Properties = {}): string {
  const { left, right, hanging, first } = own.indent ?? {}
  const sides = [
    ['left', left],
    ['right', right],
    ['hanging', hanging],
    ['firstLine', first],
  ].flatMap(([name, value]) => (value === undefined ? [] : [` w:${name}="${value}"`]))
  const properties =
    (style === 'Normal' ? '' : `<w:pStyle w:val="${style}"/>`) +
    (own.keepNext === true ? '<w:keepNext/>' : '') +
    (own.frame ?? '') +
    (own.border ?? '') +
    (own.black === true ? '<w:shd w:val="clear" w:color="auto" w:fill="000000"/>' : '') +
    (own.rightTab === undefined ? '' : `<w:tabs><w:tab w:val="right" w:pos="${own.rightTab}"/></w:tabs>`) +
    (own.line === undefined ? '' : `<w:spacing w:line="${own.line}" w:lineRule="exact"/>`) +
    (sides.length === 0 ? '' : `<w:ind${sides.join('')}/>`) +
    (own.section ?? '')
  return `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${runs}</w:p>`
}

/** A run of text elements, in a character style or a size in half points of its own. */
export function run(inner: string, own: { style?: string; size?: number } = {}): string {
  if (inner === '') return ''
  const properties =
    (own.style === undefined ? '' : `<w:rStyle w:val="${own.style}"/>`) +
    (own.size === undefined ? '' : `<w:sz w:val="${own.size}"/><w:szCs w:val="${own.size}"/>`)
  return `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}${inner}</w:r>`
}

const piece = (text: string): string => (text === '' ? '' : `<w:t xml:space="preserve">${escapeXml(text)}</w:t>`)

/** Text with its own line breaks and tabs as elements. */
export const words = (text: string): string =>
  text
    .split(/\r\n|\r|\n/)
    .map(line => line.split('\t').map(piece).join('<w:tab/>'))
    .join('<w:br/>')

/** Empty lines that stay with what follows: 空一行 is one line, not a gap. */
export const emptyLines = (count: number, line?: number): string =>
  paragraph('Normal', '', { keepNext: true, ...(line === undefined ? {} : { line }) }).repeat(count)

/** A paragraph without height, for what must hang on one. */
export const ANCHOR = paragraph('GwRule', '')

/** Text at the left edge and text at the right edge of one line of the type area, `inset` twips in on both sides. */
export const edges = (style: StyleId, left: string, right: string, inset: number, own: Properties = {}): string =>
  paragraph(style, run(words(left)) + run(`<w:tab/>${words(right)}`), {
    ...own,
    rightTab: PAGE.textWidth - inset,
    indent: { left: inset, right: inset },
  })
