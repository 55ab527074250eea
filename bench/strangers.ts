import { randomUUID } from 'node:crypto'
import type { Bench } from './compare.ts'
import { median } from './compare.ts'

const TRIES = 200
/** P-05: what is not yours may take so much longer to say than what was never there, by the medians. */
const APART_MAX_MS = 5

/**
 * Asks by turns for what another unit has and for what never was, and refuses when the one can be told from the other by the time it takes.
 * @param inputs of one operation: another's, and nobody's
 */
export async function strangers(
  { note }: Bench,
  { url, cookie, name }: { readonly url: string; readonly cookie: string; readonly name: string },
  inputs: { readonly theirs: unknown; readonly nobodys: unknown },
): Promise<void> {
  const times: { theirs: number[]; nobodys: number[] } = { theirs: [], nobodys: [] }
  const said = new Set<string>()
  for (let round = 0; round < TRIES; round += 1)
    for (const side of round % 2 === 0 ? (['theirs', 'nobodys'] as const) : (['nobodys', 'theirs'] as const)) {
      const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID(), cookie }
      const started = performance.now()
      const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(inputs[side]) })
      const body = await answer.text()
      times[side].push(performance.now() - started)
      said.add(`${answer.status} ${/"code":"([^"]*)"/.exec(body)?.[1] ?? ''}`)
    }
  if (said.size !== 1) throw new Error(`${name}：答复不同：${[...said].join('、')}`)
  const [theirs, nobodys] = [median(times.theirs), median(times.nobodys)]
  const apart = Math.abs(theirs - nobodys)
  note(
    `${name}：别的单位的 ${theirs.toFixed(2)} 毫秒，从来没有的 ${nobodys.toFixed(2)} 毫秒，相差 ${apart.toFixed(2)} 毫秒（不超过 ${APART_MAX_MS}）`,
  )
  if (apart > APART_MAX_MS) throw new Error(`${name}：从时间上能分辨别的单位的和从来没有的`)
}
