import { LineChart } from 'echarts/charts'
import { GridComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef, useState } from 'react'
import type { Output } from '../../../api.ts'
import { monthNumber, type Period } from '../../../domain/calendar.ts'
import type { Group } from '../../../domain/model.ts'
import { decimalOf, formatPoints } from '../../../domain/points.ts'
import { useAnswer } from '../../answers.ts'
import { Answer } from '../../parts/answer.tsx'
import { Choice, Pick } from '../../parts/choice.tsx'
import { useDark } from '../../preferences.ts'
import { zh } from '../../zh.ts'

use([LineChart, GridComponent, TooltipComponent, SVGRenderer])

/** A line each for the leaders of the group; more lines than this could not be told apart. */
const LINES_MAX = 6
const COLORS = {
  light: ['#1f5673', '#8a5a12', '#44632b', '#6b3f7a', '#5b574f', '#a03d52'],
  dark: ['#8fc0dd', '#dcae62', '#a9c98a', '#c9a0d8', '#b8b2a6', '#e394a5'],
} as const

/** Lines differ in shape as well as in colour; the same marks stand in the legend. */
const SHAPES = [
  { symbol: 'circle', mark: '●' },
  { symbol: 'rect', mark: '■' },
  { symbol: 'triangle', mark: '▲' },
  { symbol: 'diamond', mark: '◆' },
  { symbol: 'emptyCircle', mark: '○' },
  { symbol: 'emptyRect', mark: '□' },
] as const

type History = Output<'standing.history'>
type What = 'total' | 'rank'

/** The year so far, as lines and as the same numbers in a table. */
export default function HistoryChart({ period, groups }: { period: Period; groups: readonly Group[] }) {
  const [what, setWhat] = useState<What>('total')
  const [picked, setPicked] = useState('')
  const history = useAnswer('standing.history', { period })
  const group = groups.find(one => one.id === picked) ?? groups[0]
  if (group === undefined) return null
  return (
    <Answer of={history}>
      {answer =>
        answer.periods.length < 2 ? (
          <p className="quiet">{zh.standing.chartFew}</p>
        ) : (
          <div className="history">
            <div className="row">
              {groups.length > 1 && (
                <Pick
                  label={zh.standing.groups}
                  value={group.id}
                  options={groups.map(one => ({ value: one.id, label: one.name }))}
                  onChange={setPicked}
                />
              )}
              <Choice
                label={zh.standing.chartBy}
                value={what}
                options={[
                  { value: 'total', label: zh.standing.chartTotal },
                  { value: 'rank', label: zh.standing.chartRank },
                ]}
                onChange={setWhat}
              />
            </div>
            <Lines history={answer} group={group} what={what} />
            <HistoryTable history={answer} group={group} what={what} />
          </div>
        )
      }
    </Answer>
  )
}

const unitsOf = (history: History, group: Group): History['units'] => {
  const last = history.periods.length - 1
  const rankOf = (unit: History['units'][number]): number => unit.ranks[last] ?? Number.POSITIVE_INFINITY
  return history.units.filter(unit => unit.group === group.id).sort((a, b) => rankOf(a) - rankOf(b))
}

const whatOf = (what: What): string => (what === 'total' ? zh.standing.chartTotal : zh.standing.chartRank)

function Lines({ history, group, what }: { history: History; group: Group; what: What }) {
  const host = useRef<HTMLDivElement>(null)
  const dark = useDark()
  useEffect(() => {
    if (host.current === null) return undefined
    const chart = init(host.current, null, { renderer: 'svg' })
    const ink = dark ? '#cfc8bb' : '#4a463f'
    chart.setOption({
      animation: false,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      color: [...(dark ? COLORS.dark : COLORS.light)],
      grid: { left: 36, right: 16, top: 12, bottom: 24 },
      tooltip: { trigger: 'axis', confine: true, order: what === 'rank' ? 'valueAsc' : 'valueDesc' },
      xAxis: {
        type: 'category',
        data: history.periods.map(one => `${monthNumber(one)}${zh.standing.monthMark}`),
        axisLabel: { color: ink },
        boundaryGap: false,
      },
      yAxis: {
        type: 'value',
        inverse: what === 'rank',
        minInterval: 1,
        ...(what === 'rank' ? { min: 1 } : { scale: true }),
        axisLabel: { color: ink },
        splitLine: { lineStyle: { opacity: 0.25 } },
      },
      series: unitsOf(history, group)
        .slice(0, LINES_MAX)
        .map((unit, index) => ({
          symbol: SHAPES[index]?.symbol ?? 'circle',
          name: unit.name,
          type: 'line',
          symbolSize: 7,
          data: what === 'rank' ? unit.ranks : unit.yearTotals.map(value => (value === null ? null : decimalOf(value))),
        })),
    })
    const watch = new ResizeObserver(() => chart.resize())
    watch.observe(host.current)
    return () => {
      watch.disconnect()
      chart.dispose()
    }
  }, [history, group, what, dark])
  return (
    <>
      <div ref={host} className="chart" role="img" aria-label={zh.standing.chartLabel(group.name, whatOf(what))} />
      <ul className="legend" aria-hidden="true">
        {unitsOf(history, group)
          .slice(0, LINES_MAX)
          .map((unit, index) => (
            <li key={unit.unit}>
              <span style={{ color: COLORS[dark ? 'dark' : 'light'][index] }}>{SHAPES[index]?.mark}</span> {unit.name}
            </li>
          ))}
      </ul>
    </>
  )
}

function HistoryTable({ history, group, what }: { history: History; group: Group; what: What }) {
  return (
    <details className="fold">
      <summary>{zh.standing.chartTable}</summary>
      <div className="scroll" tabIndex={-1}>
        <table className="figures-table small">
          <caption className="hidden-label">{`${group.name}${whatOf(what)}`}</caption>
          <thead>
            <tr>
              <th scope="col" className="unit">
                {zh.standing.unit}
              </th>
              {history.periods.map(one => (
                <th key={one} scope="col" className="num">
                  {monthNumber(one)}
                  {zh.standing.monthMark}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {unitsOf(history, group).map(unit => (
              <tr key={unit.unit}>
                <th scope="row" className="unit">
                  {unit.name}
                </th>
                {history.periods.map((one, index) => (
                  <td key={one} className="num">
                    {what === 'rank' ? unit.ranks[index] : printed(unit.yearTotals[index])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}

const printed = (value: History['units'][number]['yearTotals'][number] | undefined): string =>
  value === null || value === undefined ? '' : formatPoints(value)
