import { readFileSync } from 'node:fs'
import { deflateSync, strToU8 } from 'fflate'
import { pdfOf, pdfOfObjects, pdfStream } from './documents.ts'
import { type Hostile, MIB, SHEETS, WORDS, ZIPS } from './hostile-packages.ts'

const PAGE =
  '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>'
const CATALOGUE = '<< /Type /Catalog /Pages 2 0 R >>'
const PAGES = '<< /Type /Pages /Count 1 /Kids [3 0 R] >>'
const packed = (text: string): string => {
  const bytes = Buffer.from(deflateZlib(strToU8(text))).toString('latin1')
  return `<< /Length ${bytes.length} /Filter /FlateDecode >>\nstream\n${bytes}\nendstream`
}
/** Deflate data with the two bytes before it that a PDF wants. */
const deflateZlib = (bytes: Uint8Array): Uint8Array => Buffer.concat([Buffer.from([0x78, 0x9c]), deflateSync(bytes)])

const PDFS: readonly Hostile[] = [
  {
    name: 'a PDF with four thousand rules that all cross',
    bytes: () =>
      pdfOf(
        [[{ text: '文', x: 80, y: 700 }]],
        [
          Array.from(
            { length: 1_990 },
            (_, at) => `${at * 6} 0 m ${at * 6} 12000 l S 0 ${at * 6} m 12000 ${at * 6} l S`,
          ).join('\n'),
        ],
      ),
    says: null,
  },
  {
    name: 'a PDF that draws half a million boxes',
    bytes: () => pdfOf([[{ text: '文', x: 80, y: 700 }]], ['1 1 99 1 re f '.repeat(500_000)]),
    says: null,
  },
  {
    name: 'a PDF whose pages are their own parents',
    bytes: () => pdfOfObjects([CATALOGUE, '<< /Type /Pages /Count 1 /Kids [2 0 R] >>']),
    says: /。$/,
  },
  {
    name: 'a PDF that says it has a million pages',
    bytes: () => pdfOfObjects([CATALOGUE, '<< /Type /Pages /Count 1000000 /Kids [3 0 R] >>', PAGE, pdfStream('')]),
    says: /。$/,
  },
  {
    name: 'a PDF with a page of a hundred million points',
    bytes: () => pdfOfObjects([CATALOGUE, PAGES, PAGE.replace('595 842', '100000000 100000000'), pdfStream('')]),
    says: /。$/,
  },
  {
    name: 'a PDF with a form that draws itself',
    bytes: () =>
      pdfOfObjects([
        CATALOGUE,
        PAGES,
        PAGE,
        pdfStream('/X Do'),
        pdfStream(
          '/X Do /X Do',
          '/Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources << /XObject << /X 5 0 R >> >> ',
        ),
      ]),
    says: /。$/,
  },
  {
    name: 'a PDF with a page that inflates to 300 MB',
    bytes: () => pdfOfObjects([CATALOGUE, PAGES, PAGE, packed(' '.repeat(300 * MIB))]),
    says: /。$/,
  },
  {
    name: 'a PDF with a million brackets',
    bytes: () => pdfOfObjects([CATALOGUE, PAGES, PAGE, pdfStream('['.repeat(1_000_000))]),
    says: /。$/,
  },
  {
    name: 'a PDF whose table of objects goes on in itself',
    bytes: () =>
      Buffer.from(
        Buffer.from(pdfOfObjects([CATALOGUE, PAGES, PAGE, pdfStream('')]))
          .toString('latin1')
          .replace('/Root', '/Prev 9 /Root'),
        'latin1',
      ),
    says: /。$/,
  },
  { name: 'a PDF that breaks off', bytes: () => pdfOf([[{ text: '文', x: 80, y: 700 }]]).slice(0, 3_000), says: null },
  {
    name: 'a PDF with half a million words on a page',
    bytes: () => pdfOf([Array.from({ length: 310_000 }, (_, at) => ({ text: '文', x: (at % 40) * 14, y: at % 800 }))]),
    says: null,
  },
  {
    name: 'a PDF whose words are all in one line',
    bytes: () => pdfOf([Array.from({ length: 20_000 }, (_, at) => ({ text: '文', x: at * 30, y: 700 }))]),
    says: null,
  },
]

const SMALL = readFileSync('fixtures/documents/small.doc')
const changed = (change: (bytes: Buffer) => void): Uint8Array => {
  const copy = Buffer.from(SMALL)
  change(copy)
  return copy
}
const firstSector = (bytes: Buffer, at: number): number => (bytes.readUInt32LE(at) + 1) * 512
/** Where the main stream of the small .doc begins. */
const mainAt = (bytes: Buffer): number => bytes.indexOf(Buffer.from([0xec, 0xa5]))

const OLD: readonly Hostile[] = [
  {
    name: 'a .doc with sectors in a ring',
    bytes: () =>
      changed(bytes => bytes.fill(Buffer.from([0, 0, 0, 0]), firstSector(bytes, 76), firstSector(bytes, 76) + 512)),
    says: /损坏/,
  },
  {
    name: 'a .doc whose list of sectors goes on in itself',
    bytes: () =>
      changed(bytes => {
        bytes.writeUInt32LE(0, 68)
        bytes.writeUInt32LE(0, 512 + 508)
      }),
    says: null,
  },
  {
    name: 'a .doc with four thousand million characters',
    bytes: () => changed(bytes => bytes.writeUInt32LE(0xffffffff, mainAt(bytes) + 0x4c)),
    says: /过长/,
  },
  {
    name: 'a .doc whose settings lie outside',
    bytes: () => changed(bytes => bytes.writeUInt32LE(0x7fffff00, mainAt(bytes) + 0x102)),
    says: null,
  },
  {
    name: 'a .doc whose text lies outside',
    bytes: () => changed(bytes => bytes.writeUInt32LE(0x7fffff00, mainAt(bytes) + 0x1a2)),
    says: /损坏/,
  },
  {
    name: 'a .doc under a password',
    bytes: () =>
      changed(bytes => bytes.writeUInt16LE(bytes.readUInt16LE(mainAt(bytes) + 10) | 0x100, mainAt(bytes) + 10)),
    says: /密码/,
  },
  {
    name: 'a .doc of eighteen megabytes of nothing',
    bytes: () => Buffer.concat([SMALL.subarray(0, 512), Buffer.alloc(18 * MIB)]),
    says: /损坏/,
  },
  { name: 'a .doc that breaks off', bytes: () => SMALL.subarray(0, 9_000), says: /损坏/ },
]

const TEXTS: readonly Hostile[] = [
  { name: 'twenty megabytes in one line', bytes: () => new Uint8Array(20 * MIB - 1).fill(0x61), says: null },
  {
    name: 'twenty megabytes of line ends',
    bytes: () => new Uint8Array(20 * MIB - 1).fill(0x0a).fill(0x61, 0, 1),
    says: null,
  },
  { name: 'a megabyte of tabs', bytes: () => strToU8(`${'\t'.repeat(MIB)}文`), says: null },
  { name: 'a megabyte of full-width blanks', bytes: () => strToU8(`文${'\u3000'.repeat(MIB / 3)}文`), says: null },
  { name: 'zeros', bytes: () => new Uint8Array(MIB), says: /程序或数据/ },
]

/** Files made to harm a reader, each with what is said of it. */
export const HOSTILE: readonly Hostile[] = [...ZIPS, ...WORDS, ...SHEETS, ...PDFS, ...OLD, ...TEXTS]
