import { z } from 'zod'
import { Instant, LocalDate, Period } from '../domain/calendar.ts'
import { IssueChange } from '../domain/issue/look.ts'
import { BulletinColumn, IssueState, IssueStep } from '../domain/issue.ts'
import { AdoptionKind, ArticleId, IssueId, Name, OutletId } from '../domain/model.ts'
import {
  command,
  credits,
  done,
  FileRef,
  looking,
  nothing,
  page,
  query,
  Sm3,
  total,
  UnitRef,
  version,
} from './endpoint.ts'

const Words = z.strictObject({
  publisher: z.string().trim().max(60),
  reportTo: z.string().trim().max(500),
  sendTo: z.string().trim().max(500),
  issueTo: z.string().trim().max(500),
  editors: z.string().trim().max(100),
  copies: z.number().int().min(0).max(99_999),
})
/** A bulletin's name is its masthead: one line. */
const BulletinName = Name.max(40)
const number = z.number().int().min(1).max(9999)
const totalNumber = z.number().int().min(1).max(99_999)

const Bulletin = z.object({
  id: OutletId,
  name: z.string(),
  /** 编印单位, 报、送、发, 印数 …: the words of the printed head and foot. */
  words: Words,
  columns: z.array(BulletinColumn),
  nextNumber: z.number().int(),
  nextTotalNumber: z.number().int(),
  /** 0 while nothing was set yet and all of it is what we propose. */
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

const Waiting = z.object({
  article: ArticleId,
  title: z.string(),
  characters: z.number().int(),
  units: z.array(UnitRef),
  merged: z.boolean(),
  kind: AdoptionKind.nullable(),
})
export type WaitingArticle = z.infer<typeof Waiting>
const Item = Waiting.extend({
  column: z.string(),
  position: z.number().int(),
  paragraphs: z.array(z.string()),
  credits: z.array(UnitRef.extend({ weight: z.number().int() })),
  /** False when somebody took the adoption back meanwhile: such an issue cannot go on. */
  ready: z.boolean(),
})
export type IssueItem = z.infer<typeof Item>
export const IssueDetail = IssueRow.extend({
  words: Words,
  columns: z.array(BulletinColumn),
  items: z.array(Item),
  /** Adopted articles that stand in no issue yet. */
  waiting: z.array(Waiting),
  events: z.array(z.object({ at: Instant, by: z.string(), step: IssueStep, comment: z.string() })),
  /** What the asker may do next. */
  steps: z.array(IssueStep),
  /** The asker sent it to review, so that somebody else must sign. */
  preparedByAsker: z.boolean(),
  corrections: z.array(z.object({ at: Instant, by: z.string(), text: z.string() })),
  /** The stored file, once it is printed. */
  file: FileRef.nullable(),
  /** Names the pages as they are shown here, without their date; who signs or ticks them off says which they saw. */
  pages: Sm3,
  /** What changed since the asker last ticked it off, or decided; null for who has not yet. */
  changes: z.array(IssueChange).nullable(),
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
      name: BulletinName,
      words: Words,
      columns: z.array(BulletinColumn).min(1).max(12),
      nextNumber: number,
      nextTotalNumber: totalNumber,
    }),
    Bulletin,
  ),
  'issue.list': query(
    '各期刊物',
    z.strictObject({ bulletin: OutletId.optional(), year: z.number().int().min(1990).max(2200).optional(), ...page }),
    z.object({ issues: z.array(IssueRow), years: z.array(z.number().int()), ...total }),
  ),
  'issue.get': query('一期刊物：栏目、稿件、待编发的稿件', z.strictObject({ issue: IssueId }), IssueDetail),
  'issue.create': command(
    '新开一期',
    z.strictObject({ bulletin: OutletId, number, totalNumber, plannedOn: LocalDate.nullable() }),
    Stood,
  ),
  'issue.renumber': command(
    '改期号、总期号和拟印发日期',
    z.strictObject({ ...one, number, totalNumber, plannedOn: LocalDate.nullable() }),
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
    '送审、退回组稿、印发、停发',
    z.strictObject({
      ...one,
      step: z.enum(['send-to-review', 'send-back', 'print', 'stop']),
      comment: z.string().max(500),
      /** The day it bears: for 印发 only. */
      issuedOn: LocalDate.nullable(),
    }),
    Stood.extend({ posting: Period.nullable(), late: z.boolean() }),
  ),
  'issue.sign': command(
    '签发（须由送审人以外的审核签发人）',
    z.strictObject({ ...one, pages: Sm3, comment: z.string().max(500) }),
    Stood,
  ),
  'issue.look': looking('标为已看，下次只看此后的改动', z.strictObject({ issue: IssueId, pages: Sm3 }), done),
  'issue.correct': command(
    '对已印发的一期作更正',
    z.strictObject({ ...one, text: z.string().trim().min(1).max(2000) }),
    Stood,
  ),
} as const
