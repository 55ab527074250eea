import { type Feed, type HeadNode, HeadText, NoticeTableForm } from '../../../domain/notice/composing/table-form.ts'
import { zh } from '../../zh.ts'

/** A head while it is drawn: `feed` of a column, `columns` of a head over others; `key` stays with it wherever it goes. */
export interface Drawn {
  readonly key: string
  readonly head: string
  readonly feed: Feed | null
  readonly columns: readonly Drawn[] | null
}

/** Places from the root down: [1, 0] is the first column under the second head. */
export type Path = readonly number[]

const LEVELS = 3

export const drawn = (nodes: readonly HeadNode[], newKey: () => string): Drawn[] =>
  nodes.map(node =>
    'feed' in node
      ? { key: newKey(), head: node.head, feed: node.feed, columns: null }
      : { key: newKey(), head: node.head, feed: null, columns: drawn(node.columns, newKey) },
  )

/** What is drawn → what is stored, whatever may be wrong with it. */
export const undrawn = (nodes: readonly Drawn[]): unknown[] =>
  nodes.map(({ head, feed, columns }) => (columns === null ? { head, feed } : { head, columns: undrawn(columns) }))

const childrenAt = (nodes: readonly Drawn[], path: Path): readonly Drawn[] =>
  path.reduce<readonly Drawn[]>((at, index) => at[index]?.columns ?? [], nodes)

export const nodeAt = (nodes: readonly Drawn[], path: Path): Drawn | undefined =>
  childrenAt(nodes, path.slice(0, -1))[path.at(-1) ?? -1]

/** The tree with the siblings at a place changed; a head that has nothing under it any more goes too. */
function withSiblings(
  nodes: readonly Drawn[],
  path: Path,
  change: (siblings: readonly Drawn[]) => readonly Drawn[],
): Drawn[] {
  const [first, ...rest] = path
  if (first === undefined || path.length === 1) return [...change(nodes)]
  return nodes.flatMap((node, index) => {
    if (index !== first || node.columns === null) return [node]
    const columns = withSiblings(node.columns, rest, change)
    return columns.length === 0 ? [] : [{ ...node, columns }]
  })
}

/** The last place of a path: which of its siblings it is. */
const last = (path: Path): number => path.at(-1) ?? 0

export const replaced = (nodes: readonly Drawn[], path: Path, node: Drawn): Drawn[] =>
  withSiblings(nodes, path, siblings => siblings.map((one, index) => (index === last(path) ? node : one)))

export const removed = (nodes: readonly Drawn[], path: Path): Drawn[] =>
  withSiblings(nodes, path, siblings => siblings.filter((_, index) => index !== last(path)))

export const inserted = (nodes: readonly Drawn[], path: Path, node: Drawn): Drawn[] =>
  withSiblings(nodes, path, siblings => [...siblings.slice(0, last(path)), node, ...siblings.slice(last(path))])

/** One place on or back among its siblings; null at the edge. */
export function moved(nodes: readonly Drawn[], path: Path, by: -1 | 1): { tree: Drawn[]; path: Path } | null {
  const to = last(path) + by
  const siblings = childrenAt(nodes, path.slice(0, -1))
  const [node, other] = [nodeAt(nodes, path), siblings[to]]
  if (node === undefined || other === undefined) return null
  const swapped = replaced(replaced(nodes, path, other), [...path.slice(0, -1), to], node)
  return { tree: swapped, path: [...path.slice(0, -1), to] }
}

/** Under the head before it, at its end; null where there is none before, or it would be too deep. */
export function putUnder(nodes: readonly Drawn[], path: Path): { tree: Drawn[]; path: Path } | null {
  const node = nodeAt(nodes, path)
  const before = [...path.slice(0, -1), last(path) - 1]
  const head = nodeAt(nodes, before)
  if (node === undefined || head === undefined || head.columns === null) return null
  if (path.length + depthOf(node) > LEVELS) return null
  const under = replaced(nodes, before, { ...head, columns: [...head.columns, node] })
  return { tree: removed(under, path), path: [...before, head.columns.length] }
}

/** Out of the head above, behind it; null at the top. */
export function takenOut(nodes: readonly Drawn[], path: Path): { tree: Drawn[]; path: Path } | null {
  const node = nodeAt(nodes, path)
  const above = path.slice(0, -1)
  if (node === undefined || above.length === 0) return null
  const behind = [...above.slice(0, -1), last(above) + 1]
  const tree = removed(inserted(nodes, behind, node), path)
  // Where it was the only one under its head, that has gone and it stands in its place.
  const isAlone = childrenAt(nodes, above).length === 1
  return { tree, path: isAlone ? above : behind }
}

/** Under a new head of its own; null where that would be too deep. */
export function headed(nodes: readonly Drawn[], path: Path, head: Pick<Drawn, 'key' | 'head'>): Drawn[] | null {
  const node = nodeAt(nodes, path)
  if (node === undefined || path.length + depthOf(node) > LEVELS) return null
  return replaced(nodes, path, { ...head, feed: null, columns: [node] })
}

const depthOf = ({ columns }: Drawn): number => (columns === null ? 1 : 1 + Math.max(0, ...columns.map(depthOf)))

/** All that is wrong with a form, in sentences; none where it may be tried and saved. */
export function faultsOf(form: Readonly<Record<string, unknown>>, nodes: readonly Drawn[]): string[] {
  const heads = headFaults(nodes)
  if (heads.length > 0) return heads
  const read = NoticeTableForm.safeParse({ ...form, columns: undrawn(nodes) })
  return read.success ? [] : read.error.issues.map(({ message }) => message)
}

const headFaults = (nodes: readonly Drawn[]): string[] =>
  nodes.flatMap(({ head, feed, columns }) => {
    const read = HeadText.safeParse(head)
    const own = read.success
      ? []
      : read.error.issues.slice(0, 1).map(({ message }) => zh.noticeForm.headFault(head, message))
    const unfed = feed === null && columns === null ? [zh.noticeForm.noFeed(head)] : []
    return [...own, ...unfed, ...headFaults(columns ?? [])]
  })
