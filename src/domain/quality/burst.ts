/**
 * 集中报送: a window of three working days with more articles than chance gives.
 *
 * The measure is the scan statistic (J. Naus, The distribution of the size of the maximum cluster of points on a line, JASA 60, 1965): if a
 * unit's articles of the month came on its working days without any plan, each day with the month's average (Poisson), how rarely would
 * some window of three days hold so many? The threshold is the smallest number that would come about in less than one month of a
 * hundred. It grows with what the unit hands in, so that a unit which writes much is not taken for one which hurries. The automaton of
 * J. Kleinberg (KDD 2002) finds bursts at several levels, but its parameters have no meaning that could be told to a unit.
 */
export const WINDOW_DAYS = 3

/** One month of a hundred may be called so by chance. */
export const CHANCE = 0.01

/** A window must hold at least so many: three articles in three days are no hurry. */
const LEAST = 4

/** Beyond this, in a day, the threshold is in proportion: nobody hands in so much, and it need not be counted out. */
const MEAN_MAX = 8

const known = new Map<string, number>()

/**
 * From how many articles in three working days on a window is out of the ordinary, for a unit that hands in `count` on `days` working
 * days. Never less than four.
 */
export function burstFrom(count: number, days: number): number {
  if (days <= WINDOW_DAYS) return Math.max(LEAST, count + 1)
  const key = `${count} ${days}`
  const before = known.get(key)
  if (before !== undefined) return before
  const mean = count / days
  const scale = Math.max(1, mean / MEAN_MAX)
  // What three days hold on average comes about every month.
  let least = Math.max(LEAST, Math.floor((mean / scale) * WINDOW_DAYS))
  while (chanceOf(least, mean / scale, days) >= CHANCE) least += 1
  const found = Math.ceil(least * scale)
  known.set(key, found)
  return found
}

/**
 * How likely some window of three days in a row holds at least `least`, where each of `days` days has a Poisson number with this mean:
 * one minus the chance that none does, gone through day by day over what the last two days hold.
 */
export function chanceOf(least: number, mean: number, days: number): number {
  const each = poisson(mean, least)
  // By what the last two days hold: held[the day before][the last day].
  let held: number[][] = [[1]]
  for (let day = 0; day < days; day += 1) {
    const next: number[][] = []
    for (const [before, row] of held.entries())
      for (const [last, chance] of row.entries())
        for (let now = 0; before + last + now < least; now += 1) {
          const to = next[last] ?? []
          next[last] = to
          to[now] = (to[now] ?? 0) + chance * (each[now] ?? 0)
        }
    held = next
  }
  return 1 - held.reduce((sum, row) => sum + row.reduce((all, chance) => all + chance, 0), 0)
}

/** The chances of 0, 1, … `most` − 1. */
function poisson(mean: number, most: number): number[] {
  const chances = [Math.exp(-mean)]
  for (let count = 1; count < most; count += 1) chances.push(((chances[count - 1] ?? 0) * mean) / count)
  return chances
}

/**
 * Windows of three working days in a row that reach a threshold, those that overlap joined, without days at their ends that hold nothing;
 * both ends included, from 0.
 */
export function burstsIn(counts: readonly number[], from: number): readonly { first: number; last: number }[] {
  const found: { first: number; last: number }[] = []
  for (let first = 0; first + WINDOW_DAYS <= counts.length; first += 1) {
    const window = counts.slice(first, first + WINDOW_DAYS)
    if (window.reduce((sum, one) => sum + one, 0) < from) continue
    const before = found.at(-1)
    if (before !== undefined && first <= before.last) before.last = first + WINDOW_DAYS - 1
    else found.push({ first, last: first + WINDOW_DAYS - 1 })
  }
  for (const burst of found) {
    while ((counts[burst.first] ?? 0) === 0) burst.first += 1
    while ((counts[burst.last] ?? 0) === 0) burst.last -= 1
  }
  return found
}
