/** A piece of HTML: a text with its entities read, or the beginning or end of an element by its small name. */
export type HtmlToken =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'open'; readonly name: string; readonly attributes: ReadonlyMap<string, string> }
  | { readonly kind: 'close'; readonly name: string }

/** Elements whose content is no markup to a browser: it ends at their end word only, and none of it is text of a document. */
const RAW = new Set('script style textarea title iframe noscript noembed noframes xmp plaintext'.split(' '))

/** Elements that go with all that is in them. `del` is what somebody took out, `xml` are Word's notes to itself. */
const DROPPED = new Set(
  'head svg math object applet template select button canvas audio video map xml del frameset datalist dialog'.split(
    ' ',
  ),
)

/** Elements that have no end. */
const VOID = new Set('br hr img input meta link base col embed area param source track wbr'.split(' '))

/** What Word marks by a style as not to be seen: hidden text, and the bodies of its comments. */
const HIDDEN = /display\s*:\s*none|mso-hide\s*:\s*all|mso-element\s*:\s*comment|visibility\s*:\s*hidden/i

/**
 * HTML → its texts and elements in order, without comments, declarations, scripts and what is hidden. Blanks are folded to one, as a
 * browser shows them; a line end between two Chinese characters is nothing. Reads each character a bounded number of times.
 */
export function* htmlTokens(html: string): Generator<HtmlToken> {
  let at = 0
  let dropping = { name: '', depth: 0 }
  let before = ''
  while (at < html.length) {
    const mark = html.indexOf('<', at)
    const end = mark === -1 ? html.length : mark
    if (end > at && dropping.depth === 0) {
      const text = foldBlanks(html.slice(at, end), before)
      before = text.at(-1) ?? before
      if (text !== '') yield { kind: 'text', text: decoded(text) }
    }
    if (mark === -1) return
    const tag = tagAt(html, mark)
    at = tag.end
    if (tag.kind === 'none') continue
    if (tag.kind === 'text') {
      if (dropping.depth === 0) yield { kind: 'text', text: '<' }
      before = '<'
      continue
    }
    const { name } = tag
    if (dropping.depth > 0) {
      if (dropping.name === 'head' && name === 'body') dropping = { name: '', depth: 0 }
      else if (name === dropping.name) dropping.depth += tag.kind === 'open' ? 1 : -1
      if (tag.kind === 'open' && RAW.has(name)) at = endOfRaw(html, at, name)
      continue
    }
    if (tag.kind === 'close') {
      yield { kind: 'close', name }
      continue
    }
    if (RAW.has(name)) {
      at = endOfRaw(html, at, name)
      continue
    }
    const hidden = DROPPED.has(name) || HIDDEN.test(tag.attributes.get('style') ?? '')
    if (!hidden) yield { kind: 'open', name, attributes: tag.attributes }
    else if (!VOID.has(name) && !tag.closed) dropping = { name, depth: 1 }
  }
}

type Tag =
  | { readonly kind: 'none'; readonly end: number }
  | { readonly kind: 'text'; readonly end: number }
  | { readonly kind: 'close'; readonly name: string; readonly end: number }
  | {
      readonly kind: 'open'
      readonly name: string
      readonly attributes: ReadonlyMap<string, string>
      readonly closed: boolean
      readonly end: number
    }

const NAME = /[a-z][^\s/>]{0,60}/iy
const ATTRIBUTE = /[\s/]*([^\s/>=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*)))?/y
const ATTRIBUTES_MAX = 100

function tagAt(html: string, mark: number): Tag {
  if (html.startsWith('<!--', mark)) return { kind: 'none', end: after(html, '-->', mark + 2) }
  const next = html[mark + 1]
  if (next === '!' || next === '?') return { kind: 'none', end: after(html, '>', mark + 2) }
  const isEnd = next === '/'
  NAME.lastIndex = mark + (isEnd ? 2 : 1)
  const name = NAME.exec(html)?.[0].toLowerCase()
  if (name === undefined) return isEnd ? { kind: 'none', end: after(html, '>', mark) } : { kind: 'text', end: mark + 1 }
  if (isEnd) return { kind: 'close', name, end: after(html, '>', mark) }
  const attributes = new Map<string, string>()
  let at = NAME.lastIndex
  for (;;) {
    ATTRIBUTE.lastIndex = at
    const match = ATTRIBUTE.exec(html)
    if (match === null) break
    at = ATTRIBUTE.lastIndex
    const key = (match[1] ?? '').toLowerCase()
    if (attributes.size < ATTRIBUTES_MAX && !attributes.has(key))
      attributes.set(key, decoded(match[2] ?? match[3] ?? match[4] ?? ''))
  }
  const end = after(html, '>', at)
  return { kind: 'open', name, attributes, closed: html[end - 2] === '/', end }
}

function after(html: string, what: string, from: number): number {
  const found = html.indexOf(what, from)
  return found === -1 ? html.length : found + what.length
}

/** Where the end word of a raw element stands; without one, the rest of the text is its content. */
function endOfRaw(html: string, from: number, name: string): number {
  const end = new RegExp(`</${name}(?=[\\s/>])`, 'gi')
  end.lastIndex = from
  return end.exec(html)?.index ?? html.length
}

const WIDE = /[\p{Script=Han}\u3000-\u303f\uff01-\uff60]/u
const BLANKS = /[ \t\r\n\f]+/g

function foldBlanks(text: string, before: string): string {
  return text.replace(BLANKS, (blanks, at: number) => {
    const left = at === 0 ? before : (text[at - 1] ?? '')
    const right = text[at + blanks.length] ?? ''
    if (/[\r\n]/.test(blanks) && WIDE.test(left) && WIDE.test(right)) return ''
    return at === 0 && before === ' ' ? '' : ' '
  })
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  ensp: '\u2002',
  emsp: '\u2003',
  thinsp: '\u2009',
  ldquo: '“',
  rdquo: '”',
  lsquo: '‘',
  rsquo: '’',
  mdash: '—',
  ndash: '–',
  hellip: '…',
  middot: '·',
  bull: '•',
  times: '×',
  divide: '÷',
  plusmn: '±',
  deg: '°',
  permil: '‰',
  yen: '¥',
  sect: '§',
  copy: '©',
  reg: '®',
  laquo: '«',
  raquo: '»',
  larr: '←',
  rarr: '→',
  tab: '\t',
  newline: '\n',
  colon: ':',
}
const ENTITY = /&(?:#(\d{1,7});?|#x([0-9a-f]{1,6});?|([a-z]{2,8});)/gi

function decoded(text: string): string {
  return text.replace(ENTITY, (whole, decimal?: string, hex?: string, named?: string) => {
    if (named !== undefined) {
      const name = Object.hasOwn(NAMED, named) ? named : named.toLowerCase()
      return Object.hasOwn(NAMED, name) ? (NAMED[name] ?? whole) : whole
    }
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
    return code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? '' : String.fromCodePoint(code)
  })
}
