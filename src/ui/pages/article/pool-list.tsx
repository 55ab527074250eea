import { useEffect, useRef } from 'react'
import type { ArticleRow } from '../../../api/article.ts'
import { shortClock } from '../../format.ts'
import { ArticleBadge, Flags } from '../../parts/article/state.tsx'
import { zh } from '../../zh.ts'

const text = zh.article

/** The list at the left: one article is looked at, several may be chosen. */
export function PoolList({
  rows,
  current,
  chosen,
  onOpen,
  onChoose,
}: {
  rows: readonly ArticleRow[]
  current: string | null
  chosen: ReadonlySet<string>
  onOpen: (row: ArticleRow) => void
  onChoose: (row: ArticleRow) => void
}) {
  const open = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (current !== null) open.current?.scrollIntoView({ block: 'nearest' })
  }, [current])
  return (
    <ol className="pool-list" aria-label={text.pool.list}>
      {rows.map(row => (
        <li
          key={row.id}
          ref={row.id === current ? open : null}
          className={row.id === current ? 'pool-row open' : 'pool-row'}
        >
          <input
            type="checkbox"
            aria-label={`${text.pool.select} ${row.title}`}
            checked={chosen.has(row.id)}
            onChange={() => onChoose(row)}
          />
          <button
            type="button"
            aria-current={row.id === current ? 'true' : undefined}
            onClick={() => onOpen(row)}
            onKeyDown={event => {
              if (event.key !== ' ') return
              event.preventDefault()
              onChoose(row)
            }}
          >
            <strong>{row.title}</strong>
            <span className="quiet">
              {row.units.map(one => one.name).join('、')}
              {row.submittedAt !== null && ` · ${shortClock(row.submittedAt)}`}
              {row.waitingDays !== null && row.waitingDays > 0 && ` · ${text.waiting(row.waitingDays)}`}
              {row.assignee !== null && ` · ${row.assignee.name}`}
            </span>
            <span className="badges">
              <ArticleBadge state={row.state} />
              {row.kind !== null && <span className="badge">{text.kinds[row.kind]}</span>}
              {row.commission !== null && <span className="badge">{text.genres.commission}</span>}
              <Flags of={row} />
            </span>
          </button>
        </li>
      ))}
    </ol>
  )
}
