import { strToU8, type Zippable, zipSync } from 'fflate'

/** Documents made for tests, each as small as what it is to show. */

export const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const COMPATIBILITY = 'http://schemas.openxmlformats.org/markup-compatibility/2006'
const SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPE = 'application/vnd.openxmlformats-officedocument'

/** Parts by name; text is written as UTF-8. */
export type PartTexts = Readonly<Record<string, string | Uint8Array>>

export const zipped = (parts: PartTexts): Uint8Array => {
  const files: Zippable = {}
  for (const [name, part] of Object.entries(parts)) files[name] = typeof part === 'string' ? strToU8(part) : part
  return zipSync(files, { mtime: new Date(2000, 0, 1, 12) })
}

export const relationships = (
  list: readonly (readonly [id: string, type: string, target: string, external?: true])[],
) =>
  `<Relationships xmlns="${PACKAGE}/relationships">${list
    .map(
      ([id, type, target, external]) =>
        `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"${external ? ' TargetMode="External"' : ''}/>`,
    )
    .join('')}</Relationships>`

const types = (overrides: readonly (readonly [part: string, type: string])[]): string =>
  `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
  `<Default Extension="xml" ContentType="application/xml"/>${overrides
    .map(([part, type]) => `<Override PartName="/${part}" ContentType="${TYPE}.${type}+xml"/>`)
    .join('')}</Types>`

// ── Word ───────────────────────────────────────────────────────────────────────────────────────────────────────

export const documentXml = (body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="${WORD}" xmlns:mc="${COMPATIBILITY}" xmlns:r="${OFFICE}"><w:body>${body}</w:body></w:document>`

export const paragraph = (runs: string, properties = ''): string =>
  `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${runs}</w:p>`
export const run = (text: string, properties = ''): string =>
  `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`
export const line = (text: string): string => paragraph(run(text))
export const cell = (content: string, properties = ''): string =>
  `<w:tc><w:tcPr>${properties}</w:tcPr>${content.startsWith('<') ? content : line(content)}</w:tc>`
export const row = (cells: readonly string[], properties = ''): string =>
  `<w:tr>${properties === '' ? '' : `<w:trPr>${properties}</w:trPr>`}${cells.map(each => (each.startsWith('<w:tc>') ? each : cell(each))).join('')}</w:tr>`
export const table = (rows: readonly string[]): string => `<w:tbl><w:tblPr/>${rows.join('')}</w:tbl>`

/** A whole .docx that Word and LibreOffice open, around a body; more parts and relations of the document as given. */
export function docxOf(
  body: string,
  more: { readonly parts?: PartTexts; readonly relations?: Parameters<typeof relationships>[0] } = {},
): Uint8Array {
  return zipped({
    '[Content_Types].xml': types([['word/document.xml', 'wordprocessingml.document.main']]),
    '_rels/.rels': relationships([['rId1', 'officeDocument', 'word/document.xml']]),
    'word/document.xml': documentXml(body),
    ...(more.relations === undefined ? {} : { 'word/_rels/document.xml.rels': relationships(more.relations) }),
    ...more.parts,
  })
}

// ── Excel ──────────────────────────────────────────────────────────────────────────────────────────────────────

export interface SheetParts {
  readonly name: string
  /** What is between `<worksheet>` and its end. */
  readonly xml: string
  readonly state?: 'hidden' | 'veryHidden'
}

/** An .xlsx of sheets; shared strings as texts or XML of their items, cell formats by number or code. */
export function xlsxOf(
  sheets: readonly SheetParts[],
  more: {
    readonly strings?: readonly string[]
    readonly formats?: readonly (number | string)[]
    readonly book?: string
    readonly parts?: PartTexts
  } = {},
): Uint8Array {
  const formats = more.formats ?? []
  const codes = formats.flatMap((format, index) => (typeof format === 'string' ? [[200 + index, format] as const] : []))
  const ids = formats.map((format, index) => (typeof format === 'string' ? 200 + index : format))
  return zipped({
    '[Content_Types].xml': types([['xl/workbook.xml', 'spreadsheetml.sheet.main']]),
    '_rels/.rels': relationships([['rId1', 'officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `<workbook xmlns="${SHEET}" xmlns:r="${OFFICE}">${more.book ?? ''}<sheets>${sheets
      .map(
        ({ name, state }, index) =>
          `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"${state === undefined ? '' : ` state="${state}"`}/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationships([
      ...sheets.map((_, index) => [`rId${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`] as const),
      ['rIdS', 'sharedStrings', 'sharedStrings.xml'],
      ['rIdF', 'styles', 'styles.xml'],
    ]),
    'xl/sharedStrings.xml': `<sst xmlns="${SHEET}">${(more.strings ?? []).map(text => `<si>${text.startsWith('<') ? text : `<t>${text}</t>`}</si>`).join('')}</sst>`,
    'xl/styles.xml': `<styleSheet xmlns="${SHEET}"><numFmts>${codes
      .map(([id, code]) => `<numFmt numFmtId="${id}" formatCode="${code.replaceAll('"', '&quot;')}"/>`)
      .join('')}</numFmts><cellXfs>${ids.map(id => `<xf numFmtId="${id}"/>`).join('')}</cellXfs></styleSheet>`,
    ...Object.fromEntries(
      sheets.map(({ xml }, index) => [
        `xl/worksheets/sheet${index + 1}.xml`,
        `<worksheet xmlns="${SHEET}">${xml}</worksheet>`,
      ]),
    ),
    ...more.parts,
  })
}

/** Rows of texts and numbers → a sheet's data, from A1 on; null leaves a cell out. */
export function sheetData(rows: readonly (readonly (string | number | null)[])[]): string {
  const cells = (values: readonly (string | number | null)[], at: number): string =>
    values
      .map((value, column) => {
        const reference = `${String.fromCharCode(65 + column)}${at + 1}`
        if (value === null) return ''
        return typeof value === 'number'
          ? `<c r="${reference}"><v>${value}</v></c>`
          : `<c r="${reference}" t="inlineStr"><is><t>${value}</t></is></c>`
      })
      .join('')
  return `<sheetData>${rows.map((values, at) => `<row r="${at + 1}">${cells(values, at)}</row>`).join('')}</sheetData>`
}

// ── PDF ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Objects by number → a PDF with a right table of where they are. The first is the catalogue. */
export function pdfOfObjects(objects: readonly string[]): Uint8Array {
  let text = '%PDF-1.7\n'
  const places = objects.map((object, index) => {
    const at = text.length
    text += `${index + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const table = text.length
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.map(at => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}`
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`
  return new Uint8Array(Buffer.from(text, 'latin1'))
}

export const pdfStream = (content: string, more = ''): string =>
  `<< /Length ${content.length} ${more}>>\nstream\n${content}\nendstream`

/** Texts at places, from the left and from below in points, on A4 pages; letters are ten points wide. `drawn`: what else is on each page. */
export function pdfOf(
  pages: readonly (readonly { text: string; x: number; y: number }[])[],
  drawn: readonly string[] = [],
): Uint8Array {
  const hex = (text: string): string =>
    Array.from({ length: text.length }, (_, at) => text.charCodeAt(at).toString(16).padStart(4, '0')).join('')
  const letters = [...new Set(pages.flatMap(texts => texts.flatMap(({ text }) => text.split('').map(hex))))]
  const groups = Array.from({ length: Math.ceil(letters.length / 100) }, (_, at) =>
    letters.slice(at * 100, at * 100 + 100),
  )
  const map =
    '/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def 1 begincodespacerange <0000> <ffff> endcodespacerange ' +
    groups
      .map(group => `${group.length} beginbfchar ${group.map(code => `<${code}> <${code}>`).join(' ')} endbfchar`)
      .join(' ') +
    ' endcmap end end'
  const first = 7
  return pdfOfObjects([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, index) => `${first + index * 2} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 6 0 R >>',
    '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /FontDescriptor 5 0 R >>',
    '<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>',
    pdfStream(map),
    ...pages.flatMap((texts, index) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${first + index * 2 + 1} 0 R /Resources << /Font << /F 3 0 R >> >> >>`,
      pdfStream(
        [
          drawn[index] ?? '',
          ...texts.map(({ text, x, y }) => `BT /F 10 Tf 1 0 0 1 ${x} ${y} Tm <${hex(text)}> Tj ET`),
        ].join('\n'),
      ),
    ]),
  ])
}
