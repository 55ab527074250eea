import { tallyMutants } from '../fixtures/mutants.ts'
import { shippedRuleSet } from '../fixtures/taken-month.ts'
import type { Bench } from './compare.ts'

const WANTED = 10_000

/** How many of ten thousand printed notices with one number wrong are found out, and in what kinds of numbers it is not seen. */
export default async function bench({ note }: Bench): Promise<void> {
  const started = performance.now()
  const { mutants, found, falseAlarms, missed } = tallyMutants(shippedRuleSet('lc-2023'), {
    wanted: WANTED,
    each: 30,
    seed: 7,
  })
  const each = ((performance.now() - started) / mutants).toFixed(1)
  note(
    `改错一个数的通报 ${mutants} 份，查出 ${found} 份（${((found * 100) / mutants).toFixed(2)}%），每份 ${each} 毫秒`,
  )
  note(`没有改动的通报误报 ${falseAlarms.length} 处`)
  for (const [kind, all] of missed) note(`没有查出：${kind} ${all.length} 处，如 ${all.slice(0, 3).join('；')}`)
}
