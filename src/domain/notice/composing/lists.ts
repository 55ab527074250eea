import type { AdoptionKind, Level, StandingRow, UnitId } from '../../model.ts'
import type { RuleSet } from '../../rules.ts'
import { columnName } from '../checks/context.ts'
import { grouped } from '../checks/grouped.ts'
import type { ComposeInput } from '../compose.ts'
import type { HeadClause, Measure, NoticeItem, NoticeList, Place } from '../notice.ts'
import { type ColumnPlan, earnedPoints, rolesOf } from './columns.ts'
import type { Part } from './parts.ts'

/** 采用信息, 简讯 as labels say it. */
const KIND_WORDS: Readonly<Record<AdoptionKind, string>> = { report: '信息', brief: '简讯' }

/** A title of a unit's list before it is numbered. */
export type Titled = Pick<NoticeItem, 'title' | 'label' | 'issue' | 'kind' | 'source'>

/** The titles of each unit: what the own bulletin adopted, then commissions, each in the order of their facts. */
export function titlesOf(input: ComposeInput): ReadonlyMap<UnitId, Titled[]> {
  const titles = new Map<UnitId, Titled[]>()
  const add = (units: readonly UnitId[], one: Titled) => {
    for (const unit of units) titles.set(unit, [...(titles.get(unit) ?? []), one])
  }
  const inOrder = <One extends { readonly order: number; readonly title: string }>(all: readonly One[]): One[] =>
    all.filter(one => one.title.trim() !== '').sort((a, b) => a.order - b.order)
  for (const { title, issue, kind, level, units } of inOrder(input.adopted)) {
    if (level !== 'own') continue
    const label = `${issue === null ? '' : `第${issue}期 `}${KIND_WORDS[kind]}`
    add(units, { title: title.trim(), label, issue, kind, source: '' })
  }
  for (const { title, asker, units } of inOrder(input.commissions))
    add(units, { title: title.trim(), label: `${asker}约稿`, issue: null, kind: 'commission', source: asker })
  return titles
}

export interface ListPlan {
  readonly input: ComposeInput
  readonly columns: readonly ColumnPlan[]
  readonly titles: ReadonlyMap<UnitId, readonly Titled[]>
  /** 市级以上, of the column's head. */
  readonly upper: string
}

/** The lists of one group, a unit each in the order of its table. */
export function listsOf(part: Part, plan: ListPlan): NoticeList[] {
  const upward = grouped(plan.input.forwardedTo, one => one.unit)
  return part.standing.rows.map(row => {
    const place: Place = { part: 'list', unit: row.name }
    return {
      unit: row.name,
      section: part.section,
      head: headOf(row, plan, { place, upward: upwardWords(upward.get(row.unit) ?? []) }),
      items: (plan.titles.get(row.unit) ?? []).map((one, index) => ({
        ...one,
        number: index + 1,
        place: { ...place, item: index + 1 },
      })),
      place,
    }
  })
}

/** 报市, 报省 where all went to one level; 报省市 where several or unknown. */
function upwardWords(forwarded: readonly { readonly level: Level; readonly count: number }[]): string {
  const levels = new Set(forwarded.filter(one => one.count > 0).map(one => one.level))
  if (levels.has('nation')) return levels.size === 1 ? '报国家' : '报国家和省市'
  if (levels.size !== 1) return '报省市'
  return levels.has('province') ? '报省' : levels.has('city') ? '报市' : '报省市'
}

/**
 * The head sentence of a unit's list: the same values as its row, 0 left out but for what was handed in and the year's total, which are
 * always said.
 */
function headOf(
  row: StandingRow,
  { input, columns, upper }: ListPlan,
  { place, upward }: { place: Place; upward: string },
): HeadClause[] {
  const { form } = input
  const { submitted, reports, briefs, upperAdopted, commissions, forwarded } = row.counts
  const isUpperScored = scoresUpper(input.ruleSet)
  const said: HeadClause[] = []
  const say = (measure: Measure, wording: string, unit: string, x100: number, always = false) => {
    if (x100 !== 0 || always) said.push({ measure, wording, unit, claim: { x100, place } })
  }
  const roles = rolesOf(input.ruleSet)
  const earned = (component: string | null): number =>
    component === null ? 0 : earnedPoints(row, component, input.decided ?? [])
  say('submitted', '报送稿件', '篇', submitted * 100, true)
  say('reports', `${form.own}采用信息`, '篇', reports * 100)
  say('briefs', reports > 0 ? '简讯' : `${form.own}采用简讯`, '则', briefs * 100)
  // 合计 is the sum of what stands before it, so what earns nothing in it stands after it.
  if (isUpperScored) say('upperAdopted', `${upper}采用`, '篇', upperAdopted * 100)
  const counted = reports + briefs + (isUpperScored ? upperAdopted : 0)
  say('adoptionPoints', counted > 0 ? '合计' : '采用合计', '分', earned(roles.adoption))
  if (!isUpperScored) say('upperAdopted', `${upper}采用`, '篇', upperAdopted * 100)
  say('commissions', '上级约稿信息', '篇', commissions * 100)
  say('commissionPoints', commissions > 0 ? '合计' : '约稿合计', '分', earned(roles.commission))
  say('forwarded', upward, '篇', forwarded * 100)
  say('basePoints', '本月基础分', '分', earned(roles.base))
  for (const measure of ['bonusPoints', 'deductionPoints'] as const) {
    const own = columns.filter(({ column }) => column.measure === measure)
    // Where several columns are of one measure a clause could not tell which one it repeats.
    const [only, ...more] = own
    if (only !== undefined && more.length === 0) say(measure, columnName(only.column.heads), '分', only.x100(row))
  }
  say('yearPoints', '累计', '分', row.yearTotal, true)
  return said
}

/** Whether adoptions above the own level are part of the component of adoptions. */
function scoresUpper(ruleSet: RuleSet): boolean {
  const { adoption } = rolesOf(ruleSet)
  return ruleSet.rules.some(
    rule =>
      rule.component === adoption &&
      rule.type === 'rate' &&
      rule.when.outlet === undefined &&
      rule.when.level !== 'own',
  )
}
