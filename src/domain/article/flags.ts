import { z } from 'zod'
import type { LocalDate } from '../calendar.ts'
import { genreOf } from '../checkup/genre.ts'
import { matchingKey } from '../text.ts'

/** 疑似重复 · 会议类 · 活动类 · 缺数据: shown to the office, decided by nobody but people. */
export const ArticleFlag = z.enum(['duplicate', 'meeting', 'activity', 'no-data'])
export type ArticleFlag = z.infer<typeof ArticleFlag>

export const FLAG_WORDS: Readonly<Record<ArticleFlag, string>> = {
  duplicate: '疑似重复',
  meeting: '会议类',
  activity: '活动类',
  'no-data': '缺数据',
}

const DAYS = /\d{1,4}\s*年度?|\d{1,2}\s*月份?|\d{1,2}\s*日|第\s*\d+\s*期/gu
const FIGURE = /\d|百分之|成以上/u

/**
 * What a title and the words of an article give reason to look at: 动态 of a meeting or an activity, a text without one figure (days and years
 * are none). Likely duplicates are found in the database and are not among these.
 */
export function flagsOf(title: string, plain: string): ArticleFlag[] {
  const flags: ArticleFlag[] = []
  const { newsOf } = genreOf(title, plain)
  if (newsOf === 'meeting' || newsOf === 'activity') flags.push(newsOf)
  if (!FIGURE.test(plain.normalize('NFKC').replace(DAYS, ''))) flags.push('no-data')
  return flags
}

/** From this likeness of the titles (of 100) two articles are worth a look beside each other. */
export const NEAR_FROM = 35

/** So many marks of a title are kept; two titles that share half of their letters share one of them but for one time in hundreds. */
const MARKS = 8

/**
 * A few stretches of three letters of a title, chosen by their hash and so always the same ones: articles that share a mark are worth
 * comparing (the smallest hashes of a set say how much two sets have in common). Empty for a title without letters.
 */
export function marksOf(title: string): string[] {
  const letters = [...matchingKey(title).replace(/[^\p{L}\p{M}\p{N}]/gu, '')]
  if (letters.length === 0) return []
  if (letters.length < 3) return [letters.join('')]
  const stretches = new Set(
    letters.slice(2).map((letter, at) => `${letters[at] ?? ''}${letters[at + 1] ?? ''}${letter}`),
  )
  return [...stretches]
    .map(stretch => ({ stretch, hash: hashOf(stretch) }))
    .sort((a, b) => a.hash - b.hash || (a.stretch < b.stretch ? -1 : 1))
    .slice(0, MARKS)
    .map(({ stretch }) => stretch)
}

/** FNV-1a, 32 bits: spreads, and is the same everywhere. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}

/** Days from Monday to Friday after `from`, up to and with `to`; holidays that move every year are counted like any other day. */
export function workingDaysBetween(from: LocalDate, to: LocalDate): number {
  const [first, last] = [Date.parse(from) / DAY_MS, Date.parse(to) / DAY_MS]
  let days = 0
  for (let day = first + 1; day <= last; day += 1) if ((day + 3) % 7 < 5) days += 1
  return days
}

const DAY_MS = 86_400_000
