import { readFileSync } from 'node:fs'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { Problem } from '../../src/domain/problems.ts'
import { readRich } from '../../src/domain/rich-text.ts'
import { annotateDocx } from '../../src/server/docx/annotate.ts'
import { Refusal } from '../../src/server/docx/refusal.ts'
import { draftOf } from '../../src/server/reading/draft.ts'
import { blocksOfFile, readFile } from '../../src/server/reading/read.ts'
import { cell, docxOf, line, paragraph, pdfOf, row, run, sheetData, table, WORD, xlsxOf } from './documents.ts'

/** What is fuzzed: seeds, the words its format knows, how it is changed and how it is read. */
export interface Target {
  readonly seeds: readonly Uint8Array[]
  readonly words: readonly string[]
  /** A zip is changed inside one of its parts and packed again. */
  readonly zip: boolean
  /** What lies where matters: nothing is put in or taken out, only written over. */
  readonly inPlace?: boolean
  readonly read: (bytes: Uint8Array) => unknown
}

/** Counters of branches, filled by an instrumented program; empty where nothing is instrumented. */
export type Counters = Uint32Array

export interface Fuzzed {
  readonly runs: number
  readonly corpus: number
  readonly refused: number
  readonly crashes: readonly { readonly bytes: Uint8Array; readonly error: unknown }[]
  readonly slowest: number
}

const readAll = async (bytes: Uint8Array): Promise<void> => {
  const file = await readFile(bytes, '文件')
  blocksOfFile(file)
  draftOf(file, '文件')
}

const NUMBERS = ['0', '1', '-1', '255', '65535', '99999999', '4294967295', '1e308', 'NaN', '']
const WORDS_OF_WORD =
  '<w:p> </w:p> <w:tbl> </w:tbl> <w:tr> </w:tr> <w:tc> </w:tc> <w:r> </w:r> <w:t> </w:t> <w:vMerge/> <w:gridSpan <w:del> </w:del> <w:ins> <w:vanish/> <w:b/> <w:txbxContent> </w:txbxContent> <mc:AlternateContent> <mc:Choice> <mc:Fallback> <w:fldChar w:val=" w:numId <w:altChunk/> <w:sdt> <w:tblHeader/> &amp; &#x0; ]]> <![CDATA[ <!-- <?'.split(
    ' ',
  )
const WORDS_OF_SHEETS =
  '<row <c <v> </v> <f/> <is><t> t="s" t="b" t="e" s="1" r="A1" <mergeCell <cols> hidden="1" <si> </si> <rPh> _x0041_ A1:XFD1048576 yyyy 0.00% "'.split(
    ' ',
  )
const WORDS_OF_HTML =
  '< > </ <p> <table> <tr> <td> <td\u0020colspan=9> </table> <ul> <ol> <li> <b> </b> <a\u0020href= javascript: https:// <script> </script> <svg> <!-- --> <style> &#x &amp; <br> <del> style="display:none" \' "'.split(
    ' ',
  )

const WORD_SEED = docxOf(
  [
    line('通报'),
    paragraph(run('共', '<w:b/>') + run('3篇'), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
    table([
      row([cell('单位', '<w:vMerge w:val="restart"/>'), cell('采用', '<w:gridSpan w:val="2"/>')], '<w:tblHeader/>'),
      row([cell('', '<w:vMerge/>'), '篇', '分']),
      row(['甲', '1', cell(table([row(['一', '二'])]))]),
    ]),
    paragraph(`<w:del w:id="1">${run('旧')}</w:del><w:r><w:fldChar w:fldCharType="begin"/></w:r>${run('域')}`),
  ].join(''),
  {
    parts: {
      'word/numbering.xml': `<w:numbering xmlns:w="${WORD}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`,
      'word/comments.xml': `<w:comments xmlns:w="${WORD}"><w:comment w:id="3">${line('注')}</w:comment></w:comments>`,
      'word/styles.xml': `<w:styles xmlns:w="${WORD}"><w:style w:styleId="A"><w:basedOn w:val="A"/><w:rPr><w:b/></w:rPr></w:style></w:styles>`,
    },
    relations: [['r1', 'comments', 'comments.xml']],
  },
)
const SHEET_SEED = xlsxOf(
  [
    {
      name: '表',
      xml: `<cols><col min="2" max="2" hidden="1"/></cols>${sheetData([['题'], ['单位', '篇', 3], ['甲', 4.5, 45_107]])}<mergeCells><mergeCell ref="A1:C1"/></mergeCells>`,
    },
  ],
  { strings: ['文', '<r><t>一</t></r>'], formats: ['General', '0.0#', 'yyyy"年"m"月"', 14] },
)

/** Every reader of untrusted bytes there is. */
export const TARGETS: Readonly<Record<string, Target>> = {
  docx: { seeds: [WORD_SEED], words: [...WORDS_OF_WORD, ...NUMBERS], zip: true, read: readAll },
  xlsx: { seeds: [SHEET_SEED], words: [...WORDS_OF_SHEETS, ...NUMBERS], zip: true, read: readAll },
  zip: { seeds: [WORD_SEED], words: ['PK\x03\x04', 'PK\x01\x02', 'PK\x05\x06'], zip: false, read: readAll },
  doc: {
    seeds: [readFileSync('fixtures/documents/small.doc')],
    words: ['\xff\xff\xff\xff', '\0\0\0\0', '\xfe\xff\xff\xff', '\x07\0', '\r\0', '\x13\0', '\x01\0\0\0'],
    zip: false,
    inPlace: true,
    read: readAll,
  },
  pdf: {
    seeds: [
      pdfOf([
        [
          { text: '单位', x: 80, y: 700 },
          { text: '篇', x: 180, y: 700 },
          { text: '分', x: 280, y: 700 },
        ],
      ]).subarray(0),
    ],
    words: ['obj', 'endobj', '<<', '>>', '[', ']', 'BT', 'ET', ' Tj', ' Tm', '/Kids', '/Length', 'stream', ...NUMBERS],
    zip: false,
    read: readAll,
  },
  text: {
    seeds: [strToU8('关于通报\n单位：甲局 联系人：某甲 电话：1\n1\t2\n'), Buffer.from('\ufeff文', 'utf16le')],
    words: ['\n', '\t', '：', '（', '\ufeff', '\0'],
    zip: false,
    read: readAll,
  },
  html: {
    seeds: [strToU8('<p>一<b>二</b><table><tr><td>三</td></tr></table><ul><li>四</li></ul>')],
    words: WORDS_OF_HTML,
    zip: false,
    read: bytes => readRich(strFromU8(bytes)),
  },
  annotate: {
    seeds: [WORD_SEED],
    words: WORDS_OF_WORD,
    zip: true,
    read: bytes =>
      annotateDocx(
        bytes,
        [1, 2, 3, 4].map(at => ({ text: '说', line: at, unit: '甲', column: '采用·分', quote: '3篇' })),
      ),
  },
}

type Dice = (below: number) => number

/** Numbers that look random and are the same for the same seed. */
function dice(seed: number): Dice {
  let state = seed >>> 0
  return below => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % Math.max(1, below)
  }
}

const INPUT_MAX = 200_000

/**
 * Changes the seeds, and what was found to reach new branches, again and again, and reads the results. A refusal is an answer; any other
 * error is a crash, and so is one that takes longer than `slowMs`. Stops after `runs`, or when `until` says so.
 */
export async function fuzz(
  target: Target,
  {
    runs,
    seed,
    counters,
    slowMs,
    until,
  }: {
    runs: number
    seed: number
    counters: Counters
    slowMs?: number
    until?: () => boolean
  },
): Promise<Fuzzed> {
  const roll = dice(seed)
  const corpus: Uint8Array[] = [...target.seeds]
  const reached = new Set<number>()
  const crashes: { bytes: Uint8Array; error: unknown }[] = []
  let [done, refused, slowest] = [0, 0, 0]
  for (; done < runs && !(until?.() ?? false); done += 1) {
    const from = corpus[roll(corpus.length)] ?? new Uint8Array()
    // The seeds themselves come first, so that what they reach is known.
    const bytes = done < target.seeds.length ? (target.seeds[done] ?? from) : changed(target, from, roll)
    counters.fill(0)
    const began = performance.now()
    try {
      await target.read(bytes)
    } catch (error) {
      if (error instanceof Refusal || error instanceof Problem) refused += 1
      else crashes.push({ bytes, error })
    }
    const took = performance.now() - began
    slowest = Math.max(slowest, took)
    if (slowMs !== undefined && took > slowMs) crashes.push({ bytes, error: new Error(`${Math.round(took)} ms`) })
    if (isNew(counters, reached) && bytes.length < INPUT_MAX) corpus.push(bytes)
    if (crashes.length >= 20) break
  }
  return { runs: done, corpus: corpus.length, refused, crashes, slowest: Math.round(slowest) }
}

/** Whether a branch was taken that never was, or many more times than ever. */
function isNew(counters: Counters, reached: Set<number>): boolean {
  let found = false
  for (let at = 0; at < counters.length; at += 1) {
    const count = counters[at] ?? 0
    if (count === 0) continue
    const key = at * 8 + Math.min(7, Math.ceil(Math.log2(count + 1)))
    if (reached.has(key)) continue
    reached.add(key)
    found = true
  }
  return found
}

function changed(target: Target, from: Uint8Array, roll: Dice): Uint8Array {
  if (target.inPlace === true) return written(from, target.words, roll)
  if (!target.zip) return mutated(from, target.words, roll)
  const parts = Object.entries(unzipSync(from))
  const chosen = roll(parts.length)
  const change = roll(4) === 0 ? mutated : restructured
  return zipSync(
    Object.fromEntries(
      parts.map(([name, bytes], at) => [name, at === chosen ? change(bytes, target.words, roll) : bytes]),
    ),
    { level: 0, mtime: new Date(2000, 0, 1, 12) },
  )
}

/** One to eight places written over: a bit, a byte, or a word of the format. */
function written(from: Uint8Array, words: readonly string[], roll: Dice): Uint8Array {
  const bytes = Buffer.from(from)
  for (let times = 1 + roll(8); times > 0; times -= 1) {
    const at = roll(bytes.length)
    const kind = roll(3)
    if (kind === 0) bytes[at] = (bytes[at] ?? 0) ^ (1 << roll(8))
    else if (kind === 1) bytes[at] = roll(256)
    else bytes.write(words[roll(words.length)] ?? '', at, 'latin1')
  }
  return bytes
}

/** XML stays XML: elements are doubled, taken out, moved, put into themselves; attributes and texts get other values. */
function restructured(from: Uint8Array, words: readonly string[], roll: Dice): Uint8Array {
  let pieces = Array.from(
    Buffer.from(from)
      .toString('utf8')
      .matchAll(/<[^>]*>|[^<]+/g),
    ([piece]) => piece,
  )
  for (let times = 1 + roll(4); times > 0; times -= 1) pieces = restructuredOnce(pieces, words, roll)
  return strToU8(pieces.join('').slice(0, INPUT_MAX))
}

function restructuredOnce(pieces: string[], words: readonly string[], roll: Dice): string[] {
  if (pieces.length < 3) return pieces
  const start = 1 + roll(pieces.length - 1)
  const piece = pieces[start] ?? ''
  const number = NUMBERS[roll(NUMBERS.length)] ?? ''
  if (!piece.startsWith('<')) return pieces.with(start, roll(2) === 0 ? number : piece.repeat(1 + roll(30)))
  if (piece.startsWith('</') || piece.startsWith('<?') || start >= pieces.length) return pieces
  if (roll(3) === 0)
    return pieces.with(
      start,
      piece.replace(/"[^"]*"/, () => `"${number}"`),
    )
  const end = endOf(pieces, start)
  const [head, element, tail] = [pieces.slice(0, start), pieces.slice(start, end), pieces.slice(end)]
  switch (roll(5)) {
    case 0:
      return [...head, ...tail]
    case 1:
      return [...head, ...Array.from({ length: 2 + roll(4) }, () => element).flat(), ...tail]
    case 2:
      return element.length > 2 ? [...head, ...element.slice(0, 1), ...element, ...element.slice(-1), ...tail] : pieces
    case 3: {
      const at = 2 + roll(head.length + tail.length - 2)
      return [...head, ...tail].toSpliced(at, 0, ...element)
    }
    default: {
      const word = words.find((_, at) => at === roll(words.length)) ?? ''
      const name = /^<([\w:]+)\/?>?$/.exec(word)?.[1]
      return name === undefined ? pieces : [...head, `<${name}>`, ...element, `</${name}>`, ...tail]
    }
  }
}

/** Where an element ends: after its end word, or after itself. */
function endOf(pieces: readonly string[], start: number): number {
  let depth = 0
  for (let at = start; at < pieces.length; at += 1) {
    const piece = pieces[at] ?? ''
    if (piece.startsWith('</')) depth -= 1
    else if (piece.startsWith('<') && !piece.endsWith('/>') && !piece.startsWith('<?')) depth += 1
    if (depth <= 0) return at + 1
  }
  return pieces.length
}

/** One to four changes: a bit, a byte, a word of the format put in or over, a stretch doubled, moved or taken out, a number changed. */
function mutated(from: Uint8Array, words: readonly string[], roll: Dice): Uint8Array {
  let bytes = Buffer.from(from)
  for (let times = 1 + roll(4); times > 0; times -= 1) {
    const at = roll(bytes.length + 1)
    const length = roll(Math.min(64, bytes.length - at + 1))
    const word = Buffer.from(words[roll(words.length)] ?? '', roll(8) === 0 ? 'latin1' : 'utf8')
    const [head, middle, tail] = [bytes.subarray(0, at), bytes.subarray(at, at + length), bytes.subarray(at + length)]
    switch (roll(8)) {
      case 0:
        if (at < bytes.length) bytes[at] = (bytes[at] ?? 0) ^ (1 << roll(8))
        break
      case 1:
        if (at < bytes.length) bytes[at] = roll(256)
        break
      case 2:
        bytes = Buffer.concat([head, word, middle, tail])
        break
      case 3:
        bytes = Buffer.concat([head, word, tail])
        break
      case 4:
        bytes = Buffer.concat([head, ...Array.from({ length: 1 + roll(20) }, () => middle), tail])
        break
      case 5:
        bytes = Buffer.concat([head, tail])
        break
      case 6:
        bytes = Buffer.concat([head, tail.subarray(roll(tail.length + 1)), middle])
        break
      default:
        bytes = Buffer.from(
          bytes
            .toString('latin1')
            .replace(/\d+/g, digits => (roll(12) === 0 ? (NUMBERS[roll(NUMBERS.length)] ?? digits) : digits)),
          'latin1',
        )
    }
  }
  return bytes.subarray(0, INPUT_MAX)
}
