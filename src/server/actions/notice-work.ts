import type { Checked } from '../../api.ts'
import { chinesePeriod, lastDay, type Period } from '../../domain/calendar.ts'
import { differences, seen as seenOf } from '../../domain/notice/differ.ts'
import { layout } from '../../domain/notice/layout.ts'
import { readNotice } from '../../domain/notice/read.ts'
import { UNWRITTEN, worded, written } from '../../domain/notice/sentences.ts'
import { Problem } from '../../domain/problems.ts'
import { storedText } from '../../domain/text.ts'
import { stamp } from '../articles.ts'
import { canonicalJson } from '../canonical.ts'
import type { Context, Handlers } from '../context.ts'
import { recorderOf } from '../facts.ts'
import { chiefs, editors, tell } from '../messages.ts'
import { correctionsAfter, issuedNotice } from '../notice-out.ts'
import { changeWork, digestOfNotice, noticeWork, type WorkRow } from '../notice-words.ts'
import { openKeys, type Shown, shownNow, workView } from '../notice-work.ts'
import { evidenceFor } from '../notices.ts'
import { lockPeriod } from '../posting.ts'
import { lockedSettings, writeSettings } from '../settings.ts'
import { tellUnits } from '../tell-units.ts'

/** 通报 on its way: its sentences, the answers to its findings, 送审, 签发 by another person, 已阅, 更正. */
export const noticeWorkActions = {
  'notice.work': (context, { period }) => workView(context, period),

  /** The numbers stay bound; what was written must still be read back as it was meant, or nothing is kept. */
  'notice.sentences': async (context, { period, version, sentences, keep }) => {
    const { row, now } = await begun(context, period, version)
    assertStage(now, ['rehearsal', 'checking'], '修改文句')
    const composed = now.composed
    const { offers } = composed
    const texts = sentences.map(({ key, template }) => ({ key, template: storedText(template) }))
    const templates = texts.map(({ template }) => template)
    const evidence = await evidenceFor(context.db, context.office, period, templates)
    const words = written(
      worded(composed.notice, composed.free, { written: UNWRITTEN, offers }).sentences,
      texts,
      evidence,
    )
    const { notice } = worded(composed.notice, composed.free, { written: words, offers, evidence })
    // A draft bears no day yet, without which nobody could tell its year.
    const dated = { ...notice, issuedOn: notice.issuedOn ?? lastDay(period) }
    const columns = dated.tables.flatMap(table => table.columns)
    const [misread] = differences(dated, readNotice(layout(dated), columns).notice)
    if (misread !== undefined)
      throw new Problem('invalid-input', { reason: `这样写会让人读错数字（${misread.replace(/。$/, '')}）` })
    await changed(context, period, row, { words: { ...row.words, written: words } })
    if (keep) await keepTemplates(context, words.templates)
    return workView(context, period)
  },

  /** 更正 leaves a finding open until it is gone; 属实 and 忽略 close it under a name. Errors can only be mended. */
  'notice.answer': async (context, { period, finding, answer, note }) => {
    const { now } = await begun(context, period, null)
    assertStage(now, ['rehearsal', 'checking', 'in-review'], '答复核对问题')
    const found = now.findings.find(one => one.key === finding)
    if (found === undefined) throw new Problem('not-found')
    if (found.severity === 'error' && answer !== 'mend')
      throw new Problem('invalid-input', { reason: '这一处的数字互相矛盾，只能更正，不能答复为属实或忽略' })
    await context.db
      .insertInto('notice_answer')
      .values({ office_id: context.office, period, finding, answer, note: storedText(note), ...stamp(context) })
      .execute()
    return workView(context, period)
  },

  'notice.step': async (context, input) => {
    const { row, now } = await begun(context, input.period, input.version)
    await STEPS[input.step](context, { input, row, now })
    await look(context, input.period, await shownNow(context, input.period))
    return workView(context, input.period)
  },

  /** Nothing is put down when what was seen is not what stands now any more: it would hide what changed in between. */
  'notice.seen': async (context, { period, seen }) => {
    context.about(chinesePeriod(period))
    const isOwn = context.scope === 'own'
    if (isOwn && (await issuedNotice(context, period)) === null) throw new Problem('not-found')
    const now = await shownNow(context, period)
    if (seen === undefined || seen === now.digest) await look(context, period, now, isOwn)
    return { done: true as const }
  },

  /** 更正通报: says what was wrong, and lists what the ledger corrected since. The notice itself stays as it went out. */
  'notice.correct': async (context, { period, text }) => {
    context.about(chinesePeriod(period))
    const stored = await issuedNotice(context, period)
    if (stored === null) throw new Problem('step-not-allowed', { state: '未印发', step: '更正' })
    const changes = await correctionsAfter(context, period)
    await context.db
      .insertInto('notice_correction')
      .values({
        id: context.newId('cor'),
        office_id: context.office,
        period,
        text: storedText(text),
        changes: JSON.stringify(changes),
        ...stamp(context),
      })
      .execute()
    await tellUnits(context, period, `${chinesePeriod(period)}通报有更正，请查看`)
    return workView(context, period)
  },
} satisfies Pick<
  Handlers,
  'notice.work' | 'notice.sentences' | 'notice.answer' | 'notice.step' | 'notice.seen' | 'notice.correct'
>

/** From now on months are composed with these paragraphs, until an editor writes others. */
async function keepTemplates({ db, office }: Context, templates: Readonly<Record<string, string>>): Promise<void> {
  const settings = await lockedSettings(db, office)
  const { notice } = settings
  await writeSettings(db, office, { ...settings, notice: { ...notice, version: notice.version + 1, templates } })
}

interface Begun {
  readonly row: WorkRow
  readonly now: Shown
}

/** The work with its month locked, so that who comes second sees what the first one did. */
async function begun(context: Context, period: Period, version: number | null): Promise<Begun> {
  context.about(chinesePeriod(period))
  if ((await lockPeriod(context.db, context.office, period)) === null) throw new Problem('period-unknown', { period })
  const row = await noticeWork(context.db, context.office, period)
  if (version !== null && row.version !== version) throw new Problem('stale-version')
  return { row, now: await shownNow(context, period) }
}

const STAGE_WORDS: Readonly<Record<Shown['stage'], string>> = {
  rehearsal: '未月结',
  checking: '核对',
  'in-review': '送审',
  signed: '已签发',
  issued: '已印发',
}

function assertStage({ stage }: Shown, allowed: readonly Shown['stage'][], step: string): void {
  if (!allowed.includes(stage)) throw new Problem('step-not-allowed', { state: STAGE_WORDS[stage], step })
}

const changed = (
  { db, office }: Context,
  period: Period,
  row: WorkRow,
  changes: Parameters<typeof changeWork>[1]['changes'],
) => changeWork(db, { office, period, row, changes })

type Step = (context: Context, now: Begun & { readonly input: Checked<'notice.step'> }) => Promise<void>

const STEPS: { readonly [Name in Checked<'notice.step'>['step']]: Step } = {
  'send-to-review': async (context, { input: { period }, row, now }) => {
    assertStage(now, ['checking'], '送审')
    const open = openKeys(now.findings)
    const [first] = now.findings.filter(one => open.includes(one.key))
    if (first !== undefined) throw new Problem('notice-findings', { period, count: open.length, first: first.message })
    const prepared = { by: recorderOf(context), name: context.actor.name }
    await changed(context, period, row, {
      stage: 'in-review',
      words: { ...row.words, returned: null, signed: null },
      prepared,
      signed: null,
    })
    await tell(context, await chiefs(context), {
      text: `${chinesePeriod(period)}通报已送审，请签发`,
      link: `/notice?period=${period}`,
    })
  },

  'send-back': async (context, { input: { period, comment }, row, now }) => {
    assertStage(now, ['in-review', 'signed'], '退回')
    const returned = { comment: storedText(comment), by: context.actor.name, at: context.now }
    await changed(context, period, row, {
      stage: 'checking',
      words: { ...row.words, signed: null, returned },
      signed: null,
    })
    await tell(context, [...(row.preparedBy === null ? [] : [row.preparedBy]), ...(await editors(context))], {
      text: `${chinesePeriod(period)}通报被退回${comment === '' ? '' : `：${comment}`}`,
      link: `/notice?period=${period}`,
    })
  },

  /** By a chief who did not prepare it. The signature stands for this very notice, and for no other. */
  sign: async (context, { input: { period }, row, now }) => {
    assertStage(now, ['in-review'], '签发')
    if (!context.actor.callers.includes('chief') || row.preparedBy === recorderOf(context))
      throw new Problem('four-eyes')
    await changed(context, period, row, {
      stage: 'signed',
      words: { ...row.words, signed: digestOfNotice(now.notice) },
      signed: { by: recorderOf(context), name: context.actor.name },
    })
    await tell(context, [...(row.preparedBy === null ? [] : [row.preparedBy]), ...(await editors(context))], {
      text: `${chinesePeriod(period)}通报已签发，可以印发`,
      link: `/notice?period=${period}`,
    })
  },
}

/** Puts down what the person sees now; for people of units only that they read it. */
async function look(context: Context, period: Period, now: Shown, onlyRead = false): Promise<void> {
  const { db, office, actor } = context
  if (actor.user === null) return
  const seen = onlyRead ? '' : canonicalJson(seenOf(now.notice))
  const readAt = now.stage === 'issued' ? context.now : null
  await db
    .insertInto('notice_reader')
    .values({ office_id: office, period, user_id: actor.user, seen, seen_at: context.now, read_at: readAt })
    .onConflict(conflict =>
      conflict.columns(['office_id', 'period', 'user_id']).doUpdateSet(eb => ({
        seen,
        seen_at: context.now,
        // The first reading counts.
        read_at: eb.fn.coalesce('notice_reader.read_at', eb.val(readAt)),
      })),
    )
    .execute()
}
