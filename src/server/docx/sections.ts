import { PAGE, twips } from './page.ts'
import { W, XML_HEAD } from './xml.ts'

export interface SectionForm {
  /** A4 across, for tables that upright paper cannot hold (GB/T 9704 8). */
  readonly landscape?: boolean
  /** The line pitch, where it was changed to make a signature fit (7.3.5.5). */
  readonly pitch?: number
}

/** The type area across: the sheet is turned, so that its left becomes the top. */
export const LANDSCAPE = { textWidth: PAGE.textHeight, textHeight: PAGE.textWidth } as const

/** `w:sectPr`: a section on pages of its own, odd and even numbered outside. */
export function sectionXml({ landscape = false, pitch = PAGE.pitch }: SectionForm = {}): string {
  const footers = landscape ? [FOOTERS.wideOdd, FOOTERS.wideEven] : [FOOTERS.odd, FOOTERS.even]
  const size = landscape
    ? `<w:pgSz w:w="${PAGE.height}" w:h="${PAGE.width}" w:orient="landscape"/>`
    : `<w:pgSz w:w="${PAGE.width}" w:h="${PAGE.height}"/>`
  const [top, right, bottom, left] = landscape
    ? [PAGE.left, PAGE.top, PAGE.right, PAGE.bottom]
    : [PAGE.top, PAGE.right, PAGE.bottom, PAGE.left]
  return (
    `<w:sectPr><w:footerReference w:type="default" r:id="${footers[0]?.id}"/><w:footerReference w:type="even" r:id="${footers[1]?.id}"/>` +
    `<w:type w:val="nextPage"/>${size}<w:pgMar w:top="${top}" w:right="${right}" w:bottom="${bottom}" w:left="${left}" ` +
    `w:header="${PAGE.header}" w:footer="${PAGE.footer}" w:gutter="0"/><w:docGrid w:type="lines" w:linePitch="${pitch}"/></w:sectPr>`
  )
}

/** The footers of every paper, by relationship and part name. */
export const FOOTERS = {
  odd: { id: 'rIdFooterOdd', part: 'footer1.xml' },
  even: { id: 'rIdFooterEven', part: 'footer2.xml' },
  wideOdd: { id: 'rIdFooterWideOdd', part: 'footer3.xml' },
  wideEven: { id: 'rIdFooterWideEven', part: 'footer4.xml' },
} as const

/** The XML of a footer part. */
export const footerXml = (footer: keyof typeof FOOTERS): string =>
  `${XML_HEAD}<w:ftr xmlns:w="${W}">${FOOTER_BODIES[footer]()}</w:ftr>`

const FOOTER_BODIES: Readonly<Record<keyof typeof FOOTERS, () => string>> = {
  odd: () => numberParagraph('right', PAGE.zi4),
  even: () => numberParagraph('left', PAGE.zi4),
  wideOdd: () => turnedNumber(PAGE.width - twips(26) - PAGE.zi4 - TURNED_LENGTH),
  wideEven: () => turnedNumber(twips(28) + PAGE.zi4),
}

/** `— 1 —` with the 一字线, odd pages 右空一字, even pages 左空一字 (7.5). WPS wants each part of the field in its own run. */
function numberParagraph(side: 'left' | 'right' | 'center', inset: number): string {
  const run = (inner: string): string => `<w:r>${inner}</w:r>`
  const text = (value: string): string => run(`<w:t xml:space="preserve">${value}</w:t>`)
  const mark = (type: string): string => run(`<w:fldChar w:fldCharType="${type}"/>`)
  const indent = inset === 0 ? '' : `<w:ind w:${side}="${inset}"/>`
  return (
    `<w:p><w:pPr><w:pStyle w:val="GwPageNo"/>${indent}<w:jc w:val="${side}"/></w:pPr>` +
    `${text('— ')}${mark('begin')}${run('<w:instrText xml:space="preserve"> PAGE </w:instrText>')}${mark('separate')}${text('1')}${mark('end')}${text(' —')}</w:p>`
  )
}

const TURNED_LENGTH = 1100
const TURNED_DEPTH = 400

/** On a page across the number stands where it is on the other pages of the bound paper: turned, in a box beside the type area. */
const turnedNumber = (y: number): string =>
  `<w:tbl><w:tblPr><w:tblpPr w:vertAnchor="page" w:horzAnchor="page" w:tblpX="${twips(28) - TURNED_DEPTH / 2}" w:tblpY="${y}"/>` +
  `<w:tblOverlap w:val="never"/><w:tblW w:w="${TURNED_DEPTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/>` +
  '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>' +
  `<w:tblGrid><w:gridCol w:w="${TURNED_DEPTH}"/></w:tblGrid><w:tr><w:trPr><w:trHeight w:val="${TURNED_LENGTH}" w:hRule="exact"/></w:trPr>` +
  `<w:tc><w:tcPr><w:tcW w:w="${TURNED_DEPTH}" w:type="dxa"/><w:textDirection w:val="tbRl"/><w:vAlign w:val="center"/></w:tcPr>` +
  `${numberParagraph('center', 0)}</w:tc></w:tr></w:tbl><w:p><w:pPr><w:pStyle w:val="GwRule"/></w:pPr></w:p>`
