import { strToU8, type Zippable, zipSync } from 'fflate'
import { type FontProfile, fontTableXml, PAGE, stylesXml, W } from './styles.ts'
import { escapeXml, XML_HEAD } from './xml.ts'

/** What the file says about itself. `issuedOn` is its date of making too, so that the same notice gives the same bytes. */
export interface DocumentMeta {
  readonly title: string
  readonly issuer: string
  /** `2023-07-31`; null for a draft. */
  readonly issuedOn: string | null
  readonly subject: string
  /** 政务信息;通报;2023年6月 */
  readonly keywords: string
  readonly fontProfile?: FontProfile
}

// Zip times are local times: made from local parts, they are the same bytes in every time zone.
const ZIP_TIME = new Date(2000, 0, 1, 12, 0, 0)

/** The body of a document → the bytes of its .docx. Parts, order and times are fixed: same input, same bytes (NOTE-01). */
export function packDocument(body: string, meta: DocumentMeta): Uint8Array {
  const profile = meta.fontProfile ?? 'gb2312'
  const parts: readonly (readonly [string, string])[] = [
    ['[Content_Types].xml', CONTENT_TYPES],
    ['_rels/.rels', PACKAGE_RELS],
    ['docProps/core.xml', coreXml(meta)],
    ['docProps/app.xml', APP],
    ['word/document.xml', documentXml(body)],
    ['word/_rels/document.xml.rels', DOCUMENT_RELS],
    ['word/styles.xml', stylesXml(profile)],
    ['word/fontTable.xml', fontTableXml(profile)],
    ['word/settings.xml', SETTINGS],
    ['word/footer1.xml', footerXml('right')],
    ['word/footer2.xml', footerXml('left')],
  ]
  const files: Zippable = Object.fromEntries(
    parts.map(([name, text]) => [name, [strToU8(text), { mtime: ZIP_TIME, level: 6 }]]),
  )
  return zipSync(files)
}

const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const WORD_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml'

const CONTENT_TYPES =
  `${XML_HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
  '<Default Extension="xml" ContentType="application/xml"/>' +
  [
    ['/word/document.xml', `${WORD_TYPE}.document.main+xml`],
    ['/word/styles.xml', `${WORD_TYPE}.styles+xml`],
    ['/word/settings.xml', `${WORD_TYPE}.settings+xml`],
    ['/word/fontTable.xml', `${WORD_TYPE}.fontTable+xml`],
    ['/word/footer1.xml', `${WORD_TYPE}.footer+xml`],
    ['/word/footer2.xml', `${WORD_TYPE}.footer+xml`],
    ['/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'],
    ['/docProps/app.xml', 'application/vnd.openxmlformats-officedocument.extended-properties+xml'],
  ]
    .map(([part, type]) => `<Override PartName="${part}" ContentType="${type}"/>`)
    .join('') +
  '</Types>'

const relationships = (list: readonly (readonly [string, string])[]): string =>
  `${XML_HEAD}<Relationships xmlns="${PACKAGE}/relationships">` +
  list
    .map(([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${type}" Target="${target}"/>`)
    .join('') +
  '</Relationships>'

const PACKAGE_RELS = relationships([
  [`${R}/officeDocument`, 'word/document.xml'],
  [`${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'],
  [`${R}/extended-properties`, 'docProps/app.xml'],
])

const DOCUMENT_RELS = relationships([
  [`${R}/styles`, 'styles.xml'],
  [`${R}/settings`, 'settings.xml'],
  [`${R}/fontTable`, 'fontTable.xml'],
  [`${R}/footer`, 'footer1.xml'],
  [`${R}/footer`, 'footer2.xml'],
])

const APP =
  `${XML_HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">` +
  '<Application>采风</Application><DocSecurity>0</DocSecurity></Properties>'

function coreXml(meta: DocumentMeta): string {
  const made =
    meta.issuedOn === null
      ? ''
      : ['created', 'modified']
          .map(
            name =>
              `<dcterms:${name} xsi:type="dcterms:W3CDTF">${escapeXml(meta.issuedOn ?? '')}T00:00:00Z</dcterms:${name}>`,
          )
          .join('')
  return (
    `${XML_HEAD}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" ` +
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
    `<dc:title>${escapeXml(meta.title)}</dc:title><dc:subject>${escapeXml(meta.subject)}</dc:subject><dc:creator>${escapeXml(meta.issuer)}</dc:creator>` +
    `<cp:keywords>${escapeXml(meta.keywords)}</cp:keywords><dc:language>zh-CN</dc:language>` +
    `<cp:lastModifiedBy>${escapeXml(meta.issuer)}</cp:lastModifiedBy><cp:revision>1</cp:revision>${made}</cp:coreProperties>`
  )
}

const SETTINGS =
  `${XML_HEAD}<w:settings xmlns:w="${W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="630"/><w:evenAndOddHeaders/>` +
  '<w:characterSpacingControl w:val="doNotCompress"/>' +
  // A line broken by hand before a source label must not be stretched.
  '<w:compat><w:balanceSingleByteDoubleByteWidth/><w:doNotExpandShiftReturn/>' +
  '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>' +
  '<w:themeFontLang w:val="zh-CN" w:eastAsia="zh-CN"/></w:settings>'

const documentXml = (body: string): string =>
  `${XML_HEAD}<w:document xmlns:w="${W}" xmlns:r="${R}"><w:body>${body}` +
  '<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>' +
  `<w:pgSz w:w="${PAGE.width}" w:h="${PAGE.height}"/><w:pgMar w:top="${PAGE.top}" w:right="${PAGE.right}" w:bottom="${PAGE.bottom}" ` +
  `w:left="${PAGE.left}" w:header="${PAGE.header}" w:footer="${PAGE.footer}" w:gutter="0"/>` +
  `<w:docGrid w:type="lines" w:linePitch="${PAGE.pitch}"/></w:sectPr></w:body></w:document>`

/** `— 1 —` with the 一字线, odd pages 右空一字, even pages 左空一字 (GB/T 9704 7.5). WPS wants each part of the field in its own run. */
function footerXml(side: 'left' | 'right'): string {
  const run = (inner: string): string => `<w:r>${inner}</w:r>`
  const text = (value: string): string => run(`<w:t xml:space="preserve">${value}</w:t>`)
  const mark = (type: string): string => run(`<w:fldChar w:fldCharType="${type}"/>`)
  return (
    `${XML_HEAD}<w:ftr xmlns:w="${W}"><w:p><w:pPr><w:pStyle w:val="GwPageNo"/><w:ind w:${side}="280"/><w:jc w:val="${side}"/></w:pPr>` +
    `${text('— ')}${mark('begin')}${run('<w:instrText xml:space="preserve"> PAGE </w:instrText>')}${mark('separate')}${text('1')}${mark('end')}${text(' —')}</w:p></w:ftr>`
  )
}
