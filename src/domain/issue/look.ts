import { z } from 'zod'

/** What somebody saw of an issue when they last looked at it: kept, so that the next time only what changed has to be read. */
export const IssueLook = z.object({
  number: z.number().int(),
  totalNumber: z.number().int(),
  items: z.array(
    z.object({
      article: z.string(),
      title: z.string(),
      /** Name of its column. */
      column: z.string(),
      text: z.string(),
      /** Names of the credited units. */
      credits: z.array(z.string()),
    }),
  ),
})
export type IssueLook = z.infer<typeof IssueLook>
type LookItem = IssueLook['items'][number]

/** One thing that is otherwise than it was: which article it is about and what was and is there. */
export const IssueChange = z.object({
  kind: z.enum(['number', 'added', 'removed', 'moved', 'title', 'text', 'credits']),
  title: z.string(),
  before: z.string(),
  after: z.string(),
})
export type IssueChange = z.infer<typeof IssueChange>

/**
 * What changed between two looks at an issue, in the order of the pages, removed articles last. An article is called moved when it left its
 * column, or when it does not keep the order that most of the others keep.
 */
export function issueChanges(before: IssueLook, now: IssueLook): IssueChange[] {
  const was = new Map(before.items.map(item => [item.article, item]))
  const is = new Set(now.items.map(item => item.article))
  const kept = inOrder(before, now)
  const [old, next] = [numberOf(before), numberOf(now)]
  return [
    ...(old === next ? [] : [{ kind: 'number' as const, title: '', before: old, after: next }]),
    ...now.items.flatMap(item => itemChanges(was.get(item.article), item, kept.has(item.article))),
    ...before.items
      .filter(item => !is.has(item.article))
      .map(item => ({ kind: 'removed' as const, title: item.title, before: item.column, after: '' })),
  ]
}

const numberOf = ({ number, totalNumber }: IssueLook): string => `第${number}期（总第${totalNumber}期）`

function itemChanges(was: LookItem | undefined, item: LookItem, inPlace: boolean): IssueChange[] {
  const { title } = item
  if (was === undefined) return [{ kind: 'added', title, before: '', after: item.column }]
  const [old, next] = [was.credits.join('、'), item.credits.join('、')]
  return [
    ...(inPlace ? [] : [{ kind: 'moved' as const, title, before: was.column, after: item.column }]),
    ...(was.title === title ? [] : [{ kind: 'title' as const, title, before: was.title, after: title }]),
    ...(was.text === item.text ? [] : [{ kind: 'text' as const, title, before: was.text, after: item.text }]),
    ...(old === next ? [] : [{ kind: 'credits' as const, title, before: old, after: next }]),
  ]
}

/** Articles that stayed where they were: the longest row of those that kept their column and stand in the same order as before. */
function inOrder(before: IssueLook, now: IssueLook): Set<string> {
  const places = new Map(before.items.map((item, at) => [item.article, { at, column: item.column }]))
  const common = now.items.flatMap(({ article, column }) => {
    const place = places.get(article)
    return place !== undefined && place.column === column ? [{ article, at: place.at }] : []
  })
  const longest: { readonly article: string; readonly at: number; readonly row: readonly string[] }[] = []
  for (const { article, at } of common) {
    const best = longest
      .filter(one => one.at < at)
      .reduce<readonly string[]>((most, one) => (one.row.length > most.length ? one.row : most), [])
    longest.push({ article, at, row: [...best, article] })
  }
  return new Set(longest.reduce<readonly string[]>((most, one) => (one.row.length > most.length ? one.row : most), []))
}
