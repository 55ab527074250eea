import { LocalDate } from '../../../domain/calendar.ts'
import { issuePaper } from '../../../domain/issue/pages.ts'
import { issueAfter } from '../../../domain/issue.ts'
import { Problem } from '../../../domain/problems.ts'
import { canonicalJson } from '../../canonical.ts'
import type { Context, Handlers } from '../../context.ts'
import {
  assertIssueVersion,
  changeIssue,
  gathered,
  type IssueNow,
  type IssuePages,
  issueName,
  issueNow,
  lookOf,
  pagesDigest,
  recordIssueStep,
  recordLook,
  stateOf,
} from '../../issues.ts'
import { tell } from '../../messages.ts'
import { recordFile } from '../../uploads.ts'
import { publish, takeBack } from './publishing.ts'

/** 送审 → 签发 → 印发, and back. Whoever takes a step has seen the pages: the next time they are shown only what changed since. */
export const steppingActions = {
  'issue.step': async (context, { issue, version, step, comment, issuedOn }) => {
    const now = await issueNow(context, issue)
    const pages = await gathered(context, now)
    context.about(issueName(pages.name, now))
    assertIssueVersion(now, version)
    const state = issueAfter(stateOf(now), step)
    if ((step === 'send-back' || step === 'stop') && comment.trim() === '')
      throw new Problem('invalid-input', { reason: step === 'stop' ? '请写明停发的原因' : '请写明退回的原因' })
    await recordIssueStep(context, now, step, comment)
    const quiet = { posting: null, late: false }
    switch (step) {
      case 'send-to-review': {
        assertReady(pages)
        await recordLook(context, now, lookOf(pages))
        await tellChiefs(context, now, `${issueName(pages.name, now)}已送审，请签发`)
        return { ...(await changeIssue(context, now, { state, prepared_by: context.actor.user })), ...quiet }
      }
      case 'send-back': {
        await recordLook(context, now, lookOf(pages))
        await tellPreparer(context, now, `${issueName(pages.name, now)}已退回组稿：${comment}`)
        const unsigned = { signed_by: null, file_sm3: null, issued_on: null }
        return { ...(await changeIssue(context, now, { state, ...unsigned })), ...quiet }
      }
      case 'print': {
        const day = assertPrintable(context, now, pages, issuedOn)
        const { sm3, size } = printed(context, pages, day)
        await recordFile(context, sm3, size)
        const { posting, late } = await publish(context, now, pages, day)
        const stood = await changeIssue(context, now, { state, issued_on: day, posting, file_sm3: sm3 })
        context.about(issueName(pages.name, now))
        return { ...stood, posting, late }
      }
      default: {
        const { posting, late } = await takeBack(context, now, pages, comment)
        context.about(issueName(pages.name, now))
        return { ...(await changeIssue(context, now, { state })), posting, late }
      }
    }
  },

  /** Four eyes: whoever sent it to review does not sign. What is signed is what was shown: its file is kept, and compared when it is printed. */
  'issue.sign': async (context, { issue, version, pages: seen, comment }) => {
    const now = await issueNow(context, issue)
    const pages = await gathered(context, now)
    context.about(issueName(pages.name, now))
    assertIssueVersion(now, version)
    const state = issueAfter(stateOf(now), 'sign')
    if (now.prepared_by !== null && now.prepared_by === context.actor.user)
      throw new Problem('four-eyes', { reason: '送审和签发须是两个人，这一期要由另一位审核签发人签发' })
    if (pagesDigest(pages) !== seen) throw new Problem('stale-version')
    assertReady(pages)
    const { sm3, size } = printed(context, pages, pages.issuedOn)
    await recordFile(context, sm3, size)
    await recordIssueStep(context, now, 'sign', comment)
    await recordLook(context, now, lookOf(pages))
    await tellPreparer(context, now, `${issueName(pages.name, now)}已签发，可以印发`)
    return changeIssue(context, now, {
      state,
      signed_by: context.actor.user,
      file_sm3: sm3,
      issued_on: pages.issuedOn,
    })
  },
} satisfies Pick<Handlers, 'issue.step' | 'issue.sign'>

/** There is something in it, and the adoption of nothing in it was taken back meanwhile. */
function assertReady(pages: IssuePages): void {
  if (pages.items.length === 0) throw new Problem('invalid-input', { reason: '本期还没有稿件' })
  const gone = pages.items.find(({ ready }) => !ready)
  if (gone !== undefined)
    throw new Problem('step-not-allowed', { state: `《${gone.title}》的采用已撤销`, step: '继续' })
}

/** The file that was written before the transaction, if it is still what would be printed. */
function printed({ prepared }: Context, pages: IssuePages, issuedOn: LocalDate): { sm3: string; size: number } {
  const { issue } = prepared
  if (issue === undefined || issue.paper !== canonicalJson({ ...issuePaper(pages), issuedOn }))
    throw new Problem('stale-version')
  return issue
}

/** The day it bears lies in the year it is numbered in, and what was signed is what is printed. */
function assertPrintable(
  { prepared }: Context,
  now: IssueNow,
  pages: IssuePages,
  issuedOn: LocalDate | null,
): LocalDate {
  if (issuedOn === null) throw new Problem('invalid-input', { reason: '请填印发日期' })
  if (Number(issuedOn.slice(0, 4)) !== Number(now.year))
    throw new Problem('invalid-input', { reason: `这是${now.year}年第${now.number}期，印发日期要在${now.year}年` })
  if (prepared.issue?.signed !== now.file_sm3) throw new Problem('issue-changed')
  assertReady(pages)
  return LocalDate.parse(issuedOn)
}

const linkOf = (now: IssueNow): string => `/issue?issue=${now.id}`

async function tellChiefs(context: Context, now: IssueNow, text: string): Promise<void> {
  const rows = await context.db
    .selectFrom('user_account')
    .innerJoin('user_role', 'user_role.user_id', 'user_account.id')
    .select('user_account.id')
    .where('user_account.office_id', '=', context.office)
    .where('user_account.disabled', '=', 0)
    .where('user_role.role', '=', 'chief')
    .orderBy('user_account.id')
    .execute()
  await tell(
    context,
    rows.map(row => row.id),
    { text, link: linkOf(now) },
  )
}

const tellPreparer = (context: Context, now: IssueNow, text: string): Promise<void> =>
  tell(context, now.prepared_by === null ? [] : [now.prepared_by], { text, link: linkOf(now) })
