import type { Updateable } from 'kysely'
import type { Checked } from '../../../api.ts'
import { chineseDate, type LocalDate, type Period, periodOf } from '../../../domain/calendar.ts'
import {
  assertWithin,
  awaitsReply,
  COMMISSION_STATE_WORDS,
  commissionAfter,
  isLate,
} from '../../../domain/commission.ts'
import { CommissionId, type UnitId } from '../../../domain/model.ts'
import { assert, Problem } from '../../../domain/problems.ts'
import { matchingKey, storedText } from '../../../domain/text.ts'
import { recordAnswered, setFact } from '../../commission-replies.ts'
import { type AssignmentNow, assignmentsOf, type CommissionNow, commissionNow, noteEvent } from '../../commissions.ts'
import type { Context, Handlers } from '../../context.ts'
import type { CommissionWorkTable } from '../../db/newsroom-tables.ts'
import { peopleOfUnits, tell } from '../../messages.ts'
import type { Recorded } from '../../posting.ts'
import { registerAt, unitIn } from '../../register.ts'
import { insertAll } from '../../rows.ts'
import { creditUnits } from './crediting.ts'

/** What the office does with a commission as a whole: writes it, issues it, sends it up, says what was adopted, settles it. */
export const commissionWorkActions = {
  /**
   * Before it is issued all may change; afterwards units may be added but none dropped (免报 lets one off and says why), and a new deadline
   * holds for those that still owe their answer and had the old one.
   */
  'commission.save': async (context, { commission, version, units, ...fields }) => {
    context.about(fields.title)
    assertWithin(fields.dueOn, fields.upperDueOn)
    await assertUnits(context, units)
    if (commission === undefined) return begun(context, fields, units)
    const now = await commissionNow(context, commission)
    if (now.version !== version) throw new Problem('stale-version')
    if (now.state === 'closed')
      throw new Problem('step-not-allowed', { state: COMMISSION_STATE_WORDS[now.state], step: '修改' })
    const next = await changeCommission(context, now, workOf(fields))
    await context.db
      .updateTable('commission')
      .set({ ...headOf(fields), version: next })
      .where('id', '=', commission)
      .execute()
    if (now.state === 'drafting') await setUnits(context, commission, { units, dueOn: fields.dueOn })
    else await amendUnits(context, now, { units, dueOn: fields.dueOn })
    return { commission, state: now.state, version: next }
  },

  /** Each step in its order; `adopted` names units and the replies taken from them: 采纳 with 汇总 or 上报, 采用 with 登记采用. */
  'commission.step': async (context, { commission, version, step, on, adopted, comment }) => {
    const now = await commissionNow(context, commission)
    if (now.version !== version) throw new Problem('stale-version')
    const state = commissionAfter(now.state, step)
    const next = await changeCommission(context, now, { state })
    const recorded = await carriedOut(context, now, { step, on: on ?? context.today, adopted })
    await noteEvent(context, commission, { step, comment })
    const [first] = recorded
    const posting: Period | null = first?.posting ?? null
    return { commission, state, version: next, posting, late: recorded.some(one => one.late) }
  },
} satisfies Pick<Handlers, 'commission.save' | 'commission.step'>

type Fields = Omit<Checked<'commission.save'>, 'commission' | 'version' | 'units'>

const headOf = ({ title, source, level, dueOn }: Fields) => ({
  title: storedText(title),
  title_key: matchingKey(title),
  source,
  level,
  due_on: dueOn,
})

const workOf = ({ upperDueOn, requirements, materials, slots, contact }: Fields) => ({
  upper_due_on: upperDueOn,
  requirements: storedText(requirements),
  materials: JSON.stringify(materials),
  ...(slots === undefined ? {} : { slots: JSON.stringify(slots) }),
  contact: storedText(contact),
})

/** Changes the work of a commission, from the version it was read in and no other → the version it has now. */
async function changeCommission(
  { db, now: at }: Context,
  now: CommissionNow,
  changes: Updateable<CommissionWorkTable>,
): Promise<number> {
  const version = now.version + 1
  const result = await db
    .updateTable('commission_work')
    .set({ ...changes, version, updated_at: at })
    .where('commission_id', '=', now.id)
    .where('version', '=', now.version)
    .executeTakeFirst()
  if (Number(result.numUpdatedRows) !== 1) throw new Problem('stale-version')
  return version
}

async function begun(context: Context, fields: Fields, units: readonly UnitId[]) {
  const { db, office, now } = context
  const id = CommissionId.parse(context.newId('com'))
  await db
    .insertInto('commission')
    .values({ id, office_id: office, ...headOf(fields), created_at: now, version: 1 })
    .execute()
  await db
    .insertInto('commission_work')
    .values({ commission_id: id, office_id: office, state: 'drafting', ...workOf(fields), version: 1, updated_at: now })
    .execute()
  await setUnits(context, id, { units, dueOn: fields.dueOn })
  return { commission: id, state: 'drafting' as const, version: 1 }
}

interface Asked {
  readonly units: readonly UnitId[]
  readonly dueOn: LocalDate | null
}

async function setUnits(context: Context, commission: CommissionId, asked: Asked): Promise<void> {
  await context.db.deleteFrom('assignment').where('commission_id', '=', commission).execute()
  await addUnits(context, commission, asked)
}

const addUnits = (context: Context, commission: CommissionId, { units, dueOn }: Asked): Promise<void> =>
  insertAll(
    context.db,
    'assignment',
    units.map(unit => ({
      commission_id: commission,
      office_id: context.office,
      unit_id: unit,
      state: 'issued',
      due_on: dueOn,
      signed_at: null,
      replied_at: null,
      urged: 0,
      urged_at: null,
      reason: '',
      fact_id: null,
    })),
  )

async function amendUnits(context: Context, now: CommissionNow, { units, dueOn }: Asked): Promise<void> {
  if (dueOn === null) throw new Problem('invalid-input', { reason: '已下达的约稿要有报送时限' })
  const before = await assignmentsOf(context, now.id)
  if (before.some(one => !units.includes(one.unit)))
    throw new Problem('invalid-input', { reason: '已下达的单位不能去掉；不用报的，请登记免报' })
  const added = units.filter(unit => before.every(one => one.unit !== unit))
  await addUnits(context, now.id, { units: added, dueOn })
  const moved = before.filter(one => awaitsReply(one.state) && one.dueOn === now.dueOn && one.dueOn !== dueOn)
  for (const { unit } of moved)
    await context.db
      .updateTable('assignment')
      .set({ due_on: dueOn })
      .where('commission_id', '=', now.id)
      .where('unit_id', '=', unit)
      .execute()
  await noteEvent(context, now.id, { step: 'amend' })
  const told = before.filter(one => awaitsReply(one.state)).map(one => one.unit)
  await tellUnits(context, now.id, told, `约稿“${now.title}”有修改，请看最新要求`)
  await tellUnits(context, now.id, added, `新约稿“${now.title}”，请于${chineseDate(dueOn)}前反馈`)
}

async function assertUnits({ db, office, today }: Context, units: readonly UnitId[]): Promise<void> {
  const register = await registerAt(db, office, periodOf(today))
  for (const unit of units) unitIn(register, unit)
  if (new Set(units).size < units.length) throw new Problem('invalid-input', { reason: '同一单位只能列一次' })
}

const tellUnits = async (
  context: Context,
  commission: CommissionId,
  units: readonly UnitId[],
  text: string,
): Promise<void> => tell(context, await peopleOfUnits(context, units), { text, link: `/commission?id=${commission}` })

type Step = Pick<Checked<'commission.step'>, 'step' | 'adopted'> & { readonly on: LocalDate }

/** What a step does besides the state → the facts it made. */
async function carriedOut(context: Context, now: CommissionNow, { step, on, adopted }: Step): Promise<Recorded[]> {
  if (adopted.length > 0 && (step === 'issue' || step === 'close'))
    throw new Problem('invalid-input', { reason: '这一步不选稿件' })
  const assignments = await assignmentsOf(context, now.id)
  switch (step) {
    case 'issue':
      await issue(context, now, assignments)
      return []
    case 'close':
      return missing(context, now, assignments)
    case 'adopt':
      if (adopted.length === 0) throw new Problem('invalid-input', { reason: '请选择被采用的单位' })
      return creditUnits(context, now, { status: 'adopted', on, adopted, assignments })
    default:
      return creditUnits(context, now, { status: 'accepted', on, adopted, assignments })
  }
}

async function issue(context: Context, now: CommissionNow, assignments: readonly AssignmentNow[]): Promise<void> {
  if (assignments.length === 0) throw new Problem('invalid-input', { reason: '还没有选择约稿单位' })
  if (now.dueOn === null) throw new Problem('invalid-input', { reason: '还没有定报送时限' })
  await tellUnits(
    context,
    now.id,
    assignments.map(one => one.unit),
    `新约稿“${now.title}”，请于${chineseDate(now.dueOn)}前反馈`,
  )
}

/** 未报: whoever still owes an answer when the commission is settled, on the day it was due. Whose day is still to come owed nothing. */
async function missing(
  context: Context,
  now: CommissionNow,
  assignments: readonly AssignmentNow[],
): Promise<Recorded[]> {
  const recorded: Recorded[] = []
  for (const one of assignments.filter(({ state, dueOn }) => isLate(state, dueOn, context.today))) {
    assert(one.dueOn !== null, 'what is late had a day')
    const fact = await recordAnswered(context, now, {
      status: 'missing',
      on: one.dueOn,
      credits: [{ unit: one.unit, weight: 1 }],
    })
    await setFact(context, one, fact.fact)
    recorded.push(fact)
  }
  return recorded
}
