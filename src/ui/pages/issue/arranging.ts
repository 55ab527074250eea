import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { IssueDetail, IssueItem, WaitingArticle } from '../../../api/bulletin.ts'
import type { ArticleId } from '../../../domain/model.ts'
import { useCommand } from '../../answers.ts'
import { Refusal } from '../../client.ts'

/** An article as it stands on the board. */
export type Placed = Omit<IssueItem, 'position'>

/** Where something is put: a column, and before which of its items; its length is the end. */
export interface Spot {
  readonly column: string
  readonly at: number
}

/** A waiting article once it is placed: its own units are credited, and its text comes with the answer. */
export const placedOf = (waiting: WaitingArticle, column: string): Placed => ({
  ...waiting,
  column,
  paragraphs: [],
  credits: waiting.units.map(unit => ({ ...unit, weight: 1 })),
  ready: true,
})

/** The board with one item at another place; `item` need not be on it yet. */
export function movedTo(items: readonly Placed[], item: Placed, { column, at }: Spot): Placed[] {
  const others = items.filter(one => one.article !== item.article)
  const inColumn = others.filter(one => one.column === column)
  const before = inColumn[at]
  const moved = { ...item, column }
  if (before === undefined) return [...others, moved]
  return others.flatMap(one => (one === before ? [moved, one] : [one]))
}

/** Items in the order of the columns, then as they stand: what is sent, shown and printed. */
export const inColumns = (items: readonly Placed[], columns: IssueDetail['columns']): Placed[] =>
  columns.flatMap(({ key }) => items.filter(item => item.column === key))

const isStale = (error: unknown): boolean => error instanceof Refusal && error.code === 'stale-version'

interface Did {
  readonly says: string
  readonly before: readonly Placed[] | null
}

/**
 * The arrangement that is being made: shown at once, saved behind. When somebody else was faster nothing of theirs is written over, and what
 * was made here stays to be looked at beside it.
 */
export function useArranging(issue: IssueDetail) {
  const [own, setOwn] = useState<readonly Placed[] | null>(null)
  const [did, setDid] = useState<Did | null>(null)
  const [error, setError] = useState<Error | null>(null)
  const saving = useSaving(issue, refusal => {
    if (refusal === null) setOwn(null)
    else setDid(null)
    setError(refusal)
  })
  const items: readonly Placed[] = own ?? issue.items

  const change = (next: readonly Placed[], says: string, before: readonly Placed[] | null = items): void => {
    const ordered = inColumns(next, issue.columns)
    setOwn(ordered)
    setDid({ says, before })
    saving.save(ordered)
  }

  return {
    items,
    did,
    error,
    saving: saving.pending,
    /** Somebody else changed the arrangement meanwhile; `items` is still what was made here. */
    stale: isStale(error),
    change,
    undo(says: string): void {
      if (did?.before != null) change(did.before, says, null)
    },
    dismiss: () => setDid(null),
    /** Ends a conflict: by what stands now, or by what was made here. */
    keepTheirs(): void {
      setOwn(null)
      setError(null)
    },
    keepMine(): void {
      const known = new Set<ArticleId>([...issue.items, ...issue.waiting].map(one => one.article))
      const kept = items.filter(one => known.has(one.article))
      setError(null)
      setOwn(kept)
      saving.save(kept)
    },
  }
}

export type Arranging = ReturnType<typeof useArranging>

/** Saves arrangements one after the other, and of several that wait only the last; says when all is saved, or with what it ended. */
function useSaving(issue: IssueDetail, onEnd: (refusal: Error | null) => void) {
  const wanted = useRef<readonly Placed[] | null>(null)
  const busy = useRef(false)
  const version = useRef(issue.version)
  const arrange = useCommand('issue.arrange')
  const queries = useQueryClient()
  if (!busy.current) version.current = issue.version

  const run = async (): Promise<void> => {
    while (wanted.current !== null) {
      const items = sentOf(wanted.current)
      wanted.current = null
      const stood = await arrange.mutateAsync({ issue: issue.id, version: version.current, items })
      version.current = stood.version
    }
  }

  return {
    pending: arrange.isPending,
    save(next: readonly Placed[]): void {
      wanted.current = next
      if (busy.current) return
      busy.current = true
      run()
        .then(() => onEnd(null))
        .catch(async (cause: unknown) => {
          wanted.current = null
          // What stands now is fetched before both are shown beside each other.
          if (isStale(cause)) await queries.invalidateQueries()
          onEnd(cause instanceof Error ? cause : new Error(String(cause)))
        })
        .finally(() => {
          busy.current = false
        })
    },
  }
}

const sentOf = (items: readonly Placed[]) =>
  items.map(({ article, column, credits }) => ({
    article,
    column,
    credits: credits.map(({ unit, weight }) => ({ unit, weight })),
  }))
