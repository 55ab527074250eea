import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type { NoticeView } from '../../../api.ts'
import { chinesePeriod, type Period } from '../../../domain/calendar.ts'
import { useAnswer } from '../../answers.ts'
import { download } from '../../client.ts'
import { clock } from '../../format.ts'
import { Answer, ProblemAlert } from '../../parts/answer.tsx'
import { FindingList, type Severity, UnreadList } from '../../parts/finding-list.tsx'
import { Go } from '../../parts/go.tsx'
import { PageHead, Section, StateBadge } from '../../parts/page-head.tsx'
import { PagePreview } from '../../parts/page-preview.tsx'
import { save } from '../../save.ts'
import { useRights } from '../../session.ts'
import { zh } from '../../zh.ts'
import { IssueNotice } from './issue-notice.tsx'

/** One month's notice: its pages, what the auditor says of it, the Word file, and 印发. */
export function Compose({ period }: { period: Period }) {
  const notice = useAnswer('notice.compose', { period })
  const [pages, setPages] = useState(0)
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
        {notice.data !== undefined && <Download period={period} />}
        {notice.data !== undefined && <IssueNotice view={notice.data} pages={pages} />}
      </PageHead>
      <Answer of={notice}>
        {view => (
          <div className="notice-columns">
            <div>
              <PagePreview blocks={view.blocks} onPages={setPages} />
            </div>
            <aside>
              <Checked view={view} />
            </aside>
          </div>
        )}
      </Answer>
    </>
  )
}

function Checked({ view }: { view: NoticeView }) {
  const [severity, setSeverity] = useState<Severity | ''>('')
  const [chosen, setChosen] = useState<number | null>(null)
  return (
    <>
      {view.issued !== null && (
        <p className="issued-line">
          {zh.notice.issuedLine(view.issued.by, clock(view.issued.at))}
          <span className="quiet">{`${zh.notice.fingerprint} ${view.issued.sm3.slice(0, 16)}`}</span>
        </p>
      )}
      <Section title={zh.notice.findings}>
        {view.findings.length === 0 ? (
          <p className="all-well">{zh.notice.findingsNone}</p>
        ) : (
          <FindingList
            findings={view.findings}
            severity={severity}
            onSeverity={setSeverity}
            chosen={chosen}
            onChoose={setChosen}
          />
        )}
      </Section>
      {view.remarks.length > 0 && (
        <Section title={zh.notice.remarks}>
          <ul className="remarks">
            {view.remarks.map(remark => (
              <li key={remark}>{remark}</li>
            ))}
          </ul>
        </Section>
      )}
      <UnreadList unread={view.unread} />
      <p className="quiet">{zh.notice.onlyRead}</p>
    </>
  )
}

function Download({ period }: { period: Period }) {
  const may = useRights()
  const fetched = useMutation<void, Error>({
    mutationFn: async () =>
      save(await download(`/api/notice/${period}.docx`), zh.notice.fileName(chinesePeriod(period))),
  })
  if (may('notice.compose') === null) return null
  return (
    <>
      <ProblemAlert error={fetched.error} />
      <Button loading={fetched.isPending} onClick={() => fetched.mutate()}>
        {zh.notice.download}
      </Button>
    </>
  )
}
