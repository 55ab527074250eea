import { unzipSync, zipSync } from 'fflate'
import { juneNotice } from '../fixtures/notices/lc-2023-06/notice.ts'
import { layout } from '../src/domain/notice/layout.ts'
import type { Block, Notice } from '../src/domain/notice/notice.ts'
import { writeDocx } from '../src/server/docx/write.ts'
import type { Bench } from './compare.ts'

const META = {
  title: '关于6月份政务信息采用情况的通报',
  issuer: '聊城市自然资源和规划局',
  issuedOn: juneNotice().issuedOn,
  subject: '',
  keywords: '',
}

/** The June notice, or one of the same kind for many units: its tables and lists are repeated with other names. */
export function noticeFor(units: number): Notice {
  const june = juneNotice()
  const of = june.lists.length
  const times = Math.max(1, Math.round(units / of))
  const again = <T extends { readonly unit: string }>(rows: readonly T[]): T[] =>
    Array.from({ length: times }, (_, turn) =>
      rows.map(row => (turn === 0 ? row : { ...row, unit: `${row.unit}${turn}` })),
    ).flat()
  return {
    ...june,
    tables: june.tables.map(table => ({ ...table, rows: again(table.rows) })),
    lists: again(june.lists),
  }
}

const print = (blocks: readonly Block[]): Uint8Array => writeDocx(blocks, META)

/** Writing the .docx in a warm process, against copying its finished XML and packing the same bytes. */
export default async function bench({ compare, note }: Bench): Promise<void> {
  for (const units of [43, 1000]) {
    const notice = noticeFor(units)
    const bytes = print(layout(notice))
    const parts = unzipSync(bytes)
    note(`${notice.lists.length} 个单位，${layout(notice).length} 个版块，文件 ${Math.round(bytes.length / 1024)} kB`)
    const decoder = new TextDecoder()
    const encoder = new TextEncoder()
    const bare = () => {
      const copied: Record<string, Uint8Array> = {}
      for (const [name, part] of Object.entries(parts)) copied[name] = encoder.encode(decoder.decode(part))
      return zipSync(copied)
    }
    await compare(`${units} 个单位的通报（版式＋.docx）`, () => print(layout(notice)), bare, {
      rounds: units > 100 ? 5 : 15,
    })
  }
}
