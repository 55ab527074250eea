import type { Notice } from '../notice/notice.ts'

/** What a printed file says about itself. `issuedOn` is its date of making too, so that the same paper gives the same bytes. */
export interface PaperMeta {
  readonly title: string
  readonly issuer: string
  /** `2023-07-31`; null for a draft. */
  readonly issuedOn: string | null
  readonly subject: string
  /** 政务信息;通报;2023年6月 */
  readonly keywords: string
}

/** A day as papers print it: `2023-07-31` → `2023年7月31日`, no leading zeros (GB/T 9704 7.3.5.4). */
export const printedDay = (day: string): string => {
  const [year, month, dayOfMonth] = day.split('-').map(Number)
  return `${year}年${month}月${dayOfMonth}日`
}

/** The properties of a notice's file, from the notice alone. */
export function noticeMeta(notice: Notice): PaperMeta {
  const [year, month] = (notice.period ?? '').split('-')
  const when = notice.span !== '' ? notice.span : month === undefined ? '' : `${year}年${Number(month)}月`
  return {
    title: notice.title?.text ?? '',
    issuer: notice.issuer?.text ?? '',
    issuedOn: notice.issuedOn,
    subject: '政务信息采用情况通报',
    keywords: ['政务信息', '通报', when].filter(word => word !== '').join(';'),
  }
}
