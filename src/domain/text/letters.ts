/** The letters of a text a UTF-16 unit each, as they are compared, with where in the text each begins and ends (`to` is not part of it). */
export interface Letters {
  readonly row: string
  readonly from: readonly number[]
  readonly to: readonly number[]
}

const LETTER = /[\p{L}\p{M}\p{N}]/u

/** Letters and digits of a text without its punctuation and spaces, full width and case folded. `end`: letters after so many are left out. */
export function lettersOf(text: string, end = Number.POSITIVE_INFINITY): Letters {
  let row = ''
  const from: number[] = []
  const to: number[] = []
  let at = 0
  for (const character of text) {
    if (row.length >= end) break
    const next = at + character.length
    for (const letter of character.normalize('NFKC').toLowerCase()) {
      if (!LETTER.test(letter)) continue
      row += letter
      for (let unit = 0; unit < letter.length; unit += 1) {
        from.push(at)
        to.push(next)
      }
    }
    at = next
  }
  return { row, from, to }
}
