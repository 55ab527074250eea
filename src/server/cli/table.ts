/** Chinese characters are two columns wide in a terminal. */
const widthOf = (text: string): number => [...text].reduce((width, letter) => width + (letter > '\u02ff' ? 2 : 1), 0)

/** Rows of cells → lines with columns of equal width: the second column, which is a name, flush left, all others flush right. */
export function aligned(table: readonly (readonly string[])[]): string[] {
  const columns = (table[0] ?? []).map((_, column) => Math.max(...table.map(row => widthOf(row[column] ?? ''))))
  return table.map(row =>
    row
      .map((text, column) => {
        const gap = ' '.repeat((columns[column] ?? 0) - widthOf(text))
        return column === 1 ? text + gap : gap + text
      })
      .join('  ')
      .trimEnd(),
  )
}
