/** The one escaper of the documents we write: no text of people reaches XML by another way (NOTE-03). */

// Everything XML 1.0 does not allow: control characters, lone surrogates, U+FFFE and U+FFFF.
const ILLEGAL = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** Text → text fit for an element or a quoted attribute; what XML 1.0 cannot hold is left out. */
export const escapeXml = (text: string): string =>
  text.replace(ILLEGAL, '').replace(/[&<>"']/g, mark => ENTITIES[mark] ?? '')

/** The characters of a text that a document cannot hold, as `U+0008`, each once, in order of appearance. */
export const illegalCharacters = (text: string): string[] => [
  ...new Set(
    Array.from(
      text.matchAll(ILLEGAL),
      ([mark]) => `U+${(mark.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
    ),
  ),
]

export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/** The vocabulary of Word's parts. */
export const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
