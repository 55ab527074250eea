/** Widths in 字 (one full-width character), by which lines are planned without a font at hand. */

/** A character below U+0100 is half a 字 wide, except · which Chinese fonts draw in full. */
const ziOf = (character: string): number => ((character.codePointAt(0) ?? 0) < 0x100 && character !== '·' ? 0.5 : 1)

export const widthZi = (text: string): number =>
  Array.from(text).reduce((width, character) => width + ziOf(character), 0)

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
 * A title → its lines (GB/T 9704 7.3.1). The issuer before 关于 and the kind of paper, spread over three (`通　报`), stand on lines of
 * their own; what is still too long breaks into even lines, where a word begins if one does nearby.
 */
export function titleLines(title: string): string[] {
  const text = title.replace(/[\r\n]+/g, '')
  if (widthZi(text) <= SHORT_TITLE_ZI) return [text]
  const [, body = text, kind = ''] = /^(.+的)(通报|通知|报告|请示|函)$/.exec(text) ?? []
  const about = widthZi(body) > TITLE_LINE_ZI ? body.indexOf('关于') : 0
  const parts = about > 0 ? [body.slice(0, about), body.slice(about)] : [body]
  return [...parts.flatMap(evenLines), ...(kind === '' ? [] : [Array.from(kind).join('　')])]
}

function evenLines(text: string): string[] {
  const characters = Array.from(text)
  const count = Math.ceil(widthZi(text) / TITLE_LINE_ZI)
  if (count <= 1) return [text]
  const at = breakNear(characters, Math.ceil(characters.length / count))
  return [characters.slice(0, at).join(''), ...evenLines(characters.slice(at).join(''))]
}

/** Words a line of a title may begin with. */
const TITLE_WORDS = ['政务', '信息', '工作', '采用', '报送', '宣传', '考核', '全市', '情况']

/** The good place to break nearest to `at`, at most three characters off; else `at`, but not inside a number. */
function breakNear(characters: readonly string[], at: number): number {
  const startsWord = (place: number): boolean =>
    TITLE_WORDS.includes(characters.slice(place, place + 2).join('')) && characters[place - 1] !== '务'
  const good = (place: number): boolean => startsWord(place) || '的、，'.includes(characters[place - 1] ?? ' ')
  for (const off of [0, -1, 1, -2, 2, -3, 3]) {
    const place = at + off
    if (good(place) && widthZi(characters.slice(0, place).join('')) <= TITLE_LINE_ZI) return place
  }
  for (let place = at; place > at - 4; place -= 1)
    if (!/[\d）》”、，。]/.test(characters[place] ?? '') || !/[\d\p{L}]/u.test(characters[place - 1] ?? ''))
      return place
  return at
}
