import { RichText } from '../../domain/rich-text.ts'
import { Refusal } from '../docx/refusal.ts'
import { type Content, isFilled, linesOf, placed, textOf } from './content.ts'
import type { FileKind } from './kinds.ts'
import { type Labels, labelsOf, NOTHING, signatureOf } from './labels.ts'
import type { ReadFile } from './read.ts'
import { richOf } from './rich.ts'

/** An article as a file proposes it; a person looks at every field before it is handed in. */
export interface ArticleDraft {
  readonly kind: FileKind
  readonly title: string
  readonly body: RichText
  /** As written: 报送单位：…. '' when the file does not say. */
  readonly unitName: string
  readonly contact: { readonly name: string; readonly phone: string }
  /** 信息类别：…, as written; '' when the file does not say. */
  readonly genre: string
  /** 审核：…, 签发：…, as written. */
  readonly approvals: readonly { readonly label: string; readonly name: string }[]
  /** Lines at head and foot that were understood as the above and are not part of the body, as written. */
  readonly taken: readonly string[]
  readonly pictures: ReadFile['pictures']
  readonly warnings: readonly string[]
}

/** How many paragraphs at head and foot may hold labels, and how long a title is. */
const HEAD_MAX = 6
const FOOT_MAX = 8
const TITLE_MAX = 80

/** A document as it was read → an article. Takes nothing out of the body that it did not put into a field. */
export function draftOf(file: ReadFile, filename: string): ArticleDraft {
  const content = placed(file.content).map(each => each.content)
  const filled = content.filter(isFilled)
  const { title, rest } = titled(filled, filename)
  let labels = NOTHING
  const taken: string[] = []
  const body = rest.filter((each, index) => {
    if (each.kind === 'table') return true
    const text = textOf(each).trim()
    const [atHead, atFoot] = [index < HEAD_MAX, index >= rest.length - FOOT_MAX]
    const found = (atHead || atFoot ? labelsOf(text) : null) ?? (index === rest.length - 1 ? signatureOf(text) : null)
    if (found === null) return true
    labels = joined(labels, found)
    taken.push(text)
    return false
  })
  const parsed = RichText.safeParse(richOf(body))
  if (!parsed.success) throw new Refusal('正文五十万字，表格五千行、二百栏', 'too-large')
  return {
    kind: file.kind,
    title,
    body: parsed.data,
    unitName: labels.unit,
    contact: { name: labels.person, phone: labels.phone },
    genre: labels.genre,
    approvals: labels.approvals,
    taken,
    pictures: file.pictures,
    warnings: file.warnings,
  }
}

/** The first label of a kind counts; approvals are all kept. */
const joined = (first: Labels, then: Labels): Labels => ({
  unit: first.unit || then.unit,
  person: first.person || then.person,
  phone: first.phone || then.phone,
  genre: first.genre || then.genre,
  approvals: [...first.approvals, ...then.approvals],
})

const SENTENCE_END = /[。！？；;：:，,]$/

/**
 * The title is the first paragraph that is no label and reads like one; lines of it that are centred alike belong to it. Without one, the
 * file is called what its title would be.
 */
function titled(content: readonly Content[], filename: string): { title: string; rest: readonly Content[] } {
  for (const [index, each] of content.slice(0, HEAD_MAX).entries()) {
    if (each.kind === 'table') break
    const text = lineOf(each)
    if (labelsOf(text) !== null) continue
    if (text.length > TITLE_MAX || SENTENCE_END.test(text)) break
    let [title, end] = [text, index + 1]
    if (each.centred)
      for (let next = content[end]; isFurther(next, title); next = content[end]) {
        title += next?.kind === 'paragraph' ? lineOf(next) : ''
        end += 1
      }
    return { title, rest: [...content.slice(0, index), ...content.slice(end)] }
  }
  return {
    title: filename
      .replace(/^.*[\\/]/, '')
      .replace(/\.[^.]{1,8}$/, '')
      .slice(0, TITLE_MAX),
    rest: content,
  }
}

const lineOf = (paragraph: Extract<Content, { kind: 'paragraph' }>): string =>
  linesOf(textOf(paragraph), true).join('').trim()

/** A title goes on in the next centred line, as long as that is not who wrote it or a chapter. */
function isFurther(next: Content | undefined, title: string): boolean {
  if (next?.kind !== 'paragraph' || !next.centred) return false
  const text = lineOf(next)
  const isChapter = /^[（(一二三四五六七八九十\d]/.test(text)
  return !isChapter && labelsOf(text) === null && title.length + text.length <= TITLE_MAX && !SENTENCE_END.test(text)
}
