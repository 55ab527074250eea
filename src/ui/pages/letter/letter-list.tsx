import { useEffect, useRef } from 'react'
import type { LetterRow } from '../../../api/letter.ts'
import type { LetterState } from '../../../domain/letter.ts'
import { shortClock } from '../../format.ts'
import { zh } from '../../zh.ts'

const text = zh.letter

/** Letters at the left, each with who it says it is from and what is odd about it. */
export function LetterList({
  rows,
  current,
  onOpen,
}: {
  rows: readonly LetterRow[]
  current: string | null
  onOpen: (row: LetterRow) => void
}) {
  const open = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (current !== null) open.current?.scrollIntoView({ block: 'nearest' })
  }, [current])
  return (
    <ol className="pool-list" aria-label={text.list}>
      {rows.map(row => (
        <li
          key={row.id}
          ref={row.id === current ? open : null}
          className={row.id === current ? 'pool-row open' : 'pool-row'}
        >
          <button type="button" aria-current={row.id === current ? 'true' : undefined} onClick={() => onOpen(row)}>
            <strong>
              <bdi>{row.titles[0] ?? (row.subject || text.noSubject)}</bdi>
            </strong>
            <span className="quiet">
              {row.unit !== null && `${row.unit.name} · `}
              <bdi>{row.from.address || row.from.name || text.noSender}</bdi>
              {` · ${shortClock(row.receivedAt)}`}
            </span>
            <span className="badges">
              <LetterBadge state={row.state} />
              {row.titles.length > 1 && <span className="badge">{text.articles(row.titles.length)}</span>}
              {row.files > 0 && <span className="badge">{text.files(row.files)}</span>}
              {row.doubts.length > 0 && (
                <span className="badge flag-duplicate">{`${text.doubts} ${row.doubts.length}`}</span>
              )}
            </span>
          </button>
        </li>
      ))}
    </ol>
  )
}

/** 待确认, 待认领, 隔离 …, in words, colour only beside them. */
export const LetterBadge = ({ state }: { state: LetterState }) => (
  <span className={`badge letter-${state}`}>{text.states[state]}</span>
)
