import { readFileSync } from 'node:fs'
import { audit } from '../src/domain/notice/audit.ts'
import { readNotice } from '../src/domain/notice/read.ts'
import { blocksOfText } from '../src/domain/notice/source.ts'
import type { Bench } from './compare.ts'

const SEED = readFileSync(new URL('../fixtures/notices/lc-2023-06/source.txt', import.meta.url), 'utf8')

/** Reading and auditing the June notice, against looking at each of its characters once and adding up its numbers. */
export default async function bench({ compare, note }: Bench): Promise<void> {
  const read = readNotice(blocksOfText(SEED))
  note(`通报原文 ${SEED.length} 字，核对出 ${audit(read).length} 处`)
  const bare = () => {
    let sum = 0
    for (const line of SEED.normalize('NFKC').split('\n'))
      for (const number of line.match(/\d+(?:\.\d+)?/g) ?? []) sum += Number(number)
    return sum
  }
  await compare('核对（已读入）', () => audit(read), bare)
  await compare('读入并核对', () => audit(readNotice(blocksOfText(SEED))), bare)
}
