import { Drawer } from 'antd'
import type { EntryView, Output } from '../../api.ts'
import { chinesePeriod, type Period } from '../../domain/calendar.ts'
import type { UnitId } from '../../domain/model.ts'
import { formatPoints } from '../../domain/points.ts'
import { useAnswer } from '../answers.ts'
import { shortDay } from '../format.ts'
import { zh } from '../zh.ts'
import { Answer } from './answer.tsx'
import { ExportButton } from './export.tsx'

export type CountedFact = keyof typeof zh.standing.factOf

/** Which number is asked about: points of a month or year, of one component or all; or a count of facts. */
export interface Why {
  readonly unit: UnitId
  readonly name: string
  readonly period: Period
  readonly span: 'month' | 'year'
  readonly component?: string
  readonly facts?: CountedFact
}

/** Why a number is what it is: its entries with arithmetic, clause and titles. */
export function WhyDrawer({ why, onClose }: { why: Why | null; onClose: () => void }) {
  return (
    <Drawer
      open={why !== null}
      onClose={onClose}
      size="min(560px, 100vw)"
      title={why === null ? '' : zh.standing.whyTitle(why.name, subjectOf(why))}
      destroyOnHidden
    >
      {why !== null && (why.facts === undefined ? <Entries why={why} /> : <Facts why={why} of={why.facts} />)}
    </Drawer>
  )
}

function subjectOf(why: Why): string {
  if (why.facts !== undefined) return zh.standing.whyMonth(chinesePeriod(why.period), zh.standing.factOf[why.facts])
  const what = why.component ?? (why.span === 'year' ? zh.standing.yearTotal : zh.standing.monthPoints)
  return why.span === 'year'
    ? zh.standing.whyYear(why.period.slice(0, 4))
    : zh.standing.whyMonth(chinesePeriod(why.period), what)
}

function Entries({ why }: { why: Why }) {
  const asked = {
    period: why.period,
    unit: why.unit,
    span: why.span,
    ...(why.component === undefined ? {} : { component: why.component }),
  }
  const entries = useAnswer('entry.list', asked)
  return (
    <Answer of={entries}>
      {answer => (
        <>
          <p className="why-total">
            <span>{zh.standing.whyTotal}</span>
            <strong>{zh.common.points(formatPoints(answer.total))}</strong>
          </p>
          {answer.entries.length > 0 && (
            <ExportButton of="entry.list" input={asked} name={zh.standing.whyTitle(why.name, subjectOf(why))} />
          )}
          {answer.entries.length === 0 && <p className="quiet">{zh.standing.whyEmpty}</p>}
          {answer.entries.map(entry => (
            <EntryCard
              key={`${entry.period} ${entry.rule} ${entry.about ?? ''} ${entry.facts.join()}`}
              entry={entry}
              showMonth={why.span === 'year'}
            />
          ))}
        </>
      )}
    </Answer>
  )
}

function EntryCard({ entry, showMonth }: { entry: EntryView; showMonth: boolean }) {
  return (
    <article className="entry">
      <h3>
        {showMonth && <span className="quiet">{chinesePeriod(entry.period)}</span>} {entry.sentence}
      </h3>
      <blockquote>
        <span className="quiet">{zh.standing.clause}</span>
        {entry.clause}
      </blockquote>
      {entry.reasons.length > 0 && (
        <ol className="reasons">
          {entry.reasons.map(reason => (
            <li key={reason.fact}>
              <time dateTime={reason.on}>{shortDay(reason.on)}</time>
              <span>
                {reason.text}
                {reason.late && <span className="badge badge-late">{zh.standing.late}</span>}
              </span>
            </li>
          ))}
        </ol>
      )}
    </article>
  )
}

function Facts({ why, of }: { why: Why; of: CountedFact }) {
  const facts = useAnswer('fact.list', { period: why.period, unit: why.unit, limit: 200 })
  const chosen = (answer: Output<'fact.list'>) => answer.facts.filter(one => one.fact.type === of && !one.retracted)
  return (
    <Answer of={facts}>
      {answer =>
        chosen(answer).length === 0 ? (
          <p className="quiet">{zh.standing.whyNoFacts}</p>
        ) : (
          <ol className="reasons">
            {chosen(answer).map(one => (
              <li key={one.fact.id}>
                <time dateTime={one.fact.occurredOn}>{shortDay(one.fact.occurredOn)}</time>
                <span>
                  {one.title}
                  {one.fact.quantity > 1 && ` × ${one.fact.quantity}`}
                  {one.late && <span className="badge badge-late">{zh.standing.late}</span>}
                </span>
              </li>
            ))}
          </ol>
        )
      }
    </Answer>
  )
}
