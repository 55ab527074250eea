import type { NoticeView } from '../../api.ts'
import { chinesePeriod, firstDay, Instant, type Period } from '../../domain/calendar.ts'
import { audit } from '../../domain/notice/audit.ts'
import { layout } from '../../domain/notice/layout.ts'
import { Notice } from '../../domain/notice/notice.ts'
import { Problem } from '../../domain/problems.ts'
import { canonicalJson } from '../canonical.ts'
import type { Context, Handlers } from '../context.ts'
import { openLedger } from '../months.ts'
import { correctionsOf, type IssuedRow, issuedNotice } from '../notice-out.ts'
import { digestOfNotice, noticeWork } from '../notice-words.ts'
import { blockView, draftNotice, findingView, formOf, knownAt, titlesIn } from '../notices.ts'
import { lockPeriod } from '../posting.ts'
import { docxOf, noticeFileName } from '../print-notice.ts'
import { takeOverNotice } from '../take-over.ts'
import { tellUnits } from '../tell-units.ts'
import { recordFile } from '../uploads.ts'

export const noticeActions = {
  /** The months that have, or can have, a notice, the newest first. Months after today's have none yet. */
  'notice.list': async ({ db, office, today }) => {
    const { periods } = await openLedger(db, office)
    const issued = await db
      .selectFrom('notice')
      .select(['period', 'title', 'issued_at'])
      .where('office_id', '=', office)
      .execute()
    const form = await formOf(db, office, null)
    const notices = periods
      .filter(row => row.state !== 'open' || row.period <= today.slice(0, 7))
      .map(row => {
        const out = issued.find(notice => notice.period === row.period)
        return {
          period: row.period,
          state: row.state,
          title:
            out?.title ??
            form.title
              .replaceAll('{年}', row.period.slice(0, 4))
              .replaceAll('{月}', String(Number(row.period.slice(5)))),
          issuedAt: out === undefined ? null : Instant.parse(out.issued_at),
        }
      })
    return { notices: notices.reverse() }
  },

  'notice.compose': async (context, { period }) => {
    const { db, office } = context
    const stored = await issuedNotice(context, period)
    if (stored !== null) return issuedView(context, period, stored)
    if (context.scope === 'own') throw new Problem('not-found')
    const draft = await draftNotice(db, office, period, null)
    return {
      period,
      state: draft.month.state,
      notice: draft.notice,
      blocks: draft.blocks.map(blockView),
      findings: draft.findings.map(findingView),
      unread: [],
      remarks: [...draft.remarks],
      issued: null,
      corrections: [],
    }
  },

  /**
   * 印发: the month must be closed and its notice signed as it stands, the auditor must find no error, and the file that was written must
   * read back as the notice it was written from (NOTE-02). From here on neither notice nor month changes; the units are told.
   */
  'notice.issue': async (context, { period, issuedOn }) => {
    const { db, office, prepared } = context
    context.about(period)
    const state = await lockPeriod(db, office, period)
    if (state === null) throw new Problem('period-unknown', { period })
    if (state === 'issued') throw new Problem('notice-issued', { period })
    if (state === 'open') throw new Problem('step-not-allowed', { state: '未结', step: '印发' })
    const work = await noticeWork(db, office, period)
    if (work.stage !== 'signed') throw new Problem('step-not-allowed', { state: '未签发', step: '印发' })
    if (issuedOn < firstDay(period) || issuedOn > context.today)
      throw new Problem('day-outside', { day: issuedOn, today: context.today })
    const { notice, findings } = await draftNotice(db, office, period, issuedOn)
    const { print } = prepared
    const errors = findings.filter(finding => finding.severity === 'error').map(finding => finding.message)
    const faults = [...errors, ...(print?.differences ?? [])]
    if (faults.length > 0) throw new Problem('notice-findings', { count: faults.length, first: faults[0] ?? '' })
    if (work.words.signed !== digestOfNotice(notice))
      throw new Problem('step-not-allowed', { state: '签发之后内容有变，须退回重新签发', step: '印发' })
    // The month, the units or the wording changed between printing and now.
    if (print === undefined || print.notice !== canonicalJson(notice)) throw new Problem('stale-version')
    await recordFile(context, print.sm3, print.size)
    await db
      .insertInto('notice')
      .values({
        office_id: office,
        period,
        generation: (await openLedger(db, office)).row(period).generation,
        title: notice.title?.text ?? chinesePeriod(period),
        notice_json: print.notice,
        file_sm3: print.sm3,
        issued_on: issuedOn,
        issued_at: context.now,
        issued_by: context.actor.name,
      })
      .execute()
    await db
      .updateTable('period')
      .set({ state: 'issued' })
      .where('office_id', '=', office)
      .where('period', '=', period)
      .execute()
    await tellUnits(context, period, `${chinesePeriod(period)}通报已印发，请阅`)
    return { period, sm3: print.sm3 }
  },

  'notice.import': (context, input) => takeOverNotice(context, input),
} satisfies Pick<Handlers, 'notice.list' | 'notice.compose' | 'notice.issue' | 'notice.import'>

/** The .docx of a month: the stored file once the notice is out, else the draft as it stands. Needs the right of `notice.compose`. */
export async function noticeFile(context: Context, period: Period): Promise<{ name: string; bytes: Buffer }> {
  const stored = await issuedNotice(context, period)
  if (stored !== null) return { name: noticeFileName(period), bytes: await context.files.get(stored.file_sm3) }
  if (context.scope === 'own') throw new Problem('not-found')
  const { notice, blocks, profile } = await draftNotice(context.db, context.office, period, null)
  return { name: noticeFileName(period), bytes: Buffer.from(docxOf(notice, blocks, profile)) }
}

async function issuedView(context: Context, period: Period, row: IssuedRow): Promise<NoticeView> {
  const { db, office } = context
  const notice = Notice.parse(JSON.parse(row.notice_json))
  const ledger = await openLedger(db, office)
  const findings = audit(
    { notice, unread: [], remarks: [] },
    await knownAt(db, office, { period, ledger, titles: titlesIn(notice) }),
  )
  return {
    period,
    state: ledger.row(period).state,
    notice,
    blocks: layout(notice).map(blockView),
    // How the office answered for them is its own affair.
    findings: context.scope === 'own' ? [] : findings.map(findingView),
    unread: [],
    remarks: [],
    corrections: await correctionsOf(context, period),
    issued: { at: Instant.parse(row.issued_at), by: row.issued_by, sm3: row.file_sm3 },
  }
}
