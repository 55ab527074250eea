import { type Checked, ImportReport } from '../api.ts'
import { type Period, periodOf } from '../domain/calendar.ts'
import { GroupId, type StandingGroup, type UnitId } from '../domain/model.ts'
import type { Notice } from '../domain/notice/notice.ts'
import { differencesOf, type TakeOver, takeOver } from '../domain/notice/opening.ts'
import { readNotice } from '../domain/notice/read.ts'
import { assert, Problem } from '../domain/problems.ts'
import { matchingKey } from '../domain/text.ts'
import { freezeMonth } from './close.ts'
import type { Context } from './context.ts'
import { openLedger } from './months.ts'
import { columnsKnownTo } from './notice-columns.ts'
import { adoptTakenOffice } from './offices.ts'
import { lockPeriod, openMonths, periodsOf } from './posting.ts'
import { LATEST, registerAt } from './register.ts'
import { installRuleSet, ruleSetIn, ruleSetOf, shippedIds, shippedRuleSets, type WrittenRuleSet } from './rule-sets.ts'
import { writeTaken } from './taken-facts.ts'
import { addUnit, claimName, setMembership } from './units.ts'

/**
 * 接收为历史: an old notice becomes units, groups, articles, facts and balances of this office, and its month is closed by the office's rules.
 * What it states and the rules do not give again is reported, never bent. The same file again changes nothing; another one for a month
 * that has data is refused (`import-conflict`), months come in order (`period-order`).
 */
export async function takeOverNotice(context: Context, input: Checked<'notice.import'>): Promise<ImportReport> {
  const before = await importOf(context, input.file)
  if (before !== null) return before
  const { document } = context.prepared
  assert(document !== undefined, 'the file was read before')
  const { notice, unread } = readNotice(document.blocks, await columnsKnownTo(context.db, context.office))
  const { period } = notice
  if (period === null) throw new Problem('notice-no-period', { file: input.name })
  context.about(`${period} ${input.name}`)
  // Somebody may have taken the same file over while this call waited for the month.
  const meanwhile = await claimMonth(context, period, input.file)
  if (meanwhile !== null) return meanwhile
  const taken = takeOver(notice, await registerAt(context.db, context.office, period))
  if (input.strict === true) refuseGuesses(taken)
  const rules = await rulesFor(context, notice, input)
  await installRuleSet(context.db, context.office, rules.written, context.now)
  await adoptTakenOffice(context, taken.form)
  const register = await writeRegister(context, taken)
  const written = await writeTaken(context, taken, {
    unitOf: register.unitOf,
    openings: await needsOpenings(context, period, rules.written),
    document: input.name,
  })
  const month = await freezeMonth(context, period, `接收通报：${input.name}`)
  const report = reportOf(taken, month.groups, {
    ...written,
    units: register.units,
    groups: register.groups,
    remarks: [
      ...rules.remarks,
      ...taken.refusals.map(refusal => refusal.message),
      ...taken.leftOut,
      ...unread.map(one => `未检查：${one.place.quote ?? one.reason}（${one.reason}）`),
    ],
  })
  await context.db
    .insertInto('import')
    .values({
      office_id: context.office,
      sm3: input.file,
      period,
      name: input.name,
      report_json: JSON.stringify(report),
      created_at: context.now,
    })
    .execute()
  return report
}

/** What was answered when this file was taken over, now that nothing changes any more; null when it was not. */
async function importOf({ db, office }: Context, sm3: string): Promise<ImportReport | null> {
  const row = await db
    .selectFrom('import')
    .select('report_json')
    .where('office_id', '=', office)
    .where('sm3', '=', sm3)
    .executeTakeFirst()
  return row === undefined ? null : { ...ImportReport.parse(JSON.parse(row.report_json)), changed: false }
}

/** The month is open, empty and next in order, and stays so until the transaction ends; or its import of the same file. */
async function claimMonth(context: Context, period: Period, sm3: string): Promise<ImportReport | null> {
  const { db, office } = context
  if (period > periodOf(context.today)) throw new Problem('period-too-early', { period })
  const closed = (await periodsOf(db, office)).filter(row => row.state !== 'open').at(-1)
  if (closed === undefined || period > closed.period) await openMonths(db, office, period)
  const state = await lockPeriod(db, office, period)
  const meanwhile = await importOf(context, sm3)
  if (meanwhile !== null) return meanwhile
  if (state === null) throw new Problem('period-order', { period, first: closed?.period ?? period })
  if (state !== 'open') throw new Problem('import-conflict', { period })
  const first = (await periodsOf(db, office)).find(row => row.state === 'open')?.period
  if (first !== period) throw new Problem('period-order', { period, first: first ?? period })
  const fact = await db
    .selectFrom('fact')
    .select('id')
    .where('office_id', '=', office)
    .where('posting', '=', period)
    .limit(1)
    .executeTakeFirst()
  if (fact !== undefined) throw new Problem('import-conflict', { period, reason: '这个月已登记了事项' })
  return null
}

/** `--strict`: no name is taken for another, however clear it looks. */
function refuseGuesses({ suggestions, refusals }: TakeOver): void {
  const [first] = [...suggestions, ...refusals]
  if (first === undefined) return
  const names = [...new Set([...suggestions, ...refusals].map(one => one.written))]
  throw new Problem('unit-unknown', { name: names.join('、'), count: names.length })
}

/**
 * The rule set for the month: the office's in force; else the one that was asked for; else the shipped one whose title the notice cites, or
 * begins with its issuer. None: `rule-set-missing`, naming the shipped ones. Nothing else is ever chosen.
 */
async function rulesFor(
  context: Context,
  notice: Notice,
  { rules: asked }: Checked<'notice.import'>,
): Promise<{ written: WrittenRuleSet; remarks: string[] }> {
  const { period } = notice
  assert(period !== null, 'the month was read')
  const inForce = await ruleSetIn(context.db, context.office, period)
  const wanted = asked === undefined ? null : 'source' in asked ? ruleSetOf(asked.source) : await shipped(asked.id)
  if (inForce !== null) {
    const ignored = wanted !== null && wanted.digest !== inForce.digest
    return {
      written: inForce,
      remarks: ignored ? [`按本单位已有的《${inForce.ruleSet.title}》计分，没有采用另外指定的计分办法。`] : [],
    }
  }
  const chosen = wanted ?? (await citedRuleSet(notice, period))
  if (chosen === null || chosen.ruleSet.from > period)
    throw new Problem('rule-set-missing', { period, shipped: (await shippedIds()).join('、') })
  return { written: chosen, remarks: [`按《${chosen.ruleSet.title}》（${chosen.ruleSet.id}）计分。`] }
}

async function shipped(id: string): Promise<WrittenRuleSet> {
  const found = (await shippedRuleSets()).find(({ ruleSet }) => ruleSet.id === id)
  if (found === undefined)
    throw new Problem('rule-set-missing', { ruleSet: id, shipped: (await shippedIds()).join('、') })
  return found
}

async function citedRuleSet({ notes, issuer }: Notice, period: Period): Promise<WrittenRuleSet | null> {
  const candidates = (await shippedRuleSets()).filter(({ ruleSet }) => ruleSet.from <= period)
  const said = notes.map(note => matchingKey(note.text)).join('\n')
  const name = issuer === null ? '' : matchingKey(issuer.text)
  const newest = (some: readonly WrittenRuleSet[]): WrittenRuleSet | undefined =>
    [...some].sort((a, b) => (a.ruleSet.from < b.ruleSet.from ? 1 : -1))[0]
  return (
    newest(candidates.filter(({ ruleSet }) => said.includes(matchingKey(ruleSet.title)))) ??
    newest(name === '' ? [] : candidates.filter(({ ruleSet }) => matchingKey(ruleSet.title).startsWith(name))) ??
    null
  )
}

/** Balances are taken over once, by the first month of a year that is kept here; later months hang on the one before. */
async function needsOpenings({ db, office }: Context, period: Period, { ruleSet }: WrittenRuleSet): Promise<boolean> {
  const ledger = await openLedger(db, office)
  const { starts } = ruleSet.year
  return ledger.previous(period, starts) === null && !isYearStart(period, starts)
}

const isYearStart = (period: Period, starts: number): boolean => Number(period.slice(5)) === starts

// ── the register ───────────────────────────────────────────────────────────────────────────────────────────────

interface WrittenRegister {
  readonly unitOf: ReadonlyMap<string, UnitId>
  /** How many were new. */
  readonly units: number
  readonly groups: number
}

async function writeRegister(context: Context, taken: TakeOver): Promise<WrittenRegister> {
  const { groupOf, added } = await writeGroups(context, taken)
  const register = await registerAt(context.db, context.office, LATEST)
  const known = await registerAt(context.db, context.office, taken.period)
  const unitOf = new Map<string, UnitId>(known.units.map(unit => [unit.name, unit.id]))
  let units = 0
  for (const { name, group, aliases } of [...taken.units].sort((a, b) => a.position - b.position)) {
    const own = groupOf.get(group)
    assert(own !== undefined, 'a unit is in one of the groups')
    const before = unitOf.get(name)
    const id = before ?? (await addUnit(context, { name, group: own, from: taken.period }))
    unitOf.set(name, id)
    if (before === undefined) units += 1
    else if (register.units.find(unit => unit.id === before)?.group !== own)
      await setMembership(context, before, own, taken.period)
    for (const alias of aliases) await claimName(context, { unit: id, name: alias, from: null, kind: 'alias' })
  }
  return { unitOf, units, groups: added }
}

async function writeGroups(
  { db, office, newId }: Context,
  { groups }: TakeOver,
): Promise<{ groupOf: Map<string, GroupId>; added: number }> {
  const known = (await registerAt(db, office, LATEST)).groups
  const groupOf = new Map<string, GroupId>(known.map(group => [group.key, group.id]))
  let added = 0
  for (const { key, name, kind, position } of groups) {
    if (groupOf.has(key)) continue
    const id = GroupId.parse(newId('grp'))
    await db.insertInto('unit_group').values({ id, office_id: office, key, name, kind, position }).execute()
    groupOf.set(key, id)
    added += 1
  }
  return { groupOf, added }
}

// ── the report ─────────────────────────────────────────────────────────────────────────────────────────────────

type Counts = Pick<ImportReport, 'units' | 'groups' | 'articles' | 'adoptions' | 'commissions' | 'openings' | 'remarks'>

const reportOf = (taken: TakeOver, groups: readonly StandingGroup[], counts: Counts): ImportReport => ({
  period: taken.period,
  issuedOn: taken.issuedOn,
  changed: true,
  ...counts,
  aliases: taken.suggestions.filter(one => one.certain).map(({ written, unit }) => ({ written, unit })),
  differences: differencesOf(taken, groups).map(one => ({ ...one })),
})
