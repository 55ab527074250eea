import type { Output } from '../../../api.ts'
import { chinesePeriod } from '../../../domain/calendar.ts'
import { useAddress } from '../../address.ts'
import { useAnswer } from '../../answers.ts'
import { shortClock } from '../../format.ts'
import { Answer, Empty } from '../../parts/answer.tsx'
import { ExportButton } from '../../parts/export.tsx'
import { Go } from '../../parts/go.tsx'
import { PageHead, StateBadge } from '../../parts/page-head.tsx'
import { useRights } from '../../session.ts'
import { zh } from '../../zh.ts'
import { NoticeDesk } from './notice-desk.tsx'
import { ReadNotice } from './read-notice.tsx'

/** 通报: the months, and one month's notice as pages with its findings. */
export default function NoticePage() {
  const { filters } = useAddress()
  const notices = useAnswer('notice.list', {})
  const may = useRights()
  const asked = filters.period
  return (
    <Answer of={notices}>
      {answer => {
        const chosen = answer.notices.find(one => one.period === asked)
        if (chosen !== undefined && may('notice.work') !== null) return <NoticeDesk period={chosen.period} />
        if (chosen?.state === 'issued' && may('notice.compose') !== null) return <ReadNotice period={chosen.period} />
        return (
          <>
            <PageHead
              title={zh.notice.title}
              aside={<span className="quiet">{zh.notice.monthsCount(answer.notices.length)}</span>}
            >
              {answer.notices.length > 0 && <ExportButton of="notice.list" input={{}} name={zh.notice.title} />}
            </PageHead>
            {answer.notices.length === 0 ? (
              <Empty title={zh.notice.empty} hint={zh.notice.emptyHint} />
            ) : (
              <Months notices={answer.notices} />
            )}
          </>
        )
      }}
    </Answer>
  )
}

function Months({ notices }: Output<'notice.list'>) {
  const may = useRights()
  return (
    <ul className="months" aria-label={zh.notice.months}>
      {notices.map(one => {
        const line = (
          <>
            <strong>{chinesePeriod(one.period)}</strong>
            <span className="month-title">{one.title}</span>
            <StateBadge state={one.state} />
            <span className="quiet">{one.issuedAt === null ? '' : zh.notice.issuedAt(shortClock(one.issuedAt))}</span>
          </>
        )
        return (
          <li key={one.period}>
            {may('notice.work') === null && one.state !== 'issued' ? (
              <span className="month-line">{line}</span>
            ) : (
              <Go to={`/notice?period=${one.period}`}>{line}</Go>
            )}
          </li>
        )
      })}
    </ul>
  )
}
