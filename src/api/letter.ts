import { z } from 'zod'
import { ArticleGenre, ArticleState } from '../domain/article.ts'
import { Instant, LocalDate } from '../domain/calendar.ts'
import { LetterState, LetterStep } from '../domain/letter.ts'
import { ArticleId, LetterId, MailboxId, Name, Reason, SenderId, UnitId } from '../domain/model.ts'
import { RichText } from '../domain/rich-text.ts'
import { command, done, nothing, page, query, Sm3, total, UnitRef, version } from './endpoint.ts'

const Contact = z.strictObject({ name: z.string().max(80), phone: z.string().max(40) })
const Genre = ArticleGenre.nullable()

const LetterRow = z.object({
  id: LetterId,
  number: z.string(),
  receivedAt: Instant,
  from: z.object({ name: z.string(), address: z.string() }),
  subject: z.string(),
  state: LetterState,
  source: z.enum(['verified', 'unverified', 'failed']),
  unit: UnitRef.nullable(),
  /** Titles of the articles it proposes or has become. */
  titles: z.array(z.string()),
  doubts: z.array(z.string()),
  files: z.number().int(),
  version: z.number().int(),
})
export type LetterRow = z.infer<typeof LetterRow>

/** 每日对账: what came on a day, and where it lies. `received` is the sum of the others. */
const LetterDay = z.object({
  day: LocalDate,
  received: z.number().int(),
  byState: z.record(LetterState, z.number().int()),
})
export type LetterDay = z.infer<typeof LetterDay>

export const LetterDetail = LetterRow.extend({
  mailbox: z.string(),
  size: z.number().int(),
  /** SM3 of the letter as it came: with it the original is fetched. */
  sm3: Sm3,
  headOnly: z.boolean(),
  articles: z.array(
    z.object({
      position: z.number().int(),
      title: z.string(),
      body: RichText,
      contact: Contact,
      genre: Genre,
      unitName: z.string(),
      /** Name of the attachment it was read from; null for the text of the letter. */
      source: z.string().nullable(),
      article: z.object({ id: ArticleId, title: z.string(), state: ArticleState }).nullable(),
    }),
  ),
  parts: z.array(
    z.object({
      path: z.string(),
      role: z.enum(['body', 'file', 'inline', 'letter', 'other']),
      name: z.string(),
      type: z.string(),
      size: z.number().int(),
      file: Sm3,
    }),
  ),
  /** Units that the text names: to choose from, never chosen by it. */
  near: z.array(UnitRef),
  events: z.array(
    z.object({ at: Instant, by: z.string(), step: LetterStep, reason: z.string(), unit: z.string().nullable() }),
  ),
  /** What the asker may do with it now. */
  steps: z.array(LetterStep),
})
export type LetterDetail = z.infer<typeof LetterDetail>

const one = { letter: LetterId, version }
const Stood = z.object({ letter: LetterId, state: LetterState, version: z.number().int() })

const MailboxView = z.object({
  id: MailboxId,
  name: z.string(),
  host: z.string(),
  port: z.number().int(),
  username: z.string(),
  folder: z.string(),
  ca: z.string(),
  authServer: z.string(),
  receipts: z.boolean(),
  active: z.boolean(),
  version: z.number().int(),
  goodAt: Instant.nullable(),
  polledAt: Instant.nullable(),
  nextAt: Instant,
  failures: z.number().int(),
  error: z.string(),
  /** No good poll for a quarter of an hour. */
  alarm: z.boolean(),
  /** Letters that do not come from the server. */
  stuck: z.number().int(),
  received: z.number().int(),
})
export type MailboxView = z.infer<typeof MailboxView>

const Host = z
  .string()
  .trim()
  .max(253)
  .regex(/^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/, '应为服务器名称或地址，例如 imap.example.cn')
const Line = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .regex(/^[^\p{Cc}]*$/u, '不能有换行')

export const LETTER_API = {
  'letter.list': query(
    '来信：邮箱收到的信，待确认、待认领和隔离的',
    z.strictObject({
      states: z.array(LetterState).max(6).optional(),
      unit: UnitId.optional(),
      day: LocalDate.optional(),
      text: z.string().max(80).optional(),
      sort: z.enum(['newest', 'oldest']).optional(),
      ...page,
    }),
    z.object({
      letters: z.array(LetterRow),
      ...total,
      byState: z.record(LetterState, z.number().int()),
      days: z.array(LetterDay),
    }),
  ),
  'letter.get': query('一封来信：原信、附件和拟出的稿件', z.strictObject({ letter: LetterId }), LetterDetail),
  'letter.claim': command(
    '认领：来信归到一个单位，由它确认',
    z.strictObject({
      ...one,
      unit: UnitId,
      reason: Reason,
      /** From now on letters of this address are the unit's to confirm. */
      trust: z.boolean(),
    }),
    Stood,
  ),
  'letter.confirm': command(
    '确认报送：来信里的稿件进入稿件池；编辑代为确认须写明理由',
    z.strictObject({
      ...one,
      /** Only of the office: whose it is. */
      unit: UnitId.optional(),
      reason: z.string().trim().max(500).optional(),
      articles: z
        .array(
          z.strictObject({
            position: z.number().int().min(0).max(1000),
            title: z.string().trim().min(1).max(300),
            body: RichText,
            genre: Genre,
            contact: Contact,
          }),
        )
        .min(1)
        .max(30),
      confirmedDuplicate: z.boolean().optional(),
    }),
    Stood.extend({
      articles: z.array(
        z.object({ article: ArticleId, title: z.string(), state: ArticleState, receipt: z.string().nullable() }),
      ),
    }),
  ),
  'letter.decline': command('否认：不是本单位发的信', z.strictObject({ ...one, reason: Reason }), Stood),
  'letter.release': command('解除隔离，或重新考虑搁置的信', z.strictObject({ ...one, reason: Reason }), Stood),
  'letter.set-aside': command('搁置：不是稿件', z.strictObject({ ...one, reason: Reason }), Stood),

  'mailbox.list': query('投稿邮箱：设置和收信情况', nothing, z.object({ mailboxes: z.array(MailboxView) })),
  'mailbox.save': command(
    '设置投稿邮箱；密码只写不读',
    z.strictObject({
      mailbox: MailboxId.optional(),
      version: version.optional(),
      name: Name,
      host: Host,
      port: z.number().int().min(1).max(65_535),
      username: Line(254).min(1),
      /** Left out: as it was. A new server or user needs it again. */
      password: z.string().min(1).max(500).optional(),
      folder: Line(200).min(1),
      ca: z.string().max(20_000),
      authServer: Line(253),
      receipts: z.boolean(),
      active: z.boolean(),
    }),
    z.object({ mailbox: MailboxId, version: z.number().int() }),
  ),
  'mailbox.test': query(
    '试连投稿邮箱',
    z.strictObject({ mailbox: MailboxId }),
    z.object({ ok: z.boolean(), message: z.string() }),
  ),
  'mailbox.poll': command('马上收信，取不下来的也再取一次', z.strictObject({ mailbox: MailboxId }), done),
  'mailbox.senders': query(
    '来信地址：哪个地址替哪个单位来信',
    z.strictObject({ unit: UnitId.optional(), text: z.string().max(80).optional(), ...page }),
    z.object({
      senders: z.array(z.object({ id: SenderId, address: z.string(), unit: UnitRef, at: Instant, by: z.string() })),
      ...total,
    }),
  ),
  'mailbox.add-sender': command(
    '登记来信地址',
    z.strictObject({ address: Line(254).min(3), unit: UnitId }),
    z.object({ sender: SenderId }),
  ),
  'mailbox.end-sender': command('停用来信地址', z.strictObject({ sender: SenderId }), done),
} as const
