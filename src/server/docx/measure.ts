/** Widths in 字 (one full-width character), by which lines are planned without a font at hand. */

/** A character below U+0100 is half a 字 wide, except · which Chinese fonts draw in full. */
const ziOf = (character: string): number => ((character.codePointAt(0) ?? 0) < 0x100 && character !== '·' ? 0.5 : 1)

export const widthZi = (text: string): number =>
  Array.from(text).reduce((width, character) => width + ziOf(character), 0)

export const LINE_ZI = 28
const FIRST_INDENT_ZI = 2

/** Marks no line may begin with, and brackets no line may end with (GB/T 15834 5.1), as Word has them for zh-CN. */
const NOT_FIRST = /^[!%),.:;>?\]}·’”…‰℃、。〉》」』】〕！），．：；？］｝～％]/
const NOT_LAST = /[([{‘“〈《「『【〔（［｛]$/

/** Pieces of a text that no line break parts: a character, a number or Latin word, a 破折号 or 省略号. */
const PIECES = /[\x21-\x7e\xa0-\xb6\xb8-\xff]+|—+|…+| +|[^\x20-\x7e\xa0-\xb6\xb8-\xff]/gu

/**
 * A paragraph → its lines of `width` 字 as Word and LibreOffice break them on the official page; the first line is shorter by
 * `indent`. Line breaks in the text are kept; a piece wider than a line is cut.
 */
export function linesOf(text: string, width = LINE_ZI, indent = FIRST_INDENT_ZI): string[] {
  const lines: string[] = []
  for (const part of text.split(/\r\n|\r|\n/)) lines.push(...brokenLines(part, width, lines.length === 0 ? indent : 0))
  return lines
}

function brokenLines(text: string, width: number, indent: number): string[] {
  const pieces = (text.match(PIECES) ?? []).flatMap(piece => (widthZi(piece) <= width ? [piece] : Array.from(piece)))
  const lines: string[] = []
  let start = 0
  let used = indent
  for (let at = 0; at < pieces.length; at += 1) {
    const piece = pieces[at] ?? ''
    const wide = widthZi(piece)
    if (used + wide > width && at > start && piece.trim() !== '') {
      const turn = breakAt(pieces, start, at)
      lines.push(pieces.slice(start, turn).join(''))
      start = turn
      used = widthZi(pieces.slice(turn, at).join(''))
    }
    used += wide
  }
  return [...lines, pieces.slice(start).join('')]
}

/** The last place up to `at` where a line from `start` on may end. */
function breakAt(pieces: readonly string[], start: number, at: number): number {
  for (let turn = at; turn > start; turn -= 1)
    if (!NOT_FIRST.test(pieces[turn] ?? '') && !NOT_LAST.test(pieces[turn - 1] ?? '')) return turn
  return at
}

/** Whether the source label still fits, whole, on the last line of a paragraph that starts 左空二字 with this text. */
export function fitsInline(text: string, label: string): boolean {
  const lines = linesOf(text)
  const used = widthZi(lines.at(-1) ?? '') + (lines.length === 1 ? FIRST_INDENT_ZI : 0)
  return used + widthZi(label) <= LINE_ZI
}

const TITLE_LINE_ZI = 20
const SHORT_TITLE_ZI = 12

/**
 * A title → its lines (GB/T 9704 7.3.1). The issuer before 关于 and the kind of paper, spread over three (`通　报`), stand on lines of
 * their own; what is still too long breaks into even lines between words.
 */
export function titleLines(title: string): string[] {
  const text = title.replace(/[\r\n]+/g, '')
  if (widthZi(text) <= SHORT_TITLE_ZI) return [text]
  const [, body = text, kind = ''] = /^(.+的)(通报|通知|报告|请示|函)$/.exec(text) ?? []
  const about = widthZi(body) > TITLE_LINE_ZI ? body.indexOf('关于') : 0
  const parts = about > 0 ? [body.slice(0, about), body.slice(about)] : [body]
  return [
    ...parts.flatMap(part => evenLines(part, TITLE_LINE_ZI)),
    ...(kind === '' ? [] : [Array.from(kind).join('　')]),
  ]
}

/** A text → the fewest lines of at most `width` 字, about equally long, broken between words. */
export function evenLines(text: string, width: number): string[] {
  const count = Math.ceil(widthZi(text) / width)
  if (count <= 1) return [text]
  const at = breakNear(text, Math.ceil(Array.from(text).length / count), width)
  return [text.slice(0, at), ...evenLines(text.slice(at), width)]
}

/** Words a line of a title may begin with, behind one character. */
const TITLE_WORDS = /^.(政务|(?<!务)信息|工作|采用|报送|宣传|考核|全市|情况)/su

const WORDS = new Intl.Segmenter('zh', { granularity: 'word' })

/**
 * The best place to break near `at` (in characters), as an offset: at a mark or before a word of ours if there is one within three
 * characters, else between any two words; never inside a number, after an opening bracket or before a closing one.
 */
function breakNear(text: string, at: number, width: number): number {
  const characters = Array.from(text)
  const mayBreak = (place: number): boolean => {
    const before = characters[place - 1] ?? ''
    const after = characters[place] ?? ''
    return (
      place > 0 &&
      place < characters.length &&
      !NOT_FIRST.test(after) &&
      !NOT_LAST.test(before) &&
      !(/[\dA-Za-z]/.test(before) && /[\dA-Za-z年月日号期]/.test(after)) &&
      widthZi(characters.slice(0, place).join('')) <= width
    )
  }
  const words = wordStarts(characters, at)
  const isOurs = (place: number): boolean =>
    '的、，'.includes(characters[place - 1] ?? ' ') ||
    (TITLE_WORDS.test(characters.slice(place - 1, place + 3).join('')) && words.has(place))
  const near = [0, -1, 1, -2, 2, -3, 3].map(off => at + off).filter(mayBreak)
  const best =
    near.find(isOurs) ?? near.find(place => words.has(place)) ?? near[0] ?? Math.min(at, characters.length - 1)
  return characters.slice(0, best).join('').length
}

const WINDOW = 12

/** The places around `at` where a word begins. */
function wordStarts(characters: readonly string[], at: number): Set<number> {
  const from = Math.max(0, at - WINDOW)
  const starts = new Set<number>()
  let place = from
  for (const { segment } of WORDS.segment(characters.slice(from, at + WINDOW).join(''))) {
    starts.add(place)
    place += Array.from(segment).length
  }
  return starts
}
