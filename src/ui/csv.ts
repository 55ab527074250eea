/** What a spreadsheet would take for a formula: it is told that this is text (EXP-01). Plain numbers stay numbers. */
const looksLikeFormula = (cell: string): boolean => /^[=+\-@\t\r]/.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell)

const quoted = (cell: string): string => `"${(looksLikeFormula(cell) ? `'${cell}` : cell).replace(/"/g, '""')}"`

/** Rows → the text of a .csv file which Excel and WPS open as Chinese (with a byte order mark) and never run as formulas. */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  `\uFEFF${rows.map(row => row.map(quoted).join(',')).join('\r\n')}\r\n`
