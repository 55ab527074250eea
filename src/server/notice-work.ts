import { z } from 'zod'
import type { NoticeWork } from '../api/office-work.ts'
import { Instant, type Period } from '../domain/calendar.ts'
import type { StandingGroup } from '../domain/model.ts'
import { audit } from '../domain/notice/audit.ts'
import { changes, seen as seenOf } from '../domain/notice/differ.ts'
import { type Finding, Notice } from '../domain/notice/notice.ts'
import type { Sentence } from '../domain/notice/sentences.ts'
import { canonicalJson } from './canonical.ts'
import type { Context } from './context.ts'
import { sm3 } from './digest.ts'
import { openLedger } from './months.ts'
import { movesOf } from './moves.ts'
import { correctionsOf, type IssuedRow, issuedNotice } from './notice-out.ts'
import { digestOfNotice, findingKey, noticeWork } from './notice-words.ts'
import { type Draft, draftNotice, findingView, knownAt, titlesIn } from './notices.ts'

type FindingNow = NoticeWork['findings'][number]

/** A month's notice at this moment: as it went out, or as it would. */
export interface Shown {
  readonly stage: NoticeWork['stage']
  readonly notice: Notice
  /** Of all that is seen: two looks with the same digest saw the same. */
  readonly digest: string
  readonly sentences: readonly Sentence[]
  readonly findings: readonly FindingNow[]
  /** What the ledger composed, before anybody wrote over it, and how many of its last paragraphs are the office's own. */
  readonly composed: Draft['composed']
  readonly groups: readonly StandingGroup[]
}

/** Reads a month's notice with its findings and their answers. */
export async function shownNow(context: Context, period: Period): Promise<Shown> {
  const { db, office } = context
  const stored = await issuedNotice(context, period)
  if (stored !== null) return shownIssued(context, period, stored)
  const draft = await draftNotice(db, office, period, null)
  const { stage } = await noticeWork(db, office, period)
  return {
    stage: draft.month.state === 'open' ? 'rehearsal' : stage,
    notice: draft.notice,
    digest: digestSeen(draft.notice),
    sentences: draft.sentences,
    findings: await answered(context, period, draft.findings),
    composed: draft.composed,
    groups: draft.month.groups,
  }
}

async function shownIssued(context: Context, period: Period, row: IssuedRow): Promise<Shown> {
  const notice = Notice.parse(JSON.parse(row.notice_json))
  const ledger = await openLedger(context.db, context.office)
  const known = await knownAt(context.db, context.office, { period, ledger, titles: titlesIn(notice) })
  return {
    stage: 'issued',
    notice,
    digest: digestSeen(notice),
    sentences: [],
    findings: await answered(context, period, audit({ notice, unread: [], remarks: [] }, known)),
    composed: { notice, free: 0, offers: [] },
    groups: (await ledger.month(period)).groups,
  }
}

const digestSeen = (notice: Notice): string => sm3(canonicalJson(seenOf(notice)))

/** Findings with the last answer each was given in these very words. */
async function answered({ db, office }: Context, period: Period, findings: readonly Finding[]): Promise<FindingNow[]> {
  const rows = await db
    .selectFrom('notice_answer')
    .selectAll()
    .where('office_id', '=', office)
    .where('period', '=', period)
    .orderBy('seq')
    .execute()
  const last = new Map(rows.map(row => [row.finding, row]))
  return findings.map(finding => {
    const key = findingKey(finding)
    const row = last.get(key)
    const answer =
      row === undefined
        ? null
        : {
            answer: z.enum(['mend', 'true', 'ignore']).parse(row.answer),
            note: row.note,
            by: row.by_name,
            at: Instant.parse(row.at),
          }
    return { ...findingView(finding), key, answer }
  })
}

/** Findings that hold a notice back: all but 提示, until they are gone or somebody has answered for them. */
export const openKeys = (findings: readonly FindingNow[]): string[] =>
  findings
    .filter(({ severity, answer }) => severity !== 'info' && (answer === null || answer.answer === 'mend'))
    .map(({ key }) => key)

/** All that `notice.work` says, for the person who asks. */
export async function workView(context: Context, period: Period): Promise<NoticeWork> {
  const { db, office, actor } = context
  const now = await shownNow(context, period)
  const row = await noticeWork(db, office, period)
  const reader =
    actor.user === null
      ? undefined
      : await db
          .selectFrom('notice_reader')
          .select(['seen', 'seen_at'])
          .where('office_id', '=', office)
          .where('period', '=', period)
          .where('user_id', '=', actor.user)
          .executeTakeFirst()
  const before = reader === undefined || reader.seen === '' ? null : Seen.parse(JSON.parse(reader.seen))
  const isOut = now.stage === 'issued'
  return {
    period,
    stage: now.stage,
    version: row.version,
    sentences: now.sentences.map(one => ({ ...one, slots: [...one.slots] })),
    findings: [...now.findings],
    open: isOut ? [] : openKeys(now.findings),
    preparedBy: row.preparedName,
    signedBy: row.signedName,
    prepared: actor.user !== null && row.preparedBy === actor.user,
    returned: now.stage === 'checking' ? row.words.returned : null,
    changedSinceSigned: now.stage === 'signed' && row.words.signed !== digestOfNotice(now.notice),
    changes: before === null ? [] : changes(before, seenOf(now.notice)),
    lookedAt: reader === undefined ? null : Instant.parse(reader.seen_at),
    seen: now.digest,
    moves: movesOf(now.groups),
    readers: isOut ? await readersOf(context, period, now.groups) : { read: 0, of: 0, unread: [] },
    corrections: await correctionsOf(context, period),
    pdf: context.prepared.pdf ?? { available: false, sentence: '' },
  }
}

const Seen = z.record(z.string(), z.string())

/** 已阅 by unit: one of its people has opened the notice that is out. Units without anybody who could are not counted. */
async function readersOf(
  { db, office }: Context,
  period: Period,
  groups: readonly StandingGroup[],
): Promise<NoticeWork['readers']> {
  const people = await db
    .selectFrom('user_account')
    .leftJoin('notice_reader', join =>
      join
        .onRef('notice_reader.user_id', '=', 'user_account.id')
        .on('notice_reader.office_id', '=', office)
        .on('notice_reader.period', '=', period),
    )
    .select(['user_account.unit_id', 'notice_reader.read_at'])
    .where('user_account.office_id', '=', office)
    .where('user_account.disabled', '=', 0)
    .where('user_account.unit_id', 'is not', null)
    .execute()
  const reached = new Set(people.map(row => row.unit_id))
  const read = new Set(people.filter(row => row.read_at !== null).map(row => row.unit_id))
  const units = groups.flatMap(group => group.rows).filter(row => reached.has(row.unit))
  return {
    read: units.filter(row => read.has(row.unit)).length,
    of: units.length,
    unread: units.filter(row => !read.has(row.unit)).map(row => row.name),
  }
}
