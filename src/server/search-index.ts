import { OfficeId } from '../domain/model.ts'
import { Notice } from '../domain/notice/notice.ts'
import type { Db } from './context.ts'
import { indexText, type SearchText, unindexText } from './db/search.ts'
import { indexFingerprints } from './fingerprints.ts'

/** So many rows are indexed in one go: a command never changes as many, a restored office has more. */
const DUE_MAX = 2_000

/**
 * Indexes what has changed, in the transaction that changed it: the database noted which rows. Gives how many there were.
 */
export async function refreshIndex(db: Db): Promise<number> {
  const due = await db.selectFrom('search_due').selectAll().orderBy('kind').orderBy('ref').limit(DUE_MAX).execute()
  for (const { kind, ref, office_id } of due) {
    const office = OfficeId.parse(office_id)
    const text = await TEXTS[kind]?.(db, office, ref)
    if (text === undefined) continue
    if (text === null) await unindexText(db, { office, kind: kindOf(kind), ref })
    else await indexText(db, text)
    if (kind === 'article') await indexFingerprints(db, { office, article: ref, handedIn: text !== null })
  }
  for (const { kind, ref } of due)
    await db.deleteFrom('search_due').where('kind', '=', kind).where('ref', '=', ref).execute()
  return due.length
}

const kindOf = (kind: string): SearchText['kind'] =>
  kind === 'issue' || kind === 'commission' || kind === 'notice' ? kind : 'article'

type Text = (db: Db, office: OfficeId, ref: string) => Promise<SearchText | null>

/** What of each kind is found, and by whom; null where nobody may find it. */
const TEXTS: Readonly<Record<string, Text>> = {
  article: async (db, office, ref) => {
    const row = await db
      .selectFrom('article')
      .leftJoin('article_state', 'article_state.article_id', 'article.id')
      .select(['article.title', 'article.body', 'article.received_on'])
      .select(['article_state.state', 'article_state.submitted_at', 'article_state.receipt'])
      .where('article.id', '=', ref)
      .executeTakeFirst()
    // Drafts, and what was taken back, are nobody's to find (AZ-09).
    if (row === undefined || row.title === '') return null
    if (row.state !== null && (row.submitted_at === null || row.state === 'withdrawn')) return null
    const units = await db
      .selectFrom('article_unit')
      .select('unit_id')
      .where('article_id', '=', ref)
      .orderBy('position')
      .execute()
    return {
      ...{ office, kind: 'article', ref, title: row.title, on: row.received_on, reach: 'own' },
      text: [row.body, row.receipt ?? ''].filter(part => part !== '').join('\n'),
      units: units.map(unit => unit.unit_id),
    }
  },

  issue: async (db, office, ref) => {
    const row = await db
      .selectFrom('issue')
      .innerJoin('outlet', 'outlet.id', 'issue.outlet_id')
      .select(['issue.number', 'issue.total_number', 'issue.year', 'issue.state', 'issue.issued_on', 'outlet.name'])
      .where('issue.id', '=', ref)
      .executeTakeFirst()
    if (row === undefined) return null
    const items = await db
      .selectFrom('issue_item')
      .innerJoin('article', 'article.id', 'issue_item.article_id')
      .select('article.title')
      .where('issue_item.issue_id', '=', ref)
      .orderBy('issue_item.column_key')
      .orderBy('issue_item.position')
      .execute()
    return {
      ...{ office, kind: 'issue', ref, on: row.issued_on, units: [] },
      title: `${row.name}${row.year}年第${row.number}期（总第${row.total_number}期）`,
      text: items.map(item => item.title).join('\n'),
      reach: row.state === 'printed' ? 'open' : 'office',
    }
  },

  commission: async (db, office, ref) => {
    const row = await db
      .selectFrom('commission')
      .leftJoin('commission_work', 'commission_work.commission_id', 'commission.id')
      .select(['commission.title', 'commission.source', 'commission.due_on'])
      .select(['commission_work.state', 'commission_work.requirements'])
      .where('commission.id', '=', ref)
      .executeTakeFirst()
    if (row === undefined) return null
    const asked = await db
      .selectFrom('assignment')
      .select('unit_id')
      .where('commission_id', '=', ref)
      .orderBy('unit_id')
      .execute()
    return {
      ...{ office, kind: 'commission', ref, title: row.title, on: row.due_on, units: asked.map(one => one.unit_id) },
      text: [row.source, row.requirements ?? ''].filter(part => part !== '').join('\n'),
      reach: row.state === null || row.state === 'drafting' ? 'office' : 'own',
    }
  },

  notice: async (db, office, ref) => {
    const row = await db
      .selectFrom('notice')
      .selectAll()
      .where('office_id', '=', office)
      .where('period', '=', ref.slice(ref.indexOf(' ') + 1))
      .executeTakeFirst()
    if (row === undefined) return null
    const notice = Notice.parse(JSON.parse(row.notice_json))
    const words = [...notice.body, ...notice.notes].map(one => one.text)
    const titles = notice.lists.flatMap(list => list.items.map(item => item.title))
    return {
      ...{ office, kind: 'notice', ref, title: row.title, on: row.issued_on, units: [], reach: 'open' },
      text: [...words, ...titles].join('\n'),
    }
  },
}
