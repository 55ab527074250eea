/** Widths in 字 (one full-width character), by which lines are planned without a font at hand. */

/** A character below U+0100 is half a 字 wide, except · which Chinese fonts draw in full. */
const ziOf = (character: string): number => ((character.codePointAt(0) ?? 0) < 0x100 && character !== '·' ? 0.5 : 1)

export const widthZi = (text: string): number => Array.from(text).reduce((width, character) => width + ziOf(character), 0)

const LINE_ZI = 28
const FIRST_INDENT_ZI = 2

/** Whether the source label still fits, whole, on the last line of a paragraph that starts 左空二字 with this text. */
export function fitsInline(text: string, label: string): boolean {
  let column = FIRST_INDENT_ZI
  for (const character of text) {
    const width = ziOf(character)
    column = column + width > LINE_ZI ? width : column + width
  }
  return column + widthZi(label) <= LINE_ZI
}

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

const TITLE_LINE_ZI = 20
const SHORT_TITLE_ZI = 12

/**
 * A title → its lines (GB/T 9704 7.3.1). `…的通报` puts the kind of paper on a line of its own, spread over three: `通　报`; what
 * is still too long breaks near its middle, after a 的, 、 or before 关于 if one is near.
 */
export function titleLines(title: string): string[] {
  const text = title.replace(/[\r\n]+/g, '')
  if (widthZi(text) <= SHORT_TITLE_ZI) return [text]
  const kind = /^(.+的)(通报|通知|报告|请示|函)$/.exec(text)
  if (kind?.[1] === undefined || kind[2] === undefined) return evenLines(text)
  return [...evenLines(kind[1]), Array.from(kind[2]).join('　')]
}

function evenLines(text: string): string[] {
  const characters = Array.from(text)
  const count = Math.ceil(widthZi(text) / TITLE_LINE_ZI)
  if (count <= 1) return [text]
  const size = Math.ceil(characters.length / count)
  const lines: string[] = []
  for (let at = 0; at < characters.length; ) {
    const end = at + size >= characters.length ? characters.length : breakNear(characters, at + size)
    lines.push(characters.slice(at, end).join(''))
    at = end
  }
  return lines
}

/** The nearest good place to break at or up to three characters before `at`; else `at`. */
function breakNear(characters: readonly string[], at: number): number {
  for (let back = 0; back <= 3; back += 1) if ('的、，'.includes(characters[at - back - 1] ?? ' ')) return at - back
  // A digit or a closing mark is not parted from what it belongs to.
  let end = at
  while (end > at - 4 && /[\d）》”、，。]/.test(characters[end] ?? '') && /[\d\p{L}]/u.test(characters[end - 1] ?? '')) end -= 1
  return end
}
