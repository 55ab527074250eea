import { finding } from '../findings.ts'
import type { Finding, NoticeItem } from '../notice.ts'
import { type Context, grouped, listPlace, nameList, type UnitList } from './context.ts'
import { storyKey } from './stories.ts'

/** Numbers of each list run 1, 2, 3 …; only the first slip of a list is said, the rest follows from it. */
export function itemNumbers({ lists }: Context): Finding[] {
  return lists.flatMap(list => {
    const numbered = list.list.items.flatMap(item => (item.number === null ? [] : [{ item, number: item.number }]))
    if (numbered.length === 0) return []
    const index = numbered.findIndex(({ number }, at) => number !== at + 1)
    const slip = numbered[index]
    if (slip === undefined) return []
    const before = numbered[index - 1]
    const how = before === undefined ? `从 ${slip.number} 开始` : slip.number === before.number ? `重号 ${slip.number}` : `${before.number} 之后是 ${slip.number}`
    return [finding('item-number', listPlace(list, slip.item.place), `${list.unit}清单序号${how}，应为 ${index + 1}`)]
  })
}

/** The same title twice in one list. */
export function repeatedItems({ lists }: Context): Finding[] {
  return lists.flatMap(list =>
    [...grouped(list.list.items, item => storyKey(item.title))].flatMap(([key, uses]) => {
      const [first, ...again] = uses
      if (key === '' || first === undefined) return []
      return again.map(item => finding(
        'item-repeated', listPlace(list, item.place),
        `${list.unit}第 ${item.number ?? '？'} 条与第 ${first.number ?? '？'} 条标题相同：“${item.title}”`,
      ))
    }),
  )
}

interface Listed {
  readonly list: UnitList
  readonly item: NoticeItem
}

const allItems = ({ lists }: Context): Listed[] => lists.flatMap(list => list.list.items.map(item => ({ list, item })))

/** So rare an issue number is taken for a slip: at most two items, and at most one in twenty. */
const RARE = { items: 2, oneIn: 20 }

/** Issue numbers that are not of this month: by the register of issues, else the rare one among many alike. */
export function issueNumbers(context: Context): Finding[] {
  const used = allItems(context).filter(({ item }) => item.issue !== null)
  const byIssue = [...grouped(used, ({ item }) => String(item.issue))].sort((a, b) => b[1].length - a[1].length)
  const usual = byIssue[0]
  const { issues } = context.known
  if (usual === undefined) return []
  const isOdd = ([issue, uses]: [string, Listed[]]) =>
    issues ? !issues.includes(Number(issue)) : uses !== usual[1] && uses.length <= RARE.items && usual[1].length >= uses.length * (RARE.oneIn - 1)
  return byIssue.filter(isOdd).flatMap(([issue, uses]) => uses.map(({ list, item }) => finding(
    'issue-differs', listPlace(list, item.place),
    issues
      ? `${list.unit}第 ${item.number ?? '？'} 条写第${issue}期，本月刊物只有第${nameList(issues.map(String))}期`
      : `${list.unit}第 ${item.number ?? '？'} 条写第${issue}期，其余 ${usual[1].length} 条都是第${usual[0]}期`,
  )))
}

/** Letters that begin a word and hardly ever end one (培训, 宣传, 扎实 …), and 的 other than in 目的. */
const OPEN_ENDING = /(?:[培宣扎贯推摸弘颁踊携凝夯秉瞄狠锚锻砥赓于以或把被第]|(?:^|[^目])的)$/u
/** A letter that so often stands elsewhere, each time with the same one after it, is taken for the first half of that word. */
const HALF_WORD_MIN = 3
/** A title that lacks so few of another one's last letters was cut, not worded otherwise. */
const CUT_MAX = 3

/** Titles that end in the middle of a word, or a few letters before the same title elsewhere. */
export function cutTitles(context: Context): Finding[] {
  const items = allItems(context)
  const keys = [...new Set(items.map(({ item }) => storyKey(item.title)))]
  const followers = followersOf(items.map(({ item }) => item.title))
  return items.flatMap(({ list, item }) => {
    const key = storyKey(item.title)
    if (key === '') return []
    const whole = keys.find(other => other !== key && key.length >= CUT_MAX * 2 && other.startsWith(key) && other.length - key.length <= CUT_MAX)
    const last = item.title.normalize('NFKC').trim().at(-1) ?? ''
    const next = followers.get(last)
    const half = next !== undefined && next.count >= HALF_WORD_MIN && next.letters.size === 1 ? [...next.letters][0] : undefined
    const why = whole !== undefined ? `其他单位名下的同一标题以“${whole.slice(-CUT_MAX - 2)}”结尾`
      : OPEN_ENDING.test(item.title) ? '末尾像是断在词中'
        : half ? `“${last}”在别处都作“${last}${half}”` : null
    return why === null ? [] : [finding('title-cut', listPlace(list, item.place), `${list.unit}第 ${item.number ?? '？'} 条“…${item.title.slice(-10)}”似不完整：${why}`)]
  })
}

/** For each letter, what follows it inside the different titles ('' at an end or before a mark), and how often it is met. */
function followersOf(titles: readonly string[]): Map<string, { count: number; letters: Set<string> }> {
  const followers = new Map<string, { count: number; letters: Set<string> }>()
  for (const title of new Set(titles.map(one => one.normalize('NFKC').trim()))) {
    const letters = [...title]
    // The last letter is the one that is asked about.
    for (const [index, letter] of letters.slice(0, -1).entries()) {
      const next = letters[index + 1] ?? ''
      const met = followers.get(letter) ?? { count: 0, letters: new Set<string>() }
      met.count += 1
      met.letters.add(/\p{L}/u.test(next) ? next : '')
      followers.set(letter, met)
    }
  }
  return followers
}

const PAIRS: readonly (readonly [string, string])[] = [['“', '”'], ['‘', '’'], ['《', '》'], ['(', ')'], ['【', '】'], ['「', '」'], ['〔', '〕']]

/** Quotes and brackets without a partner. */
export function openBrackets(context: Context): Finding[] {
  return allItems(context).flatMap(({ list, item }) => {
    const title = item.title.replaceAll('（', '(').replaceAll('）', ')')
    const odd = [...PAIRS.flatMap(([open, close]) => unpaired(title, open, close)), ...(title.split('"').length % 2 === 0 ? ['"'] : [])]
    if (odd.length === 0) return []
    return [finding('title-brackets', listPlace(list, item.place), `${list.unit}第 ${item.number ?? '？'} 条标题里${odd.join(' ')}不成对：“${item.title}”`)]
  })
}

function unpaired(text: string, open: string, close: string): string[] {
  let depth = 0
  for (const character of text) {
    if (character === open) depth += 1
    if (character === close) depth -= 1
    if (depth < 0) return [close]
  }
  return depth > 0 ? [open] : []
}

/** A full stop or comma at the end of a title. */
export function strayEndings(context: Context): Finding[] {
  return allItems(context).flatMap(({ list, item }) => {
    const mark = /[。，、；：,;:．.]$/u.exec(item.title.trim())?.[0]
    if (mark === undefined) return []
    return [finding('title-ending', listPlace(list, item.place), `${list.unit}第 ${item.number ?? '？'} 条标题末尾多“${mark}”：“${item.title}”`)]
  })
}
