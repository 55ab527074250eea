import type { RehearsalView } from '../../api/rule-set.ts'
import type { Output } from '../../api.ts'
import { chinesePeriod, type Period } from '../../domain/calendar.ts'
import { decimalOf, formatPoints, type Points, subtractPoints, zeroPoints } from '../../domain/points.ts'
import { type Called, type Command, EXIT, monthOf, only, type Terminal, Usage } from './command.ts'
import { bytesOf, openHouse } from './house.ts'
import { aligned } from './table.ts'
import { unitMeant } from './units.ts'

export const command: Command = {
  name: 'score',
  summary: '用一份计分办法试算某月，与现行的或另一份并排；什么都不保存',
  usage: 'score 月份 --rules 文件 [--against 文件] [--from 月份] [--why 单位] [--json] [--data 目录]',
  help: `
用一份计分办法（YAML 文件）试算已有的月份：各单位本月、累计、名次怎样变，因为哪些条款。累计从考核年度的第一个月算起。
末了说明算例对不对，以及能用、但多半不是本意的写法。

选项：
  --rules 文件    要试算的办法；也可以写随附办法的代号
  --against 文件  与哪份办法比；不写时与现行的比
  --from 月份     从哪个月起逐月列出，默认只列这一个月
  --why 单位      列出这个单位按试算办法的计分明细
  --json          输出 JSON，分值为小数

退出码：0 正常；1 拒绝（办法有错、没有这个月），原因在标准错误；2 命令写错`,
  options: {
    rules: { type: 'string' },
    against: { type: 'string' },
    from: { type: 'string' },
    why: { type: 'string' },
    json: { type: 'boolean' },
  },
  run: rehearseMonth,
}

async function rehearseMonth(call: Called, terminal: Terminal): Promise<number> {
  const to = monthOf(only(call.files, '月份'))
  const rules = call.text('rules')
  if (rules === null) throw new Usage('没有写要试算的办法：--rules 文件。')
  const from = call.text('from') === null ? to : monthOf(call.text('from') ?? '')
  const [trial, against] = [
    await meant(rules),
    call.text('against') === null ? null : await meant(call.text('against') ?? ''),
  ]
  const house = await openHouse(call, terminal, 'caifeng score')
  try {
    const checked = 'source' in trial ? await house.call('rule-set.check', trial) : null
    const why = call.text('why')
    const unit = why === null ? null : await unitMeant(house, to, why)
    const view = await house.call('rule-set.rehearse', {
      rules: trial,
      ...(against === null ? {} : { against }),
      from,
      to,
      ...(unit === null ? {} : { unit: unit.id }),
    })
    terminal.out(
      call.has('json')
        ? JSON.stringify({ ...asJson(view), ...checkedJson(checked) })
        : [asText(view, unit?.name ?? null), checkedText(checked)].filter(text => text !== '').join('\n\n'),
    )
    return EXIT.ok
  } finally {
    await house.close()
  }
}

/** A file, or the id of a rule set that comes with the program. */
async function meant(text: string): Promise<{ source: string } | { shipped: string }> {
  return /[./\\]/.test(text) ? { source: (await bytesOf(text)).toString('utf8') } : { shipped: text }
}

// ── for programs ───────────────────────────────────────────────────────────────────────────────────────────────

const decimal = (value: Points | null): number | null => (value === null ? null : decimalOf(value))

function asJson({ periods, against, trial, rows, entries }: RehearsalView) {
  return {
    periods,
    against: against === null ? null : { title: against.title, ruleSets: against.ruleSets },
    trial: { title: trial.title, ruleSets: trial.ruleSets },
    rows: rows.map(row => ({
      unit: row.name,
      group: row.group,
      months: row.months.map(({ period, before, after }) => ({
        period,
        before: decimal(before),
        after: decimal(after),
      })),
      year: { before: decimal(row.year.before), after: decimal(row.year.after) },
      rank: row.rank,
      why: row.why.map(({ component, clause, before, after }) => ({
        component,
        clause,
        before: decimalOf(before),
        after: decimalOf(after),
      })),
      effects: row.effects.map(({ effect, clause }) => ({ effect, clause })),
    })),
    entries: entries.map(({ points, ...entry }) => ({ ...entry, points: decimalOf(points) })),
  }
}

type Checked = Output<'rule-set.check'> | null

function checkedJson(checked: Checked) {
  if (checked?.view === null || checked === null) return {}
  return { examples: checked.view.examples, remarks: checked.remarks }
}

// ── for people ─────────────────────────────────────────────────────────────────────────────────────────────────

function asText(view: RehearsalView, unit: string | null): string {
  const groups = [...new Set(view.rows.map(row => row.group))]
  const head = [
    `试算：${view.trial.title}`,
    view.against === null ? '对照：没有现行办法' : `对照：${view.against.title}`,
    `月份：${monthsText(view.periods)}；每格为 对照 → 试算`,
  ]
  const tables = groups.map(group => groupText(group, view))
  const entries = unit === null ? [] : [entriesText(unit, view)]
  return [head.join('\n'), ...tables, changesText(view), ...entries].filter(text => text !== '').join('\n\n')
}

const monthsText = (periods: readonly Period[]): string => {
  const [first, last] = [periods[0], periods.at(-1)]
  if (first === undefined || last === undefined) return ''
  return first === last ? chinesePeriod(first) : `${chinesePeriod(first)}至${chinesePeriod(last)}`
}

const shown = (value: Points | null): string => (value === null ? '—' : formatPoints(value))
const two = (before: string, after: string): string => (before === after ? after : `${before} → ${after}`)

function groupText(group: string, { rows, periods }: RehearsalView): string {
  const own = rows.filter(row => row.group === group)
  const table = [
    ['名次', '单位', ...periods.map(month => `${Number(month.slice(5))}月`), '累计'],
    ...own.map(row => [
      two(rankText(row.rank.before), rankText(row.rank.after)),
      row.name,
      ...row.months.map(({ before, after }) => two(shown(before), shown(after))),
      two(shown(row.year.before), shown(row.year.after)),
    ]),
  ]
  return [group, ...aligned(table)].join('\n')
}

const rankText = (rank: number | null): string => (rank === null || rank === 0 ? '—' : String(rank))

/** Who rises, who falls, and why; the largest moves first. */
function changesText({ rows }: RehearsalView): string {
  const moved = rows.filter(row => row.why.length > 0 || row.effects.length > 0)
  if (moved.length === 0) return '各单位得分与对照相同。'
  return moved
    .map(row => {
      const change = subtractPoints(row.year.after ?? zeroPoints, row.year.before ?? zeroPoints)
      const rank =
        row.rank.before === row.rank.after ? '' : `，名次 ${two(rankText(row.rank.before), rankText(row.rank.after))}`
      return [
        `${row.name}：累计 ${signed(change)} 分${rank}`,
        ...row.why.map(one => `  ${one.component} ${signed(subtractPoints(one.after, one.before))}：${one.clause}`),
        ...row.effects.map(one => `  ${one.words}：${one.clause}`),
      ].join('\n')
    })
    .join('\n')
}

const signed = (value: Points): string => `${value > 0 ? '+' : ''}${formatPoints(value)}`

function entriesText(unit: string, { entries }: RehearsalView): string {
  const lines = entries.map(
    entry => `  ${chinesePeriod(entry.period)}　${entry.component}　${entry.sentence}\n    依据：${entry.clause}`,
  )
  return [`${unit}按试算办法的计分明细：`, ...(lines.length === 0 ? ['  没有计分明细。'] : lines)].join('\n')
}

/** Whether the worked examples of a file come out, and what in it is probably not meant. Nothing of a rule set that comes with the program. */
function checkedText(checked: Checked): string {
  if (checked === null || checked.view === null) return ''
  const { view, remarks } = checked
  const wrong = view.examples.filter(example => !example.holds).length
  const sum =
    view.examples.length === 0
      ? '没有写算例。'
      : `算例 ${view.examples.length} 个，${wrong === 0 ? '都对' : `${wrong} 个不对`}。`
  return [sum, ...remarks.map(one => `第 ${one.line} 行 ${one.path}：${one.message}`)].join('\n')
}
