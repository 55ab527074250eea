import { Buffer } from 'node:buffer'
import { z } from 'zod'
import { Material } from '../api/commission.ts'
import type { Operation } from '../domain/access.ts'
import { dayOf, Instant } from '../domain/calendar.ts'
import { slotWords } from '../domain/commission/slots.ts'
import { COMMISSION_STATE_WORDS } from '../domain/commission.ts'
import { CommissionId, ForwardingId, IssueId } from '../domain/model.ts'
import { commissionSlipBlocks, commissionSlipMeta, contactOf } from '../domain/print/slip.ts'
import { Problem } from '../domain/problems.ts'
import { slotsOf } from './commission-sheets.ts'
import { assignmentsOf, commissionNow } from './commissions.ts'
import type { Context } from './context.ts'
import { writePaper } from './docx/paper.ts'
import { issueFile } from './print-issue.ts'
import { unitNames } from './upward.ts'

/** A file beside the operations, `GET /api/<noun>/<id>/<name>.<kind>`, with the right of the operation that shows the thing itself. */
export interface Beside {
  readonly noun: 'commission' | 'forwarding' | 'issue'
  readonly name: string
  readonly summary: string
  readonly operation: Operation
  /** What the id of the address must look like. */
  readonly prefix: string
  /** The operation's input for an id of the address; null for what is no such id. */
  readonly inputOf: (id: string) => object | null
  /** What it is sent as: the .docx as it is, or its PDF where this machine can make one. */
  readonly kind: 'docx' | 'pdf'
  /** The .docx, in the scope of the one who asks; `not-found` for what is another's or not there. */
  readonly file: (context: Context, id: string) => Promise<{ name: string; bytes: Buffer }>
}

const ISSUE_PAPER = {
  noun: 'issue',
  name: 'paper',
  operation: 'issue.get',
  prefix: 'iss',
  inputOf: (id: string) => (IssueId.safeParse(id).success ? { issue: id } : null),
  file: async (context: Context, written: string) => {
    const id = IssueId.safeParse(written)
    if (!id.success) throw new Problem('not-found')
    return issueFile(context, id.data)
  },
} as const

export const BESIDE: readonly Beside[] = [
  {
    noun: 'commission',
    name: 'slip',
    summary: '下载约稿通知单',
    operation: 'commission.get',
    prefix: 'com',
    inputOf: id => (CommissionId.safeParse(id).success ? { commission: id } : null),
    kind: 'docx',
    file: commissionSlip,
  },
  {
    noun: 'forwarding',
    name: 'paper',
    summary: '下载上报时报出的文件',
    operation: 'forwarding.list',
    prefix: 'fwd',
    inputOf: id => (ForwardingId.safeParse(id).success ? {} : null),
    kind: 'docx',
    file: forwardedPaper,
  },
  { ...ISSUE_PAPER, summary: '下载一期刊物', kind: 'docx' },
  { ...ISSUE_PAPER, summary: '下载一期刊物的 PDF；本机不能生成的，答复说明原因', kind: 'pdf' },
]

const WORDS = { figure: '数据', case: '案例', other: '材料' } as const

/** 约稿通知单. The office's names all units, a unit's its own; a draft is dated today. */
async function commissionSlip(context: Context, written: string): Promise<{ name: string; bytes: Buffer }> {
  const id = CommissionId.safeParse(written)
  if (!id.success) throw new Problem('not-found')
  const now = await commissionNow(context, id.data)
  if (now.dueOn === null)
    throw new Problem('step-not-allowed', {
      state: `${COMMISSION_STATE_WORDS[now.state]}，没有报送时限`,
      step: '出通知单',
    })
  const { db, office, scope, actor } = context
  const row = await db.selectFrom('office').select('name').where('id', '=', office).executeTakeFirstOrThrow()
  const issue = await db
    .selectFrom('commission_event')
    .select('at')
    .where('commission_id', '=', now.id)
    .where('step', '=', 'issue')
    .executeTakeFirst()
  const names = await unitNames(context)
  const asked = (await assignmentsOf(context, now.id)).filter(one => scope === 'all' || one.unit === actor.unit)
  const dueOn = scope === 'all' ? now.dueOn : (asked[0]?.dueOn ?? now.dueOn)
  const materials = z.array(Material).parse(JSON.parse(now.materials))
  const slots = slotsOf(now)
  const slip = {
    number: '',
    source: now.source,
    title: now.title,
    requirements: now.requirements,
    // 任务书 says figures and cases more exactly than the list it was drawn from.
    evidence: materials
      .filter(({ kind }) => slots.length === 0 || kind === 'other')
      .map(({ kind, text }, index) => `${index + 1}.${WORDS[kind]}：${text}`)
      .join('\n'),
    slots: slots.map(slotWords),
    units: asked.map(({ unit }) => names.get(unit) ?? ''),
    dueOn,
    dueAt: '',
    channel: '采风系统“约稿”页反馈',
    ...contactOf(now.contact),
    issuer: row.name,
    issuedOn: issue === undefined ? context.today : dayOf(Instant.parse(issue.at)),
  }
  const bytes = writePaper(commissionSlipBlocks(slip), commissionSlipMeta(slip))
  return { name: fileName(`约稿通知单 ${now.title}`), bytes: Buffer.from(bytes) }
}

/** What was sent, byte for byte; the office's own. */
async function forwardedPaper(context: Context, written: string): Promise<{ name: string; bytes: Buffer }> {
  const id = ForwardingId.safeParse(written)
  if (!id.success || context.scope === 'own') throw new Problem('not-found')
  const row = await context.db
    .selectFrom('forwarding')
    .innerJoin('article', 'article.id', 'forwarding.article_id')
    .select(['forwarding.file_sm3', 'article.title'])
    .where('forwarding.office_id', '=', context.office)
    .where('forwarding.id', '=', id.data)
    .executeTakeFirst()
  if (row === undefined || row.file_sm3 === null) throw new Problem('not-found')
  return { name: fileName(row.title), bytes: await context.files.get(row.file_sm3) }
}

const fileName = (title: string): string => `${title.replace(/[\\/:*?"<>|]/g, '').slice(0, 80)}.docx`
