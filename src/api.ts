import { z } from 'zod'
import { ARTICLE_API } from './api/article.ts'
import { BULLETIN_API } from './api/bulletin.ts'
import { CHECKUP_API } from './api/checkup.ts'
import { COMMISSION_API } from './api/commission.ts'
import { command, credits, done, type Endpoint, entering, nothing, page, query, secretly } from './api/endpoint.ts'
import { Finding } from './api/finding.ts'
import { LETTER_API } from './api/letter.ts'
import { NOTICE_FORM_API } from './api/notice-form.ts'
import { Correction, NOTICE_API, OFFICE_API } from './api/office-work.ts'
import { FactorCode, PEOPLE_API } from './api/people.ts'
import { QUALITY_API } from './api/quality.ts'
import { RULE_SET_API, TextAttributes } from './api/rule-set.ts'
import { UPWARD_API } from './api/upward.ts'
import type { Operation } from './domain/access.ts'
import { Instant, LocalDate, Period } from './domain/calendar.ts'
import {
  AdoptionKind,
  ArticleId,
  Entry,
  Fact,
  FactId,
  Group,
  GroupId,
  Key,
  Name,
  Outlet,
  OutletId,
  PeriodState,
  Reason,
  Role,
  StandingGroup,
  Unit,
  UnitId,
  UserId,
} from './domain/model.ts'
import { Notice, Unread } from './domain/notice/notice.ts'
import { Points } from './domain/points.ts'

export const SessionView = z.object({
  office: z.object({ name: z.string(), bulletin: z.string(), demo: z.boolean() }),
  /** Demo accounts for the login page; null in a real office, and for whoever is signed in. */
  demoAccounts: z
    .array(z.object({ account: z.string(), password: z.string(), name: z.string(), role: Role }))
    .nullable(),
  user: z
    .object({
      id: UserId,
      account: z.string(),
      name: z.string(),
      roles: z.array(Role),
      unit: UnitId.nullable(),
      unitName: z.string().nullable(),
      lastLoginAt: Instant.nullable(),
      failedSince: z.number().int(),
      mustChangePassword: z.boolean(),
      /** The office asks for a second factor and there is none yet. */
      mustSetFactor: z.boolean(),
    })
    .nullable(),
  now: Instant,
  today: LocalDate,
})
export type SessionView = z.infer<typeof SessionView>

export type FindingView = z.infer<typeof Finding>

const CellView = z.object({
  text: z.string(),
  rowSpan: z.number().int().optional(),
  colSpan: z.number().int().optional(),
})
export const BlockView = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('paragraph'),
    role: z.string(),
    text: z.string(),
    line: z.number().int(),
    label: z.string().optional(),
  }),
  z.object({
    kind: z.literal('table'),
    role: z.string(),
    headRows: z.number().int(),
    rows: z.array(z.array(CellView)),
    line: z.number().int(),
    lines: z.array(z.number().int()).optional(),
  }),
])
export type BlockView = z.infer<typeof BlockView>

export const PeriodView = z.object({
  period: Period,
  state: PeriodState,
  ruleSet: z.string(),
  closedAt: Instant.nullable(),
  closedBy: z.string().nullable(),
  /** sm3 of facts and rule set a closed month was frozen from. */
  digest: z.string().nullable(),
})
export type PeriodView = z.infer<typeof PeriodView>

/** Shortcomings to look at before a month is closed; they never block by themselves. */
export const CloseRemark = z.object({ code: z.string(), count: z.number().int(), message: z.string() })

export const StandingsView = z.object({
  period: Period,
  state: PeriodState,
  ruleSet: z.string(),
  components: z.array(z.string()),
  groups: z.array(StandingGroup),
})
export type StandingsView = z.infer<typeof StandingsView>

/** An entry with the facts it rests on in words. `sentence` says the arithmetic: 信息 3 篇 × 1 分 = 3 分. */
export const EntryView = Entry.extend({
  sentence: z.string(),
  reasons: z.array(z.object({ fact: FactId, type: z.string(), on: LocalDate, text: z.string(), late: z.boolean() })),
})
export type EntryView = z.infer<typeof EntryView>

export const ArticleView = z.object({
  id: ArticleId,
  title: z.string(),
  units: z.array(z.object({ unit: UnitId, name: z.string() })),
  receivedOn: LocalDate,
  adoptions: z.array(
    z.object({
      fact: FactId,
      outlet: z.string(),
      kind: AdoptionKind,
      issue: z.number().int().nullable(),
      on: LocalDate,
    }),
  ),
})
export type ArticleView = z.infer<typeof ArticleView>

export const NoticeView = z.object({
  period: Period,
  state: PeriodState,
  notice: Notice,
  blocks: z.array(BlockView),
  findings: z.array(Finding),
  unread: z.array(Unread),
  /** What cannot be counted from the ledger and was left out of the prose, in words. */
  remarks: z.array(z.string()),
  issued: z.object({ at: Instant, by: z.string(), sm3: z.string() }).nullable(),
  /** What was corrected after it was out. */
  corrections: z.array(Correction),
})
export type NoticeView = z.infer<typeof NoticeView>

export const AuditView = z.object({
  file: z.string(),
  name: z.string(),
  notice: Notice,
  blocks: z.array(BlockView),
  findings: z.array(Finding),
  unread: z.array(Unread),
  warnings: z.array(z.string()),
})
export type AuditView = z.infer<typeof AuditView>

export const ImportReport = z.object({
  period: Period,
  /** The day the notice bears: the one composed from the ledger bears it again. */
  issuedOn: LocalDate.nullable(),
  changed: z.boolean(),
  units: z.number().int(),
  groups: z.number().int(),
  articles: z.number().int(),
  adoptions: z.number().int(),
  commissions: z.number().int(),
  openings: z.number().int(),
  /** Names taken for another: 保护地管理科 → 自然保护地管理科. */
  aliases: z.array(z.object({ written: z.string(), unit: z.string() })),
  /** Claims of the notice which facts and rules do not reproduce; kept as the notice says nothing more. */
  differences: z.array(
    z.object({ unit: z.string(), column: z.string(), stated: Points, computed: Points, message: z.string() }),
  ),
  /** What was not taken over, and choices that were made on the way, in words. */
  remarks: z.array(z.string()),
})
export type ImportReport = z.infer<typeof ImportReport>

export const OverviewView = z.object({
  period: Period,
  state: PeriodState,
  daysLeft: z.number().int(),
  received: z.number().int(),
  adoptedArticles: z.number().int(),
  adoptionCredits: z.number().int(),
  upperAdopted: z.number().int(),
  commissionCredits: z.number().int(),
  forwarded: z.number().int(),
  /** Units that do not yet have the condition of their 基础分, by name, with what is missing. */
  baseMissing: z.array(z.object({ unit: UnitId, name: z.string(), missing: z.string() })),
  leaders: z.array(
    z.object({
      group: z.string(),
      rows: z.array(z.object({ unit: UnitId, name: z.string(), yearTotal: Points, rank: z.number().int() })),
    }),
  ),
})
export type OverviewView = z.infer<typeof OverviewView>

const UserView = z.object({
  id: UserId,
  account: z.string(),
  name: z.string(),
  roles: z.array(Role),
  unit: UnitId.nullable(),
  disabled: z.boolean(),
  lastLoginAt: Instant.nullable(),
})
const ActivityView = z.object({
  seq: z.number().int(),
  at: Instant,
  user: z.string(),
  operation: z.string(),
  subject: z.string(),
  result: z.string(),
  ip: z.string(),
})
const FactView = z.object({
  fact: Fact,
  title: z.string(),
  units: z.array(z.string()),
  late: z.boolean(),
  retracted: z.boolean(),
})
const inMonth = z.strictObject({ period: Period })

/**
 * The door: every endpoint, its input and its output. `POST /api/<name>`, JSON both ways. A query changes nothing; a command needs
 * an `Idempotency-Key` header and may be rehearsed with `?dry-run=1`. File bytes go through two plain routes (`/api/file`, below).
 */
export const API = {
  'session.current': query('谁在登录', nothing, SessionView),
  'session.login': entering(
    '登录',
    z.strictObject({
      account: z.string().min(1).max(80),
      password: z.string().min(1).max(1000),
      /** Six digits, or a recovery code, where the account has a second factor. */
      code: FactorCode.optional(),
    }),
    SessionView,
  ),
  'session.activate': entering(
    '用激活码启用账户',
    z.strictObject({
      account: z.string().min(1).max(80),
      code: z.string().min(1).max(80),
      password: z.string().min(1).max(1000),
    }),
    SessionView,
  ),
  'session.logout': entering('退出', nothing, done),
  'session.password': entering(
    '修改自己的密码',
    z.strictObject({ current: z.string().min(1).max(1000), next: z.string().min(1).max(1000) }),
    done,
  ),

  'overview.get': query('工作台：本月一览', z.strictObject({ period: Period.optional() }), OverviewView),
  'period.list': query('考核月', nothing, z.object({ periods: z.array(PeriodView) })),
  'period.preview': query(
    '月结试算',
    inMonth,
    z.object({ standings: StandingsView, entries: z.number().int(), remarks: z.array(CloseRemark) }),
  ),
  'period.close': command('月结', z.strictObject({ period: Period, early: Reason.optional() }), PeriodView),
  'period.reopen': command(
    '撤销月结',
    z.strictObject({
      period: Period,
      reason: Reason,
      second: z.strictObject({ account: z.string(), password: z.string() }),
    }),
    PeriodView,
  ),

  'standing.list': query('积分排名', inMonth, StandingsView),
  'standing.history': query(
    '全年累计走势',
    inMonth,
    z.object({
      periods: z.array(Period),
      units: z.array(
        z.object({
          unit: UnitId,
          name: z.string(),
          group: GroupId,
          yearTotals: z.array(Points.nullable()),
          ranks: z.array(z.number().int().nullable()),
        }),
      ),
    }),
  ),
  'entry.list': query(
    '计分明细',
    z.strictObject({
      period: Period,
      unit: UnitId,
      component: z.string().max(40).optional(),
      span: z.enum(['month', 'year']).optional(),
    }),
    z.object({ entries: z.array(EntryView), total: Points }),
  ),

  'fact.list': query(
    '计分事实',
    z.strictObject({ period: Period, unit: UnitId.optional(), ...page }),
    z.object({ facts: z.array(FactView), total: z.number().int() }),
  ),
  'fact.retract': command(
    '撤销一条计分事实',
    z.strictObject({ fact: FactId, reason: Reason }),
    z.object({ fact: FactId, posting: Period, late: z.boolean() }),
  ),

  'article.list': query(
    '稿件',
    z.strictObject({
      period: Period.optional(),
      unit: UnitId.optional(),
      text: z.string().max(80).optional(),
      ...page,
    }),
    z.object({ articles: z.array(ArticleView), total: z.number().int() }),
  ),
  'article.record': command(
    '补录稿件',
    z.strictObject({
      title: z.string().trim().min(1).max(300),
      body: z.string().max(100_000).optional(),
      receivedOn: LocalDate,
      units: credits,
      confirmedDuplicate: z.boolean().optional(),
    }),
    z.object({ article: ArticleId, fact: FactId, posting: Period, late: z.boolean(), duplicates: z.array(ArticleId) }),
  ),
  'article.adopt': command(
    '采用稿件',
    z.strictObject({
      article: ArticleId,
      outlet: OutletId,
      kind: AdoptionKind,
      issue: z.number().int().min(1).max(9999).nullable(),
      issuedOn: LocalDate,
      credits,
      merged: z.boolean().optional(),
      /** What only some 办法 ask for; genre and length are taken from the article where they are not given. */
      attributes: TextAttributes.optional(),
    }),
    z.object({ fact: FactId, posting: Period, late: z.boolean() }),
  ),

  ...ARTICLE_API,
  ...CHECKUP_API,
  ...BULLETIN_API,

  ...COMMISSION_API,
  ...UPWARD_API,

  'adjustment.record': command(
    '加减分',
    z.strictObject({
      unit: UnitId,
      component: z.string().min(1).max(40),
      points: Points,
      reason: Reason,
      decider: Name,
      occurredOn: LocalDate,
      document: z.string().max(200),
      /** The discretion of the 办法 it is decided under; its bounds are kept. */
      rule: Key.optional(),
    }),
    z.object({ fact: FactId, posting: Period, late: z.boolean() }),
  ),

  'notice.list': query(
    '通报',
    nothing,
    z.object({
      notices: z.array(
        z.object({ period: Period, state: PeriodState, title: z.string(), issuedAt: Instant.nullable() }),
      ),
    }),
  ),
  'notice.compose': query('拟出通报并核对', inMonth, NoticeView),
  'notice.issue': command(
    '印发通报',
    z.strictObject({ period: Period, issuedOn: LocalDate }),
    z.object({ period: Period, sm3: z.string() }),
  ),
  ...NOTICE_API,
  ...NOTICE_FORM_API,
  ...OFFICE_API,
  ...LETTER_API,

  'file.upload': command(
    '上传文件（字节走 POST /api/file）',
    z.strictObject({ name: z.string().min(1).max(255), sm3: z.string().length(64), size: z.number().int() }),
    z.object({ file: z.string(), name: z.string(), size: z.number().int() }),
  ),
  'audit.read': query(
    '核对一份通报',
    z.strictObject({ file: z.string().length(64), name: z.string().min(1).max(255) }),
    AuditView,
  ),
  'notice.import': command(
    '接收旧通报为历史',
    z.strictObject({
      file: z.string().length(64),
      name: z.string().min(1).max(255),
      /** Refuses instead of taking one name for another. */
      strict: z.boolean().optional(),
      /** The 计分办法 where the office has none for the month: the id of a shipped one, or the text of a rule file. */
      rules: z
        .union([z.strictObject({ id: z.string().min(1).max(40) }), z.strictObject({ source: z.string().max(200_000) })])
        .optional(),
    }),
    ImportReport,
  ),

  ...PEOPLE_API,

  'unit.list': query(
    '单位与分组',
    z.strictObject({ period: Period.optional() }),
    z.object({ groups: z.array(Group), units: z.array(Unit), outlets: z.array(Outlet) }),
  ),
  'group.create': command('新增组别', z.strictObject({ name: Name, kind: Name, key: Key }), Group),
  'group.rename': command('修改组别名称', z.strictObject({ group: GroupId, name: Name, kind: Name }), Group),
  'unit.create': command('新增单位', z.strictObject({ name: Name, group: GroupId, from: Period }), Unit),
  'unit.rename': command('单位改名，原名留作曾用名', z.strictObject({ unit: UnitId, name: Name, from: Period }), Unit),
  'unit.alias': command('增删单位别名', z.strictObject({ unit: UnitId, name: Name, remove: z.boolean() }), Unit),
  'unit.move': command('调整单位分组', z.strictObject({ unit: UnitId, group: GroupId, from: Period }), Unit),

  ...RULE_SET_API,
  ...QUALITY_API,

  'user.list': query('用户', nothing, z.object({ users: z.array(UserView) })),
  'user.create': secretly(
    '新建账户，待安全管理员授权',
    z.strictObject({ account: z.string().regex(/^[a-z0-9._-]{2,40}$/), name: Name, unit: UnitId.nullable() }),
    z.object({ user: UserId, activationCode: z.string() }),
  ),
  'user.grant': command('授予角色', z.strictObject({ user: UserId, roles: z.array(Role).max(4) }), done),
  'user.disable': command('停用或恢复账户', z.strictObject({ user: UserId, disabled: z.boolean() }), done),
  'activity.list': query(
    '操作日志',
    z.strictObject({ ...page }),
    z.object({ activities: z.array(ActivityView), total: z.number().int(), intact: z.boolean() }),
  ),
} as const satisfies Record<Operation, Endpoint>

export type Api = typeof API
export type Input<Name extends Operation> = z.input<Api[Name]['input']>
/** The input as a handler gets it: checked. */
export type Checked<Name extends Operation> = z.output<Api[Name]['input']>
export type Output<Name extends Operation> = z.output<Api[Name]['output']>

/** The one error format of every answer that is no 2xx (HTTP-05). */
export const ErrorView = z.object({
  code: z.string(),
  message: z.string(),
  requestId: z.string(),
  fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
})
export type ErrorView = z.infer<typeof ErrorView>

/** Plain routes beside the table: bytes in and out. */
export const FILE_ROUTES = {
  /** A .docx that was handed in, with a comment of Word at each finding; right of `audit.read`. */
  annotated: (file: string, name: string): string =>
    `/api/audit/${file}/annotated.docx?name=${encodeURIComponent(name)}`,
  /** multipart, field `file`; answers like `file.upload` (the same operation's right). Needs `Idempotency-Key`. */
  upload: '/api/file',
  /** The .docx of a month's notice: `/api/notice/2023-06.docx`; right of `notice.compose`. */
  notice: (period: string): string => `/api/notice/${period}.docx`,
  /** The same as .pdf, where this machine can make one. */
  noticePdf: (period: string): string => `/api/notice/${period}.pdf`,
  /** A file of an article, byte for byte as it was handed in; right of `article.get`. */
  article: (article: string, sm3: string): string => `/api/article/${article}/${sm3}`,
  /** A letter as it came (.eml), or one of its parts, byte for byte; right of `letter.get`. */
  letter: (letter: string, sm3: string): string => `/api/letter/${letter}/${sm3}`,
} as const
