import { SaxesParser, type SaxesTagNS } from 'saxes'
import { Refusal } from './refusal.ts'
import type { Parts } from './zip.ts'

/** Limits of untrusted XML (XML-01). A document type declaration is refused: it is where entities and files get in. */
const LIMITS = { depth: 256, nodes: 2_000_000, attributes: 256, text: 16 * 1024 * 1024 } as const

/** An element as the reader sees it: its local name, whose word it is, its attributes by local name. */
export interface Element {
  readonly name: string
  readonly vocabulary: Vocabulary
  /** Where its beginning ends in the part, in characters (UTF-16) after a byte order mark. */
  readonly end: number
  attribute(name: string): string | undefined
}

/** Whose words an element is of; `other` is all that text reading passes over. */
export type Vocabulary = 'word' | 'sheet' | 'compatibility' | 'math' | 'package' | 'other'

export interface Handler {
  open(element: Element): void
  /** `end` is where its end word ends in the part. */
  close(element: Element, end: number): void
  text(text: string): void
}

const VOCABULARIES: ReadonlyMap<string, Vocabulary> = new Map([
  ['http://schemas.openxmlformats.org/wordprocessingml/2006/main', 'word'],
  ['http://purl.oclc.org/ooxml/wordprocessingml/main', 'word'], // the strict form of the standard
  ['http://schemas.openxmlformats.org/spreadsheetml/2006/main', 'sheet'],
  ['http://purl.oclc.org/ooxml/spreadsheetml/main', 'sheet'],
  ['http://schemas.openxmlformats.org/markup-compatibility/2006', 'compatibility'],
  ['http://schemas.openxmlformats.org/officeDocument/2006/math', 'math'],
  ['http://purl.oclc.org/ooxml/officeDocument/math', 'math'],
  ['http://schemas.openxmlformats.org/package/2006/relationships', 'package'],
])

const BROKEN = '文件内容不完整（其中的 XML 有错误），没有读取。请在 Word、Excel 或 WPS 中打开并另存后再试。'
const DOCTYPE = '文件中含有不允许的文档类型声明（DOCTYPE），为安全起见没有读取。请在 Word 或 WPS 中另存后再试。'
const TOO_COMPLEX = '文件内容过于复杂（嵌套太深或内容太多），为安全起见没有读取。请拆分或简化后再试。'

/** Parses one XML part while it is inflated, under the limits above; false when there is no such part. */
export async function parsePart(parts: Parts, name: string, handler: Handler): Promise<boolean> {
  const parser = new SaxesParser<{ xmlns: true }>({ xmlns: true })
  const open: Element[] = []
  let nodes = 0
  let attributes = 0
  let textLength = 0
  const count = (): void => {
    nodes += 1
    if (nodes > LIMITS.nodes) throw new Refusal(TOO_COMPLEX)
  }
  const onText = (text: string): void => {
    count()
    textLength += text.length
    if (textLength > LIMITS.text) throw new Refusal(TOO_COMPLEX)
    handler.text(text)
  }
  parser.on('error', () => {
    throw new Refusal(BROKEN)
  })
  parser.on('doctype', () => {
    throw new Refusal(DOCTYPE)
  })
  parser.on('opentagstart', () => {
    attributes = 0
    if (open.length >= LIMITS.depth) throw new Refusal(TOO_COMPLEX)
  })
  parser.on('attribute', () => {
    attributes += 1
    if (attributes > LIMITS.attributes) throw new Refusal(TOO_COMPLEX)
  })
  parser.on('opentag', tag => {
    count()
    const element = elementOf(tag, parser.position)
    open.push(element)
    handler.open(element)
  })
  parser.on('closetag', () => {
    const element = open.pop()
    if (element !== undefined) handler.close(element, parser.position)
  })
  parser.on('text', onText)
  parser.on('cdata', onText)

  let decoder: TextDecoder | null = null
  const found = await parts.read(name, chunk => {
    decoder ??= decoderFor(chunk)
    parser.write(decode(decoder, chunk))
  })
  if (!found) return false
  if (decoder !== null) parser.write(decode(decoder))
  parser.close()
  return true
}

function elementOf(tag: SaxesTagNS, end: number): Element {
  return {
    name: tag.local,
    vocabulary: VOCABULARIES.get(tag.uri) ?? 'other',
    end,
    attribute: name => {
      for (const attribute of Object.values(tag.attributes)) if (attribute.local === name) return attribute.value
      return undefined
    },
  }
}

/** A switch of Word without a value, or with any but these, is on. */
export const isOn = (element: Element): boolean =>
  !['0', 'false', 'off', 'none'].includes(element.attribute('val') ?? '')

/** A number attribute; what is none, or not sensible, is 0. */
export function wholeOf(value: string | undefined): number {
  return value !== undefined && /^\d{1,6}$/.test(value) ? Number(value) : 0
}

const decoderFor = (chunk: Uint8Array): TextDecoder => {
  const [first, second] = chunk
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
  return new TextDecoder(encoding, { fatal: true })
}

function decode(decoder: TextDecoder, chunk?: Uint8Array): string {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true })
  } catch {
    throw new Refusal(BROKEN)
  }
}
