import { strToU8, type Zippable, zipSync } from 'fflate'
import type { PaperMeta } from '../../domain/print/meta.ts'
import type { FontProfile } from '../../domain/print/profile.ts'
import { fontTableXml } from './fonts.ts'
import { FOOTERS, footerXml } from './sections.ts'
import { stylesXml } from './styles.ts'
import { escapeXml, W, XML_HEAD } from './xml.ts'

// Zip times are local times: made from local parts, they are the same bytes in every time zone.
const ZIP_TIME = new Date(2000, 0, 1, 12, 0, 0)

/**
 * The body of a document, its last section included, → the bytes of its .docx. Parts, order and times are fixed: same input, same
 * bytes (NOTE-01).
 */
export function packDocument(body: string, meta: PaperMeta, profile: FontProfile): Uint8Array {
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
    ['word/footer1.xml', footerXml('odd')],
    ['word/footer2.xml', footerXml('even')],
    ['word/footer3.xml', footerXml('wideOdd')],
    ['word/footer4.xml', footerXml('wideEven')],
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
    ...Object.values(FOOTERS).map(({ part }) => [`/word/${part}`, `${WORD_TYPE}.footer+xml`] as const),
    ['/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'],
    ['/docProps/app.xml', 'application/vnd.openxmlformats-officedocument.extended-properties+xml'],
  ]
    .map(([part, type]) => `<Override PartName="${part}" ContentType="${type}"/>`)
    .join('') +
  '</Types>'

const relationships = (list: readonly (readonly [string, string, string?])[]): string =>
  `${XML_HEAD}<Relationships xmlns="${PACKAGE}/relationships">` +
  list
    .map(
      ([type, target, id], index) =>
        `<Relationship Id="${id ?? `rId${index + 1}`}" Type="${type}" Target="${target}"/>`,
    )
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
  ...Object.values(FOOTERS).map(({ id, part }) => [`${R}/footer`, part, id] as const),
])

const APP =
  `${XML_HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">` +
  '<Application>采风</Application><DocSecurity>0</DocSecurity></Properties>'

function coreXml(meta: PaperMeta): string {
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
  `${XML_HEAD}<w:document xmlns:w="${W}" xmlns:r="${R}"><w:body>${body}</w:body></w:document>`
