import { COUNT_MAX } from '../../api/endpoint.ts'
import type { InstructionView } from '../../api/upward.ts'
import { Instant, LocalDate } from '../../domain/calendar.ts'
import {
  INSTRUCTION_STATE_WORDS,
  INSTRUCTION_STEP_WORDS,
  InstructionState,
  type InstructionStep,
  instructionAfter,
  instructionSteps,
} from '../../domain/instruction.ts'
import { ArticleId, type Fact, FactId, InstructionId, Level } from '../../domain/model.ts'
import { grouped } from '../../domain/notice/checks/grouped.ts'
import { Problem } from '../../domain/problems.ts'
import { storedText } from '../../domain/text.ts'
import type { Context, Handlers } from '../context.ts'
import { recorderOf } from '../facts.ts'
import { editors, peopleOfUnits, tell } from '../messages.ts'
import { postingFor, recordFact } from '../posting.ts'
import { checkCredits } from '../register.ts'
import { factMap, unitNames, unitsOf, upwardArticle } from '../upward.ts'

const PAGE = 50
/** So much of a leader's words stands in a message. */
const QUOTED = 40

/** 批示: what a leader wrote on an article or issue, followed until it is settled. */
export const instructionActions = {
  'instruction.list': async (context, { states, text, offset = 0, limit = PAGE }) => {
    let query = visibleInstructions(context)
    if (states !== undefined && states.length > 0) query = query.where('instruction.state', 'in', [...states])
    const asked = storedText(text ?? '')
      .replace(/[\\%_]/g, '')
      .trim()
    if (asked !== '')
      query = query.where(({ or, eb }) =>
        or([
          eb('instruction.title', 'like', `%${asked}%`),
          eb('instruction.leader', 'like', `%${asked}%`),
          eb('instruction.text', 'like', `%${asked}%`),
        ]),
      )
    const counted = await query.select(eb => eb.fn.countAll<number>().as('count')).executeTakeFirst()
    const total = Number(counted?.count ?? 0)
    const rows = await query
      .selectAll('instruction')
      .orderBy('instruction.on_day', 'desc')
      .orderBy('instruction.id', 'desc')
      .limit(limit)
      .offset(offset)
      .execute()
    const names = await unitNames(context)
    const facts = await factMap(
      context,
      rows.map(row => row.fact_id),
    )
    const events = await eventsOf(
      context,
      rows.map(row => row.id),
    )
    return {
      instructions: rows.map(row => {
        const state = InstructionState.parse(row.state)
        return {
          id: InstructionId.parse(row.id),
          fact: FactId.parse(row.fact_id),
          article: row.article_id === null ? null : ArticleId.parse(row.article_id),
          title: row.title,
          leader: row.leader,
          level: Level.parse(row.level),
          text: row.text,
          on: LocalDate.parse(row.on_day),
          state,
          units: unitsOf(facts.get(row.fact_id)?.credits ?? [], names),
          events: events.get(row.id) ?? [],
          steps: instructionSteps(state).filter(step => mayTake(context, step)),
          version: row.version,
        }
      }),
      total: Math.min(total, COUNT_MAX),
      more: total > COUNT_MAX,
    }
  },

  'instruction.enter': async (context, { article, title, leader, level, rank, text, on, credits }) => {
    const { db, office } = context
    if (article !== null) await upwardArticle(context, article)
    context.about(`${leader} · ${title}`)
    const { posting } = await postingFor(context, on)
    const checked = await checkCredits(context, credits, posting)
    const recorded = await recordFact(context, {
      type: 'instruction',
      article,
      level,
      leader,
      occurredOn: on,
      quantity: 1,
      note: '',
      credits: checked,
      ...(rank === undefined ? {} : { rank }),
    })
    const id = InstructionId.parse(context.newId('ins'))
    await db
      .insertInto('instruction')
      .values({
        id,
        office_id: office,
        article_id: article,
        title: storedText(title),
        leader,
        level,
        text: storedText(text),
        on_day: on,
        state: 'recorded',
        version: 1,
        fact_id: recorded.fact,
      })
      .execute()
    await noteEvent(context, id, 'record', '')
    return { instruction: id, ...recorded }
  },

  /** 转办 goes to the units it is credited to, who answer; 办结 is the office's. */
  'instruction.step': async (context, { instruction, version, step, comment }) => {
    const row = await visibleInstructions(context)
      .selectAll('instruction')
      .where('instruction.id', '=', instruction)
      .executeTakeFirst()
    if (row === undefined) throw new Problem('not-found')
    context.about(`${row.leader} · ${row.title}`)
    if (row.version !== version) throw new Problem('stale-version')
    const before = InstructionState.parse(row.state)
    if (!mayTake(context, step))
      throw new Problem('step-not-allowed', {
        state: INSTRUCTION_STATE_WORDS[before],
        step: `由单位${INSTRUCTION_STEP_WORDS[step]}`,
      })
    const state = instructionAfter(before, step)
    if (step === 'answer' && comment.trim() === '') throw new Problem('invalid-input', { reason: '请写明办理情况' })
    const result = await context.db
      .updateTable('instruction')
      .set({ state, version: version + 1 })
      .where('id', '=', instruction)
      .where('version', '=', version)
      .executeTakeFirst()
    if (Number(result.numUpdatedRows) !== 1) throw new Problem('stale-version')
    await noteEvent(context, instruction, step, comment)
    await tellOthers(context, step, { ...row, fact: (await factMap(context, [row.fact_id])).get(row.fact_id) })
    return { instruction, state, version: version + 1 }
  },
} satisfies Pick<Handlers, 'instruction.list' | 'instruction.enter' | 'instruction.step'>

/** A unit only answers; everything is the office's, the answer too where a unit gave it by telephone. A reader reads. */
const mayTake = ({ scope, actor }: Context, step: InstructionStep): boolean =>
  scope === 'own' ? step === 'answer' : actor.callers.some(caller => caller === 'editor' || caller === 'chief')

/** Instructions whose fact was not taken back; a unit sees those it was credited with (AZ-02). */
function visibleInstructions({ db, office, scope, actor }: Context) {
  const query = db
    .selectFrom('instruction')
    .where('instruction.office_id', '=', office)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('fact as retraction')
            .select('retraction.id')
            .whereRef('retraction.of_fact', '=', 'instruction.fact_id'),
        ),
      ),
    )
  if (scope === 'all') return query
  return query.where(({ exists, selectFrom }) =>
    exists(
      selectFrom('fact_credit')
        .select('fact_credit.unit_id')
        .whereRef('fact_credit.fact_id', '=', 'instruction.fact_id')
        .where('fact_credit.unit_id', '=', actor.unit ?? ''),
    ),
  )
}

async function eventsOf({ db }: Context, ids: readonly string[]): Promise<Map<string, InstructionView['events']>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('instruction_event')
    .selectAll()
    .where('instruction_id', 'in', [...ids])
    .orderBy('seq')
    .execute()
  return new Map(
    [...grouped(rows, row => row.instruction_id)].map(([id, some]) => [
      id,
      some.map(row => ({ at: Instant.parse(row.at), by: row.by_name, step: row.step, comment: row.comment })),
    ]),
  )
}

async function noteEvent(context: Context, instruction: InstructionId, step: string, comment: string): Promise<void> {
  await context.db
    .insertInto('instruction_event')
    .values({
      instruction_id: instruction,
      step,
      comment: storedText(comment),
      at: context.now,
      by_id: recorderOf(context),
      by_name: context.actor.name,
    })
    .execute()
}

async function tellOthers(
  context: Context,
  step: InstructionStep,
  { title, leader, text, fact }: { title: string; leader: string; text: string; fact: Fact | undefined },
): Promise<void> {
  const link = '/forwarding?view=instruction'
  const units = fact?.credits.map(({ unit }) => unit) ?? []
  if (step === 'pass-on') {
    const said = text.length > QUOTED ? `${text.slice(0, QUOTED)}……` : text
    await tell(context, await peopleOfUnits(context, units), {
      text: `${leader}在“${title}”上批示：${said}请反馈办理情况`,
      link,
    })
  }
  if (step === 'answer') await tell(context, await editors(context), { text: `“${title}”的批示已反馈办理情况`, link })
}
