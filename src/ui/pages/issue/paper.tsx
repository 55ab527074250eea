import { useMemo } from 'react'
import type { IssueDetail } from '../../../api/bulletin.ts'
import { issuePaper } from '../../../domain/issue/pages.ts'
import { issueBlocks } from '../../../domain/print/issue-paper.ts'
import { PagePreview } from '../../parts/page-preview.tsx'
import { printedViews } from '../../parts/print-blocks.ts'
import { useSession } from '../../session.ts'
import type { Placed } from './arranging.ts'

/** The printed pages of an issue, laid out here from the items as they are arranged at this moment. */
export function Paper({
  issue,
  items,
  onPages,
}: {
  issue: IssueDetail
  items: readonly Placed[]
  onPages: (pages: number) => void
}) {
  const { today } = useSession()
  const blocks = useMemo(() => {
    const sources = items.map(item => ({ ...item, sources: item.credits.map(({ name }) => name) }))
    const paper = issuePaper({
      name: issue.bulletinName,
      words: issue.words,
      columns: issue.columns,
      number: issue.number,
      totalNumber: issue.totalNumber,
      issuedOn: issue.issuedOn ?? issue.plannedOn ?? today,
      items: sources,
    })
    return printedViews(issueBlocks(paper))
  }, [issue, items, today])
  return <PagePreview blocks={blocks} onPages={onPages} />
}
