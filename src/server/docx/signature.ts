import { LINE_ZI, linesOf, titleLines, widthZi } from './measure.ts'
import { PAGE } from './page.ts'

/**
 * The right indents in 字 of signature and date (GB/T 9704 7.3.5): with a seal the date stands four in from the right and the
 * name is centred on it; without, the name stands two in and the date starts two to the right of the name's first character.
 */
export function signatureIndents(issuer: string, date: string, sealed: boolean): { issuer: number; date: number } {
  const name = widthZi(issuer)
  const day = widthZi(date)
  if (!sealed) return day > name ? { issuer: day + 4 - name, date: 2 } : { issuer: 2, date: name - day }
  const indent = 4 + day / 2 - name / 2
  return indent < 0 ? { issuer: 0, date: 4 - indent } : { issuer: indent, date: 4 }
}

/** What stands before and around a signature. Heights in twips. */
export interface Cover {
  /** 版头; 0 for none. */
  readonly headHeight: number
  readonly title: string
  readonly recipients: string
  /** Paragraphs of the text, each with its first line two in. */
  readonly body: readonly string[]
  /** Lines of the 附件说明. */
  readonly attachmentLines: number
  /** Name, date and 附注 as printed. */
  readonly signatureLines: number
}

/** How the cover is spaced so that its signature stands under text. */
export interface Spacing {
  readonly linesAboveTitle: number
  readonly sealLines: number
  readonly pitch: number
}

export const TITLE_LINE = 700

/** Narrower and wider pitches the standard lets us take (7.3.5.5), nearest first: 26 to 32 pt, 24 to 20 lines a page. */
const PITCHES = [PAGE.pitch, 568, 560, 590, 552, 607, 540, 622, 530, 637, 520]

/**
 * The spacing by which the signature stands on a page with text (此页无正文 is not written, GB/T 9704 7.3.5.5): as wished if that does,
 * else with other lines for the seal, lines more or less above the title, at last a changed pitch. Word moves name and date
 * together with the attachments' names, so only what goes before them can be given or taken.
 */
export function fitSignature(cover: Cover, wished: Spacing): Spacing {
  const body = cover.body.flatMap(text => linesOf(text)).length
  for (const pitch of PITCHES)
    for (const above of [0, -1, 1, -2, 2, 3])
      for (const sealLines of [wished.sealLines, ...[1, 2, 3].filter(lines => lines !== wished.sealLines)]) {
        const tried = { linesAboveTitle: Math.max(0, wished.linesAboveTitle + above), sealLines, pitch }
        if (standsUnderText(cover, body, tried)) return tried
      }
  return wished
}

function standsUnderText(cover: Cover, bodyLines: number, spacing: Spacing): boolean {
  const { pitch } = spacing
  const recipients = cover.recipients === '' ? 0 : linesOf(cover.recipients, LINE_ZI, 0).length
  const title = cover.title === '' ? 0 : titleLines(cover.title).length * TITLE_LINE
  const before = cover.headHeight + title + (spacing.linesAboveTitle + 1 + recipients) * pitch
  const full = Math.floor(PAGE.textHeight / pitch)
  const first = Math.max(0, Math.floor((PAGE.textHeight - before) / pitch))
  const used = bodyLines <= first ? bodyLines + (full - first) : ((bodyLines - first - 1) % full) + 1
  const tail = (cover.attachmentLines === 0 ? 0 : cover.attachmentLines + 1) + spacing.sealLines + cover.signatureLines
  return used + tail <= full
}
