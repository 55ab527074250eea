import { useState } from 'react'
import type { NoticeWork } from '../../../api/office-work.ts'
import type { NoticeView } from '../../../api.ts'
import { chinesePeriod, type Period } from '../../../domain/calendar.ts'
import { useAnswer } from '../../answers.ts'
import { clock } from '../../format.ts'
import { Answer } from '../../parts/answer.tsx'
import { UnreadList } from '../../parts/finding-list.tsx'
import { Go } from '../../parts/go.tsx'
import { Moves } from '../../parts/moves.tsx'
import { PageHead, Section, StateBadge } from '../../parts/page-head.tsx'
import { PagePreview } from '../../parts/page-preview.tsx'
import { useRights } from '../../session.ts'
import { zh } from '../../zh.ts'
import { Corrections, CorrectNotice, Readers } from './after-issue.tsx'
import { Answers } from './answers.tsx'
import { Downloads } from './downloads.tsx'
import { IssueNotice } from './issue-notice.tsx'
import { Sentences } from './sentences.tsx'
import { Changes, useLook } from './since-last-look.tsx'
import { StageDeeds, Stages } from './stages.tsx'

/** One month's notice at the office: its pages, what changed, its findings and answers, its words, and the step that is next. */
export function NoticeDesk({ period }: { period: Period }) {
  const notice = useAnswer('notice.compose', { period })
  const work = useAnswer('notice.work', { period })
  const [pages, setPages] = useState(0)
  const both = notice.data !== undefined && work.data !== undefined
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
        {both && <Downloads period={period} pdf={work.data.pdf} />}
        {both && <Deeds view={notice.data} work={work.data} pages={pages} />}
      </PageHead>
      <Answer of={work}>
        {shown => (
          <>
            <Stages work={shown} />
            <Answer of={notice}>
              {view => (
                <div className="notice-columns">
                  <div>
                    <PagePreview blocks={view.blocks} onPages={setPages} />
                  </div>
                  <aside>
                    <Beside view={view} work={shown} />
                  </aside>
                </div>
              )}
            </Answer>
          </>
        )}
      </Answer>
    </>
  )
}

function Deeds({ view, work, pages }: { view: NoticeView; work: NoticeWork; pages: number }) {
  const may = useRights()
  if (may('notice.step') === null) return null
  if (work.stage === 'issued') return <CorrectNotice period={work.period} />
  return (
    <>
      <StageDeeds work={work} view={view} pages={pages} />
      {work.stage === 'signed' && !work.changedSinceSigned && <IssueNotice view={view} pages={pages} />}
    </>
  )
}

function Beside({ view, work }: { view: NoticeView; work: NoticeWork }) {
  const look = useLook(work)
  return (
    <>
      {view.issued !== null && (
        <p className="issued-line">
          {zh.notice.issuedLine(view.issued.by, clock(view.issued.at))}
          <span className="quiet">{`${zh.notice.fingerprint} ${view.issued.sm3.slice(0, 16)}`}</span>
        </p>
      )}
      {view.issued !== null && <Readers readers={work.readers} />}
      {view.issued === null && (
        <Section title={zh.notice.changesTitle}>
          <Changes {...look} />
        </Section>
      )}
      <Section
        title={zh.notice.findings}
        note={work.stage === 'issued' || work.findings.length === 0 ? undefined : zh.notice.openCount(work.open.length)}
      >
        <Answers work={work} />
      </Section>
      <Section title={zh.notice.movesTitle}>
        <Moves moves={work.moves} />
      </Section>
      {view.issued === null && <Sentences work={work} />}
      {view.remarks.length > 0 && (
        <Section title={zh.notice.remarks}>
          <ul className="remarks">
            {view.remarks.map(remark => (
              <li key={remark}>{remark}</li>
            ))}
          </ul>
        </Section>
      )}
      <Corrections corrections={work.corrections} />
      <UnreadList unread={view.unread} />
    </>
  )
}
