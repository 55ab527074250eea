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

/** Letters before a number that may belong to it. */
const CLAUSE_MAX = 120
const COMPARED = /同期|去年|上年|上月|增加|减少|增长|下降|上升|提高|多了?$|少了?$/
const COUNT = /(\d[\d ]{0,11}) ?(条次|条|篇次|篇|则|件)/g
/** Numbers with a word after them that are worth a check; days and years are not. */
const NUMBER = /\d[\d ]{0,11}(?:\. ?\d{1,4})? ?(?:条|篇|则|件|个|家|名|分(?!局|钟|别|析|类)|期|次|人|%)/g

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
  const torn = TORN.exec(passage.canon)
  const at = torn === null ? null : torn.index
  if (torn !== null || depthOf(passage.canon) !== 0)
    unread.push({
      reason: '括号不成对或标点位置不对，可能缺字，这一段未核对完整',
      place:
        at === null ? placeIn(passage, 'body') : placeIn(passage, 'body', at, Math.min(passage.text.length, at + 20)),
    })
  return { figures: figures.map(one => one.figure), leaders: leaders.map(one => one.leaders), unread }
}

/** A sentence that begins with a comma has lost its first letters. */
const TORN = /(?:^|[。！？；])[、，]/

const depthOf = (canon: string): number => canon.split('（').length - canon.split('）').length

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

const SHARE = /(\d{1,7}) ?(?:个|家|篇|条|名|项)[^\d%；。]{0,16}?(\d{1,3}(?:\.\d{1,4})?) ?%/g

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
  /** Letters that belong to the figure. */
  readonly length: number
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
    const clause = (sentence.at(-1) ?? '').slice(-CLAUSE_MAX).replace(SAME, '')
    // More or less than last year is no figure of this month.
    if (isTaken || x100 === null || COMPARED.test(clause)) continue
    const said = leadOf(clause)
    if (said.measure === null && measure === null) continue
    // A new verb is a new thought, unless it only goes on counting parts: 被省采用1条、被市采用14条.
    const isNew = said.measure !== null && !said.isPart && !(inParts && clause.startsWith('、'))
    if (isNew) [whole, inParts] = [null, false]
    if (said.isPart) inParts = whole !== null
    const inWhole = whole !== null && inParts ? found[whole - before]?.figure.measure : undefined
    measure = partMeasure(said.measure ?? measure ?? 'other', inWhole)
    const start = match.index - Math.min(clause.length, said.length)
    const figure: CoverFigure = {
      measure,
      subject: subjectOf(said.subject, inParts),
      claim: { x100, place: placeIn(passage, 'body', start, end) },
      partOf: inParts ? whole : null,
    }
    if (!inParts) whole = before + found.length
    found.push({ figure, stretch: { from: start, to: end } })
  }
  return found.map(one => comparedIn(passage, one))
}

/** A comparison without a number, about the figure before it. */
const SAME = /^，?与上月持平/

/** A comparison with the month before, right after a figure. */
const CHANGE = /^，?(?:较|比)上月(增加|减少)了?(\d[\d ]{0,11}) ?(?:条次|条|篇次|篇|则|件)|^，?与上月持平/

/** A figure with the comparison that follows it, where one does. */
function comparedIn(passage: Passage, { figure, stretch }: Found): Found {
  const match = CHANGE.exec(passage.canon.slice(stretch.to, stretch.to + 40))
  const [said = '', way, number = '0'] = match ?? []
  const x100 = hundredthsOf(number)
  if (match === null || x100 === null) return { figure, stretch }
  const [from, to] = [stretch.to + (said.startsWith('，') ? 1 : 0), stretch.to + said.length]
  const compared = { x100: way === '减少' ? -x100 : x100, place: placeIn(passage, 'body', from, to) }
  return { figure: { ...figure, compared }, stretch: { from: stretch.from, to } }
}

/** Who adopts a part says whose part it is: the parts of what was adopted are adopted too. */
const partMeasure = (measure: Measure, whole: Measure | undefined): Measure =>
  whole !== undefined && ADOPTED.includes(measure) && ADOPTED.includes(whole) ? whole : measure

const ADOPTED: readonly Measure[] = ['adopted', 'ownAdopted', 'outletAdopted', 'upperAdopted']

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
  const filled = last.replace(FILL, '')
  const things = THINGS.exec(filled)?.[0] ?? ''
  const words = filled.slice(0, filled.length - things.length)
  const about = { isPart, length: last.length }
  for (const { pattern, say } of VERBS) {
    const match = pattern.exec(words)
    if (match === null) continue
    return { ...about, ...say(words.slice(0, match.index), words.slice(match.index + match[0].length), things) }
  }
  const kind = things.includes('约稿') ? 'commissions' : things.includes('简讯') ? 'briefs' : null
  return { ...about, measure: kind, subject: words }
}

const EVERYBODY = /^(?:全局|全市|全县|全区|全州|全省|我局|我市|全系统|各单位|各地各部门)?$/
const UNITS =
  /(?:局|科|室|单位|部门|乡|镇|街道|县|市|区|州|所|中心|院|校|处|办|委|组|公司|机关|企业|社区|村|队|站|厅|部|府|）)$/

/**
 * The words a figure is about → its subject: '' for everybody, units as written. Anything else, and a part without a name, is marked
 * as one kind of what is counted, so that no table is taken for its.
 */
function subjectOf(words: string, isPart: boolean): string {
  const subject = words
    .replace(/^[、，；：\s]+/, '')
    .replace(FILL, '')
    .replace(/的$/, '')
  if (EVERYBODY.test(subject)) return isPart ? `${subject}（分项）` : ''
  return UNITS.test(subject) && subject.length <= 24 && !subject.startsWith('被')
    ? subject
    : `${subject.slice(-24)}（分项）`
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
    say: (_, after) => ({ measure: 'submitted', subject: after }),
  },
  {
    pattern: /(?:共|累计|共计)?(?:采用|录用|刊用|编发|刊发|刊登)(?:了)?/,
    say: (before, after, things) => {
      const [own = '', passive] = before.split('被')
      const adopter = (passive ?? own).replace(FILL, '')
      const measure = things.includes('约稿') ? 'commissions' : things.includes('简讯') ? 'briefs' : adoptedBy(adopter)
      if (after !== '') return { measure, subject: after }
      // 各县局信息被省采用: the passive names both; an active verb without an object names the adopter or whose articles they are.
      const whose = passive === undefined ? (measure === 'adopted' ? own : '') : own.replace(THINGS, '')
      const isOutlet = own === '' ? passive !== undefined : measure === 'outletAdopted'
      return { measure, subject: isOutlet && whose === '' ? `被${adopter}` : whose }
    },
  },
  {
    pattern: /(?:共|累计|共计)?(?:报送|上报|提供|投送|投稿)(?:了)?/,
    say: (before, after, things) => ({
      measure: things.includes('约稿') ? 'commissions' : /全年|累计/.test(before) ? 'submittedYear' : 'submitted',
      subject: before.replace(/全年|累计/g, '') === '' ? after : before.replace(/全年|累计/g, ''),
    }),
  },
]
