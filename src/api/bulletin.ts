import { z } from 'zod'
import { Instant, LocalDate, Period } from '../domain/calendar.ts'
import { BulletinColumn, IssueState, IssueStep } from '../domain/issue.ts'
import { ArticleId, IssueId, Name, OutletId } from '../domain/model.ts'
import { command, credits, FileRef, nothing, page, query, total, UnitRef, version } from './endpoint.ts'

const Bulletin = z.object({
  id: OutletId,
  name: z.string(),
  /** 编印单位, 报、送、发, 印数 …: the words of the printed head and foot. */
  words: z.object({
    publisher: z.string(),
    reportTo: z.string(),
    sendTo: z.string(),
    issueTo: z.string(),
    editors: z.string(),
    copies: z.number().int(),
  }),
  columns: z.array(BulletinColumn),
  nextNumber: z.number().int(),
  nextTotalNumber: z.number().int(),
  version: z.number().int(),
})
export type BulletinView = z.infer<typeof Bulletin>

const IssueRow = z.object({
  id: IssueId,
  bulletin: OutletId,
  bulletinName: z.string(),
  number: z.number().int(),
  totalNumber: z.number().int(),
  year: z.number().int(),
  state: IssueState,
  plannedOn: LocalDate.nullable(),
  issuedOn: LocalDate.nullable(),
  period: Period.nullable(),
  items: z.number().int(),
  version: z.number().int(),
})
export type IssueRow = z.infer<typeof IssueRow>

const Item = z.object({
  article: ArticleId,
  title: z.string(),
  column: z.string(),
  position: z.number().int(),
  characters: z.number().int(),
  units: z.array(UnitRef),
  credits: z.array(UnitRef),
  merged: z.boolean(),
})
export const IssueDetail = IssueRow.extend({
  columns: z.array(BulletinColumn),
  items: z.array(Item),
  /** Adopted articles that stand in no issue yet. */
  waiting: z.array(
    Item.omit({ column: true, position: true }).extend({ kind: z.enum(['report', 'brief']).nullable() }),
  ),
  events: z.array(z.object({ at: Instant, by: z.string(), step: IssueStep, comment: z.string() })),
  steps: z.array(IssueStep),
  corrections: z.array(z.object({ at: Instant, by: z.string(), text: z.string() })),
  file: FileRef.nullable(),
})
export type IssueDetail = z.infer<typeof IssueDetail>

const Stood = z.object({ issue: IssueId, state: IssueState, version: z.number().int() })
const one = { issue: IssueId, version }

export const BULLETIN_API = {
  'bulletin.list': query('刊物', nothing, z.object({ bulletins: z.array(Bulletin) })),
  'bulletin.save': command(
    '新增或修改刊物：名称、栏目、报头报尾',
    z.strictObject({
      bulletin: OutletId.optional(),
      version: version.optional(),
      name: Name,
      words: Bulletin.shape.words,
      columns: z.array(BulletinColumn).min(1).max(12),
      nextNumber: z.number().int().min(1).max(9999),
      nextTotalNumber: z.number().int().min(1).max(99999),
    }),
    Bulletin,
  ),
  'issue.list': query(
    '各期刊物',
    z.strictObject({ bulletin: OutletId.optional(), year: z.number().int().min(1990).max(2200).optional(), ...page }),
    z.object({ issues: z.array(IssueRow), ...total }),
  ),
  'issue.get': query('一期刊物：栏目、稿件、待编发的稿件', z.strictObject({ issue: IssueId }), IssueDetail),
  'issue.create': command(
    '新开一期',
    z.strictObject({
      bulletin: OutletId,
      number: z.number().int().min(1).max(9999),
      totalNumber: z.number().int().min(1).max(99999),
      plannedOn: LocalDate.nullable(),
    }),
    Stood,
  ),
  'issue.arrange': command(
    '排定栏目、次序和计入单位',
    z.strictObject({
      ...one,
      items: z.array(z.strictObject({ article: ArticleId, column: z.string().min(1).max(40), credits })).max(200),
    }),
    Stood,
  ),
  'issue.step': command(
    '送审、退回组稿、签发（须另一人）、印发、停发',
    z.strictObject({
      ...one,
      step: z.enum(['send-to-review', 'send-back', 'sign', 'print', 'stop']),
      comment: z.string().max(500),
      issuedOn: LocalDate.nullable(),
    }),
    Stood.extend({ posting: Period.nullable(), late: z.boolean() }),
  ),
  'issue.correct': command(
    '对已印发的一期作更正',
    z.strictObject({ ...one, text: z.string().trim().min(1).max(2000) }),
    Stood,
  ),
} as const
