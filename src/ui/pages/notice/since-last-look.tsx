import { useEffect, useState } from 'react'
import type { NoticeWork } from '../../../api/office-work.ts'
import type { Instant } from '../../../domain/calendar.ts'
import { call } from '../../client.ts'
import { shortClock } from '../../format.ts'
import { zh } from '../../zh.ts'

export interface Look {
  readonly changes: readonly string[]
  readonly lookedAt: Instant | null
}

/** What changed since the last look, kept while the page stands open; looking is put down at once, and hides nothing of this look. */
export function useLook({ period, seen, changes, lookedAt }: NoticeWork): Look {
  const [look] = useState<Look>({ changes, lookedAt })
  useEffect(() => {
    // A look that could not be put down only means that the next one says more.
    call('notice.seen', { period, seen }).catch(() => undefined)
  }, [period, seen])
  return look
}

const SHOWN = 8

export function Changes({ changes, lookedAt }: Look) {
  const [all, setAll] = useState(false)
  if (lookedAt === null) return <p className="quiet">{zh.notice.changesFirst}</p>
  if (changes.length === 0) return <p className="quiet">{zh.notice.changesNone(shortClock(lookedAt))}</p>
  const shown = all ? changes : changes.slice(0, SHOWN)
  return (
    <>
      <ul className="remarks">
        {shown.map(change => (
          <li key={change}>{change}</li>
        ))}
      </ul>
      {shown.length < changes.length && (
        <button type="button" className="number" onClick={() => setAll(true)}>
          {zh.notice.changesMore(changes.length - shown.length)}
        </button>
      )}
    </>
  )
}
