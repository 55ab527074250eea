import { type BlockView, type FindingView, ImportReport } from '../api.ts'
import { chinesePeriod, type LocalDate, type Period, periodAfter } from '../domain/calendar.ts'
import type { Entry, Fact, Level, OfficeId, StandingGroup, UnitId } from '../domain/model.ts'
import { audit, type Known } from '../domain/notice/audit.ts'
import { type ComposeInput, compose, NoticeForm, type Offer } from '../domain/notice/compose.ts'
import { knownForm } from '../domain/notice/composing/columns.ts'
import { profileOf } from '../domain/notice/composing/office-form.ts'
import { isPlainRanking } from '../domain/notice/composing/shown.ts'
import { differences } from '../domain/notice/differ.ts'
import { FINDINGS } from '../domain/notice/findings.ts'
import { layout } from '../domain/notice/layout.ts'
import type { Block, Finding, Notice, ReadNotice } from '../domain/notice/notice.ts'
import { readNotice } from '../domain/notice/read.ts'
import { mentions, type Sentence, type Slot, worded } from '../domain/notice/sentences.ts'
import type { PrintProfile } from '../domain/print/profile.ts'
import { EVIDENCE } from '../domain/quality/paragraph.ts'
import { knownRulesOf } from '../domain/rules.ts'
import { OPENING, standingFacts } from '../domain/score.ts'
import { matchingKey } from '../domain/text.ts'
import type { Db } from './context.ts'
import { factsPosted } from './facts.ts'
import { type Ledger, type Month, openLedger } from './months.ts'
import { beyondMonth, columnsKnownTo } from './notice-columns.ts'
import { countsBefore, pastOf } from './notice-past.ts'
import { noticeWork } from './notice-words.ts'
import { evidenceSlotsOf } from './quality.ts'
import { registerAt } from './register.ts'
import { ruleSetIn } from './rule-sets.ts'
import { readSettings } from './settings.ts'
import { titlesOf } from './words.ts'

/** A month's notice as it would go out at this moment, and what the auditor says of it. */
export interface Draft {
  readonly month: Month
  readonly notice: Notice
  readonly blocks: readonly Block[]
  readonly profile: PrintProfile
  readonly findings: readonly Finding[]
  readonly remarks: readonly string[]
  /** Its prose as an editor may rewrite it. */
  readonly sentences: readonly Sentence[]
  /** What the ledger composed, before anybody wrote over it, and how many of its last paragraphs are the office's own. */
  readonly composed: { readonly notice: Notice; readonly free: number; readonly offers: readonly Offer[] }
}

/**
 * A month → its notice: from the frozen ledger once it is closed, else rehearsed. Every number is the ledger's; the words are the
 * office's (`settings.form`), and those an editor wrote over them for this month.
 * @param issuedOn the day it bears; null: that of the notice the month was taken over from, else open, as in a draft
 */
export async function draftNotice(
  db: Db,
  office: OfficeId,
  period: Period,
  issuedOn: LocalDate | null,
): Promise<Draft> {
  const ledger = await openLedger(db, office)
  const month = await ledger.month(period)
  const day = issuedOn ?? (await importedDay(db, office, period))
  const form = await formOf(db, office, day)
  const input = await inputOf(db, office, { ledger, month, entries: await ledger.entries(period) }, form)
  const { notice: composed, remarks, offers } = compose(input)
  const free = input.form.bodyAfter.length
  const { words } = await noticeWork(db, office, period)
  const { print, templates } = (await readSettings(db, office)).notice
  const written = { ...words.written, templates: { ...templates, ...words.written.templates } }
  const evidence = await evidenceFor(db, office, period, [...Object.values(written.templates), ...(written.free ?? [])])
  const { notice, sentences, remarks: unsaid } = worded(composed, free, { written, offers, evidence })
  const profile = profileOf(print, period, notice.issuedOn)
  const findings = audit(
    { notice, unread: [], remarks: [] },
    await knownAt(db, office, { period, ledger, titles: titlesIn(notice) }),
  )
  return {
    month,
    notice,
    blocks: layout(notice, profile),
    profile,
    findings,
    remarks: [...remarks, ...unsaid],
    sentences,
    composed: { notice: composed, free, offers },
  }
}

/** What the month's hand-ins give its sentences, where something written names any of it. */
export const evidenceFor = async (
  db: Db,
  office: OfficeId,
  period: Period,
  templates: readonly string[],
): Promise<readonly Slot[]> => (mentions(templates, EVIDENCE) ? evidenceSlotsOf(db, office, period) : [])

/** A month composed with the columns of a form that is only being tried. */
export async function composedWith(
  db: Db,
  office: OfficeId,
  period: Period,
  table: NoticeForm['table'],
): Promise<ReturnType<typeof compose>> {
  const ledger = await openLedger(db, office)
  const month = await ledger.month(period)
  const form = { ...(await formOf(db, office, null)), table }
  return compose(await inputOf(db, office, { ledger, month, entries: await ledger.entries(period) }, form))
}

async function importedDay(db: Db, office: OfficeId, period: Period): Promise<LocalDate | null> {
  const row = await db
    .selectFrom('import')
    .select('report_json')
    .where('office_id', '=', office)
    .where('period', '=', period)
    .executeTakeFirst()
  return row === undefined ? null : ImportReport.parse(JSON.parse(row.report_json)).issuedOn
}

async function inputOf(
  db: Db,
  office: OfficeId,
  { ledger, month, entries }: { ledger: Ledger; month: Month; entries: readonly Entry[] },
  form: NoticeForm,
): Promise<ComposeInput> {
  const facts = standingFacts((await factsPosted(db, office, month.period)).map(({ fact }) => fact))
  const titles = await titlesOf(db, office, facts)
  const orderOf = await ordersOf(db, office, month.period)
  const unitsOf = (fact: Fact): UnitId[] => fact.credits.map(credit => credit.unit)
  return {
    period: month.period,
    ruleSet: month.rules.ruleSet,
    groups: month.groups,
    adopted: facts.flatMap(fact =>
      fact.type === 'adoption'
        ? [
            {
              title: fact.article === null ? '' : (titles.articles.get(fact.article) ?? ''),
              issue: fact.issue,
              kind: fact.kind,
              level: fact.level,
              outlet: titles.outlets.get(fact.outlet) ?? '',
              units: unitsOf(fact),
              order: orderOf.get(fact.id) ?? 0,
            },
          ]
        : [],
    ),
    commissions: facts.flatMap(fact =>
      fact.type === 'commission' && fact.status === 'adopted'
        ? [
            {
              title: fact.commission === null ? '' : (titles.commissions.get(fact.commission) ?? ''),
              asker: fact.asker,
              units: unitsOf(fact),
              order: orderOf.get(fact.id) ?? 0,
            },
          ]
        : [],
    ),
    forwardedTo: forwardedOf(facts),
    decided: decidedOf(entries),
    ...(await beyondMonth(ledger, month, entries, form)),
    past: await pastOf(ledger, month),
    form,
  }
}

/** 加减分, and corrections of closed months: no count of this month explains them, so the notice says them apart (LED-10). */
const decidedOf = (entries: readonly Entry[]): NonNullable<ComposeInput['decided']> =>
  entries
    .filter(entry => entry.component !== OPENING && (entry.about !== null || entry.rule === 'adjustment'))
    .map(({ unit, component, points, clause, about }) => ({
      unit,
      component,
      points,
      words: about === null ? clause : `更正${chinesePeriod(about)}计分（${clause}）`,
    }))

/** In the order of recording. */
async function ordersOf(db: Db, office: OfficeId, period: Period): Promise<Map<string, number>> {
  return new Map((await factsPosted(db, office, period)).map(({ fact, seq }) => [fact.id, seq]))
}

function forwardedOf(facts: readonly Fact[]): ComposeInput['forwardedTo'] {
  const counts = new Map<string, { unit: UnitId; level: Level; count: number }>()
  for (const fact of facts) {
    if (fact.type !== 'forwarding') continue
    for (const { unit } of fact.credits) {
      const key = `${unit} ${fact.level}`
      const before = counts.get(key)?.count ?? 0
      counts.set(key, { unit, level: fact.level, count: before + fact.quantity })
    }
  }
  return [...counts.values()]
}

/** The words of an office's notices: its settings over the defaults, its own name and bulletin where they say nothing. */
export async function formOf(db: Db, office: OfficeId, issuedOn: LocalDate | null): Promise<NoticeForm> {
  const { form, notice } = await readSettings(db, office)
  const row = await db
    .selectFrom('office')
    .select(['name', 'bulletin'])
    .where('id', '=', office)
    .executeTakeFirstOrThrow()
  const bulletin = row.bulletin === '' ? null : row.bulletin
  const { table, variants } = notice
  return NoticeForm.parse({ issuer: row.name, bulletin, ...form, table, variants, issuedOn })
}

/**
 * What an office knows about a month that a notice of it can be held against; nothing of the month's own numbers.
 * @param titles those of the notice's lists: the ones that stand in the register exactly so are not asked about again
 */
export async function knownAt(
  db: Db,
  office: OfficeId,
  { period, ledger, titles }: { period: Period; ledger: Ledger; titles: readonly string[] },
): Promise<Known> {
  const { groups, units } = await registerAt(db, office, period)
  if (units.length === 0) return {}
  const rules = await ruleSetIn(db, office, period)
  const groupOf = new Map(groups.map(group => [group.id, group]))
  const { table } = (await readSettings(db, office)).notice
  const previous = rules === null ? [] : await totalsBefore(ledger, period, rules.ruleSet.year.starts)
  const counts = await countsBefore(ledger, period)
  return {
    units: units.map(unit => ({
      name: unit.name,
      aliases: unit.aliases.map(alias => alias.name),
      group: groupOf.get(unit.group)?.key ?? '',
    })),
    ...(rules === null
      ? {}
      : {
          ruleSet: knownRulesOf(rules.ruleSet, groups),
          ties: rules.ruleSet.ranking.ties,
          ranksByMore: !isPlainRanking(rules.ruleSet),
        }),
    ...(previous.length === 0 ? {} : { previous }),
    ...(counts === null ? {} : { previousCounts: counts }),
    ...(rules === null || table === null ? {} : { form: knownForm(table, rules.ruleSet) }),
    registered: await registeredOf(db, office, titles),
    issuedIn: await issuedIn(db, office, period),
  }
}

/** The titles of the month's own issues on record. */
async function issuedIn(db: Db, office: OfficeId, period: Period): Promise<NonNullable<Known['issuedIn']>> {
  const facts = standingFacts((await factsPosted(db, office, period)).map(({ fact }) => fact))
  const { articles } = await titlesOf(db, office, facts)
  return facts.flatMap(fact => {
    if (fact.type !== 'adoption' || fact.level !== 'own' || fact.issue === null || fact.article === null) return []
    const title = articles.get(fact.article)
    return title === undefined ? [] : [{ title, issue: fact.issue }]
  })
}

/** All titles of a notice's lists. */
export const titlesIn = (notice: Notice): string[] => notice.lists.flatMap(list => list.items.map(item => item.title))

async function totalsBefore(ledger: Ledger, period: Period, yearStarts: number) {
  const before = ledger.periods.find(row => row.period === periodAfter(period, -1))
  // A new year counts from nothing.
  if (before === undefined || ledger.yearSoFar(period, yearStarts)[0] === period) return []
  const { groups } = await ledger.month(before.period)
  return rowsOf(groups).map(row => ({ unit: row.name, yearPoints: row.yearTotal }))
}

const rowsOf = (groups: readonly StandingGroup[]) => groups.flatMap(group => group.rows)

/** Titles in one question. */
const TITLES_MAX = 500

/** Those of some titles that are registered, letter for letter. */
async function registeredOf(db: Db, office: OfficeId, titles: readonly string[]): Promise<string[]> {
  const unique = [...new Set(titles)]
  const found: string[] = []
  for (let at = 0; at < unique.length; at += TITLES_MAX) {
    const some = unique.slice(at, at + TITLES_MAX)
    for (const table of ['article', 'commission'] as const) {
      const rows = await db
        .selectFrom(table)
        .select('title')
        .where('office_id', '=', office)
        .where('title_key', 'in', some.map(matchingKey))
        .execute()
      found.push(...rows.map(row => row.title))
    }
  }
  return found
}

/** A finding as it goes out: with the title of its kind. */
export const findingView = (finding: Finding): FindingView => ({
  code: finding.code,
  severity: finding.severity,
  title: titleOf(finding.code),
  place: finding.place,
  claims: finding.claims.map(claim => ({ x100: claim.x100, place: claim.place })),
  message: finding.message,
})

const titles: Readonly<Record<string, { readonly title: string }>> = FINDINGS
const titleOf = (code: string): string => titles[code]?.title ?? code

/** Blocks as they go out; those of a document that was read have no roles. */
export const blockView = (block: Block): BlockView =>
  block.kind === 'paragraph'
    ? { ...block }
    : {
        ...block,
        rows: block.rows.map(row => row.map(cell => ({ ...cell }))),
        ...(block.lines === undefined ? { lines: undefined } : { lines: [...block.lines] }),
      }

/** A document → the notice it states, by what the office has said of columns. */
export const readFor = async (db: Db, office: OfficeId, blocks: readonly Block[]): Promise<ReadNotice> =>
  readNotice(blocks, await columnsKnownTo(db, office))

/**
 * What the auditor says of a notice that was read, held against what the office knows of its month. That titles are registered is an
 * answer only in the office's own notice, whose register has asked about them; in any other paper their questions are the paper's.
 */
export async function auditRead(db: Db, office: OfficeId, read: ReadNotice): Promise<Finding[]> {
  const { period } = read.notice
  if (period === null) return audit(read)
  const ledger = await openLedger(db, office)
  const known = await knownAt(db, office, { period, ledger, titles: titlesIn(read.notice) })
  return audit(read, (await isOwn(db, office, read.notice, ledger)) ? known : { ...known, registered: [] })
}

/** Whether a notice states what the office's own of that month does, name by name and number by number. */
async function isOwn(db: Db, office: OfficeId, notice: Notice, ledger: Ledger): Promise<boolean> {
  const { period } = notice
  if (period === null || !ledger.periods.some(row => row.period === period)) return false
  if ((await ruleSetIn(db, office, period)) === null) return false
  return differences((await draftNotice(db, office, period, null)).notice, notice).length === 0
}
