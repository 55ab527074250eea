import { strFromU8, unzipSync } from 'fflate'
import { SaxesParser } from 'saxes'
import { layout } from '../src/domain/notice/layout.ts'
import { readNotice } from '../src/domain/notice/read.ts'
import { noticeMeta } from '../src/domain/print/meta.ts'
import { readDocument } from '../src/server/documents.ts'
import { writeDocx } from '../src/server/docx/write.ts'
import { pdfAvailable, pdfOf } from '../src/server/pdf.ts'
import { blocksOfFile, readFile } from '../src/server/reading/read.ts'
import type { Bench } from './compare.ts'
import { noticeFor } from './notice.ts'

/** Units whose notice fills more than fifty pages. */
const UNITS = 129
const JOBS = 20

/** Reading a .docx of fifty pages against unpacking it and passing over its XML; PDFs all at once against one after another. */
export default async function bench({ compare, note }: Bench): Promise<void> {
  const notice = noticeFor(UNITS)
  const bytes = writeDocx(layout(notice), noticeMeta(notice))
  const { available, sentence } = await pdfAvailable()
  const pages = available ? `${pagesOf(await pdfOf(bytes))} 页` : '五十页以上'
  note(`.docx ${notice.lists.length} 个单位，${pages}，${Math.round(bytes.length / 1024)} kB`)
  const bare = () => {
    const parts = unzipSync(bytes)
    let elements = 0
    const parser = new SaxesParser({ xmlns: false })
    parser.on('opentag', () => {
      elements += 1
    })
    parser.write(strFromU8(parts['word/document.xml'] ?? new Uint8Array())).close()
    return elements
  }
  await compare('读成版块', async () => blocksOfFile(await readFile(bytes, '通报.docx')), bare)
  await compare('读成版块（在单独的线程里）', () => readDocument(bytes, '通报.docx'), bare)
  await compare('读成通报', async () => readNotice(blocksOfFile(await readFile(bytes, '通报.docx'))), bare)
  if (!available) {
    note(sentence)
    return
  }
  const month = noticeFor(43)
  const paper = writeDocx(layout(month), noticeMeta(month))
  const single = await timed(async () => {
    for (let job = 0; job < JOBS; job += 1) await pdfOf(paper)
  })
  const together = await timed(() => Promise.all(Array.from({ length: JOBS }, () => pdfOf(paper))))
  note(`PDF ${JOBS} 份：一份接一份 ${single.toFixed(1)} 秒，同时来 ${together.toFixed(1)} 秒（同时办两份）`)
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}

const pagesOf = (pdf: Uint8Array): number =>
  Buffer.from(pdf)
    .toString('latin1')
    .match(/\/Type\s*\/Page\b/g)?.length ?? 0
