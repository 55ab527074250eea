import { Refusal } from '../docx/refusal.ts'

/** The formats that are read. A zip may turn out to be a .docx or an .xlsx, an old compound file to be a .doc; its content decides. */
export type FileKind = 'docx' | 'xlsx' | 'doc' | 'wps' | 'pdf' | 'text'

/** What the first bytes tell. */
export type Container = 'zip' | 'compound' | 'pdf' | 'text'

/** Whether bytes begin with others. */
export const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean =>
  magic.every((byte, index) => bytes[index] === byte)

const ascii = (text: string): number[] => Array.from(text, character => character.charCodeAt(0))

const IMAGE = '这是图片，其中的文字无法读取。请上传原来的 Word、Excel、PDF 文件或文本（.txt）。'
const ARCHIVE = '这是压缩包。请解压后上传其中的 .docx、.xlsx、.pdf 或 .txt 文件。'
const RTF = '这是 RTF 文件，暂不支持读取。请在 Word 或 WPS 中另存为 .docx 后再上传。'
const OFD = '这是 OFD 或其他版式文件，暂不支持读取。请上传原来的 Word 文档（.docx）。'

const CONTAINERS: readonly (readonly [Container, readonly number[]])[] = [
  ['zip', ascii('PK\x03\x04')],
  ['zip', ascii('PK\x05\x06')], // an empty one
  ['compound', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ['pdf', ascii('%PDF-')],
]

/** Formats people do send and that are not read here, by their first bytes. */
const FOREIGN: readonly (readonly [string, readonly number[]])[] = [
  [RTF, ascii('{\\rtf')],
  [IMAGE, [0x89, ...ascii('PNG')]],
  [IMAGE, [0xff, 0xd8, 0xff]],
  [IMAGE, ascii('GIF8')],
  [IMAGE, ascii('BM\x36')],
  [IMAGE, ascii('II*\x00')],
  [IMAGE, ascii('MM\x00*')],
  [ARCHIVE, ascii('Rar!')],
  [ARCHIVE, [0x37, 0x7a, 0xbc, 0xaf]],
  [ARCHIVE, [0x1f, 0x8b]],
]

/** The first bytes of a file → what it is; refuses formats that are not read, with what to send instead. */
export function containerOf(bytes: Uint8Array): Container {
  const foreign = FOREIGN.find(([, magic]) => startsWith(bytes, magic))
  if (foreign !== undefined) throw new Refusal(foreign[0])
  return CONTAINERS.find(([, magic]) => startsWith(bytes, magic))?.[0] ?? 'text'
}

/** Refuses a zip that holds no document of Word or Excel, by the names in it. */
export function refuseZip(names: readonly string[]): never {
  if (names.some(name => name.startsWith('ppt/')))
    throw new Refusal('这是演示文稿，没有读取。请上传 Word 文档（.docx）、Excel 表格（.xlsx）或文本（.txt）。')
  if (names.includes('content.xml'))
    throw new Refusal('这是 ODT 或 ODS 文件，暂不支持读取。请在 WPS 或 LibreOffice 中另存为 .docx 或 .xlsx 后再上传。')
  if (names.some(name => /^OFD\.xml$/i.test(name))) throw new Refusal(OFD)
  throw new Refusal('这是压缩包，里面没有 Word 正文或 Excel 表格。请解压后上传其中的 .docx、.xlsx 或 .txt 文件。')
}

const ENDINGS: Readonly<Record<string, readonly FileKind[]>> = {
  docx: ['docx'],
  docm: ['docx'],
  dotx: ['docx'],
  xlsx: ['xlsx'],
  xlsm: ['xlsx'],
  doc: ['doc', 'wps'],
  dot: ['doc'],
  wps: ['doc', 'wps', 'docx'],
  et: ['xlsx'],
  pdf: ['pdf'],
  txt: ['text'],
}
const NAMES: Readonly<Record<FileKind, string>> = {
  docx: 'Word 文档（.docx）',
  xlsx: 'Excel 表格（.xlsx）',
  doc: '旧版 Word 文档（.doc）',
  wps: 'WPS 文字（.wps）',
  pdf: 'PDF',
  text: '纯文本',
}

/** The ending of a file name in small letters, without the dot; '' when it has none. */
export const endingOf = (filename: string): string => /\.([^./\\]{1,8})$/.exec(filename)?.[1]?.toLowerCase() ?? ''

/** A sentence when the name promises another format than the content is; the content was read (UP-01). */
export function nameWarning(kind: FileKind, filename: string): string[] {
  const promised = ENDINGS[endingOf(filename)]
  return promised === undefined || promised.includes(kind)
    ? []
    : [`文件名以 .${endingOf(filename)} 结尾，内容却是${NAMES[kind]}；已按内容读取。`]
}
