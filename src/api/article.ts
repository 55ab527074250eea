import { z } from 'zod'
import { ArticleFlag } from '../domain/article/flags.ts'
import { ArticleGenre, ArticleState, ArticleStep, ReasonCode } from '../domain/article.ts'
import { Instant, LocalDate, Period } from '../domain/calendar.ts'
import { DuplicateVerdict } from '../domain/duplicate.ts'
import {
  AdoptionKind,
  ArticleId,
  CommissionId,
  DecisionId,
  IssueId,
  Level,
  OutletId,
  Reason,
  UnitId,
  UserId,
} from '../domain/model.ts'
import { Points } from '../domain/points.ts'
import { RichText } from '../domain/rich-text.ts'
import { command, done, FileRef, looking, nothing, page, query, total, UnitRef, version } from './endpoint.ts'

const Title = z.string().trim().min(1).max(300)
const Contact = z.strictObject({ name: z.string().max(80), phone: z.string().max(40) })

const ArticleRow = z.object({
  id: ArticleId,
  receipt: z.string().nullable(),
  title: z.string(),
  units: z.array(UnitRef),
  state: ArticleState,
  genre: ArticleGenre.nullable(),
  kind: AdoptionKind.nullable(),
  commission: z.object({ id: CommissionId, title: z.string() }).nullable(),
  submittedAt: Instant.nullable(),
  updatedAt: Instant,
  /** Whole days it has waited for a decision; null when it does not wait. */
  waitingDays: z.number().int().nullable(),
  overdue: z.boolean(),
  flags: z.array(ArticleFlag),
  assignee: z.object({ user: UserId, name: z.string() }).nullable(),
  reason: ReasonCode.nullable(),
  version: z.number().int(),
})
export type ArticleRow = z.infer<typeof ArticleRow>

const Version = z.object({
  number: z.number().int(),
  side: z.enum(['unit', 'office']),
  title: z.string(),
  body: RichText,
  at: Instant,
  by: z.string(),
  note: z.string(),
})

/** An article that is, or may be, the same story. `share`: how much of the shorter text stands in the other, of 100. */
const NearArticle = z.object({
  id: ArticleId,
  title: z.string(),
  units: z.array(z.string()),
  receivedOn: LocalDate,
  state: ArticleState,
  verdict: DuplicateVerdict,
  share: z.number().int(),
  /** The version that is alike; 0 where it has none. */
  number: z.number().int(),
})

const Event = z.object({
  id: DecisionId,
  at: Instant,
  by: z.string(),
  step: ArticleStep,
  state: ArticleState,
  reason: ReasonCode.nullable(),
  comment: z.string(),
  kind: AdoptionKind.nullable(),
  /** Taken back since, or itself the taking back of another. */
  undone: z.boolean(),
  undoes: z.boolean(),
  undoable: z.boolean(),
})

/** Everything about one article that the asker may see, on one page. */
export const ArticleDetail = ArticleRow.extend({
  body: RichText,
  /** The asker's unit wrote it and may change it where its state allows. */
  own: z.boolean(),
  /** What the unit is typing; null for everybody else, and where nothing is begun. */
  draft: z.object({ title: z.string(), body: RichText, savedAt: Instant, by: z.string() }).nullable(),
  contact: Contact,
  outlet: z.object({ id: OutletId, name: z.string() }).nullable(),
  versions: z.array(Version),
  events: z.array(Event),
  comments: z.array(z.object({ at: Instant, by: z.string(), text: z.string(), toUnit: z.boolean() })),
  files: z.array(FileRef.extend({ original: z.boolean() })),
  steps: z.array(ArticleStep),
  merged: z.object({
    into: z.object({ id: ArticleId, title: z.string() }).nullable(),
    from: z.array(z.object({ id: ArticleId, title: z.string() })),
  }),
  /** Likely the same story: to look at side by side, never acted on. */
  near: z.array(NearArticle),
  appearances: z.array(
    z.object({
      issue: IssueId.nullable(),
      outlet: z.string(),
      level: Level,
      number: z.number().int().nullable(),
      kind: AdoptionKind,
      on: LocalDate,
    }),
  ),
  forwardings: z.array(z.object({ to: z.string(), level: Level, on: LocalDate })),
  instructions: z.array(z.object({ leader: z.string(), level: Level, text: z.string(), on: LocalDate })),
  /** Points it brought the units the asker may see; empty while nothing counts. */
  points: z.array(z.object({ unit: z.string(), period: Period, points: Points, sentence: z.string() })),
  editing: z.array(z.string()),
})
export type ArticleDetail = z.infer<typeof ArticleDetail>

const ArticleFiles = z
  .array(z.strictObject({ file: z.string().length(64), name: z.string().min(1).max(255), original: z.boolean() }))
  .max(10)
const DraftFields = {
  title: z.string().trim().max(300),
  body: RichText,
  genre: ArticleGenre.nullable(),
  outlet: OutletId.nullable(),
  commission: CommissionId.nullable(),
  /** Co-signing units besides the own one, in order. */
  units: z.array(UnitId).max(50),
  contact: Contact,
  files: ArticleFiles,
}
const Stood = z.object({ article: ArticleId, state: ArticleState, version: z.number().int() })
const one = { article: ArticleId, version }

export const ARTICLE_API = {
  'article.pool': query(
    '稿件池：办公室收到的稿件',
    z.strictObject({
      states: z.array(ArticleState).max(13).optional(),
      unit: UnitId.optional(),
      period: Period.optional(),
      genre: ArticleGenre.optional(),
      flag: ArticleFlag.optional(),
      assignee: UserId.optional(),
      text: z.string().max(80).optional(),
      sort: z.enum(['waiting', 'newest', 'unit']).optional(),
      ...page,
    }),
    z.object({ articles: z.array(ArticleRow), ...total, byState: z.record(z.string(), z.number().int()) }),
  ),
  'article.mine': query(
    '我的稿件：本单位的稿件和它们的下落',
    z.strictObject({ states: z.array(ArticleState).max(13).optional(), text: z.string().max(80).optional(), ...page }),
    z.object({ articles: z.array(ArticleRow), ...total, byState: z.record(z.string(), z.number().int()) }),
  ),
  'article.get': query('一篇稿件的全部经过', z.strictObject({ article: ArticleId }), ArticleDetail),
  'article.read-file': query(
    '读一个文件，提出标题、正文、单位和联系人',
    z.strictObject({ file: z.string().length(64), name: z.string().min(1).max(255) }),
    z.object({
      title: z.string(),
      body: RichText,
      unitName: z.string(),
      unit: UnitId.nullable(),
      contact: Contact,
      warnings: z.array(z.string()),
    }),
  ),
  'article.save-draft': command(
    '保存草稿（自动保存）；没有 article 时新建',
    z.strictObject({ article: ArticleId.optional(), version: version.optional(), ...DraftFields }),
    Stood.extend({ savedAt: Instant }),
  ),
  'article.hand-in': command(
    '报送；本单位开启审核时先送单位审核',
    z.strictObject({
      ...one,
      confirmedDuplicate: z.boolean().optional(),
      /** What the unit says to what the check-up found, for the editor to read beside the text. */
      note: z.string().trim().max(200).optional(),
      /** Why something of the 任务书 is still open. */
      slotsNote: z.string().max(500).optional(),
    }),
    Stood.extend({
      receipt: z.string().nullable(),
      receivedAt: Instant,
      duplicates: z.array(z.object({ id: ArticleId, title: z.string() })),
    }),
  ),
  'article.release': command(
    '单位审核：放行报送，或退回撰稿人',
    z.strictObject({ ...one, release: z.boolean(), comment: z.string().max(500) }),
    Stood.extend({ receipt: z.string().nullable() }),
  ),
  'article.withdraw': command('撤回未签收的稿件', z.strictObject({ ...one, reason: Reason }), Stood),
  'article.resume': command('把撤回的稿件恢复为草稿', z.strictObject(one), Stood),
  'article.decide': command(
    '签收、采用、预采用、留用、退改、退稿、不采用；可以一次处理多篇',
    z.strictObject({
      articles: z.array(z.strictObject(one)).min(1).max(100),
      step: z.enum(['receive', 'adopt', 'shortlist', 'keep', 'return', 'reject', 'leave-unused']),
      kind: AdoptionKind.nullable(),
      reason: ReasonCode.nullable(),
      comment: z.string().max(1000),
    }),
    z.object({
      decided: z.array(Stood.extend({ decision: DecisionId })),
      refused: z.array(z.object({ article: ArticleId, message: z.string() })),
    }),
  ),
  'article.undo': command('撤销自己或同事刚作的处理', z.strictObject({ decision: DecisionId }), Stood),
  'article.edit': command(
    '编辑改稿：存为新版本，原稿不动',
    z.strictObject({ ...one, title: Title, body: RichText, note: z.string().max(200) }),
    Stood,
  ),
  'article.comment': command(
    '批注，可发给报送单位',
    z.strictObject({ article: ArticleId, text: z.string().trim().min(1).max(2000), toUnit: z.boolean() }),
    done,
  ),
  'article.editors': query(
    '可以转办的编辑',
    nothing,
    z.object({ editors: z.array(z.object({ user: UserId, name: z.string() })) }),
  ),
  'article.enter': command(
    '补录：替单位把别处来的稿件放进稿件池',
    z.strictObject({
      title: Title,
      body: RichText,
      units: z.array(UnitId).min(1).max(50),
      receivedOn: LocalDate,
      genre: ArticleGenre.nullable(),
      commission: CommissionId.nullable(),
      contact: Contact,
      files: ArticleFiles,
      confirmedDuplicate: z.boolean().optional(),
    }),
    Stood.extend({ receipt: z.string(), posting: Period, late: z.boolean() }),
  ),
  'article.assign': command('转办给一位编辑', z.strictObject({ ...one, to: UserId.nullable() }), Stood),
  'article.merge': command(
    '合稿：几篇并成一篇，各来源单位都计入',
    z.strictObject({
      articles: z.array(z.strictObject(one)).min(2).max(50),
      title: Title,
      body: RichText,
      kind: AdoptionKind.nullable(),
    }),
    Stood,
  ),
  'article.unmerge': command('解除合并', z.strictObject(one), z.object({ articles: z.array(Stood) })),
  'article.alike': query(
    '查重：报送之前，本单位以前的稿件里有没有相同相近的，别的单位是否已报过相近的',
    z.strictObject({ article: ArticleId, savedAt: Instant.optional() }),
    z.object({
      own: z.array(NearArticle.omit({ units: true })),
      /** Another unit has handed in most of this text; whose, which and when is not told. */
      elsewhere: z.boolean(),
    }),
  ),
  'article.editing': looking(
    '“正在编辑”的提示，不锁定任何人',
    z.strictObject({ article: ArticleId, editing: z.boolean() }),
    z.object({ others: z.array(z.string()) }),
  ),
} as const
