import { performance } from 'node:perf_hooks'

/** One way of doing the work that is measured. What it returns is kept until the round ends, so nothing is optimised away. */
export type Work = () => unknown

/** What a comparison came to; times in milliseconds, `ratio` is subject ÷ baseline (2 = twice as long as the bare work). */
export interface Comparison {
  readonly name: string
  readonly subject: number
  readonly baseline: number
  readonly ratio: number
}

/** What the benches get: they measure with it, and it prints. */
export interface Bench {
  /** Runs both alternately in this process, after two rounds unmeasured each, and prints the median of each and their ratio. */
  compare(name: string, subject: Work, baseline: Work, options?: { rounds?: number }): Promise<Comparison>
  /** A line of its own, for what is no comparison: a size, a rate. */
  note(text: string): void
}

const ROUNDS = 15
const WARM_UP = 2

/** Makes a bench that prints its lines with `print`. A baseline in the same run is what makes a number mean something elsewhere. */
export function benchFor(print: (line: string) => void): Bench {
  return {
    note: print,
    async compare(name, subject, baseline, { rounds = ROUNDS } = {}) {
      const times: Record<'subject' | 'baseline', number[]> = { subject: [], baseline: [] }
      for (let round = -WARM_UP; round < rounds; round += 1) {
        // Alternating who goes first, so that neither always runs in the other's warm caches or garbage.
        const order = round % 2 === 0 ? (['subject', 'baseline'] as const) : (['baseline', 'subject'] as const)
        for (const side of order) {
          const took = await timed(side === 'subject' ? subject : baseline)
          if (round >= 0) times[side].push(took)
        }
      }
      const medians = { subject: median(times.subject), baseline: median(times.baseline) }
      const result = { name, ...medians, ratio: medians.subject / medians.baseline }
      print(
        `${name}：${shown(result.subject)}，基准 ${shown(result.baseline)}，${result.ratio.toFixed(2)} 倍（${rounds} 轮中位数）`,
      )
      return result
    },
  }
}

async function timed(work: Work): Promise<number> {
  globalThis.gc?.()
  const started = performance.now()
  const kept = await work()
  const took = performance.now() - started
  sink = kept
  return took
}

let sink: unknown
/** The last result of any work: read by nobody, but it must exist for the work to be needed. */
export const lastResult = () => sink

/** The middle value; of an even number, the mean of the two in the middle. Refuses an empty list. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.ceil(sorted.length / 2) - 1]
  if (upper === undefined || lower === undefined) throw new Error('There is no median of nothing.')
  return (upper + lower) / 2
}

function shown(milliseconds: number): string {
  return milliseconds < 1 ? `${(milliseconds * 1000).toFixed(0)} 微秒` : `${milliseconds.toFixed(1)} 毫秒`
}
