import { LocalDate, Period } from '../../calendar.ts'
import { closedUp } from './fold.ts'
import { dateIn } from './kinds.ts'

/** The month or span a notice is about, and the day it was issued. */

/** A line that is a day → the day; null where there is no such day. */
export function dayOfLine(canon: string): LocalDate | null {
  const parts = dateIn(canon)
  if (parts === null) return null
  const [year, month, day] = parts
  const two = (value: number): string => String(value).padStart(2, '0')
  const parsed = LocalDate.safeParse(`${year}-${two(month)}-${two(day)}`)
  return parsed.success ? parsed.data : null
}

export interface Told {
  readonly period: Period | null
  readonly span: string
}

const NOTHING: Told = { period: null, span: '' }
const SPANS = /(\d{4}年)?(\d{1,2}月?[-—–－～至]\d{1,2}月份?|第?[一二三四1-4]季度|[上下]半年|全年)/
const YEAR_ONLY = /(\d{4})年度?(?!\d{1,2}月)/
const MONTH = /(?:(\d{4})年)?(\d{1,2})月份?/

/**
 * A title → its month, or its span as written (`1-3月份`, `三季度`) when it is no single month; then there is no period. A month without
 * its year is of the year it was issued in, or of the year before where it would not be over by then; without a day of issue it is unknown.
 */
function spanOf(canon: string, issuedOn: LocalDate | null): Told {
  const span = SPANS.exec(canon)
  if (span !== null) return { period: null, span: `${span[1] ?? ''}${span[2] ?? ''}` }
  const month = MONTH.exec(canon)
  if (month === null) {
    const year = YEAR_ONLY.exec(canon)
    return year === null ? NOTHING : { period: null, span: year[0] }
  }
  const number = Number(month[2])
  const year = month[1] === undefined ? yearOf(number, issuedOn) : Number(month[1])
  if (year === null) return NOTHING
  const parsed = Period.safeParse(`${year}-${String(number).padStart(2, '0')}`)
  return parsed.success ? { period: parsed.data, span: '' } : NOTHING
}

/** The month or span told by the first of some texts that tells one. */
export const toldBy = (texts: readonly string[], issuedOn: LocalDate | null): Told =>
  texts.map(text => spanOf(closedUp(text), issuedOn)).find(({ period, span }) => period !== null || span !== '') ??
  NOTHING

function yearOf(month: number, issuedOn: LocalDate | null): number | null {
  if (issuedOn === null) return null
  const [year, issued] = [Number(issuedOn.slice(0, 4)), Number(issuedOn.slice(5, 7))]
  return month <= issued ? year : year - 1
}
