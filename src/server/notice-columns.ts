import type { Entry, OfficeId, UnitId } from '../domain/model.ts'
import type { ComposeInput, NoticeForm } from '../domain/notice/compose.ts'
import { knownForm } from '../domain/notice/composing/columns.ts'
import { columnsIn } from '../domain/notice/composing/table-form.ts'
import type { NoticeColumn } from '../domain/notice/notice.ts'
import { addPoints, type Points, zeroPoints } from '../domain/points.ts'
import { OPENING } from '../domain/score.ts'
import type { Db } from './context.ts'
import type { Ledger, Month } from './months.ts'
import { ruleSetsOf } from './rule-sets.ts'
import { readSettings } from './settings.ts'

/** What an office has said of columns: those of its own form of tables, under its newest 办法, and those it was asked about. */
export async function columnsKnownTo(db: Db, office: OfficeId): Promise<NoticeColumn[]> {
  const { table, columns } = (await readSettings(db, office)).notice
  const newest = table === null ? undefined : (await ruleSetsOf(db, office)).at(-1)
  return [...columns, ...(table === null || newest === undefined ? [] : knownForm(table, newest.ruleSet).columns)]
}

/** What a form of tables asks for beyond the standings of the month: how many facts earned what, and what the year has so far. */
export async function beyondMonth(
  ledger: Ledger,
  { period, rules }: Month,
  entries: readonly Entry[],
  { table }: NoticeForm,
): Promise<Pick<ComposeInput, 'components' | 'submittedYear'>> {
  const feeds = columnsIn(table?.columns ?? []).map(({ feed }) => feed)
  const needsYear = feeds.some(
    feed => feed.from === 'year-points' || (feed.from === 'count' && feed.count === 'submittedYear'),
  )
  if (!needsYear && !feeds.some(feed => feed.from === 'number')) return {}
  const components = new Sums()
  const submitted = new Map<UnitId, number>()
  for (const entry of entries)
    if (entry.component !== OPENING && entry.about === null && entry.rule !== 'adjustment')
      components.of(entry).number += entry.quantity
  for (const month of needsYear ? ledger.yearSoFar(period, rules.ruleSet.year.starts) : []) {
    const { groups } = await ledger.month(month)
    for (const row of groups.flatMap(group => group.rows)) {
      submitted.set(row.unit, (submitted.get(row.unit) ?? 0) + row.counts.submitted)
      for (const [component, points] of Object.entries(row.components)) {
        const sum = components.of({ unit: row.unit, component })
        sum.yearPoints = addPoints(sum.yearPoints, points)
      }
    }
  }
  return {
    components: components.all,
    submittedYear: [...submitted].map(([unit, count]) => ({ unit, count })),
  }
}

interface Sum {
  readonly unit: UnitId
  readonly component: string
  number: number
  yearPoints: Points
}

/** Sums by unit and component, begun at nothing. */
class Sums {
  readonly #sums = new Map<string, Sum>()

  of({ unit, component }: Pick<Sum, 'unit' | 'component'>): Sum {
    const key = `${unit} ${component}`
    const sum = this.#sums.get(key) ?? { unit, component, number: 0, yearPoints: zeroPoints }
    this.#sums.set(key, sum)
    return sum
  }

  get all(): Sum[] {
    return [...this.#sums.values()]
  }
}
