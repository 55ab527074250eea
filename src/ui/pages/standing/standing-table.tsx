import { type ReactNode, useId } from 'react'
import type { StandingsView } from '../../../api.ts'
import { chinesePeriod } from '../../../domain/calendar.ts'
import type { StandingGroup, StandingRow, UnitId } from '../../../domain/model.ts'
import { formatPoints } from '../../../domain/points.ts'
import { countOrBlank, pointsOrBlank } from '../../format.ts'
import type { Why } from '../../parts/why-drawer.tsx'
import { zh } from '../../zh.ts'

type Ask = (why: Omit<Why, 'period' | 'name'>) => void

interface Props {
  readonly group: StandingGroup
  readonly standings: StandingsView
  readonly onAsk: Ask
  readonly mayAsk: (unit: UnitId) => boolean
}

interface Column {
  readonly label: string
  readonly text: (row: StandingRow) => string
  readonly why: Omit<Why, 'period' | 'name' | 'unit'>
  /** Left out on a phone, where the row is a card. */
  readonly minor?: boolean
}

/** The columns between the name and the totals: counts first, then a column for each component of the rule set. */
const columnsOf = (
  components: readonly string[],
  rows: readonly StandingRow[],
): { counts: Column[]; scores: Column[] } => ({
  counts: [
    {
      label: zh.standing.submitted,
      text: (row: StandingRow) => countOrBlank(row.counts.submitted),
      why: { span: 'month', facts: 'submission' },
    },
    ...(rows.some(row => row.counts.upperAdopted > 0)
      ? [
          {
            label: zh.standing.upperAdopted,
            text: (row: StandingRow) => countOrBlank(row.counts.upperAdopted),
            why: { span: 'month', facts: 'adoption' },
          } as const,
        ]
      : []),
    {
      label: zh.standing.reports,
      text: (row: StandingRow) => countOrBlank(row.counts.reports),
      why: { span: 'month', facts: 'adoption' },
    },
    {
      label: zh.standing.briefs,
      text: (row: StandingRow) => countOrBlank(row.counts.briefs),
      why: { span: 'month', facts: 'adoption' },
    },
    {
      label: zh.standing.commissions,
      text: (row: StandingRow) => countOrBlank(row.counts.commissions),
      why: { span: 'month', facts: 'commission' },
    },
    {
      label: zh.standing.forwarded,
      text: (row: StandingRow) => countOrBlank(row.counts.forwarded),
      why: { span: 'month', facts: 'forwarding' },
    },
  ],
  scores: components.map(component => ({
    label: component,
    text: row => pointsOrBlank(row.components[component]),
    why: { span: 'month', component },
  })),
})

/** One group as a table; on a phone each unit becomes a card of its rank, its totals and its components. */
export function StandingTable({ group, standings, onAsk, mayAsk }: Props) {
  const { counts, scores } = columnsOf(
    standings.components,
    standings.groups.flatMap(one => one.rows),
  )
  const heading = useId()
  return (
    <section className="standing" aria-labelledby={heading}>
      <h2 id={heading}>
        {group.group.name}
        <span className="quiet note">{zh.standing.unitCount(group.rows.length)}</span>
      </h2>
      <table className="figures-table">
        <caption className="hidden-label">
          {zh.standing.captionOf(chinesePeriod(standings.period), group.group.name)}
        </caption>
        <colgroup>
          <col className="w-rank" />
          <col className="w-move" />
          <col />
          {[...counts, ...scores].map(column => (
            <col key={column.label} className="w-number" />
          ))}
          <col className="w-total" />
          <col className="w-total" />
        </colgroup>
        <thead>
          <tr>
            <th scope="col" rowSpan={2} className="num rank">
              {zh.standing.rank}
            </th>
            <th scope="col" rowSpan={2} className="move">
              {zh.standing.move}
            </th>
            <th scope="col" rowSpan={2} className="unit">
              {zh.standing.unit}
            </th>
            <th scope="colgroup" colSpan={counts.length} className="over">
              {zh.standing.counts}
            </th>
            <th scope="colgroup" colSpan={scores.length} className="over">
              {zh.standing.scores}
            </th>
            <th scope="col" rowSpan={2} className="num">
              {zh.standing.monthPoints}
            </th>
            <th scope="col" rowSpan={2} className="num">
              {zh.standing.yearTotal}
            </th>
          </tr>
          <tr>
            {[...counts, ...scores].map(column => (
              <th key={column.label} scope="col" className="num">
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {group.rows.map(row => (
            <Row
              key={row.unit}
              row={row}
              tied={isTied(row, group.rows)}
              counts={counts}
              scores={scores}
              ask={mayAsk(row.unit) ? onAsk : null}
            />
          ))}
        </tbody>
      </table>
    </section>
  )
}

const isTied = (row: StandingRow, rows: readonly StandingRow[]): boolean =>
  rows.some(other => other.unit !== row.unit && other.rank === row.rank)

interface RowProps {
  readonly row: StandingRow
  readonly tied: boolean
  readonly counts: readonly Column[]
  readonly scores: readonly Column[]
  readonly ask: Ask | null
}

function Row({ row, tied, counts, scores, ask }: RowProps) {
  const number = (label: string, text: string, why: Column['why']): ReactNode =>
    text === '' || ask === null ? (
      text
    ) : (
      <button
        type="button"
        className="number"
        aria-label={zh.standing.why(row.name, label, text)}
        onClick={() => ask({ unit: row.unit, ...why })}
      >
        {text}
      </button>
    )
  return (
    <tr>
      <td className="num rank">
        {row.rank}
        {tied && <small className="tie">{zh.standing.tie}</small>}
      </td>
      <td className="move">
        <Move now={row.rank} before={row.previousRank} />
      </td>
      <th scope="row" className="unit">
        {row.name}
      </th>
      {counts.map(column => (
        <td key={column.label} className="num count" data-label={column.label}>
          {number(column.label, column.text(row), column.why)}
        </td>
      ))}
      {scores.map(column => (
        <td key={column.label} className="num score" data-label={column.label}>
          {number(column.label, column.text(row), column.why)}
        </td>
      ))}
      <td className="num month" data-label={zh.standing.monthPoints}>
        {number(zh.standing.monthPoints, pointsOrBlank(row.month), { span: 'month' })}
      </td>
      <td className="num year" data-label={zh.standing.yearTotal}>
        {number(zh.standing.yearTotal, formatPoints(row.yearTotal), { span: 'year' })}
      </td>
    </tr>
  )
}

function Move({ now, before }: { now: number; before: number | null }) {
  if (before === null) return <span className="hidden-label">{zh.standing.newcomer}</span>
  if (before === now)
    return (
      <span className="same" title={zh.standing.same}>
        —<span className="hidden-label">{zh.standing.same}</span>
      </span>
    )
  const words = before > now ? zh.standing.up(before - now) : zh.standing.down(now - before)
  return (
    <span className={before > now ? 'up' : 'down'} title={words}>
      <span aria-hidden="true">
        {before > now ? '▲' : '▼'}
        {Math.abs(before - now)}
      </span>
      <span className="hidden-label">{words}</span>
    </span>
  )
}
