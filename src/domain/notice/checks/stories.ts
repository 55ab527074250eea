import { finding } from '../findings.ts'
import type { Finding, NoticeItem } from '../notice.ts'
import { type Context, listPlace, nameList, type UnitList } from './context.ts'
import { grouped } from './grouped.ts'

/** From this many hundredths of common bigrams up two titles are looked at (the two closest stories of a real notice share 36). */
const LIKE = 35
/** From here up the rest of the title need not end alike. */
const NEAR = 60
/** So much of the shorter title stands in the longer one. */
const WITHIN = 80
const TITLE_MIN = 8

/** A title as the same story is recognised by: letters and digits only. */
export const storyKey = (title: string): string => title.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '')

/** A title as people see it, without differences of width, space and quote marks. */
const shownKey = (title: string): string =>
  title
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[“”„‟"＂]/g, '"')
    .replace(/[‘’'＇]/g, "'")

interface Listed {
  readonly list: UnitList
  readonly item: NoticeItem
  readonly key: string
}

const listed = (context: Context, commission: boolean): Listed[] =>
  context.lists
    .flatMap(list =>
      list.list.items
        .filter(item => (item.kind === 'commission') === commission)
        .map(item => ({ list, item, key: storyKey(item.title) })),
    )
    .filter(({ key }) => key !== '')

const placeOf = ({ list, item }: Listed) => listPlace(list, item.place)

const unitsOf = (uses: readonly Listed[]): string => nameList([...new Set(uses.map(use => use.list.unit))])

function bigramsOf(key: string): Set<string> {
  const letters = [...key]
  return new Set(letters.slice(1).map((letter, index) => `${letters[index] ?? ''}${letter}`))
}

const quoted = (title: string): string[] =>
  [...title.normalize('NFKC').matchAll(/[“"《]([^”"》]+)[”"》]/g)].map(match => storyKey(match[1] ?? ''))

const isSubset = <Value>(some: readonly Value[], all: readonly Value[]): boolean => some.every(one => all.includes(one))

/** One of the two says nothing that the other contradicts: numbers and quoted names of one are among those of the other. */
function compatible(a: Listed, b: Listed): boolean {
  const numbers = (key: string) => key.match(/\d+/g) ?? []
  const [m, n] = [numbers(a.key), numbers(b.key)]
  const [p, q] = [quoted(a.item.title), quoted(b.item.title)]
  const numbersFit = isSubset(m, n) || isSubset(n, m)
  const quotesFit = p.length === 0 || q.length === 0 || p.some(name => q.includes(name))
  return numbersFit && quotesFit
}

function commonStart(a: string, b: string): number {
  let length = 0
  while (length < Math.min(a.length, b.length) && a[length] === b[length]) length += 1
  return length
}

const reversed = (text: string): string => [...text].reverse().join('')

/**
 * Whether two titles may tell one story. Likeness alone cannot tell a story from the next one of a series (到甲中心调研 / 到乙中心调研),
 * so what differs between the common start and the common end must have something in common too.
 */
function alike(a: Listed, b: Listed, shared: number, sizes: readonly [number, number]): boolean {
  const jaccard = (100 * shared) / (sizes[0] + sizes[1] - shared)
  const within = (100 * shared) / Math.min(...sizes)
  if (jaccard < LIKE && within < WITHIN) return false
  if (!compatible(a, b)) return false
  const start = commonStart(a.key, b.key)
  const [restA, restB] = [a.key.slice(start), b.key.slice(start)]
  const end = commonStart(reversed(restA), reversed(restB))
  const [middleA, middleB] = [restA.slice(0, restA.length - end), restB.slice(0, restB.length - end)]
  // One says more than the other and nothing else: 先后到甲、乙、丙调研 and 到丙调研.
  if (middleA.includes(middleB) || middleB.includes(middleA)) return true
  const inB = bigramsOf(middleB)
  const common = [...bigramsOf(middleA)].filter(bigram => inB.has(bigram)).length
  return common >= 1 && (jaccard >= NEAR || within >= WITHIN || end >= 4)
}

/** Pairs of titles with bigrams enough in common to be looked at; ten thousand titles share some with nearly every other one. */
function* sharingPairs(
  bigrams: readonly ReadonlySet<string>[],
): Generator<{ one: number; other: number; shared: number }> {
  const holders = new Map<string, number[]>()
  const shared = new Uint16Array(bigrams.length)
  for (const [one, own] of bigrams.entries()) {
    const met: number[] = []
    for (const bigram of own) {
      const earlier = holders.get(bigram)
      for (const other of earlier ?? []) {
        const count = shared[other] ?? 0
        if (count === 0) met.push(other)
        shared[other] = count + 1
      }
      if (earlier) earlier.push(one)
      else holders.set(bigram, [one])
    }
    for (const other of met) {
      const count = shared[other] ?? 0
      shared[other] = 0
      const smaller = Math.min(own.size, bigrams[other]?.size ?? 0)
      // Below this neither LIKE nor WITHIN can be reached: a likeness of LIKE needs more than that share of the smaller one.
      if (count * 100 >= smaller * LIKE) yield { one, other, shared: count }
    }
  }
}

/** Groups of different titles that may be one story; each title's first use stands for it. */
function clusters(uses: readonly Listed[]): Listed[][] {
  const byKey = grouped(uses, use => use.key)
  const titles = [...byKey.values()].flatMap(group => group.slice(0, 1))
  const bigrams = titles.map(title => bigramsOf(title.key))
  const home = titles.map((_, index) => index)
  const rootOf = (index: number): number => {
    const parent = home[index] ?? index
    return parent === index ? index : rootOf(parent)
  }
  for (const { one, other, shared } of sharingPairs(bigrams)) {
    const [before, title] = [titles[other], titles[one]]
    if (before === undefined || title === undefined || Math.min(title.key.length, before.key.length) < TITLE_MIN)
      continue
    if (alike(before, title, shared, [bigrams[other]?.size ?? 0, bigrams[one]?.size ?? 0]))
      home[rootOf(one)] = rootOf(other)
  }
  const together = grouped(
    titles.map((title, index) => ({ title, root: rootOf(index) })),
    ({ root }) => String(root),
  )
  return [...together.values()].filter(group => group.length > 1).map(group => group.map(({ title }) => title))
}

/** The register knows all of these titles: whether they are one story is asked there. */
const allRegistered = (context: Context, uses: readonly Listed[]): boolean =>
  uses.every(use => context.isRegistered(use.item.title))

/** Several titles that may be one story: asked, never acted on. */
export function sameStory(context: Context): Finding[] {
  const uses = listed(context, false)
  return clusters(uses).flatMap(cluster => {
    const first = cluster[0]
    if (first === undefined || allRegistered(context, cluster)) return []
    const says = cluster.map(title => `“${title.item.title}”（${unitsOf(uses.filter(use => use.key === title.key))}）`)
    return [finding('same-story', placeOf(first), `${cluster.length} 个标题可能是同一件事：${says.join('；')}`)]
  })
}

/** One title that differs in marks only. */
export function titleMarks(context: Context): Finding[] {
  const byKey = grouped([...listed(context, false), ...listed(context, true)], use => use.key)
  return [...byKey.values()].flatMap(uses => {
    // A stray mark at the end is said by itself.
    const forms = grouped(uses, use => shownKey(use.item.title).replace(/[。,、;:.]+$/, ''))
    if (forms.size < 2 || allRegistered(context, uses)) return []
    const [, ...others] = [...forms.values()].sort((a, b) => b.length - a.length)
    const place = others[0]?.[0]
    if (place === undefined) return []
    const says = [...forms.values()].map(form => `“${form[0]?.item.title ?? ''}”（${unitsOf(form)}）`)
    return [finding('title-wording', placeOf(place), `同一标题标点不一：${says.join('；')}`)]
  })
}

/** Commissions by what is asked for, however the title is worded. */
function commissions(context: Context): Listed[][] {
  const uses = listed(context, true)
  const joined = clusters(uses).map(cluster => cluster.map(title => title.key))
  return [...grouped(uses, use => joined.find(keys => keys.includes(use.key))?.[0] ?? use.key).values()]
}

const mostFirst = (groups: Map<string, Listed[]>): [string, Listed[]][] =>
  [...groups].sort((a, b) => b[1].length - a[1].length)

/** One commission that some units label as another asker's. Each unit in the minority is named at its place. */
export function commissionSources(context: Context): Finding[] {
  return commissions(context).flatMap(uses => {
    if (allRegistered(context, uses)) return []
    const [most, ...rest] = mostFirst(
      grouped(
        uses.filter(use => use.item.source !== ''),
        use => use.item.source,
      ),
    )
    if (most === undefined) return []
    return rest.flatMap(([source, odd]) =>
      odd.map(use => {
        const others = odd.filter(other => other !== use)
        const same = others.length > 0 ? `（同此的还有${unitsOf(others)}）` : ''
        return finding(
          'source-differs',
          placeOf(use),
          `约稿“${use.item.title}”：${use.list.unit}标为${source}约稿${same}，${most[1].length} 个单位标为${most[0]}约稿（${unitsOf(most[1])}）`,
        )
      }),
    )
  })
}

/** One commission in several wordings; the rarer wordings are shown at their first place. */
export function commissionWordings(context: Context): Finding[] {
  return commissions(context).flatMap(uses => {
    if (allRegistered(context, uses)) return []
    const [most, ...rest] = mostFirst(grouped(uses, use => use.key))
    return rest.flatMap(([, odd]) => {
      const [first, usual] = [odd[0], most?.[1][0]]
      if (first === undefined || usual === undefined || most === undefined) return []
      return [
        finding(
          'commission-wording',
          placeOf(first),
          `同一约稿两种写法：“${usual.item.title}”（${most[1].length} 个单位：${unitsOf(most[1])}），“${first.item.title}”（${odd.length} 个单位：${unitsOf(odd)}）`,
        ),
      ]
    })
  })
}

/** A head that names one asker while other askers' commissions stand below it. */
export function headSources(context: Context): Finding[] {
  return context.lists.flatMap(list => {
    const clause = list.clause('commissions')
    if (clause === undefined) return []
    const sources = [
      ...new Set(
        list.list.items.flatMap(item => (item.kind === 'commission' && item.source !== '' ? [item.source] : [])),
      ),
    ]
    const named = sources.filter(source => clause.wording.includes(source))
    const others = list.list.items.filter(
      item => item.kind === 'commission' && item.source !== '' && !named.includes(item.source),
    )
    if (named.length === 0 || others.length === 0) return []
    return [
      finding(
        'head-source',
        listPlace(list, clause.claim.place),
        `${list.unit}首句写“${clause.wording}”，所列约稿里有 ${others.length} 条是${nameList([...new Set(others.map(item => item.source))])}约稿（第 ${others.map(item => item.number ?? '？').join('、')} 条）`,
        [clause.claim],
      ),
    ]
  })
}

/** One title as 信息 here and as 简讯 there. */
export function kindsOfOneTitle(context: Context): Finding[] {
  const name = (use: Listed) => (use.item.kind === 'brief' ? '简讯' : '信息')
  // A story may be a brief in one issue and a report in a later one.
  return [...grouped(listed(context, false), use => `${use.key} ${use.item.issue}`).values()].flatMap(uses => {
    const [most, ...rest] = mostFirst(grouped(uses, name))
    return rest.flatMap(([kind, odd]) =>
      odd.map(use =>
        finding(
          'kind-differs',
          placeOf(use),
          `“${use.item.title}”在${use.list.unit}为${kind}，在${unitsOf(most?.[1] ?? [])}为${most?.[0] ?? ''}`,
        ),
      ),
    )
  })
}
