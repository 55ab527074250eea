import type { CoverFigure, CoverLeaders, Measure, Unread } from '../notice.ts'
import { hundredthsOf } from './fold.ts'
import { leadersIn } from './leaders.ts'
import { type Passage, placeIn } from './passages.ts'

export interface ReadProse {
  readonly figures: readonly CoverFigure[]
  readonly leaders: readonly CoverLeaders[]
  readonly unread: readonly Unread[]
}

/** A stretch of the prose, by its letters. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

const COUNT = /(\d[\d ]*) ?(条次|条|篇次|篇|则|件)/g
/** Numbers with a word after them that are worth a check; days and years are not. */
const NUMBER = /\d[\d ]*(?:\. ?\d+)? ?(?:条|篇|则|件|个|家|名|分(?!局|钟|别|析|类)|期|次|人|%)/g

/** One paragraph of the prose → the figures and lists of leaders it states; `before` is how many figures stand already. */
export function readProse(passage: Passage, before: number): ReadProse {
  const leaders = leadersIn(passage)
  const taken: Stretch[] = [...leaders.map(one => one.stretch), ...percentPairs(passage.canon)]
  const figures = figuresIn(passage, before, taken)
  const understood = new Cover([...taken, ...figures.map(one => one.stretch)])
  const left = [...passage.canon.matchAll(NUMBER)].filter(match => !understood.has(match.index))
  const [first] = left
  const unread =
    first === undefined
      ? []
      : [
          {
            reason: `正文里的数字没有核对：${left
              .slice(0, 12)
              .map(match => match[0].replace(/ /g, ''))
              .join('、')}`,
            place: placeIn(passage, 'body', first.index, first.index + first[0].length),
          },
        ]
  return { figures: figures.map(one => one.figure), leaders: leaders.map(one => one.leaders), unread }
}

/** Whether a letter lies in one of some stretches; asked from left to right. */
class Cover {
  readonly #stretches: readonly Stretch[]
  #next = 0

  constructor(stretches: readonly Stretch[]) {
    this.#stretches = [...stretches].sort((a, b) => a.from - b.from)
  }

  has(at: number): boolean {
    while ((this.#stretches[this.#next]?.to ?? Number.POSITIVE_INFINITY) <= at) this.#next += 1
    const stretch = this.#stretches[this.#next]
    return stretch !== undefined && stretch.from <= at
  }
}

const SHARE = /(\d+) ?(?:个|家|篇|条|名|项)[^\d%；。]{0,16}?(\d+(?:\.\d+)?) ?%/g

/** `36个单位，占63.1%；… 21个单位，占36.9%`: two shares that make up a whole, which the auditor checks. */
function percentPairs(canon: string): Stretch[] {
  const shares = [...canon.matchAll(SHARE)]
  return shares.flatMap((share, index) => {
    const partner = [shares[index - 1], shares[index + 1]].some(
      other => other !== undefined && Math.abs(Number(share[2]) + Number(other[2]) - 100) < 0.001,
    )
    return partner ? [{ from: share.index, to: share.index + share[0].length }] : []
  })
}

// ── figures ────────────────────────────────────────────────────────────────────────────────────────────────────

interface Found {
  readonly figure: CoverFigure
  readonly stretch: Stretch
}

/** What the words before a number say; `measure` null: what the clause before said. */
interface Lead {
  readonly measure: Measure | null
  readonly subject: string
  readonly isPart: boolean
}

function figuresIn(passage: Passage, before: number, taken: readonly Stretch[]): Found[] {
  const found: Found[] = []
  let from = 0
  let measure: Measure | null = null
  let whole: number | null = null
  let inParts = false
  const stop = new Cover(taken)
  for (const match of passage.canon.matchAll(COUNT)) {
    const end = match.index + match[0].length
    const lead = passage.canon.slice(from, match.index)
    const isTaken = stop.has(match.index)
    from = end
    const x100 = hundredthsOf(match[1] ?? '')
    const sentence = lead.split(/[。！？]/)
    if (sentence.length > 1) [measure, whole, inParts] = [null, null, false]
    if (isTaken || x100 === null) continue
    const clause = sentence.at(-1) ?? ''
    const said = leadOf(clause)
    if (said.measure === null && measure === null) continue
    // A new thought after a semicolon has no part in the whole before it, unless it only goes on counting parts.
    if (said.measure !== null && !said.isPart) inParts = false
    if (said.isPart) inParts = true
    if (said.measure !== null && !said.isPart) whole = null
    measure = said.measure ?? measure ?? 'other'
    const at = match.index - said.subject.length
    const start = Math.max(match.index - clause.length, Math.min(at, match.index))
    const figure: CoverFigure = {
      measure,
      subject: said.subject,
      claim: { x100, place: placeIn(passage, 'body', start, end) },
      partOf: inParts ? whole : null,
    }
    if (!inParts) whole = before + found.length
    found.push({ figure, stretch: { from: start, to: end } })
  }
  return found
}

const WHEN =
  /^(?:截至[^，]{0,16}，)?(?:\d{4}年)?(?:\d{1,2}(?:[-—–－～至]\d{1,2})?月份?|第?[一二三四1-4]季度|[上下]半年|全年)?[，、]?/
const SEPARATORS = /^[，、；：。（）\s]+|[，、；：（\s]+$/g
/** What is counted, between whom and the number. */
const THINGS = /(?:各类|政务|门户网站|工作|简报|动态|宣传)*(?:信息|稿件|简讯|约稿|材料)*$/
const FILL = /(?:分别|总计|共计|合计|累计|共|均|已|被|为|了|各)+$/

/** The words before a number, from the number before it. */
function leadOf(clause: string): Lead {
  const bare = clause.replace(SEPARATORS, '').replace(WHEN, '')
  const isPart = bare.includes('其中')
  const rest = bare.slice(isPart ? bare.indexOf('其中') + 2 : 0).replace(SEPARATORS, '')
  const last = rest.split(/[；，](?![^（]*）)/).at(-1) ?? ''
  const things = THINGS.exec(last.replace(FILL, ''))?.[0] ?? ''
  const words = last.replace(FILL, '').slice(0, last.replace(FILL, '').length - things.length)
  const verb = VERBS.find(({ pattern }) => pattern.test(words))
  if (verb === undefined) {
    const kind = things.includes('约稿')
      ? ('commissions' as const)
      : things.includes('简讯')
        ? ('briefs' as const)
        : null
    return { measure: kind, subject: subjectOf(words), isPart }
  }
  const match = verb.pattern.exec(words)
  const [before, after] = [
    words.slice(0, match?.index ?? 0),
    words.slice((match?.index ?? 0) + (match?.[0].length ?? 0)),
  ]
  return { ...verb.say(before, after, things), isPart }
}

const subjectOf = (words: string): string => {
  const subject = words
    .replace(/^[、，；：\s]+/, '')
    .replace(FILL, '')
    .replace(/的$/, '')
  return /^(?:全局|全市|全县|全区|全州|全省|我局|我市|全系统)$/.test(subject) || subject.length > 24 ? '' : subject
}

interface Verb {
  readonly pattern: RegExp
  readonly say: (before: string, after: string, things: string) => Pick<Lead, 'measure' | 'subject'>
}

/** Who adopts: the own office, an outlet above, or nobody named. */
function adoptedBy(before: string): Measure {
  if (/以上$|上级$/.test(before)) return 'upperAdopted'
  if (/(?:市|县|区|省|本|我)局(?:办公室|简报)?$|本刊$/.test(before)) return 'ownAdopted'
  return /(?:办|办公厅|办公室|政府|省|国家|网|报|台|厅|部)$/.test(before) ? 'outletAdopted' : 'adopted'
}

const VERBS: readonly Verb[] = [
  {
    pattern: /(?:共|累计)?(?:收到|接收|收集|征集)(?:了)?/,
    say: (_, after) => ({ measure: 'submitted', subject: subjectOf(after) }),
  },
  {
    pattern: /(?:共|累计|共计|被)?(?:采用|录用|刊用|编发|刊发|刊登)(?:了)?/,
    say: (before, after, things) => {
      const adopter = before.replace(/^.*被/, '').replace(FILL, '')
      const measure = things.includes('约稿') ? 'commissions' : things.includes('简讯') ? 'briefs' : adoptedBy(adopter)
      const subject = subjectOf(after)
      return {
        measure,
        subject: subject === '' && measure === 'adopted' ? subjectOf(before.replace(/被.*$/, '')) : subject,
      }
    },
  },
  {
    pattern: /(?:共|累计|共计)?(?:报送|上报|提供|投送|投稿)(?:了)?/,
    say: (before, after, things) => ({
      measure: things.includes('约稿') ? 'commissions' : /全年|累计/.test(before) ? 'submittedYear' : 'submitted',
      subject: subjectOf(before === '' ? after : before),
    }),
  },
]
