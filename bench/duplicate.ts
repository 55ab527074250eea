import { performance } from 'node:perf_hooks'
import { tallyVariants } from '../fixtures/duplicates/tally.ts'
import { chance, changed, merged } from '../fixtures/duplicates/variants.ts'
import { VERDICT_WORDS } from '../src/domain/duplicate.ts'
import { alikeArticles } from '../src/server/alike.ts'
import { type Bench, median } from './compare.ts'
import { type Archive, OFFICE, withArchive } from './duplicate-archive.ts'

/** A million texts fill a gigabyte and take minutes: only where `CAIFENG_BENCH_TEXTS` says so. */
const SIZES = (process.env.CAIFENG_BENCH_TEXTS ?? '10000,100000').split(',').map(Number)
const PLANTED = 200
const LOOKS = 60

/** 查重: how well variants are told from look-alikes, and what a look-up costs in archives of several sizes. */
export default async function bench({ note }: Bench): Promise<void> {
  const started = performance.now()
  const { kinds, precision, recall, shown } = tallyVariants({ each: 400, seed: 2023 })
  const each = (performance.now() - started) / (400 * kinds.size)
  for (const [name, row] of kinds)
    note(
      `${name}：${Object.values(VERDICT_WORDS)
        .map((word, at) => `${word} ${Object.values(row)[at] ?? 0}`)
        .join('，')}`,
    )
  note(
    `判为相同、高度相似的，准确率 ${shownShare(precision)}，召回率 ${shownShare(recall)}；连同“只是像”一起提示的 ${shownShare(shown)}`,
  )
  note(`每比一对 ${each.toFixed(2)} 毫秒（含生成）`)
  for (const texts of SIZES)
    await withArchive({ texts, plant: PLANTED }, async archive => note(await looked(archive, texts)))
}

const shownShare = (share: number): string => `${(share * 100).toFixed(1)}%`

/** Looks up variants of the planted texts, as handing in does. */
async function looked({ database, planted, bytes }: Archive, texts: number): Promise<string> {
  const next = chance(5)
  const times: number[] = []
  let found = 0
  for (let look = 0; look < LOOKS; look += 1) {
    const [one, second] = [planted[look], planted[look + 1]]
    if (one === undefined || second === undefined) break
    const made = look % 3 === 2 ? merged(next, [second.made, one.made]) : changed(next, one.made, 10 + (look % 4) * 10)
    const started = performance.now()
    const alike = await database.read(db =>
      alikeArticles({ db, office: OFFICE }, { id: '', title: made.title, body: made.body, unit: null }),
    )
    times.push(performance.now() - started)
    if (alike.some(({ id }) => id === one.id)) found += 1
  }
  const sorted = times.toSorted((a, b) => a - b)
  const worst = sorted.at(-4) ?? 0
  return `${texts} 篇（${Math.round(bytes / 2 ** 20)} MB）：查一篇 ${median(times).toFixed(1)} 毫秒，二十次里最慢的一次 ${worst.toFixed(1)} 毫秒；${LOOKS} 次找到 ${found} 次`
}
