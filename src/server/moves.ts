import type { Move } from '../api/office-work.ts'
import type { StandingGroup } from '../domain/model.ts'

/** Units that change their place in their group, the biggest move first; without a month before nobody moves. */
export function movesOf(groups: readonly StandingGroup[]): Move[] {
  const far = ({ before, now }: Move): number => Math.abs((before ?? now) - now)
  return groups
    .flatMap(({ group, rows }) =>
      rows.flatMap((row): Move[] =>
        row.previousRank === null || row.previousRank === row.rank
          ? []
          : [
              {
                group: group.name,
                unit: row.unit,
                name: row.name,
                before: row.previousRank,
                now: row.rank,
                month: row.month,
                year: row.yearTotal,
              },
            ],
      ),
    )
    .sort((a, b) => far(b) - far(a) || a.now - b.now)
}
