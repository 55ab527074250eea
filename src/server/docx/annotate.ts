import { zipSync } from 'fflate'
import { Anchors } from './anchors.ts'
import { relationsOf, relationsPart } from './package-parts.ts'
import { documentPart, readBody } from './read.ts'
import { Refusal } from './refusal.ts'
import type { Remark } from './remarks.ts'
import { escapeXml, XML_HEAD } from './xml.ts'
import { openParts, type Parts } from './zip.ts'

/** Who the comments are by. They have no time, so that the same document and findings give the same bytes. */
const AUTHOR = '采风核对'
const REMARKS_MAX = 2_000

const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const STRICT = 'http://purl.oclc.org/ooxml/wordprocessingml/main'
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships'
const TYPES = 'http://schemas.openxmlformats.org/package/2006/content-types'
const COMMENTS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments'
const COMMENTS_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml'

// Zip times are local times: made from local parts, they are the same bytes in every time zone.
const ZIP_TIME = new Date(2000, 0, 1, 12, 0, 0)

/**
 * The bytes of a .docx → the same document with a comment for each remark, at the cell or words it is about. All other parts are kept
 * byte for byte; the text differs by the marks of the comments only. Comments that were there stay. Refuses (`Refusal`) what the reader
 * refuses, and a document whose text is not UTF-8.
 */
export async function annotateDocx(bytes: Uint8Array, remarks: readonly Remark[]): Promise<Uint8Array> {
  const parts = await openParts(bytes)
  const main = await documentPart(parts)
  const files = await filesOf(parts)
  const text = (name: string): Xml => new Xml(files.get(name) ?? new Uint8Array())
  const document = text(main)
  const { content } = await readBody(parts, main)
  const anchors = new Anchors(document.text, content)
  const relations = await relationsOf(parts, main)
  const known = relations.find(({ type, external }) => type === 'comments' && !external)?.target
  const name = known ?? freshName(parts, `${main.slice(0, main.lastIndexOf('/') + 1)}comments`)
  const comments = known === undefined ? Xml.of(EMPTY_COMMENTS) : text(name)
  const first = 1 + Math.max(-1, ...idsIn(document.text), ...idsIn(comments.text))

  const marks: { at: number; order: number; xml: string }[] = []
  const bodies: string[] = []
  const declared = declares(document.text)
  for (const [index, remark] of remarks.slice(0, REMARKS_MAX).entries()) {
    const span = anchors.of(remark)
    if (span === null) continue
    const id = first + index
    marks.push({ at: span.from, order: 1, xml: startMark(id, declared) })
    marks.push({ at: span.to, order: 0, xml: endMark(id, declared) })
    bodies.push(commentXml(id, remark.text))
  }
  if (marks.length === 0) return bytes
  files.set(main, document.with(marks))
  files.set(name, comments.beforeEnd(bodies.join('')))
  if (known === undefined) {
    const list = relationsPart(main)
    const relation = `<Relationship xmlns="${RELATIONS}" Id="rIdCaifeng" Type="${COMMENTS}" Target="/${name}"/>`
    files.set(list, (files.has(list) ? text(list) : Xml.of(EMPTY_RELATIONS)).beforeEnd(relation))
    const type = `<Override xmlns="${TYPES}" PartName="/${name}" ContentType="${COMMENTS_TYPE}"/>`
    files.set(CONTENT_TYPES, text(CONTENT_TYPES).beforeEnd(type))
  }
  return zipSync(Object.fromEntries([...files].map(([path, file]) => [path, [file, { mtime: ZIP_TIME, level: 6 }]])))
}

const CONTENT_TYPES = '[Content_Types].xml'
const EMPTY_COMMENTS = `${XML_HEAD}<w:comments xmlns:w="${WORD}"></w:comments>`
const EMPTY_RELATIONS = `${XML_HEAD}<Relationships xmlns="${RELATIONS}"></Relationships>`

/** All parts, inflated under the limits of the zip reader, in their order. */
async function filesOf(parts: Parts): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>()
  for (const name of parts.names) {
    const chunks: Uint8Array[] = []
    await parts.read(name, chunk => chunks.push(chunk))
    files.set(name, Buffer.concat(chunks))
  }
  return files
}

/** A part as text, to which something is added in places and nothing else changed. */
class Xml {
  readonly text: string
  readonly #mark: string

  constructor(bytes: Uint8Array) {
    try {
      const whole = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
      this.#mark = whole.startsWith('\ufeff') ? '\ufeff' : ''
      this.text = whole.slice(this.#mark.length)
    } catch {
      throw new Refusal('文件的文字编码不常见，不能加批注。请在 Word 或 WPS 中另存后再试。')
    }
  }

  static of(text: string): Xml {
    return new Xml(new TextEncoder().encode(text))
  }

  /** Marks at the same place: ends come before beginnings. */
  with(marks: readonly { at: number; order: number; xml: string }[]): Uint8Array {
    const pieces: string[] = [this.#mark]
    let done = 0
    for (const { at, xml } of [...marks].sort((a, b) => a.at - b.at || a.order - b.order)) {
      pieces.push(this.text.slice(done, at), xml)
      done = at
    }
    return new TextEncoder().encode([...pieces, this.text.slice(done)].join(''))
  }

  /** Adds to the end of what the part holds; a part without content gets an end first. */
  beforeEnd(xml: string): Uint8Array {
    const empty = /<([^\s<>/?!]+)([^<>]*)\/>\s*$/.exec(this.text)
    if (empty === null) return this.with([{ at: this.text.lastIndexOf('</'), order: 0, xml }])
    const opened = `${this.text.slice(0, empty.index)}<${empty[1]}${empty[2]}>${xml}</${empty[1]}>`
    return new TextEncoder().encode(this.#mark + opened)
  }
}

function freshName(parts: Parts, stem: string): string {
  let name = `${stem}.xml`
  for (let number = 2; parts.names.has(name); number += 1) name = `${stem}${number}.xml`
  return name
}

/** Numbers of comments that are there, also of those the text only mentions. */
const idsIn = (xml: string): number[] =>
  [...xml.matchAll(/<(?:\w+:)?comment(?:RangeStart|RangeEnd|Reference)?\s[^>]*?\bid="(\d{1,9})"/g)].map(([, id]) =>
    Number(id),
  )

/** What marks have to say about their vocabulary: nothing where the document calls it `w`. */
function declares(xml: string): string {
  const root = /<(?:\w+:)?document\b[^>]*>/.exec(xml)?.[0] ?? ''
  if (root.includes(`xmlns:w="${WORD}"`) || root.includes(`xmlns:w="${STRICT}"`)) return ''
  return ` xmlns:w="${root.includes(STRICT) ? STRICT : WORD}"`
}

const startMark = (id: number, declared: string): string => `<w:commentRangeStart${declared} w:id="${id}"/>`
const endMark = (id: number, declared: string): string =>
  `<w:commentRangeEnd${declared} w:id="${id}"/><w:r${declared}><w:commentReference w:id="${id}"/></w:r>`

const commentXml = (id: number, text: string): string =>
  `<w:comment xmlns:w="${WORD}" w:id="${id}" w:author="${AUTHOR}" w:initials="采">` +
  text
    .split('\n')
    .map(line => `<w:p><w:r><w:t xml:space="preserve">${escapeXml(line)}</w:t></w:r></w:p>`)
    .join('') +
  '</w:comment>'
