import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A page of a PDF as poppler finds it; lengths in millimetres from the left and upper edge. */
export interface PdfPage {
  readonly width: number
  readonly height: number
  readonly lines: readonly PdfLine[]
}
export interface PdfLine {
  readonly text: string
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** Whether poppler's tools are installed, with which PDFs are measured. */
export const hasPdfTools = (): boolean =>
  ['pdftotext', 'pdffonts', 'pdfinfo'].every(tool => spawnSync(tool, ['-v']).error === undefined)

function withFile<T>(pdf: Uint8Array, work: (path: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'caifeng-pages-'))
  try {
    const path = join(folder, 'paper.pdf')
    writeFileSync(path, pdf)
    return work(path)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const said = (tool: string, ...args: string[]): string =>
  execFileSync(tool, args, { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024, stdio: ['ignore', 'pipe', 'ignore'] })

const MM = 25.4 / 72

/** The bytes of a PDF → its pages: words at one height are a line. */
export function pdfPages(pdf: Uint8Array): PdfPage[] {
  const xml = withFile(pdf, path => said('pdftotext', '-bbox', path, '-'))
  return xml.split('<page ').slice(1).map(pageOf)
}

const WORD = /<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)<\/word>/g

function pageOf(xml: string): PdfPage {
  const words = [...xml.matchAll(WORD)]
    .map(([, left, top, right, bottom, text = '']) => ({
      text,
      left: Number(left) * MM,
      right: Number(right) * MM,
      top: Number(top) * MM,
      bottom: Number(bottom) * MM,
    }))
    .toSorted((a, b) => a.top + a.bottom - b.top - b.bottom)
  const rows: PdfLine[][] = []
  for (const word of words) {
    const first = rows.at(-1)?.[0]
    if (first !== undefined && Math.abs(first.top + first.bottom - word.top - word.bottom) < 2 * 1.5)
      rows.at(-1)?.push(word)
    else rows.push([word])
  }
  const size = (name: string): number => Number(new RegExp(`${name}="([\\d.]+)"`).exec(xml)?.[1]) * MM
  return { width: size('width'), height: size('height'), lines: rows.map(lineOf) }
}

const lineOf = (words: readonly PdfLine[]): PdfLine => ({
  text: words
    .toSorted((a, b) => a.left - b.left)
    .map(({ text }) => text)
    .join(''),
  left: Math.min(...words.map(({ left }) => left)),
  right: Math.max(...words.map(({ right }) => right)),
  top: Math.min(...words.map(({ top }) => top)),
  bottom: Math.max(...words.map(({ bottom }) => bottom)),
})

/** Names of the fonts of a PDF that are not in the file itself. */
export const fontsLeftOut = (pdf: Uint8Array): string[] =>
  withFile(pdf, path => said('pdffonts', path))
    .split('\n')
    .slice(2)
    .filter(line => line.trim() !== '' && !/\s(yes)\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+\s*$/.test(line))

/** What a PDF says about itself: `Title`, `Tagged` … */
export const pdfInfo = (pdf: Uint8Array): Record<string, string> =>
  Object.fromEntries(
    withFile(pdf, path => said('pdfinfo', path))
      .split('\n')
      .map(line => /^([^:]+):\s*(.*)$/.exec(line))
      .flatMap(match => (match === null ? [] : [[match[1] ?? '', match[2] ?? '']])),
  )
