import type { Output } from '../../api.ts'
import { type Period, periodAfter, periodOf } from '../../domain/calendar.ts'
import { Problem } from '../../domain/problems.ts'
import { changeInWords, ruleSetChanges } from '../../domain/rules/diff.ts'
import type { Context, Handlers } from '../context.ts'
import { periodsOf } from '../posting.ts'
import { visibleUnit } from '../register.ts'
import { rehearsalOf, ruleSetMeant } from '../rehearsal.ts'
import { officeWords, remarksOn, ruleSetView, withValidity } from '../rule-set-views.ts'
import { installRuleSet, ruleSetNamed, ruleSetOf, ruleSetsOf, shippedRuleSets, usedRuleSets } from '../rule-sets.ts'
import { readRuleText } from '../rule-text.ts'

export const ruleSetActions = {
  /** The office's 计分办法, the newest first: each clause beside how it is understood, the worked examples, and how long it is in force. */
  'rule-set.list': async context => {
    const { db, office, today } = context
    const words = await officeWords(context)
    const written = await ruleSetsOf(db, office)
    const used = await usedRuleSets(db, office)
    const ruleSets = withValidity(written, used, periodOf(today), month => periodAfter(month, -1))
    return {
      ruleSets: ruleSets.reverse().map(({ ruleSet, source, until, inForce, used: isUsed }) => ({
        ...ruleSetView(ruleSet, words),
        source,
        until,
        inForce,
        used: isUsed,
        remarks: remarksOn(source, words),
      })),
    }
  },

  'rule-set.shipped': async () => ({
    ruleSets: (await shippedRuleSets()).map(({ ruleSet, source }) => ({
      id: ruleSet.id,
      title: ruleSet.title,
      source,
    })),
  }),

  /** Reads a text: all that is wrong with it, else how it is understood and what is probably not meant. Keeps nothing. */
  'rule-set.check': async (context, { source }): Promise<Output<'rule-set.check'>> => {
    const read = readRuleText(source)
    if (!read.ok) return { issues: read.issues.map(issue => ({ ...issue })), remarks: [], view: null }
    const words = await officeWords(context)
    return { issues: [], remarks: remarksOn(source, words), view: ruleSetView(read.ruleSet, words) }
  },

  'rule-set.compare': async (context, { before, after }) => {
    const { groupNames } = await officeWords(context)
    const [were, are] = [(await ruleSetMeant(context, before)).ruleSet, (await ruleSetMeant(context, after)).ruleSet]
    return {
      before: were.title,
      after: are.title,
      changes: ruleSetChanges(were, are, groupNames).map(change => ({ ...change, sentence: changeInWords(change) })),
    }
  },

  'rule-set.rehearse': (context, asked) => {
    visibleUnit(context, asked.unit)
    return rehearsalOf(context, asked)
  },

  /**
   * Puts a version in force from its first month on. It may govern open months only: what was closed keeps the version it was closed by
   * (LED-08). Refuses `period-closed`, an id that is taken, and a month another version begins with.
   */
  'rule-set.install': async (context, { source }) => {
    const { db, office, now } = context
    const written = ruleSetOf(source)
    const { id, from, title } = written.ruleSet
    context.about(`${title}（${id}）`)
    await mustBeOpen(context, from)
    const others = (await ruleSetsOf(db, office)).filter(one => one.ruleSet.id !== id)
    const twin = others.find(one => one.ruleSet.from === from)
    if (twin !== undefined)
      throw new Problem('rule-set-invalid', {
        reason: `《${twin.ruleSet.title}》已从 ${from} 起施行，请改起始月`,
        count: 1,
      })
    await installRuleSet(db, office, written, now)
    return { ruleSet: id, from, remarks: remarksOn(source, await officeWords(context)) }
  },

  /** Takes a version back by which no month was closed; the one before is in force again. The last one stays. */
  'rule-set.withdraw': async (context, { id }) => {
    const { db, office } = context
    const { ruleSet } = await ruleSetNamed(db, office, id)
    context.about(`${ruleSet.title}（${id}）`)
    if ((await usedRuleSets(db, office)).has(id))
      throw new Problem('step-not-allowed', { state: '已有月份按它月结', step: '撤回' })
    const kept = (await ruleSetsOf(db, office)).filter(one => one.ruleSet.id !== id)
    if (kept.length === 0) throw new Problem('step-not-allowed', { state: '只有这一版办法', step: '撤回' })
    await db.deleteFrom('rule_set').where('office_id', '=', office).where('id', '=', id).execute()
    return { done: true as const }
  },
} satisfies Pick<
  Handlers,
  | 'rule-set.list'
  | 'rule-set.shipped'
  | 'rule-set.check'
  | 'rule-set.compare'
  | 'rule-set.rehearse'
  | 'rule-set.install'
  | 'rule-set.withdraw'
>

async function mustBeOpen({ db, office }: Context, from: Period): Promise<void> {
  const closed = (await periodsOf(db, office)).filter(row => row.state !== 'open')
  const last = closed.at(-1)?.period
  if (last !== undefined && from <= last) throw new Problem('period-closed', { period: from })
}
