import type { Checked } from '../../../api.ts'
import {
  ArticleState,
  ArticleStep,
  isUndoable,
  NEEDS_REASON,
  ReasonCode,
  STATE_WORDS,
} from '../../../domain/article.ts'
import { AdoptionKind, ArticleId, type DecisionId, UserId } from '../../../domain/model.ts'
import { Problem } from '../../../domain/problems.ts'
import { sentence } from '../../../domain/sentences.ts'
import { type ArticleNow, articleNow, assertVersion, changeArticle, moveArticle, stepArticle } from '../../articles.ts'
import type { Context, Handlers } from '../../context.ts'
import { openDraft } from '../../submitting.ts'
import { tellDecided, tellEditor, tellUndone } from './telling.ts'

/** What the office decides, one article or many at once, and takes back where it was decided. */
export const decisionActions = {
  /**
   * Of many each is decided for itself: what somebody else was faster with is named and left as it stands. A single one is refused outright,
   * so that the screen can lay both texts side by side.
   */
  'article.decide': async (context, input) => {
    assertComplete(input)
    const [only, ...others] = input.articles
    if (only !== undefined && others.length === 0) return { decided: [await decide(context, only, input)], refused: [] }
    const [decided, refused]: [Awaited<ReturnType<typeof decide>>[], { article: ArticleId; message: string }[]] = [
      [],
      [],
    ]
    for (const one of input.articles) {
      try {
        decided.push(await decide(context, one, input))
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        refused.push({ article: one.article, message: sentence(error.code, error.params) })
      }
    }
    context.about(`${decided.length} 篇稿件`)
    return { decided, refused }
  },

  /** Only the last decision on an article can be taken back, and only until the article went on its way into an issue. */
  'article.undo': async (context, { decision }) => {
    const { db } = context
    const target = await decisionOf(context, decision)
    const now = await articleNow(context, target.article)
    const last = await standingDecisions(context, target.article).orderBy('seq', 'desc').limit(1).executeTakeFirst()
    const state = ArticleState.parse(now.state)
    if (last?.id !== decision || !isUndoable(target.step) || now.state !== target.to_state)
      throw new Problem('step-not-allowed', { state: STATE_WORDS[state], step: '撤销这次处理' })
    await assertInNoIssue(context, now, '撤销')
    const before = await standingDecisions(context, target.article)
      .where('seq', '<', last.seq)
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst()
    const stood = await moveArticle(context, now, {
      step: target.step,
      to: ArticleState.parse(target.from_state),
      undoes: decision,
      kind: before?.kind == null ? null : AdoptionKind.parse(before.kind),
      reason: before?.reason == null ? null : ReasonCode.parse(before.reason),
      changes: {
        decided_at: before?.step === undefined || !isUndoable(ArticleStep.parse(before.step)) ? null : before.at,
        ...(target.from_state === 'submitted' ? { received_at: null } : {}),
      },
    })
    await db.updateTable('article_decision').set({ undone: 1 }).where('id', '=', decision).execute()
    await tellUndone(context, now, { step: target.step, stood })
    return stood
  },

  'article.assign': async (context, { article, version, to }) => {
    const now = await articleNow(context, article)
    assertVersion(now, version)
    if (to !== null && !(await editorsOf(context)).some(({ user }) => user === to)) throw new Problem('not-found')
    const next = await changeArticle(context, now, { assignee_id: to })
    if (to !== null) await tellEditor(context, now, to, `《${now.title}》转给您办理`)
    return { article, state: ArticleState.parse(now.state), version: next }
  },

  'article.editors': async context => ({ editors: await editorsOf(context) }),
} satisfies Pick<Handlers, 'article.decide' | 'article.undo' | 'article.assign' | 'article.editors'>

type Decided = Checked<'article.decide'>

/** A decision against an article names its reason, and an adoption its kind, before anything is done. */
function assertComplete({ step, kind, reason, articles }: Decided): void {
  if (NEEDS_REASON.includes(step) && reason === null) throw new Problem('invalid-input', { reason: '请选择原因' })
  if (step === 'adopt' && kind === null) throw new Problem('invalid-input', { reason: '请选择采用为信息还是简讯' })
  if (new Set(articles.map(one => one.article)).size < articles.length)
    throw new Problem('invalid-input', { reason: '同一篇稿件只能选一次' })
}

async function decide(
  context: Context,
  { article, version }: Decided['articles'][number],
  { step, kind, reason, comment }: Pick<Decided, 'step' | 'kind' | 'reason' | 'comment'>,
) {
  const now = await articleNow(context, article)
  assertVersion(now, version)
  const stood = await stepArticle(context, now, step, {
    kind: step === 'adopt' || step === 'shortlist' ? kind : null,
    reason: NEEDS_REASON.includes(step) ? reason : null,
    comment,
    changes: {
      received_at: now.received_at ?? context.now,
      ...(step === 'receive' ? {} : { decided_at: context.now }),
    },
  })
  if (step === 'return') await openDraft(context, now)
  await tellDecided(context, now, { step, kind })
  return stood
}

async function decisionOf({ db, office }: Context, id: DecisionId) {
  const row = await db
    .selectFrom('article_decision')
    .select(['article_id', 'step', 'from_state', 'to_state', 'undone', 'undoes'])
    .where('office_id', '=', office)
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw new Problem('not-found')
  return { ...row, article: ArticleId.parse(row.article_id), step: ArticleStep.parse(row.step) }
}

/** Decisions that hold: neither taken back nor themselves the taking back of another. */
const standingDecisions = ({ db }: Context, article: ArticleId) =>
  db
    .selectFrom('article_decision')
    .select(['id', 'seq', 'step', 'kind', 'reason', 'at'])
    .where('article_id', '=', article)
    .where('undone', '=', 0)
    .where('undoes', 'is', null)

/** What stands in an issue is first taken out of it, where the issue is put together. */
export async function assertInNoIssue({ db }: Context, now: ArticleNow, step: string): Promise<void> {
  const row = await db
    .selectFrom('issue_item')
    .innerJoin('issue', 'issue.id', 'issue_item.issue_id')
    .select('issue.number')
    .where('issue_item.article_id', '=', now.article_id)
    .where('issue.state', '<>', 'stopped')
    .executeTakeFirst()
  if (row !== undefined) throw new Problem('step-not-allowed', { state: `已编入第 ${row.number} 期`, step })
}

/** Who can be given an article: editors and signers of the office whose account is open. */
async function editorsOf({ db, office }: Context) {
  const rows = await db
    .selectFrom('user_account')
    .innerJoin('user_role', 'user_role.user_id', 'user_account.id')
    .select(['user_account.id', 'user_account.name'])
    .where('user_account.office_id', '=', office)
    .where('user_account.disabled', '=', 0)
    .where('user_role.role', 'in', ['editor', 'chief'])
    .groupBy(['user_account.id', 'user_account.name'])
    .orderBy('user_account.name')
    .execute()
  return rows.map(row => ({ user: UserId.parse(row.id), name: row.name }))
}
