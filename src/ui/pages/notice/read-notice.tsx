import { useEffect } from 'react'
import { chinesePeriod, type Period } from '../../../domain/calendar.ts'
import { useAnswer } from '../../answers.ts'
import { call } from '../../client.ts'
import { clock } from '../../format.ts'
import { Answer } from '../../parts/answer.tsx'
import { Go } from '../../parts/go.tsx'
import { PageHead, StateBadge } from '../../parts/page-head.tsx'
import { PagePreview } from '../../parts/page-preview.tsx'
import { zh } from '../../zh.ts'
import { Corrections } from './after-issue.tsx'
import { Downloads } from './downloads.tsx'

/** A notice that is out, as the units read it: opening it is 已阅. */
export function ReadNotice({ period }: { period: Period }) {
  const notice = useAnswer('notice.compose', { period })
  const isOut = notice.data?.issued != null
  useEffect(() => {
    if (isOut) call('notice.seen', { period }).catch(() => undefined)
  }, [isOut, period])
  return (
    <>
      <PageHead
        title={zh.notice.titleOf(chinesePeriod(period))}
        aside={
          <>
            <Go to="/notice">{zh.notice.back}</Go>
            {notice.data !== undefined && <StateBadge state={notice.data.state} />}
          </>
        }
      >
        {isOut && <Downloads period={period} />}
      </PageHead>
      <Answer of={notice}>
        {view => (
          <div className="notice-columns">
            <div>
              <PagePreview blocks={view.blocks} />
            </div>
            <aside>
              {view.issued !== null && (
                <p className="issued-line">{zh.notice.issuedLine(view.issued.by, clock(view.issued.at))}</p>
              )}
              <Corrections corrections={view.corrections} />
            </aside>
          </div>
        )}
      </Answer>
    </>
  )
}
