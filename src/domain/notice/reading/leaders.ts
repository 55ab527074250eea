import type { CoverLeaders } from '../notice.ts'
import type { Stretch } from './cover.ts'
import { hundredthsOf, wholeOf } from './fold.ts'
import { type Passage, placeIn } from './passages.ts'

export interface FoundLeaders {
  readonly leaders: CoverLeaders
  readonly stretch: Stretch
}

const TOP = /前([一二三四五六七八九十]{1,2}|\d{1,2})(?:名|位)?/
const SAYS = /(?:分别)?(?:为|是|有|：)(?:：)?/
const SCORE = /^(.*?)[（]?(\d[\d ]*(?:\. ?\d+)?) ?分?[）]?$/
const NAME_MAX = 30

/** `累计得分前三的县（市、区）局为甲局、乙局（135.5分）` in a paragraph → who is named, in which order, with which scores. */
export function leadersIn(passage: Passage): FoundLeaders[] {
  const found: FoundLeaders[] = []
  let from = 0
  for (const sentence of passage.canon.split(/(?<=[。；！？])/)) {
    const one = inSentence(passage, sentence, from)
    if (one !== null) found.push(one)
    from += sentence.length
  }
  return found
}

function inSentence(passage: Passage, sentence: string, from: number): FoundLeaders | null {
  const top = TOP.exec(sentence)
  if (top === null) return null
  const after = top.index + top[0].length
  const says = SAYS.exec(sentence.slice(after, after + 60))
  if (says === null) return null
  const between = sentence.slice(after, after + says.index)
  const listAt = after + says.index + says[0].length
  const stated = wholeOf(top[1] ?? '')
  const names = namesIn(passage, sentence.slice(listAt).replace(/[。；！？]+$/, ''), from + listAt)
  if (names === null || stated === null || names.length === 0) return null
  const before = sentence.slice(0, top.index)
  const to = from + sentence.length
  return {
    stretch: { from: from + Math.max(0, top.index - 12), to },
    leaders: {
      by: byOf(before + between),
      subject: between.replace(/^的|的$/g, '').trim() || subjectBefore(before),
      stated,
      names,
      place: placeIn(passage, 'body', from, to),
    },
  }
}

const byOf = (words: string): CoverLeaders['by'] =>
  /累计|全年|年度/.test(words) ? 'yearPoints' : /本月|当月|\d月/.test(words) ? 'monthPoints' : 'unknown'

/** `乡镇得分排名` before 前3名 → 乡镇. */
const subjectBefore = (before: string): string =>
  (before.split(/[，。；：]/).at(-1) ?? '')
    .replace(/(?:\d{1,2}月份?|本月|当月|第?[一二三四]季度)/g, '')
    .replace(/(?:累计|综合|信息|报送|采用|得分|积分|分数|成绩|排名|排在|位居|列|名次|的)+$/, '')
    .trim()

type Name = CoverLeaders['names'][number]

/** Names apart by 、 or ，, not inside brackets; null when one of them is no name. A bracket of a score may have been lost. */
function namesIn(passage: Passage, list: string, from: number): Name[] | null {
  const names: Name[] = []
  let at = 0
  for (const piece of pieces(list)) {
    const start = from + at
    at += piece.length + 1
    const bare = piece.trim()
    if (bare === '') continue
    if (bare.length > NAME_MAX * 2) return null
    const score = /\d/.test(bare) ? SCORE.exec(bare) : null
    const name = (score?.[1] ?? bare).replace(/[（]$/, '').replace(/等$/, '')
    const x100 = score === null ? null : hundredthsOf(score[2] ?? '')
    if (name === '' || name.length > NAME_MAX || /\d/.test(name) || (score !== null && x100 === null)) return null
    names.push({
      name: passage.text.slice(start + piece.indexOf(bare), start + piece.indexOf(bare) + name.length),
      points: x100 === null ? null : { x100, place: placeIn(passage, 'body', start, start + piece.length) },
    })
  }
  return names
}

function pieces(list: string): string[] {
  const found: string[] = []
  let depth = 0
  let from = 0
  for (let at = 0; at < list.length; at += 1) {
    const letter = list[at]
    if (letter === '（') depth += 1
    if (letter === '）') depth = Math.max(0, depth - 1)
    if (depth === 0 && (letter === '、' || letter === '，')) {
      found.push(list.slice(from, at))
      from = at + 1
    }
  }
  return [...found, list.slice(from)]
}
