import type { Seen } from './body.ts'
import { relationsOf } from './package-parts.ts'
import { type Element, type Handler, parsePart } from './parts.ts'
import type { Parts } from './zip.ts'

/** How many texts of one kind a warning quotes, and how much of each. */
const QUOTES_MAX = 3
const QUOTE_LENGTH = 40

/** What of a body was met and not read → Chinese sentences, one a kind; nothing for what was not met. */
export function bodyWarnings(seen: Seen, fetching: ReadonlyMap<string, number>): string[] {
  const fields = [...fetching.values()].reduce((sum, count) => sum + count, 0)
  const said: readonly [number, string][] = [
    [seen.inserted + seen.deleted, `文中有 ${seen.inserted + seen.deleted} 处修订，已按全部接受后的文字读取。`],
    [seen.hidden, `文中有 ${seen.hidden} 处隐藏文字，没有读取。`],
    [seen.pictures, `文中有 ${seen.pictures} 幅图片，图片里的文字没有读取。`],
    [seen.unknownNumbers, `有 ${seen.unknownNumbers} 处自动编号的样式未能识别，编号没有读取。`],
    [seen.foreign, `文中嵌入了 ${seen.foreign} 处外部内容，没有读取。`],
    [seen.symbols, `文中有 ${seen.symbols} 个符号字体的字符，没有读取。`],
    [seen.objects, `文中有 ${seen.objects} 个嵌入对象，对象里的内容没有读取。`],
    [
      fields,
      `文中有 ${fields} 处从外部取数的域（${[...fetching.keys()].join('、')}），没有执行，按文件中保存的结果读取。`,
    ],
  ]
  return said.flatMap(([count, sentence]) => (count > 0 ? [sentence] : []))
}

/** What stands around the body of a document and is not read: comments, notes, heads and feet of pages, macros, links to elsewhere. */
export async function partWarnings(parts: Parts, main: string): Promise<string[]> {
  const relations = await relationsOf(parts, main)
  const textsIn = async (type: string, element: string): Promise<string[]> => {
    const texts: string[] = []
    for (const { target } of relations.filter(relation => relation.type === type && !relation.external)) {
      const collector = new TextsOf(element)
      await parsePart(parts, target, collector)
      texts.push(...collector.texts)
    }
    return texts.map(text => text.trim()).filter(text => text !== '')
  }
  const heads = [...(await textsIn('header', 'hdr')), ...(await textsIn('footer', 'ftr'))]
  return [
    ...quoted('批注', await textsIn('comments', 'comment')),
    ...quoted('脚注', await textsIn('footnotes', 'footnote')),
    ...quoted('尾注', await textsIn('endnotes', 'endnote')),
    ...quoted('页眉页脚', [...new Set(heads.filter(text => !PAGE_NUMBER.test(text)))]),
    ...packageWarnings(parts.names),
    ...outside(relations.filter(({ external, type }) => external && type !== 'hyperlink').map(({ target }) => target)),
  ]
}

/** What may lie in any package of Word or Excel beside its texts. */
export function packageWarnings(names: ReadonlySet<string>): string[] {
  const all = [...names]
  const embedded = all.filter(name =>
    /\/(?:embeddings|activeX)\/[^/]+\.(?:bin|docx?|xlsx?|pptx?|vsd|vml|ocx)$/i.test(name),
  ).length
  return [
    ...(all.some(name => /vbaProject\.bin$/i.test(name)) ? ['文件带有宏；宏没有读取，也不会运行。'] : []),
    ...(embedded > 0 ? [`文件里附带 ${embedded} 个嵌入的文件或控件，没有读取。`] : []),
  ]
}

/** Addresses elsewhere that a document would fetch things from. */
export const outside = (addresses: readonly string[]): string[] =>
  addresses.length === 0
    ? []
    : [
        `文件引用了 ${addresses.length} 处外部资源（${cut(addresses[0] ?? '')}${addresses.length > 1 ? ' 等' : ''}），没有访问。`,
      ]

/** A page number alone says nothing that would be missed. */
const PAGE_NUMBER = /^[\s—－–-]*(?:第?\s*\d*\s*页?|共\s*\d+\s*页|\/)*[\s—－–-]*$/

/** Texts of one kind that were not read into the body → one sentence with the first of them; none for none. */
export function quoted(what: string, texts: readonly string[]): string[] {
  if (texts.length === 0) return []
  const some = texts.slice(0, QUOTES_MAX).map(text => `“${cut(text)}”`)
  return [
    `文件有${what} ${texts.length} 处，没有读入正文：${some.join('、')}${texts.length > QUOTES_MAX ? ' 等' : ''}。`,
  ]
}

function cut(text: string): string {
  const characters = Array.from(text.slice(0, QUOTE_LENGTH * 2).replace(/\s+/g, ' '))
  return characters.length > QUOTE_LENGTH ? `${characters.slice(0, QUOTE_LENGTH).join('')}…` : characters.join('')
}

/** Collects the text of each element of one name; those Word makes for lines between notes have a type and are none. */
class TextsOf implements Handler {
  readonly texts: string[] = []
  readonly #element: string
  #inside = false
  #inText = false

  constructor(element: string) {
    this.#element = element
  }

  open({ name, vocabulary, attribute }: Element): void {
    if (vocabulary !== 'word') return
    if (name === this.#element && !/eparator|ontinuation/.test(attribute('type') ?? '')) {
      this.#inside = true
      this.texts.push('')
    }
    this.#inText = name === 't'
  }

  close({ name, vocabulary }: Element): void {
    if (vocabulary === 'word' && name === this.#element) this.#inside = false
    this.#inText = false
  }

  text(text: string): void {
    const last = this.texts.length - 1
    const own = this.texts[last]
    if (this.#inside && this.#inText && own !== undefined && own.length < QUOTE_LENGTH * 4)
      this.texts[last] = own + text
  }
}
