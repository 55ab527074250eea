import type { AdoptionKind, Level } from '../../model.ts'
import { grouped } from '../checks/grouped.ts'
import type { NoticeItem } from '../notice.ts'
import type { NamedRow } from './names.ts'

/** One exact title in one issue and kind: one article, credited to every unit that lists it. */
export interface TakenArticle {
  readonly title: string
  readonly issue: number | null
  readonly kind: AdoptionKind
  readonly level: 'own'
  readonly units: readonly string[]
}

/** One exact title: one commission. Who asked stands with each unit, as its list says; `source` is what most of them say. */
export interface TakenCommission {
  readonly title: string
  readonly source: string
  readonly level: Level
  readonly credits: readonly { readonly unit: string; readonly asker: string }[]
}

interface Use {
  readonly unit: string
  readonly item: NoticeItem
}

/** A label that does not say the kind stands at a 信息, as the auditor counts it. */
export const kindOfItem = (item: NoticeItem): 'report' | 'brief' | 'commission' => item.kind ?? 'report'

/** The titles of a row's list, each once; the same one again in a list would credit the unit twice. */
export function titlesOf({ list }: NamedRow): NoticeItem[] {
  const items = (list?.list.items ?? []).filter(item => item.title.trim() !== '')
  return [...grouped(items, useKey).values()].flatMap(([first]) => first ?? [])
}

const useKey = (item: NoticeItem): string =>
  kindOfItem(item) === 'commission' ? `约稿 ${item.title}` : `${kindOfItem(item)} ${item.issue ?? ''} ${item.title}`

/** Uses of one title together, titles in an order that is each list's own where that can be. */
function usesByTitle(rows: readonly NamedRow[], isCommission: boolean): Use[][] {
  const lists = rows.map(row =>
    titlesOf(row)
      .filter(item => (kindOfItem(item) === 'commission') === isCommission)
      .map((item): Use => ({ unit: row.unit, item })),
  )
  const byKey = grouped(lists.flat(), ({ item }) => useKey(item))
  return commonOrder(lists.map(uses => uses.map(({ item }) => useKey(item)))).map(key => byKey.get(key) ?? [])
}

/**
 * Keys of some lists in one order that keeps the order of each list: the order of the bulletin they were drawn from. What no list decides
 * goes by first appearance, and so does the first of a ring, where lists contradict each other.
 */
export function commonOrder(lists: readonly (readonly string[])[]): string[] {
  const left = new Set(lists.flat())
  const next = new Map<string, string[]>()
  const before = new Map<string, number>()
  for (const list of lists) {
    for (const [index, key] of list.entries()) {
      const follower = list[index + 1]
      if (follower === undefined) continue
      next.set(key, [...(next.get(key) ?? []), follower])
      before.set(follower, (before.get(follower) ?? 0) + 1)
    }
  }
  const order: string[] = []
  while (left.size > 0) {
    const [first = ''] = left
    let key = first
    for (const one of left) {
      if ((before.get(one) ?? 0) > 0) continue
      key = one
      break
    }
    left.delete(key)
    order.push(key)
    for (const follower of next.get(key) ?? []) before.set(follower, (before.get(follower) ?? 0) - 1)
  }
  return order
}

/** Titles of the own bulletin → articles with their units. */
export function articlesOf(rows: readonly NamedRow[]): TakenArticle[] {
  return usesByTitle(rows, false).flatMap((uses): TakenArticle[] => {
    const [first] = uses
    if (first === undefined) return []
    const kind = kindOfItem(first.item) === 'brief' ? 'brief' : 'report'
    const { title, issue } = first.item
    return [{ title, issue, kind, level: 'own', units: uses.map(use => use.unit) }]
  })
}

/** Titles of commissions → commissions with who asked whom. */
export function commissionsOf(rows: readonly NamedRow[]): TakenCommission[] {
  return usesByTitle(rows, true).map(uses => {
    const title = uses[0]?.item.title ?? ''
    const bySource = [...grouped(uses, ({ item }) => item.source)].sort((a, b) => b[1].length - a[1].length)
    const source = bySource[0]?.[0] ?? ''
    const credits = uses.map(({ unit, item }) => ({ unit, asker: item.source }))
    return { title, source, level: levelOf(source), credits }
  })
}

/** 省厅, 报省 → province; 国家林草局 → nation; whatever else stands above an office is taken for its city. */
export function levelOf(words: string): Level {
  if (/国家|国务院|中央|部$/.test(words)) return 'nation'
  return words.includes('省') && !words.includes('省市') ? 'province' : 'city'
}
