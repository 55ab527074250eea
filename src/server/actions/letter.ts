import { z } from 'zod'
import { COUNT_MAX } from '../../api/endpoint.ts'
import { can } from '../../domain/access.ts'
import { ArticleGenre, ArticleState } from '../../domain/article.ts'
import { dayStart, Instant, instantOf, periodOf } from '../../domain/calendar.ts'
import { LetterState, LetterStep, letterSteps } from '../../domain/letter.ts'
import { doubt } from '../../domain/mail/doubts.ts'
import { ArticleId, UnitId } from '../../domain/model.ts'
import { matchingKey } from '../../domain/text.ts'
import { richOf } from '../articles.ts'
import type { Context, Handlers } from '../context.ts'
import {
  addSender,
  type LetterNow,
  letterDays,
  letterNow,
  letterRows,
  NONE,
  stepLetter,
  visibleLetters,
} from '../letters.ts'
import { peopleOfUnits, tell } from '../messages.ts'
import { registerAt, unitIn, visibleUnit } from '../register.ts'

const PAGE = 50

export const letterActions = {
  'letter.list': async (context, { states, unit, day, text, sort = 'newest', offset = 0, limit = PAGE }) => {
    const only = visibleUnit(context, unit)
    let query = visibleLetters(context)
    if (only !== null) query = query.where('letter.unit_id', '=', only)
    if (day !== undefined) {
      const from = dayStart(day)
      query = query
        .where('letter.received_at', '>=', from)
        .where('letter.received_at', '<', instantOf(Date.parse(from) + 86_400_000))
    }
    const key = text === undefined ? '' : matchingKey(text).replace(/[\\%_]/g, '')
    if (key !== '') query = query.where('letter.search_key', 'like', `%${key}%`)
    const counts = await query
      .select(['letter.state', eb => eb.fn.countAll<number>().as('count')])
      .groupBy('letter.state')
      .execute()
    const byState = { ...NONE }
    for (const row of counts) byState[LetterState.parse(row.state)] = Number(row.count)
    if (states !== undefined && states.length > 0) query = query.where('letter.state', 'in', states)
    const total = LetterState.options
      .filter(state => states === undefined || states.length === 0 || states.includes(state))
      .reduce((sum, state) => sum + byState[state], 0)
    const direction = sort === 'newest' ? 'desc' : 'asc'
    const rows = await query
      .selectAll('letter')
      .orderBy('letter.received_at', direction)
      .orderBy('letter.id', direction)
      .limit(limit)
      .offset(offset)
      .execute()
    return {
      letters: await letterRows(context, rows),
      total: Math.min(total, COUNT_MAX),
      more: total > COUNT_MAX,
      byState,
      days: await letterDays(context),
    }
  },

  'letter.get': async (context, { letter }) => detailOf(context, await letterNow(context, letter)),

  /** 认领. The letter is the unit's to confirm; with `trust` the next ones of the address are so by themselves. */
  'letter.claim': async (context, { letter, version, unit, reason, trust }) => {
    const now = await letterNow(context, letter)
    const { name } = unitIn(await registerAt(context.db, context.office, periodOf(context.today)), unit)
    const stood = await stepLetter(context, now, version, { step: 'claim', reason, unit, changes: { unit_id: unit } })
    if (trust) await addSender(context, now.from_address, unit)
    await tell(context, await peopleOfUnits(context, [unit]), {
      text: `来信第 ${now.number} 号认领为${name}的，请核对后确认报送`,
      link: `/letter?id=${now.id}`,
    })
    return stood
  },

  /** The unit says that it did not send this: kept apart, and the office looks into it. */
  'letter.decline': async (context, { letter, version, reason }) => {
    const now = await letterNow(context, letter)
    return stepLetter(context, now, version, {
      step: 'decline',
      reason,
      unit: context.actor.unit,
      changes: { unit_id: null },
    })
  },

  /** Back among those that wait for somebody. One that was never read through is read again. */
  'letter.release': async (context, { letter, version, reason }) => {
    const now = await letterNow(context, letter)
    const unread = now.doubts === JSON.stringify([doubt('unreadable')])
    return stepLetter(context, now, version, {
      step: 'release',
      reason,
      unit: null,
      ...(unread ? { to: 'arrived' as const, changes: { attempts: 0 } } : { changes: { unit_id: null } }),
    })
  },

  'letter.set-aside': async (context, { letter, version, reason }) => {
    const now = await letterNow(context, letter)
    return stepLetter(context, now, version, { step: 'set-aside', reason, unit: null })
  },
} satisfies Pick<
  Handlers,
  'letter.list' | 'letter.get' | 'letter.claim' | 'letter.decline' | 'letter.release' | 'letter.set-aside'
>

async function detailOf(context: Context, now: LetterNow) {
  const { db } = context
  const [row] = await letterRows(context, [now])
  const articles = await db
    .selectFrom('letter_article')
    .leftJoin('article', 'article.id', 'letter_article.article_id')
    .leftJoin('article_state', 'article_state.article_id', 'letter_article.article_id')
    .selectAll('letter_article')
    .select(['article.title as now', 'article_state.state'])
    .where('letter_article.letter_id', '=', now.id)
    .orderBy('letter_article.position')
    .execute()
  const parts = await db
    .selectFrom('letter_part')
    .selectAll()
    .where('letter_id', '=', now.id)
    .orderBy('position')
    .execute()
  const mailbox = await db
    .selectFrom('mailbox')
    .select('name')
    .where('id', '=', now.mailbox_id)
    .executeTakeFirstOrThrow()
  if (row === undefined) throw new Error('a letter has a row')
  return {
    ...row,
    mailbox: mailbox.name,
    size: Number(now.size),
    sm3: now.sm3,
    headOnly: Number(now.head_only) === 1,
    articles: articles.map(one => ({
      position: Number(one.position),
      title: one.title,
      body: richOf(one.body),
      contact: { name: one.contact_name, phone: one.contact_phone },
      genre: ArticleGenre.nullable().parse(one.genre),
      unitName: one.unit_name,
      source: one.part === null ? null : (parts.find(part => Number(part.position) === Number(one.part))?.name ?? null),
      article:
        one.article_id === null
          ? null
          : {
              id: ArticleId.parse(one.article_id),
              title: one.now ?? one.title,
              state: ArticleState.parse(one.state ?? 'submitted'),
            },
    })),
    parts: parts.map(part => ({
      path: part.path,
      role: z.enum(['body', 'file', 'inline', 'letter', 'other']).parse(part.role),
      name: part.name,
      type: part.type,
      size: Number(part.size),
      file: part.sm3,
    })),
    near: await nearUnits(context, now),
    events: await eventsOf(context, now),
    steps: letterSteps(row.state).filter(step => can(context.actor.callers, `letter.${step}`) !== null),
  }
}

/** The units that the text names, by the office's register of today. A unit is told only whether it is itself. */
async function nearUnits(context: Context, now: LetterNow) {
  const ids = z.array(z.string()).parse(JSON.parse(now.near))
  const { units } = await registerAt(context.db, context.office, periodOf(context.today))
  return units
    .filter(unit => ids.includes(unit.id) && (context.scope === 'all' || unit.id === context.actor.unit))
    .map(unit => ({ unit: UnitId.parse(unit.id), name: unit.name }))
}

async function eventsOf({ db }: Context, now: LetterNow) {
  const rows = await db
    .selectFrom('letter_event')
    .leftJoin('unit', 'unit.id', 'letter_event.unit_id')
    .select(['letter_event.at', 'letter_event.by_name', 'letter_event.step', 'letter_event.reason', 'unit.name'])
    .where('letter_event.letter_id', '=', now.id)
    .orderBy('letter_event.seq')
    .execute()
  return rows.map(row => ({
    at: Instant.parse(row.at),
    by: row.by_name,
    step: LetterStep.parse(row.step),
    reason: row.reason,
    unit: row.name,
  }))
}
