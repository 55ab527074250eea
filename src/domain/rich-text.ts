import { z } from 'zod'
import { Problem } from './problems.ts'
import { htmlTokens } from './rich-text/tokens.ts'

/**
 * A text with the few kinds of structure we keep. It is a value and never a string of markup: what is not in these shapes cannot be
 * stored, sent or shown, so nothing pasted or converted can carry a script, a style or a foreign address (HTML-01).
 */

/** Limits of one text. Characters of all its runs together; blocks; cells of one row. */
const LIMITS = { html: 5_000_000, characters: 500_000, blocks: 10_000, rows: 5_000, cells: 200, span: 1_000 } as const

const SAFE_ADDRESS = /^(?:https?:\/\/|mailto:)[^\s\p{Cc}<>"`\\]{1,2000}$/iu

/** A stretch of text of one look. A line broken by hand is a `\n` in it. */
export const RichRun = z.strictObject({
  text: z.string().min(1).max(LIMITS.characters),
  strong: z.literal(true).optional(),
  em: z.literal(true).optional(),
  underline: z.literal(true).optional(),
  href: z.string().regex(SAFE_ADDRESS).optional(),
})
export type RichRun = z.infer<typeof RichRun>

const Runs = z.array(RichRun).max(LIMITS.blocks)

/** A cell of a table; cells that a merged one covers are left out. Lists and tables in a cell are lines of it. */
export const RichCell = z.strictObject({
  paragraphs: z.array(Runs).max(LIMITS.blocks),
  head: z.literal(true).optional(),
  rowSpan: z.number().int().min(2).max(LIMITS.span).optional(),
  colSpan: z.number().int().min(2).max(LIMITS.span).optional(),
})
export type RichCell = z.infer<typeof RichCell>

export const RichBlock = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('paragraph'), runs: Runs }),
  z.strictObject({
    kind: z.literal('list'),
    /** Numbered, or with dots. Items of a list inside a list have a deeper level. */
    ordered: z.boolean(),
    items: z.array(z.strictObject({ level: z.number().int().min(0).max(8), runs: Runs })).max(LIMITS.blocks),
  }),
  z.strictObject({
    kind: z.literal('table'),
    rows: z.array(z.array(RichCell).max(LIMITS.cells)).max(LIMITS.rows),
  }),
])
export type RichBlock = z.infer<typeof RichBlock>

/** The blocks of a text in order; an empty text is an empty list. */
export const RichText = z
  .array(RichBlock)
  .max(LIMITS.blocks)
  .refine(blocks => charactersOf(blocks) <= LIMITS.characters, '正文超过五十万字')
export type RichText = z.infer<typeof RichText>

/**
 * HTML as a browser or Word puts it on the clipboard, or a converter makes it → the text of it. Kept: paragraphs, line breaks, bold,
 * italics, underlines, lists, tables with their spans, links to http, https and mailto. Everything else loses its tag and keeps its
 * text, but for scripts, styles, drawings and the like, which go with what is in them, and what Word marks as hidden or deleted.
 * Throws `Problem` `too-large` above the limits. Takes time in proportion to the length, whatever stands in it.
 */
export function readRich(html: string): RichText {
  if (html.length > LIMITS.html) throw new Problem('too-large', { limit: '500 万字符' })
  const builder = new Builder()
  for (const token of htmlTokens(html)) {
    if (token.kind === 'text') builder.text(token.text)
    else if (token.kind === 'open') builder.open(token.name, token.attributes)
    else builder.close(token.name)
  }
  return sized(builder.end())
}

/** Plain text → paragraphs, one a line; empty lines part nothing and are left out. Throws `too-large` above the limits. */
export const richOfText = (text: string): RichText =>
  sized(
    text
      .split(/\r\n|\r|\n/)
      .map(line => line.replace(CONTROLS, '').trim())
      .filter(line => line !== '')
      .map(line => ({ kind: 'paragraph', runs: [{ text: line }] })),
  )

/** The words of a text without their looks: one line for each paragraph, item and row, cells parted by tabs, marks of lists left out. */
export function plainOf(rich: RichText): string {
  return rich
    .flatMap(block => {
      if (block.kind === 'paragraph') return [wordsOf(block.runs)]
      if (block.kind === 'list') return block.items.map(item => wordsOf(item.runs))
      return block.rows.map(row => row.map(cell => cell.paragraphs.map(wordsOf).join(' ')).join('\t'))
    })
    .join('\n')
}

const wordsOf = (runs: readonly RichRun[]): string => runs.map(run => run.text).join('')

function charactersOf(blocks: readonly RichBlock[]): number {
  let characters = 0
  const count = (runs: readonly RichRun[]): void => {
    for (const run of runs) characters += run.text.length
  }
  for (const block of blocks) {
    if (block.kind === 'paragraph') count(block.runs)
    else if (block.kind === 'list') for (const item of block.items) count(item.runs)
    else for (const cell of block.rows.flat()) for (const runs of cell.paragraphs) count(runs)
  }
  return characters
}

function sized(blocks: RichBlock[]): RichText {
  if (blocks.length > LIMITS.blocks || charactersOf(blocks) > LIMITS.characters)
    throw new Problem('too-large', { limit: '五十万字' })
  return blocks
}

/** The address of a link when it leads where a link of a text may lead; else nothing. Blanks hidden in it do not make it pass. */
function safeAddress(written: string): string | undefined {
  const address = written.trim()
  return SAFE_ADDRESS.test(address) ? address : undefined
}

// ── building ───────────────────────────────────────────────────────────────────────────────────────────────────

const MARKS: ReadonlyMap<string, 'strong' | 'em' | 'underline'> = new Map([
  ['b', 'strong'],
  ['strong', 'strong'],
  ['i', 'em'],
  ['em', 'em'],
  ['u', 'underline'],
  ['ins', 'underline'],
])

/** Words that begin and end a paragraph, whatever else they mean. */
const PARAGRAPHS = new Set(
  'p div h1 h2 h3 h4 h5 h6 blockquote pre section article header footer main aside nav address figure figcaption hr dl dt dd center form fieldset caption body'.split(
    ' ',
  ),
)
const HEADINGS = /^h[1-6]$/

/** How the text goes on looking: one for each open word that changes it. */
interface Look {
  readonly name: string
  readonly mark: 'strong' | 'em' | 'underline' | null
  readonly href: string | undefined
}

interface OpenCell {
  readonly paragraphs: RichRun[][]
  readonly head: boolean
  readonly rowSpan: number
  readonly colSpan: number
}

interface OpenTable {
  readonly rows: OpenCell[][]
  /** How many looks and lists were open outside: what a cell leaves open ends with it. */
  readonly looks: number
  readonly lists: number
  inCell: boolean
}

class Builder {
  readonly #blocks: RichBlock[] = []
  readonly #looks: Look[] = []
  readonly #lists: boolean[] = []
  readonly #tables: OpenTable[] = []
  #runs: RichRun[] = []
  /** The list the next item goes on in; null after anything else. */
  #list: Extract<RichBlock, { kind: 'list' }> | null = null

  text(text: string): void {
    const clean = text.replace(CONTROLS, '')
    if (clean === '') return
    const table = this.#tables.at(-1)
    // Blanks between rows and cells are no text.
    if (table !== undefined && !table.inCell && clean.trim() === '') return
    this.#add(clean)
  }

  #add(text: string): void {
    const look: Omit<RichRun, 'text'> = {}
    for (const { mark, href } of this.#looks) {
      if (mark !== null) look[mark] = true
      if (href !== undefined) look.href = href
    }
    const last = this.#runs.at(-1)
    if (last !== undefined && sameLook(last, look)) last.text += text
    else this.#runs.push({ text, ...look })
  }

  open(name: string, attributes: ReadonlyMap<string, string>): void {
    const mark = MARKS.get(name)
    if (mark !== undefined) this.#look({ name, mark, href: undefined })
    else if (name === 'a') this.#look({ name, mark: null, href: safeAddress(attributes.get('href') ?? '') })
    else if (name === 'br') this.#add('\n')
    else if (name === 'ul' || name === 'ol') {
      this.#flush()
      if (this.#lists.length < DEPTH_MAX) this.#lists.push(name === 'ol')
    } else if (name === 'li') this.#flush()
    else if (name === 'table' || name === 'tr' || name === 'td' || name === 'th') this.#openTable(name, attributes)
    else if (PARAGRAPHS.has(name)) {
      this.#flush()
      if (HEADINGS.test(name)) this.#look({ name, mark: 'strong', href: undefined })
    }
  }

  close(name: string): void {
    if (MARKS.has(name) || name === 'a') this.#unlook(name)
    else if (name === 'ul' || name === 'ol') {
      this.#flush()
      if (this.#lists.length > (this.#tables.at(-1)?.lists ?? 0)) this.#lists.pop()
      if (this.#lists.length === 0) this.#list = null
    } else if (name === 'li') this.#flush()
    else if (name === 'td' || name === 'th' || name === 'tr') this.#endCell()
    else if (name === 'table') this.#endTable()
    else if (PARAGRAPHS.has(name)) {
      this.#flush()
      if (HEADINGS.test(name)) this.#unlook(name)
    }
  }

  end(): RichBlock[] {
    while (this.#tables.length > 0) this.#endTable()
    this.#flush()
    return this.#blocks
  }

  #look(look: Look): void {
    if (this.#looks.length < LOOKS_MAX) this.#looks.push(look)
  }

  #unlook(name: string): void {
    const outside = this.#tables.at(-1)?.looks ?? 0
    const at = this.#looks.findLastIndex(look => look.name === name)
    if (at >= outside) this.#looks.splice(at, 1)
  }

  /** What stands between two marks of structure is a paragraph of wherever we are: of a cell, an item or the text itself. */
  #flush(): void {
    const runs = tidied(this.#runs)
    this.#runs = []
    if (runs.length === 0) return
    const cell = this.#tables.at(-1)?.rows.at(-1)?.at(-1)
    if (cell !== undefined) cell.paragraphs.push(runs)
    else if (this.#lists.length > 0) this.#item(runs)
    else {
      this.#list = null
      this.#blocks.push({ kind: 'paragraph', runs })
    }
  }

  #item(runs: RichRun[]): void {
    const ordered = this.#lists[0] ?? false
    if (this.#list === null) {
      this.#list = { kind: 'list', ordered, items: [] }
      this.#blocks.push(this.#list)
    }
    this.#list.items.push({ level: Math.min(this.#lists.length - 1, 8), runs })
  }

  #openTable(name: string, attributes: ReadonlyMap<string, string>): void {
    if (name === 'table') {
      this.#flush()
      if (this.#tables.length < DEPTH_MAX)
        this.#tables.push({ rows: [], looks: this.#looks.length, lists: this.#lists.length, inCell: false })
      return
    }
    const table = this.#tables.at(-1)
    if (table === undefined) return
    this.#endCell()
    if (name === 'tr' || table.rows.length === 0) table.rows.push([])
    if (name === 'tr') return
    table.inCell = true
    const span = (which: string): number => Math.max(1, Math.min(LIMITS.span, wholeOf(attributes.get(which))))
    table.rows.at(-1)?.push({ paragraphs: [], head: name === 'th', rowSpan: span('rowspan'), colSpan: span('colspan') })
  }

  #endCell(): void {
    this.#flush()
    const table = this.#tables.at(-1)
    if (table === undefined) return
    table.inCell = false
    this.#looks.length = Math.min(this.#looks.length, table.looks)
    this.#lists.length = Math.min(this.#lists.length, table.lists)
  }

  #endTable(): void {
    this.#endCell()
    const table = this.#tables.pop()
    if (table === undefined) return
    const rows = table.rows.filter(row => row.length > 0)
    const outer = this.#tables.at(-1)?.rows.at(-1)?.at(-1)
    if (outer !== undefined) {
      for (const row of rows) outer.paragraphs.push(tidied(lineOf(row)))
      return
    }
    if (rows.length === 0) return
    this.#list = null
    if (rows.length > LIMITS.rows || rows.some(row => row.length > LIMITS.cells))
      throw new Problem('too-large', { limit: `表格 ${LIMITS.rows} 行、${LIMITS.cells} 列` })
    this.#blocks.push({ kind: 'table', rows: rows.map(row => row.map(closed)) })
  }
}

/** Tables or lists inside each other, and looks inside each other, beyond which structure is not kept. */
const DEPTH_MAX = 20
const LOOKS_MAX = 50

// Control characters that are no blank: no text has them, and no document can hold them.
const CONTROLS = /(?![\t\n\r])\p{Cc}|[\ud800-\udfff\ufffe\uffff]/gu

const sameLook = (run: RichRun, look: Omit<RichRun, 'text'>): boolean =>
  run.strong === look.strong && run.em === look.em && run.underline === look.underline && run.href === look.href

const wholeOf = (text: string | undefined): number => (/^\d{1,6}$/.test(text ?? '') ? Number(text) : 1)

const lineOf = (row: readonly OpenCell[]): RichRun[] =>
  row.flatMap((cell, index) => [
    ...(index === 0 ? [] : [{ text: '\t' }]),
    ...cell.paragraphs.flatMap((runs, at) => (at === 0 ? runs : [{ text: ' ' }, ...runs])),
  ])

const closed = ({ paragraphs, head, rowSpan, colSpan }: OpenCell): RichCell => ({
  paragraphs,
  ...(head ? { head: true } : {}),
  ...(rowSpan > 1 ? { rowSpan } : {}),
  ...(colSpan > 1 ? { colSpan } : {}),
})

/** Runs without blanks at either end of the paragraph and around its line breaks, and without empty runs. */
function tidied(runs: readonly RichRun[]): RichRun[] {
  const kept: RichRun[] = []
  let fresh = true
  for (const run of runs) {
    const lines = run.text.split('\n')
    const last = lines.length - 1
    const text = lines
      .map((line, at) => (at < last ? line.trimEnd() : line))
      .map((line, at) => (at > 0 || fresh ? line.trimStart() : line))
      .join('\n')
    const shown = kept.length === 0 ? text.replace(/^\n+/, '') : text
    if (shown === '') continue
    kept.push({ ...run, text: shown })
    fresh = shown.endsWith('\n')
  }
  while (kept.length > 0) {
    const last = kept.pop()
    const text = last?.text.trimEnd() ?? ''
    if (last !== undefined && text !== '') return [...kept, { ...last, text }]
  }
  return kept
}
