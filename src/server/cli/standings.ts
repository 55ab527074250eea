import type { EntryView, Output } from '../../api.ts'
import { chinesePeriod, type Period } from '../../domain/calendar.ts'
import type { StandingGroup, StandingRow, Unit } from '../../domain/model.ts'
import { decimalOf, formatPoints, type Points, pointsOfHundredths } from '../../domain/points.ts'
import { type Called, type Command, EXIT, monthOf, only, type Terminal } from './command.ts'
import { type House, openHouse } from './house.ts'
import { aligned } from './table.ts'
import { unitMeant } from './units.ts'

export const command: Command = {
  name: 'standings',
  summary: '某月的积分和名次；--why 说明一个单位的分从哪里来',
  usage: 'standings 月份 [--json] [--why 单位] [--data 目录]',
  help: `
列出某月（写作 2023-06）各组单位的计分项、本月分数、累计分数和名次。

选项：
  --json       输出 JSON：{period, groups: [{group, name, rows: [{unit, components, month, yearTotal, rank}]}]}，分值为小数
  --why 单位   逐条列出这个单位本月的计分明细：算式、条文和稿件题目；再列全年各月的算式和累计

退出码：0 正常；1 拒绝（如没有这个月、没有这个单位），原因在标准错误；2 命令写错`,
  options: { json: { type: 'boolean' }, why: { type: 'string' } },
  run: showStandings,
}

async function showStandings(call: Called, terminal: Terminal): Promise<number> {
  const period = monthOf(only(call.files, '月份'))
  const why = call.text('why')
  const house = await openHouse(call, terminal, 'caifeng standings')
  try {
    const view = await house.call('standing.list', { period })
    const reasons = why === null ? null : await reasonsOf(house, period, why)
    if (call.has('json')) terminal.out(JSON.stringify(asJson(view, reasons)))
    else terminal.out(reasons === null ? view.groups.map(groupText).join('\n\n') : reasonsText(view, reasons))
    return EXIT.ok
  } finally {
    await house.close()
  }
}

interface Reasons {
  readonly unit: Unit
  readonly entries: readonly EntryView[]
  readonly total: Points
  /** What was taken over included. */
  readonly year: readonly EntryView[]
  readonly yearTotal: Points
}

/** The unit that is meant, its entries of the month, and all of the running year up to it. */
async function reasonsOf(house: House, period: Period, written: string): Promise<Reasons> {
  const unit = await unitMeant(house, period, written)
  const { entries, total } = await house.call('entry.list', { period, unit: unit.id })
  const year = await house.call('entry.list', { period, unit: unit.id, span: 'year' })
  return { unit, entries, total, year: year.entries, yearTotal: year.total }
}

// ── for programs ───────────────────────────────────────────────────────────────────────────────────────────────

function asJson({ period, groups }: Output<'standing.list'>, reasons: Reasons | null) {
  return {
    period,
    groups: groups.map(({ group, rows }) => ({
      group: group.key,
      name: group.name,
      rows: rows.map(({ name, components, month, yearTotal, rank }) => ({
        unit: name,
        components: Object.fromEntries(Object.entries(components).map(([key, value]) => [key, decimalOf(value)])),
        month: decimalOf(month),
        yearTotal: decimalOf(yearTotal),
        rank,
      })),
    })),
    ...(reasons === null
      ? {}
      : {
          why: {
            unit: reasons.unit.name,
            total: decimalOf(reasons.total),
            entries: reasons.entries.map(({ component, points, quantity, each, rule, clause, sentence, ...entry }) => ({
              component,
              points: decimalOf(points),
              quantity,
              each: decimalOf(each),
              rule,
              clause,
              sentence,
              reasons: entry.reasons.map(({ on, text }) => ({ on, text })),
            })),
            year: {
              total: decimalOf(reasons.yearTotal),
              entries: reasons.year.map(({ period: month, component, points, sentence, clause }) => ({
                period: month,
                component,
                points: decimalOf(points),
                sentence,
                clause,
              })),
            },
          },
        }),
  }
}

// ── for people ─────────────────────────────────────────────────────────────────────────────────────────────────

function groupText({ group, rows }: StandingGroup): string {
  const components = Object.keys(rows[0]?.components ?? {})
  const table = [
    ['名次', '单位', ...components, '本月', '累计'],
    ...rows.map(row => [String(row.rank), row.name, ...components.map(name => cell(row, name)), ...totals(row)]),
  ]
  return [group.name, ...aligned(table)].join('\n')
}

const cell = ({ components }: StandingRow, name: string): string => {
  const value = components[name]
  return value === undefined || value === 0 ? '' : formatPoints(value)
}

const totals = ({ month, yearTotal }: StandingRow): string[] => [formatPoints(month), formatPoints(yearTotal)]

function reasonsText({ period }: Output<'standing.list'>, reasons: Reasons): string {
  const { unit, entries, total } = reasons
  return [
    `${unit.name} · ${chinesePeriod(period)} · 本月 ${formatPoints(total)} 分`,
    ...entries.flatMap(entry => [
      '',
      `${entry.component}　${entry.sentence}`,
      `  依据：${entry.clause}`,
      ...(entry.about === null ? [] : [`  更正：${chinesePeriod(entry.about)}`]),
      ...entry.reasons.map(reason => `  · ${reason.on} ${reason.text}${reason.late ? '（补登）' : ''}`),
    ]),
    ...(entries.length === 0 ? ['', '没有计分明细。'] : []),
    '',
    ...yearText(reasons),
  ].join('\n')
}

/** The whole year up to the month: what was taken over, then month by month each entry with its arithmetic, and the plain sum. */
function yearText({ year, yearTotal }: Reasons): string[] {
  const months = [...new Set(year.map(entry => entry.period))].sort()
  let sum = 0
  const lines = months.flatMap(month => {
    const own = year.filter(entry => entry.period === month)
    const points = own.reduce((total, entry) => total + entry.points, 0)
    sum += points
    return [
      `  ${chinesePeriod(month)}　${formatPoints(pointsOfHundredths(points))} 分，累计 ${formatPoints(pointsOfHundredths(sum))} 分`,
      ...own.map(entry => `    ${entry.component}　${entry.sentence}`),
    ]
  })
  return ['全年：', ...lines, `  合计 ${formatPoints(yearTotal)} 分`]
}
