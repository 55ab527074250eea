import { finding } from '../findings.ts'
import type { Claim, Finding, Measure } from '../notice.ts'
import { type Context, cellPlace, show, type UnitRow } from './context.ts'
import { grouped } from './grouped.ts'
import type { Known } from './known.ts'
import { isOwnTable } from './own-form.ts'

interface Ranked {
  readonly row: UnitRow
  readonly rank: number
  readonly points: number
  readonly claims: readonly Claim[]
}

const SCORES: readonly Measure[] = ['yearPoints', 'monthPoints', 'outletPoints']
const SCORE_NAMES: Partial<Record<Measure, string>> = { yearPoints: '累计分数', monthPoints: '本月分数' }

function rankedBy(rows: readonly UnitRow[], score: Measure): Ranked[] {
  return rows.flatMap(row => {
    const rank = row.value('rank')
    const points = row.x100(score)
    if (!rank || points === undefined) return []
    const claim = row.value(score)
    return [{ row, rank: rank.x100, points, claims: claim ? [claim, rank] : [rank] }]
  })
}

/** Neighbours by rank where the later has more points. */
const inversions = (ranked: readonly Ranked[]): number =>
  ranked.filter((one, index) => index > 0 && one.points > (ranked[index - 1]?.points ?? one.points)).length

const byRank = (ranked: readonly Ranked[]): Ranked[] => [...ranked].sort((a, b) => a.rank - b.rank)

/**
 * The score a table is ranked by: the one its ranks follow best, the year's where both do. Where no later one has more points under either,
 * as in a tie of all, the one that gives these very ranks.
 */
function scoreOf(
  rows: readonly UnitRow[],
  scores: readonly Measure[],
  ties: Known['ties'],
): { score: Measure; ranked: Ranked[] } | null {
  let best: { score: Measure; ranked: Ranked[]; faults: number; wrong: number } | null = null
  for (const score of scores) {
    const ranked = byRank(rankedBy(rows, score))
    if (ranked.length < 2) continue
    const faults = inversions(ranked)
    const wrong = wronglyRanked(ranked, totalsOf(rows, score), ties).length
    if (best === null || faults < best.faults || (faults === best.faults && wrong < best.wrong))
      best = { score, ranked, faults, wrong }
  }
  return best
}

interface Totals {
  /** Of all rows, also those without a rank. */
  readonly points: readonly number[]
  /** How many cells could not be read: whoever stands there may be above any other. */
  readonly unread: number
}

function totalsOf(rows: readonly UnitRow[], score: Measure): Totals {
  const points = rows.flatMap(row => row.x100(score) ?? [])
  return { points, unread: rows.length - points.length }
}

/** Whether a rank is that of somebody with so many above, as far as all totals could be read. */
const fits = (rank: number, due: number, { unread }: Totals): boolean =>
  rank >= due * 100 && rank <= (due + unread) * 100

/** Ranks, order and ties of each table. 1-2-2-4 and 1-2-2-3 are both allowed, whichever the table follows. */
export function ranks(context: Context): Finding[] {
  const byTable = grouped(context.rows, row => row.table.id)
  return [...byTable.values()].flatMap(rows => {
    if (context.known.ranksByMore === true) return printedOrder(rows)
    const { form } = context.known
    const isOwn = form !== undefined && rows[0] !== undefined && isOwnTable(rows[0].table, context.known)
    const scored = scoreOf(rows, isOwn ? (form.rankedBy === null ? [] : [form.rankedBy]) : SCORES, context.known.ties)
    if (scored === null) return alone(rows, context)
    const name = SCORE_NAMES[scored.score] ?? '得分'
    const all = totalsOf(rows, scored.score)
    if (context.known.ties === 'order')
      return [...outOfTurn(scored.ranked, all, name), ...missing(rows), ...printedOrder(rows)]
    const wrong = wronglyRanked(scored.ranked, all, context.known.ties)
    // One or two wrong ranks are slips of their own; more come from a total out of line, which the order shows best.
    const found = wrong.length <= 2 ? slips(wrong, scored.ranked, name) : runs(scored.ranked, name, all)
    return [...found, ...missing(rows), ...printedOrder(rows)]
  })
}

/** A table of one unit by whoever knows all units: it can only be the first. */
function alone(rows: readonly UnitRow[], { known }: Context): Finding[] {
  const [row, second] = rows
  const rank = row?.value('rank')
  if (row === undefined || second !== undefined || !rank || rank.x100 === 100 || known.units === undefined) return []
  return [
    finding('rank-number', cellPlace(row, 'rank'), `${row.row.unit}写第 ${show(rank.x100)} 名，表中只有这一个单位`, [
      rank,
    ]),
  ]
}

interface WronglyRanked {
  readonly one: Ranked
  readonly due: number
}

/** Rows whose rank is not what their points give, by the way of counting after ties that the rules say, else the one that fits the table better. */
function wronglyRanked(ranked: readonly Ranked[], all: Totals, ties: Known['ties']): WronglyRanked[] {
  const wrong = (dense: boolean) =>
    ranked.flatMap((one): WronglyRanked[] => {
      const above = all.points.filter(points => points > one.points)
      const due = 1 + (dense ? new Set(above).size : above.length)
      return fits(one.rank, due, all) ? [] : [{ one, due }]
    })
  const [skip, dense] = [wrong(false), wrong(true)]
  if (ties === 'skip' || ties === 'dense') return ties === 'dense' ? dense : skip
  return dense.length < skip.length ? dense : skip
}

/** Where equal points are ranked one after another, every rank is a row's of its own. */
function outOfTurn(ranked: readonly Ranked[], all: Totals, name: string): Finding[] {
  return ranked.flatMap((one, index) => {
    const before = ranked.slice(0, index).filter(other => other.points === one.points).length
    const due = 1 + all.points.filter(points => points > one.points).length + before
    if (fits(one.rank, due, all)) return []
    return [
      finding(
        'rank-number',
        cellPlace(one.row, 'rank'),
        `${one.row.row.unit}写第 ${show(one.rank)} 名，按${name} ${show(one.points)}、同分依次排列应为第 ${due} 名`,
        one.claims,
      ),
    ]
  })
}

/** One or two wrong ranks; two that changed places with each other are one finding. */
function slips(wrong: readonly WronglyRanked[], ranked: readonly Ranked[], name: string): Finding[] {
  const [first, second] = wrong
  const swapped = first && second && first.due * 100 === second.one.rank && second.due * 100 === first.one.rank
  return (swapped ? [first] : wrong).map(one => wrongRank(one, ranked, name))
}

function wrongRank({ one, due }: WronglyRanked, ranked: readonly Ranked[], name: string): Finding {
  const unit = one.row.row.unit
  const sameRank = ranked.find(other => other !== one && other.rank === one.rank && other.points !== one.points)
  const samePoints = ranked.find(other => other !== one && other.points === one.points && other.rank !== one.rank)
  const passed = ranked.find(other => (other.rank - one.rank) * (other.points - one.points) > 0)
  const place = cellPlace(one.row, 'rank')
  const claims = (other: Ranked) => [...one.claims, ...other.claims]
  const ending = `，应为第 ${due} 名`
  if (samePoints) {
    return finding(
      'rank-tie',
      place,
      `${unit}、${samePoints.row.row.unit}${name}同为 ${show(one.points)}，名次却是 ${show(one.rank)} 和 ${show(samePoints.rank)}`,
      claims(samePoints),
    )
  }
  if (sameRank) {
    return finding(
      'rank-tie',
      place,
      `${unit}、${sameRank.row.row.unit}同为第 ${show(one.rank)} 名，${name}却是 ${show(one.points)} 和 ${show(sameRank.points)}；${unit}${ending.slice(1)}`,
      claims(sameRank),
    )
  }
  if (passed) {
    return finding(
      'rank-order',
      place,
      `${unit}第 ${show(one.rank)} 名、${name} ${show(one.points)}，${passed.row.row.unit}第 ${show(passed.rank)} 名、${name} ${show(passed.points)}：名次与得分高低相反；${unit}${ending.slice(1)}`,
      claims(passed),
    )
  }
  return finding(
    'rank-number',
    place,
    `${unit}写第 ${show(one.rank)} 名，按${name} ${show(one.points)}${ending}`,
    one.claims,
  )
}

function runs(ranked: readonly Ranked[], name: string, all: Totals): Finding[] {
  const found = [...order(ranked, name), ...ties(ranked, name)]
  return found.length > 0 || all.unread > 0 ? found : numbers(ranked)
}

/** Rows without a rank in a table where the others have one. */
function missing(rows: readonly UnitRow[]): Finding[] {
  const blank = rows.filter(row => row.value('rank') === null)
  if (blank.length * 2 >= rows.length) return []
  return blank.map(row => finding('rank-number', cellPlace(row, 'rank'), `${row.row.unit}没有名次，同表其余单位都有`))
}

/** Someone ranked later has more points. The one out of line is the one without which the rest is in order. */
function order(ranked: readonly Ranked[], name: string): Finding[] {
  return ranked.flatMap((later, index) => {
    const earlier = ranked[index - 1]
    if (earlier === undefined || earlier.rank === later.rank || later.points <= earlier.points) return []
    const before = ranked[index - 2]
    const after = ranked[index + 1]
    const laterIsOdd =
      (before !== undefined && later.points > before.points) || after === undefined || after.points <= earlier.points
    const odd = laterIsOdd ? later : earlier
    return [
      finding(
        'rank-order',
        cellPlace(odd.row, 'rank'),
        `${earlier.row.row.unit}第 ${show(earlier.rank)} 名、${name} ${show(earlier.points)}，${later.row.row.unit}第 ${show(later.rank)} 名、${name} ${show(later.points)}：名次在后而得分更高`,
        [...earlier.claims, ...later.claims],
      ),
    ]
  })
}

function ties(ranked: readonly Ranked[], name: string): Finding[] {
  return ranked.flatMap((later, index) => {
    const earlier = ranked[index - 1]
    if (earlier === undefined || (earlier.rank === later.rank) === (earlier.points === later.points)) return []
    // A later one with more points under another rank is out of order, not a question of ties.
    if (earlier.rank !== later.rank && earlier.points !== later.points) return []
    const units = `${earlier.row.row.unit}、${later.row.row.unit}`
    const message =
      earlier.rank === later.rank
        ? `${units}同为第 ${show(later.rank)} 名，${name}却是 ${show(earlier.points)} 和 ${show(later.points)}`
        : `${units}${name}同为 ${show(later.points)}，名次却是 ${show(earlier.rank)} 和 ${show(later.rank)}`
    return [finding('rank-tie', cellPlace(later.row, 'rank'), message, [...earlier.claims, ...later.claims])]
  })
}

/** The numbers themselves: a rank is its row's position, or one more than the rank before. */
function numbers(ranked: readonly Ranked[]): Finding[] {
  const expected = (dense: boolean) => {
    let last = 0
    return ranked.map((one, index) => {
      const tied = index > 0 && ranked[index - 1]?.rank === one.rank
      last = tied ? last : dense ? last + 1 : index + 1
      return last
    })
  }
  const wrong = (due: readonly number[]) => ranked.filter((one, index) => one.rank !== (due[index] ?? 0) * 100)
  const [skip, dense] = [expected(false), expected(true)]
  const due = wrong(dense).length < wrong(skip).length ? dense : skip
  // After the first wrong number the following ones may all be shifted by it: only the first is said.
  const first = ranked.findIndex((one, index) => one.rank !== (due[index] ?? 0) * 100)
  const one = ranked[first]
  if (one === undefined) return []
  return [
    finding(
      'rank-number',
      cellPlace(one.row, 'rank'),
      `${one.row.row.unit}写第 ${show(one.rank)} 名，按表中顺序应为第 ${due[first] ?? 0} 名`,
      one.claims,
    ),
  ]
}

/** Rows of a table that is printed by rank, out of their place. */
function printedOrder(rows: readonly UnitRow[]): Finding[] {
  const printed = rows.flatMap(row => {
    const rank = row.value('rank')
    return rank ? [{ row, rank }] : []
  })
  const misplaced = printed.filter(({ rank }, index) => {
    const before = printed[index - 1]
    return before !== undefined && before.rank.x100 > rank.x100
  })
  // A table in another order (by register, say) has many; that is no slip.
  if (misplaced.length * 4 > printed.length) return []
  return misplaced.map(({ row, rank }) => {
    const before = printed[printed.findIndex(one => one.row === row) - 1]
    return finding(
      'row-order',
      cellPlace(row, 'rank'),
      `${row.row.unit}第 ${show(rank.x100)} 名，排在${before?.row.row.unit ?? ''}（第 ${show(before?.rank.x100 ?? 0)} 名）之后`,
      before ? [before.rank, rank] : [rank],
    )
  })
}
