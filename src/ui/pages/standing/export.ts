import type { StandingsView } from '../../../api.ts'
import { chinesePeriod } from '../../../domain/calendar.ts'
import { formatPoints } from '../../../domain/points.ts'
import { csvOf } from '../../csv.ts'
import { countOrBlank, pointsOrBlank } from '../../format.ts'
import { save } from '../../save.ts'
import { zh } from '../../zh.ts'

/** The month's ranking as a table for Excel or WPS: the same columns and figures as on screen, all groups below each other. */
export function exportStandings(standings: StandingsView): void {
  const text = zh.standing
  const head = [
    text.group,
    text.rank,
    text.unit,
    text.submitted,
    text.upperAdopted,
    text.reports,
    text.briefs,
    text.commissions,
    text.forwarded,
  ]
  const rows = standings.groups.flatMap(({ group, rows }) =>
    rows.map(row => [
      group.name,
      String(row.rank),
      row.name,
      ...[
        row.counts.submitted,
        row.counts.upperAdopted,
        row.counts.reports,
        row.counts.briefs,
        row.counts.commissions,
        row.counts.forwarded,
      ].map(countOrBlank),
      ...standings.components.map(component => pointsOrBlank(row.components[component])),
      pointsOrBlank(row.month),
      formatPoints(row.yearTotal),
    ]),
  )
  const csv = csvOf([[...head, ...standings.components, text.monthPoints, text.yearTotal], ...rows])
  save(new Blob([csv], { type: 'text/csv;charset=utf-8' }), text.exportName(chinesePeriod(standings.period)))
}
