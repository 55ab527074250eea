import type { AdoptionKind, CommissionStatus, Fact, Level, OfficeId } from '../domain/model.ts'
import { formatPoints } from '../domain/points.ts'
import { unreachable } from '../domain/problems.ts'
import type { Db } from './context.ts'

/** What facts are about, by id: titles of articles and commissions, names of outlets. */
export interface Titles {
  readonly articles: ReadonlyMap<string, string>
  readonly commissions: ReadonlyMap<string, string>
  readonly outlets: ReadonlyMap<string, string>
}

export const LEVEL_WORDS: Readonly<Record<Level, string>> = { own: '本级', city: '市', province: '省', nation: '国家' }
export const KIND_WORDS: Readonly<Record<AdoptionKind, string>> = { report: '信息', brief: '简讯' }
const STATUS_WORDS: Readonly<Record<CommissionStatus, string>> = {
  submitted: '已报送',
  accepted: '已采纳',
  adopted: '已采用',
  late: '迟报',
  missing: '未报',
}

/** The titles that these facts name, in three queries at most. */
export async function titlesOf(db: Db, office: OfficeId, facts: readonly Fact[]): Promise<Titles> {
  const articles = facts.flatMap(fact => ('article' in fact && fact.article !== null ? [fact.article] : []))
  const commissions = facts.flatMap(fact =>
    fact.type === 'commission' && fact.commission !== null ? [fact.commission] : [],
  )
  const outlets = await db.selectFrom('outlet').select(['id', 'name']).where('office_id', '=', office).execute()
  return {
    articles: await titlesIn(db, office, 'article', articles),
    commissions: await titlesIn(db, office, 'commission', commissions),
    outlets: new Map(outlets.map(row => [row.id, row.name])),
  }
}

/** Ids in one question: beyond that both databases plan badly, and SQLite has a limit. */
const IDS_MAX = 1000

async function titlesIn(
  db: Db,
  office: OfficeId,
  table: 'article' | 'commission',
  ids: readonly string[],
): Promise<Map<string, string>> {
  const unique = [...new Set(ids)]
  const titles = new Map<string, string>()
  for (let at = 0; at < unique.length; at += IDS_MAX) {
    const rows = await db
      .selectFrom(table)
      .select(['id', 'title'])
      .where('office_id', '=', office)
      .where('id', 'in', unique.slice(at, at + IDS_MAX))
      .execute()
    for (const row of rows) titles.set(row.id, row.title)
  }
  return titles
}

/** One line for people about a fact: what it is, where, which title. Counts without titles say so. */
export function factText(fact: Fact, titles: Titles): string {
  switch (fact.type) {
    case 'submission':
      return titleOf(fact.article, titles) ?? `报送稿件 ${fact.quantity} 篇（未列题目）`
    case 'adoption': {
      const where = `${titles.outlets.get(fact.outlet) ?? ''}${fact.issue === null ? '' : `第${fact.issue}期`} ${KIND_WORDS[fact.kind]}`
      return `${titleOf(fact.article, titles) ?? `${fact.quantity} 篇（未列题目）`}（${where.trim()}${fact.merged ? '，被综合' : ''}）`
    }
    case 'commission': {
      const title = fact.commission === null ? undefined : titles.commissions.get(fact.commission)
      return `${title ?? `${fact.quantity} 篇（未列题目）`}（${fact.asker}约稿，${STATUS_WORDS[fact.status]}）`
    }
    case 'forwarding':
      return `${titleOf(fact.article, titles) ?? `上报 ${fact.quantity} 篇（未列题目）`}（报${fact.to === '' ? LEVEL_WORDS[fact.level] : fact.to}）`
    case 'instruction':
      return `${fact.leader}批示${titleOf(fact.article, titles) === undefined ? '' : `：${titleOf(fact.article, titles)}`}`
    case 'incident':
      return `登记事项${titleOf(fact.article, titles) === undefined ? '' : `：${titleOf(fact.article, titles)}`}${fact.note === '' ? '' : `（${fact.note}）`}`
    case 'adjustment':
      return `${fact.component} ${formatPoints(fact.points)} 分：${fact.reason}（${fact.decider}决定）`
    case 'opening':
      return `期初累计 ${formatPoints(fact.points)} 分（${fact.document}）`
    case 'retraction':
      return `撤销：${fact.reason}`
    default:
      return unreachable(fact)
  }
}

const titleOf = (article: string | null, titles: Titles): string | undefined =>
  article === null ? undefined : titles.articles.get(article)
