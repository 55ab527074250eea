import { COUNT_MAX } from '../../api/endpoint.ts'
import { LocalDate } from '../../domain/calendar.ts'
import { unreachable } from '../../domain/problems.ts'
import { excerptOf, type Mark, marksIn } from '../../domain/text/excerpt.ts'
import { type Phrase, phrasesOf } from '../../domain/text/query.ts'
import type { Context, Handlers } from '../context.ts'
import { found } from '../db/search.ts'

const PAGE = 20
const KINDS = ['article', 'issue', 'commission', 'notice'] as const
type Kind = (typeof KINDS)[number]

export const searchActions = {
  /**
   * What holds all words of a query, the newest first. The scope is part of the question (AZ-02, AZ-09): a unit finds its own articles and
   * commissions and what is out; counts are of what the asker may find.
   */
  'search.find': async (context, { text, kinds, from, to, offset = 0, limit = PAGE }) => {
    const phrases = phrasesOf(text)
    if (phrases.length === 0) return { hits: [], total: 0, more: false }
    let query = findable(context, phrases)
    if (kinds !== undefined && kinds.length > 0) query = query.where('search_text.kind', 'in', kinds)
    if (from !== undefined) query = query.where('search_text.on_day', '>=', from)
    if (to !== undefined) query = query.where('search_text.on_day', '<=', to)
    const counted = await context.db
      .selectFrom(
        query
          .select('search_text.seq')
          .limit(COUNT_MAX + 1)
          .as('found'),
      )
      .select(eb => eb.fn.countAll<number>().as('count'))
      .executeTakeFirst()
    const count = Number(counted?.count ?? 0)
    const rows = await query
      .selectAll('search_text')
      .orderBy(eb => eb.fn.coalesce('search_text.on_day', eb.val('')), 'desc')
      .orderBy('search_text.seq', 'desc')
      .limit(limit)
      .offset(offset)
      .execute()
    const names = await unitNames(
      context,
      rows.flatMap(row => unitsOf(row.units)),
    )
    return {
      hits: rows.map(row => {
        const kind = KINDS.find(one => one === row.kind) ?? 'article'
        const { excerpt, marks } = excerptOf(row.text, text)
        return {
          kind,
          id: row.ref,
          title: row.title,
          titleMarks: pairs(marksIn(row.title, text)),
          excerpt,
          marks: pairs(marks),
          on: row.on_day === null ? null : LocalDate.parse(row.on_day),
          units: shownUnits(context, row.units, names, kind),
          to: addressOf(context, kind, row.ref),
        }
      }),
      total: Math.min(count, COUNT_MAX),
      more: count > COUNT_MAX,
    }
  },
} satisfies Pick<Handlers, 'search.find'>

const pairs = (marks: readonly Mark[]): [number, number][] => marks.map(([from, to]) => [from, to])

function findable({ db, office, scope, actor }: Context, phrases: readonly Phrase[]) {
  const query = found(db, office, phrases)
  if (scope === 'all') return query
  return query.where(({ or, and, eb }) =>
    or([
      eb('search_text.reach', '=', 'open'),
      ...(actor.unit === null
        ? []
        : [and([eb('search_text.reach', '=', 'own'), eb('search_text.units', 'like', `% ${actor.unit} %`)])]),
    ]),
  )
}

const unitsOf = (units: string): string[] => units.split(' ').filter(unit => unit !== '')

async function unitNames({ db, office }: Context, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const unique = [...new Set(ids)]
  if (unique.length === 0) return new Map()
  const rows = await db
    .selectFrom('unit')
    .select(['id', 'name'])
    .where('office_id', '=', office)
    .where('id', 'in', unique)
    .execute()
  return new Map(rows.map(row => [row.id, row.name]))
}

/** Whose it is. A unit does not read off a commission who else was asked. */
function shownUnits(
  { scope, actor }: Context,
  units: string,
  names: ReadonlyMap<string, string>,
  kind: Kind,
): string[] {
  const shown = unitsOf(units).filter(unit => scope === 'all' || kind !== 'commission' || unit === actor.unit)
  return shown.flatMap(unit => names.get(unit) ?? [])
}

function addressOf({ scope }: Context, kind: Kind, ref: string): string {
  switch (kind) {
    case 'article':
      return scope === 'all' ? `/article?article=${ref}` : `/my-article?article=${ref}`
    case 'issue':
      return `/issue?issue=${ref}`
    case 'commission':
      return `/commission?id=${ref}`
    case 'notice':
      return `/notice?period=${ref.slice(ref.indexOf(' ') + 1)}`
    default:
      return unreachable(kind)
  }
}
