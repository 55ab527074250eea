import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type { IssueDetail } from '../../../api/bulletin.ts'
import { chinesePeriod } from '../../../domain/calendar.ts'
import type { IssueId } from '../../../domain/model.ts'
import { useAnswer } from '../../answers.ts'
import { download } from '../../client.ts'
import { Answer, ProblemAlert } from '../../parts/answer.tsx'
import { Go } from '../../parts/go.tsx'
import { PageHead } from '../../parts/page-head.tsx'
import { save } from '../../save.ts'
import { useRights } from '../../session.ts'
import { zh } from '../../zh.ts'
import { Board } from './board.tsx'
import { Renumber } from './number-dialog.tsx'
import { Review } from './review.tsx'
import { Steps } from './steps.tsx'

const text = zh.issue.head

/** One issue: a board while it is put together, its pages from 送审 on. */
export function IssueView({ id }: { id: IssueId }) {
  const issue = useAnswer('issue.get', { issue: id })
  const may = useRights()
  const [pages, setPages] = useState(0)
  return (
    <Answer of={issue}>
      {view => {
        const arranges = view.state === 'gathering' && may('issue.arrange') !== null
        return (
          <>
            <PageHead
              title={zh.issue.title(view.bulletinName, view.year, view.number, view.totalNumber)}
              aside={<Facts issue={view} renumbers={arranges} />}
            >
              <Download issue={view} kind="docx" />
              <Download issue={view} kind="pdf" />
              <Steps issue={view} pages={pages} />
            </PageHead>
            {arranges ? (
              <Board issue={view} onPages={setPages} />
            ) : (
              <Review issue={view} pages={pages} onPages={setPages} />
            )}
          </>
        )
      }}
    </Answer>
  )
}

const Facts = ({ issue, renumbers }: { issue: IssueDetail; renumbers: boolean }) => (
  <span className="issue-facts">
    <Go to="/issue">{zh.issue.create.back}</Go>
    <span className={`badge issue-${issue.state}`}>{zh.issue.states[issue.state]}</span>
    {issue.issuedOn !== null && <span>{text.issued(issue.issuedOn)}</span>}
    {issue.issuedOn === null && issue.plannedOn !== null && <span>{text.planned(issue.plannedOn)}</span>}
    {issue.period !== null && <span>{text.counts(chinesePeriod(issue.period))}</span>}
    {renumbers && <Renumber issue={issue} />}
  </span>
)

function Download({ issue, kind }: { issue: IssueDetail; kind: 'docx' | 'pdf' }) {
  const name = `${zh.issue.title(issue.bulletinName, issue.year, issue.number, issue.totalNumber)}.${kind}`
  const fetched = useMutation<void, Error>({
    mutationFn: async () => save(await download(`/api/issue/${issue.id}/paper.${kind}`), name),
  })
  return (
    <>
      <ProblemAlert error={fetched.error} />
      <Button loading={fetched.isPending} onClick={() => fetched.mutate()}>
        {text[kind]}
      </Button>
    </>
  )
}
