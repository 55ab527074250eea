import { strToU8 } from 'fflate'
import {
  cell,
  documentXml,
  docxOf,
  line,
  paragraph,
  relationships,
  row,
  run,
  sheetData,
  table,
  WORD,
  xlsxOf,
  zipped,
} from './documents.ts'

/** A file made to harm a reader. `says` is what the sentence of the refusal says; null for one that is read, or may be. */
export interface Hostile {
  readonly name: string
  readonly bytes: () => Uint8Array
  readonly says: RegExp | null
}

export const MIB = 1024 * 1024
const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50

/** Overwrites a value in every record of a zip that begins with `signature`. */
function patched(bytes: Uint8Array, signature: number, change: (view: DataView, at: number) => void): Uint8Array {
  const copy = bytes.slice()
  const view = new DataView(copy.buffer)
  for (let at = 0; at + 4 <= copy.length; at += 1) if (view.getUint32(at, true) === signature) change(view, at)
  return copy
}

/** A zip with one name written as another of the same length, everywhere. */
function renamed(bytes: Uint8Array, from: string, to: string): Uint8Array {
  const copy = Buffer.from(bytes)
  for (let at = copy.indexOf(from); at !== -1; at = copy.indexOf(from, at + 1)) copy.write(to, at)
  return copy
}

/** A piece of XML many times over, with a word of noise after each so many pieces, so that it does not pack like a bomb. */
function noisy(piece: string, times: number, every = 100): string {
  let seed = 1
  const noise = (): string => {
    let text = ''
    for (let at = 0; at < 100; at += 1) {
      seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff
      text += String.fromCharCode(97 + ((seed >> 8) % 26))
    }
    return text
  }
  return Array.from({ length: Math.ceil(times / every) }, () => piece.repeat(every) + noise()).join('')
}

const honest = (): Uint8Array => docxOf(line('正文'), { parts: { 'word/styles.xml': '<a/>' } })
const withDoctype = (declarations: string, body: string): Uint8Array =>
  zipped({ 'word/document.xml': `<!DOCTYPE d [${declarations}]>${documentXml(body).replace(/^<\?xml[^>]*>/, '')}` })
const laughs = Array.from({ length: 12 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join('')

/** Packages that harm whoever opens them. */
export const ZIPS: readonly Hostile[] = [
  { name: 'a zip bomb of 60 MiB', bytes: () => docxOf(' '.repeat(60 * MIB)), says: /展开后过大/ },
  {
    name: 'a bomb that declares a small size',
    bytes: () =>
      patched(
        patched(docxOf(' '.repeat(60 * MIB)), LOCAL, (view, at) => view.setUint32(at + 22, 900, true)),
        CENTRAL,
        (view, at) => view.setUint32(at + 24, 900, true),
      ),
    says: /损坏|过大/,
  },
  {
    name: 'sixty parts that are two hundred megabytes together',
    bytes: () =>
      docxOf(line('文'), {
        parts: Object.fromEntries(
          Array.from({ length: 60 }, (_, at) => [`word/comments${at}.xml`, `<a>${noisy('<a/>', 900_000, 4_000)}</a>`]),
        ),
        relations: Array.from({ length: 60 }, (_, at) => [`r${at}`, 'comments', `comments${at}.xml`] as const),
      }),
    says: /过大|过于复杂|10 秒/,
  },
  {
    name: 'a size that is too large',
    bytes: () => patched(honest(), CENTRAL, (view, at) => view.setUint32(at + 24, 400, true)),
    says: /损坏/,
  },
  {
    name: 'a checksum that does not hold',
    bytes: () => patched(honest(), CENTRAL, (view, at) => view.setUint32(at + 16, 1, true)),
    says: /损坏/,
  },
  {
    name: 'entries that share their bytes',
    bytes: () => patched(honest(), CENTRAL, (view, at) => view.setUint32(at + 42, 0, true)),
    says: /损坏|结构不正常/,
  },
  {
    name: 'the same name twice',
    bytes: () => renamed(docxOf('', { parts: { 'word/documenu.xml': 'x' } }), 'word/documenu.xml', 'word/document.xml'),
    says: /结构不正常/,
  },
  {
    name: 'a name that leads elsewhere',
    bytes: () => docxOf('', { parts: { '../../etc/passwd': 'x' } }),
    says: /损坏|结构不正常/,
  },
  { name: 'an absolute name', bytes: () => docxOf('', { parts: { '/etc/passwd': 'x' } }), says: /损坏|结构不正常/ },
  {
    name: 'three thousand entries',
    bytes: () => docxOf('', { parts: Object.fromEntries(Array.from({ length: 3000 }, (_, at) => [`x${at}`, ''])) }),
    says: /展开后过大/,
  },
  {
    name: 'a password on its entries',
    bytes: () =>
      patched(
        patched(honest(), LOCAL, (view, at) => view.setUint16(at + 6, 1, true)),
        CENTRAL,
        (view, at) => view.setUint16(at + 8, 1, true),
      ),
    says: /密码/,
  },
  {
    name: 'a link for a part',
    bytes: () =>
      patched(honest(), CENTRAL, (view, at) => {
        view.setUint16(at + 4, 0x0314, true)
        view.setUint32(at + 38, 0xa1ff0000, true)
      }),
    says: /结构不正常/,
  },
  { name: 'a zip that breaks off', bytes: () => honest().slice(0, -30), says: /损坏/ },
  { name: 'only the first bytes of a zip', bytes: () => strToU8('PK\x03\x04'), says: /损坏/ },
]

/** Documents of Word that harm whoever reads their parts. */
export const WORDS: readonly Hostile[] = [
  {
    name: 'an entity from a file',
    bytes: () => withDoctype('<!ENTITY x SYSTEM "file:///etc/passwd">', line('&x;')),
    says: /DOCTYPE/,
  },
  { name: 'a billion laughs', bytes: () => withDoctype(`<!ENTITY l0 "ha">${laughs}`, line('&l12;')), says: /DOCTYPE/ },
  { name: 'an entity nobody declared', bytes: () => docxOf(line('&boom;')), says: /XML 有错误/ },
  {
    name: 'tables nested 20,000 deep',
    bytes: () => docxOf(`${'<w:tbl><w:tr><w:tc>'.repeat(20_000)}<w:p/>${'</w:tc></w:tr></w:tbl>'.repeat(20_000)}`),
    says: /嵌套太深/,
  },
  {
    name: 'tables nested eighty deep, each with text of its own',
    bytes: () =>
      docxOf(
        `${`<w:tbl><w:tr>${cell('文字'.repeat(2_000))}<w:tc>`.repeat(80)}<w:p/>${'</w:tc></w:tr></w:tbl>'.repeat(80)}`,
      ),
    says: null,
  },
  {
    name: 'two million elements',
    bytes: () => docxOf(noisy('<w:p/>', 2_000_001)),
    says: /嵌套太深或内容太多|过大|10 秒/,
  },
  {
    name: 'three hundred attributes',
    bytes: () => docxOf(`<w:p ${Array.from({ length: 300 }, (_, at) => `a${at}="1"`).join(' ')}/>`),
    says: /内容太多/,
  },
  { name: 'seventeen megabytes in one text', bytes: () => docxOf(line(noisy('文', 9_000_000))), says: /内容太多|过大/ },
  {
    name: 'XML that breaks off',
    bytes: () => zipped({ 'word/document.xml': documentXml('').slice(0, -9) }),
    says: /XML 有错误/,
  },
  {
    name: 'bytes that are no UTF-8',
    bytes: () => zipped({ 'word/document.xml': new Uint8Array([...strToU8(documentXml('')), 0xff, 0xfe, 0x80]) }),
    says: /XML 有错误/,
  },
  {
    name: 'a hundred thousand fields inside each other',
    bytes: () => docxOf(paragraph(noisy('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', 100_000))),
    says: null,
  },
  {
    name: 'rows with a million blank cells before them',
    bytes: () =>
      docxOf(table(Array.from({ length: 20_000 }, () => row(['一', '二'], '<w:gridBefore w:val="999999"/>')))),
    says: null,
  },
  {
    name: 'spans of a hundred thousand columns',
    bytes: () =>
      docxOf(
        table(
          Array.from({ length: 2_000 }, () =>
            row([cell('一', '<w:gridSpan w:val="99999"/>'), cell('', '<w:vMerge/>')]),
          ),
        ),
      ),
    says: null,
  },
  {
    name: 'styles that are based on each other in a ring',
    bytes: () =>
      docxOf(paragraph(run('文'), '<w:pStyle w:val="A"/>'), {
        parts: {
          'word/styles.xml': `<w:styles xmlns:w="${WORD}"><w:style w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>`,
        },
      }),
    says: null,
  },
  {
    name: 'a document that is its own main list of relations, and its own comments',
    bytes: () =>
      docxOf(line('文'), {
        relations: [
          ['r1', 'comments', 'document.xml'],
          ['r2', 'comments', '../../../../word/document.xml'],
          ['r3', 'header', '_rels/document.xml.rels'],
        ],
      }),
    says: null,
  },
  {
    name: 'macros, objects, a template and data from elsewhere',
    bytes: () =>
      docxOf(paragraph('<w:r><w:instrText>DDEAUTO cmd.exe</w:instrText><w:object/><w:t>文</w:t></w:r>'), {
        parts: { 'word/vbaProject.bin': 'x', 'word/embeddings/oleObject1.bin': 'x' },
        relations: [['r1', 'attachedTemplate', 'http://127.0.0.1:9/a.dotm', true]],
      }),
    says: null,
  },
]

const scattered = (count: number): string =>
  Array.from({ length: count }, (_, at) => `<row r="${at * 7 + 1}"><c r="ABC${at * 7 + 1}"><v>1</v></c></row>`).join('')

/** Workbooks that harm whoever reads their sheets. */
export const SHEETS: readonly Hostile[] = [
  {
    name: 'as many cells as are read',
    bytes: () =>
      xlsxOf([
        {
          name: '表',
          xml: `<sheetData>${Array.from({ length: 9_950 }, (_, at) => `<row r="${at + 1}">${Array.from({ length: 20 }, (_, column) => `<c><v>${at * 7919 + column}</v></c>`).join('')}</row>`).join('')}</sheetData>`,
        },
      ]),
    says: null,
  },
  {
    name: 'a merge of three hundred million cells',
    bytes: () =>
      xlsxOf([
        {
          name: '表',
          xml: `${sheetData([
            ['甲', '乙'],
            ['丙', '丁'],
          ])}<mergeCells><mergeCell ref="A1:XFD20000"/></mergeCells>`,
        },
      ]),
    says: null,
  },
  {
    name: 'twenty thousand merges over the same hundred thousand cells',
    bytes: () =>
      xlsxOf([
        {
          name: '表',
          xml: `<sheetData>${Array.from({ length: 2_000 }, (_, at) => `<row r="${at + 1}">${'<c><v>1</v></c>'.repeat(50)}</row>`).join('')}</sheetData><mergeCells><mergeCell ref="AX2000:AX2001"/>${'<mergeCell ref="A1:AX2000"/>'.repeat(19_999)}</mergeCells>`,
        },
      ]),
    says: null,
  },
  {
    name: 'a billion laughs for a string',
    bytes: () =>
      xlsxOf([{ name: '表', xml: '<sheetData/>' }], {
        parts: { 'xl/sharedStrings.xml': `<!DOCTYPE s [<!ENTITY l0 "ha">${laughs}]><sst><si><t>&l12;</t></si></sst>` },
      }),
    says: /DOCTYPE/,
  },
  {
    name: 'two hundred thousand and one cells',
    bytes: () => xlsxOf([{ name: '表', xml: `<sheetData><row r="1">${noisy('<c/>', 200_001)}</row></sheetData>` }]),
    says: /过大/,
  },
  {
    name: 'cells all over a sheet',
    bytes: () =>
      xlsxOf([{ name: '表', xml: `<dimension ref="A1:XFD1048576"/><sheetData>${scattered(50_000)}</sheetData>` }]),
    says: null,
  },
  {
    name: 'cells where no sheet has any',
    bytes: () =>
      xlsxOf([
        {
          name: '表',
          xml: '<sheetData><row r="99999999"><c r="ZZZZ99999999"><v>1</v></c><c r="A0"><v>2</v></c></row><row r="-1"><c><v>3</v></c></row></sheetData>',
        },
      ]),
    says: null,
  },
  {
    name: 'strings that are not there',
    bytes: () =>
      xlsxOf([
        {
          name: '表',
          xml: '<sheetData><row r="1"><c t="s"><v>-1</v></c><c t="s"><v>1e9</v></c><c t="s"><v>__proto__</v></c><c><v>5</v></c></row></sheetData>',
        },
      ]),
    says: null,
  },
  {
    name: 'a cell of fifteen megabytes',
    bytes: () =>
      xlsxOf([
        {
          name: '表',
          xml: `<sheetData><row r="1"><c t="inlineStr"><is><t>${noisy('文', 4_500_000)}</t></is></c></row></sheetData>`,
        },
      ]),
    says: null,
  },
  {
    name: 'formats that are long and worst for a pattern',
    bytes: () =>
      xlsxOf(
        [{ name: '表', xml: `<sheetData><row r="1">${'<c s="0"><v>1</v></c>'.repeat(20_000)}</row></sheetData>` }],
        { formats: [`${'"'.repeat(100)}${'[['.repeat(70)}`] },
      ),
    says: null,
  },
  {
    name: 'a sheet that is the workbook itself',
    bytes: () =>
      xlsxOf([{ name: '表', xml: '' }], {
        parts: {
          'xl/_rels/workbook.xml.rels': relationships([
            ['rId1', 'worksheet', 'workbook.xml'],
            ['rIdS', 'sharedStrings', 'workbook.xml'],
          ]),
        },
      }),
    says: null,
  },
]
