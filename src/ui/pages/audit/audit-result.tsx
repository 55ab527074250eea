import { type ReactNode, useMemo, useState } from 'react'
import type { AuditView } from '../../../api.ts'
import type { Place } from '../../../domain/notice/notice.ts'
import { useAddress } from '../../address.ts'
import { Empty } from '../../parts/answer.tsx'
import { DocumentView } from '../../parts/document-view.tsx'
import { FindingList, isSeverity, type Severity, UnreadList, worse } from '../../parts/finding-list.tsx'
import { type Spot, spotOf } from '../../parts/locate.ts'
import { PageHead } from '../../parts/page-head.tsx'
import { zh } from '../../zh.ts'
import { Annotated } from './annotated.tsx'
import { TakeOver } from './take-over.tsx'
import { UnknownColumns } from './unknown-columns.tsx'

/** Findings at the left, the text at the right; choosing a finding lights its place. */
export function AuditResult({ audit, another }: { audit: AuditView; another: ReactNode }) {
  const { filters, set } = useAddress()
  const [chosen, setChosen] = useState<number | null>(null)
  const [spot, setSpot] = useState<Spot | null>(null)
  const marks = useMemo(() => marksOf(audit), [audit])
  const severity = isSeverity(filters.severity) ? filters.severity : ''
  const { notice } = audit
  const rows = notice.tables.reduce((count, table) => count + table.rows.length, 0)
  const items = notice.lists.reduce((count, list) => count + list.items.length, 0)
  const choose = (index: number): void => {
    const finding = audit.findings[index]
    setChosen(index)
    if (finding !== undefined) show(finding.place)
  }
  const show = (place: Place): void => setSpot(spotOf(place, notice))
  return (
    <>
      <PageHead title={zh.audit.title} aside={<span className="quiet">{audit.name}</span>}>
        {another}
        <Annotated file={audit.file} name={audit.name} />
        <TakeOver audit={audit} units={rows} items={items} />
      </PageHead>
      <p className="quiet">
        {notice.title?.text} {zh.audit.statistics(notice.tables.length, rows, items)}
      </p>
      <div className="audit-columns">
        <div className="audit-findings">
          <h2>
            {zh.audit.findings}
            <span className="quiet note">{zh.audit.findingsCount(audit.findings.length)}</span>
          </h2>
          {audit.warnings.length > 0 && (
            <section className="problem" aria-label={zh.audit.warnings}>
              {audit.warnings.map(warning => (
                <p key={warning}>{warning}</p>
              ))}
            </section>
          )}
          {audit.findings.length === 0 ? (
            <Empty title={zh.audit.none} hint={rows + items === 0 ? zh.audit.onlyProse : zh.audit.noneHint} />
          ) : (
            <FindingList
              findings={audit.findings}
              severity={severity}
              onSeverity={next => set({ severity: next })}
              chosen={chosen}
              onChoose={choose}
            />
          )}
          <UnknownColumns notice={notice} />
          <UnreadList unread={audit.unread} onChoose={show} />
        </div>
        <DocumentView
          blocks={audit.blocks}
          marks={marks}
          spot={spot}
          label={zh.audit.textLabel}
          onMark={line => choose(worstAt(audit, line))}
        />
      </div>
    </>
  )
}

function marksOf(audit: AuditView): Map<number, Severity> {
  const marks = new Map<number, Severity>()
  for (const finding of audit.findings) {
    const line = spotOf(finding.place, audit.notice)?.line
    if (line !== undefined) marks.set(line, worse(marks.get(line), finding.severity))
  }
  return marks
}

/** The finding a line's mark stands for. */
function worstAt(audit: AuditView, line: number): number {
  const here = audit.findings
    .map((finding, index) => ({ finding, index }))
    .filter(({ finding }) => spotOf(finding.place, audit.notice)?.line === line)
  const severity = here.reduce<Severity | undefined>((worst, { finding }) => worse(worst, finding.severity), undefined)
  return here.find(({ finding }) => finding.severity === severity)?.index ?? -1
}
