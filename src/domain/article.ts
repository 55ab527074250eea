import { z } from 'zod'
import { after, type Life, stepsFrom } from './life.ts'

/**
 * The life of an article (稿件): conventions of the trade, one table. Handed in by a unit, decided by the office. What becomes of it above
 * (上报, 上级采用, 批示) is facts beside the state, since an article may be adopted here and there.
 */
export const ArticleState = z.enum([
  'draft', // 草稿
  'in-review', // 单位审核
  'submitted', // 已报送，待签收
  'received', // 已签收，待处理
  'shortlisted', // 预采用
  'kept', // 留用
  'adopted', // 已采用，待编发
  'merged', // 并入合稿
  'published', // 已编发
  'returned', // 退改
  'withdrawn', // 撤回
  'rejected', // 退稿
  'unused', // 未采用
])
export type ArticleState = z.infer<typeof ArticleState>

export const ArticleStep = z.enum([
  'hand-in',
  'send-to-review',
  'send-back',
  'withdraw',
  'resume',
  'receive',
  'shortlist',
  'keep',
  'adopt',
  'merge',
  'unmerge',
  'return',
  'reject',
  'leave-unused',
  'dissolve',
  'publish',
  'unpublish',
])
export type ArticleStep = z.infer<typeof ArticleStep>

/** Waiting for the office: whatever is here must get an end state within the office's days. */
const OPEN: readonly ArticleState[] = ['submitted', 'received', 'shortlisted', 'kept']

const LIFE: Life<ArticleState, ArticleStep> = {
  'hand-in': { from: ['draft', 'in-review', 'returned'], to: 'submitted' },
  'send-to-review': { from: ['draft', 'returned'], to: 'in-review' },
  'send-back': { from: ['in-review'], to: 'draft' },
  withdraw: { from: ['in-review', 'submitted'], to: 'withdrawn' },
  resume: { from: ['withdrawn'], to: 'draft' },
  receive: { from: ['submitted'], to: 'received' },
  shortlist: { from: ['submitted', 'received', 'kept'], to: 'shortlisted' },
  keep: { from: ['submitted', 'received', 'shortlisted'], to: 'kept' },
  adopt: { from: [...OPEN, 'unused'], to: 'adopted' },
  merge: { from: [...OPEN, 'unused'], to: 'merged' },
  unmerge: { from: ['merged'], to: 'received' },
  return: { from: OPEN, to: 'returned' },
  reject: { from: OPEN, to: 'rejected' },
  'leave-unused': { from: OPEN, to: 'unused' },
  // 解除合并 of what several became: its sources are back in the pool, and it is nothing any more.
  dissolve: { from: ['received', 'shortlisted', 'kept', 'adopted'], to: 'unused' },
  publish: { from: ['adopted', 'merged'], to: 'published' },
  unpublish: { from: ['published'], to: 'adopted' },
}

/** Steps the office decides with, in the order of the pool's buttons. */
export const DECISIONS = ['receive', 'adopt', 'shortlist', 'keep', 'return', 'reject', 'leave-unused'] as const
export type Decision = (typeof DECISIONS)[number]

/** Reasons that a decision against an article must name; the unit reads them (退改、退稿、未采用). */
export const REASONS = [
  'meeting-only',
  'activity-only',
  'off-topic',
  'no-data',
  'no-case',
  'duplicate',
  'outdated',
  'form',
  'facts',
  'classified',
  'other',
] as const
export const ReasonCode = z.enum(REASONS)
export type ReasonCode = z.infer<typeof ReasonCode>
export const REASON_WORDS: Readonly<Record<ReasonCode, string>> = {
  'meeting-only': '就会议写会议',
  'activity-only': '就活动写活动',
  'off-topic': '文不对题',
  'no-data': '缺少数据',
  'no-case': '缺少案例',
  duplicate: '与已有稿件重复',
  outdated: '时效已过',
  form: '格式或要素不全',
  facts: '事实需核实',
  classified: '不宜公开',
  other: '其他',
}

/** Decisions that a unit may not be left alone with: they carry a reason. */
export const NEEDS_REASON: readonly ArticleStep[] = ['return', 'reject', 'leave-unused', 'send-back']

/** Decisions that can be taken back where they were made, until the issue is printed. */
const UNDOABLE: readonly ArticleStep[] = ['receive', 'shortlist', 'keep', 'adopt', 'return', 'reject', 'leave-unused']

export const STATE_WORDS: Readonly<Record<ArticleState, string>> = {
  draft: '草稿',
  'in-review': '单位审核',
  submitted: '已报送',
  received: '已签收',
  shortlisted: '预采用',
  kept: '留用',
  adopted: '已采用',
  merged: '并入合稿',
  published: '已编发',
  returned: '退改',
  withdrawn: '已撤回',
  rejected: '退稿',
  unused: '未采用',
}

export const STEP_WORDS: Readonly<Record<ArticleStep, string>> = {
  'hand-in': '报送',
  'send-to-review': '送单位审核',
  'send-back': '退回撰稿人',
  withdraw: '撤回',
  resume: '恢复为草稿',
  receive: '签收',
  shortlist: '预采用',
  keep: '留用',
  adopt: '采用',
  merge: '合稿',
  unmerge: '解除合并',
  return: '退改',
  reject: '退稿',
  'leave-unused': '不采用',
  dissolve: '解散合稿',
  publish: '编发',
  unpublish: '停发',
}

/** The state after a step; refuses `step-not-allowed` with both in words. */
export const articleAfter = (state: ArticleState, step: ArticleStep): ArticleState =>
  after(LIFE, state, step, { states: STATE_WORDS, steps: STEP_WORDS })

/** What may be done next with an article in a state, whoever does it. */
export const articleSteps = (state: ArticleState): ArticleStep[] => stepsFrom(LIFE, ArticleStep.options, state)

export const isUndoable = (step: ArticleStep): boolean => UNDOABLE.includes(step)

/** True while the article waits for the office's decision. */
export const awaitsDecision = (state: ArticleState): boolean => OPEN.includes(state)

/** True when nothing more will come of it here: the unit has its answer. */
export const isEnded = (state: ArticleState): boolean => ['published', 'rejected', 'unused'].includes(state)

/** The unit may change text and title only here. */
export const isWritable = (state: ArticleState): boolean => state === 'draft' || state === 'returned'

/** 信息类别 of a submission, by the unit's own word. */
export const ArticleGenre = z.enum(['news', 'experience', 'problem', 'suggestion', 'commission'])
export type ArticleGenre = z.infer<typeof ArticleGenre>
export const GENRE_WORDS: Readonly<Record<ArticleGenre, string>> = {
  news: '动态',
  experience: '经验',
  problem: '问题',
  suggestion: '建议',
  commission: '约稿',
}

/** What a text shows itself to be; 约稿 is what it was asked for and not to be seen in it. */
export const TextGenre = ArticleGenre.exclude(['commission'])
export type TextGenre = z.infer<typeof TextGenre>

/** What a 动态 reports on: a meeting, an activity, or the work itself. */
export const NewsOf = z.enum(['meeting', 'activity', 'work'])
export type NewsOf = z.infer<typeof NewsOf>
export const NEWS_WORDS: Readonly<Record<NewsOf, string>> = { meeting: '会议', activity: '活动', work: '工作' }
