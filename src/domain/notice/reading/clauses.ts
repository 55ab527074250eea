import type { HeadClause, Measure, Place } from '../notice.ts'
import { hundredthsOf } from './fold.ts'
import { headName } from './kinds.ts'
import { measureOfClause } from './measures.ts'
import { firstLine, type Passage, placeIn } from './passages.ts'

export interface ReadHead {
  readonly unit: string
  readonly clauses: readonly HeadClause[]
  /** The mark before each clause, for what is said of typing. */
  readonly marks: readonly string[]
  /** Stretches that were not understood. */
  readonly rest: readonly { readonly text: string; readonly place: Place }[]
  readonly place: Place
}

/** The time a head begins with; it is said of the whole notice. */
const WHEN =
  /^(?:\d(?: ?\d){3}年)?(?:\d ?\d?(?:[-—–～至]\d ?\d?)?月份?|第?[一二三四1-4]季度|[上下]半年|全年(?!累计)|\d(?: ?\d){3}年度?)[，、]?/
const CLAUSE = /([^\d]{0,60})(\d[\d ]{0,11}(?:\. ?\d{1,4})?) ?(篇|则|条|分|件|份|个|期|次|名|位)?/g
const SIGN = /[-−]$/
const MARK = /^[，、；。：（）\s]+/
const FILL = /^(?:其中|分别|共有|共)[，：]?/

/** `阳谷局（6月份报送稿件17篇，其中…）` → its clauses in order. Every optional clause may be missing, and any order is read. */
export function readHead(passage: Passage): ReadHead {
  const open = headName(passage.canon) ?? passage.canon.length
  const unit = passage.text.slice(0, open).trim()
  const end = passage.canon.length - (/）[。；]?$/.exec(passage.canon)?.[0].length ?? 0)
  const clauses: HeadClause[] = []
  const marks: string[] = []
  const rest: { text: string; place: Place }[] = []
  let from = open + 1
  const when = WHEN.exec(passage.canon.slice(from, end))
  if (when !== null) from += when[0].length
  const place = (at: number, to: number): Place => ({ ...placeIn(passage, 'list', at, to), unit })
  let last = from
  for (const match of passage.canon.slice(from, end).matchAll(CLAUSE)) {
    const [whole, before = '', number = '', word = ''] = match
    // 累计-3.5分: a sign belongs to its number, not to the words before it.
    const lead = before.replace(SIGN, '')
    const size = hundredthsOf(number)
    const x100 = size === null || lead === before ? size : 0 - size
    const at = from + match.index
    const mark = MARK.exec(lead)?.[0] ?? ''
    const wording = withoutFill(lead.slice(mark.length))
    const measure: Measure = measureOfClause(wording, word, clauses.at(-1)?.measure)
    last = at + whole.length
    const start = at + lead.length - wording.length
    if (x100 === null || (measure === 'other' && wording === '')) {
      rest.push({ text: passage.text.slice(at, last), place: place(at, last) })
      continue
    }
    if (measure === 'other') rest.push({ text: passage.text.slice(start, last), place: place(start, last) })
    clauses.push({ measure, wording, unit: word, claim: { x100, place: place(start, last) } })
    marks.push(mark)
  }
  const left = passage.canon.slice(last, end).replace(/[，、；。：（）\s]/g, '')
  if (left !== '') rest.push({ text: passage.text.slice(last, end), place: place(last, end) })
  return { unit, clauses, marks, rest, place: { part: 'list', unit, line: firstLine(passage), quote: passage.text } }
}

function withoutFill(wording: string): string {
  let bare = wording
  for (let fill = FILL.exec(bare); fill !== null && fill[0] !== ''; fill = FILL.exec(bare))
    bare = bare.slice(fill[0].length)
  return bare.replace(/^[，、；：（）\s]+/, '')
}
