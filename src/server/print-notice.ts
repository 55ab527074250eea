import { chinesePeriod, type LocalDate, type Period } from '../domain/calendar.ts'
import { differences } from '../domain/notice/differ.ts'
import type { Block, Notice } from '../domain/notice/notice.ts'
import { readNotice } from '../domain/notice/read.ts'
import type { PrintProfile } from '../domain/print/profile.ts'
import { canonicalJson } from './canonical.ts'
import type { Context } from './context.ts'
import { readDocument } from './documents.ts'
import { writeDocx } from './docx/write.ts'
import { draftNotice } from './notices.ts'
import { pdfAvailable } from './pdf.ts'

/** A notice as a stored file, and what reading that file back gave otherwise. */
export interface Print {
  /** Canonical JSON of the notice that was printed: whoever uses the file compares. */
  readonly notice: string
  readonly sm3: string
  readonly size: number
  /** Chinese sentences; empty when the file says exactly what the notice does (NOTE-02). */
  readonly differences: readonly string[]
}

/** The .docx of a notice: the same notice gives the same bytes (NOTE-01). */
export const docxOf = (notice: Notice, blocks: readonly Block[], profile: PrintProfile): Uint8Array =>
  writeDocx(
    blocks,
    {
      title: notice.title?.text ?? '',
      issuer: notice.issuer?.text ?? '',
      issuedOn: notice.issuedOn,
      subject: notice.attachment?.text ?? '',
      keywords: ['政务信息', '通报', ...(notice.period === null ? [] : [chinesePeriod(notice.period)])].join(';'),
    },
    profile,
  )

let pdf: ReturnType<typeof pdfAvailable> | null = null
/** Whether PDFs can be made on this machine, asked once: programs are not installed under a running server. */
export function pdfHere(): ReturnType<typeof pdfAvailable> {
  pdf ??= pdfAvailable()
  return pdf
}

export const noticeFileName = (period: Period): string => `${chinesePeriod(period)}政务信息采用情况通报.docx`

/** Writes the file of a month's notice, stores it, and reads it back from what was stored. */
export async function printNotice(
  world: { readonly read: <T>(work: (context: Context) => Promise<T>) => Promise<T>; readonly files: Context['files'] },
  { period, issuedOn }: { readonly period: Period; readonly issuedOn: LocalDate },
): Promise<Print> {
  const { notice, blocks, profile } = await world.read(({ db, office }) => draftNotice(db, office, period, issuedOn))
  const { sm3, size } = await world.files.put(docxOf(notice, blocks, profile))
  const document = await readDocument(await world.files.get(sm3), noticeFileName(period))
  // What its heads mean is known here; what they say is compared like all else.
  const read = readNotice(
    document.blocks,
    notice.tables.flatMap(table => table.columns),
  )
  const { letterhead } = profile
  // 发文机关标志 says who, and need not end in 文件, by which readers know it.
  const unread = read.unread
    .filter(one => letterhead === null || one.place.quote !== letterhead.mark)
    .map(one => `未能读回：${one.place.quote ?? one.reason}`)
  return { notice: canonicalJson(notice), sm3, size, differences: [...differences(notice, read.notice), ...unread] }
}
