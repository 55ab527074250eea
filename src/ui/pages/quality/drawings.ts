import type { QualityView } from '../../../api/quality.ts'
import { chinesePeriod, monthNumber } from '../../../domain/calendar.ts'
import { decimalOf, pointsOfHundredths } from '../../../domain/points.ts'
import { percentOf, type Quality, QualityClass } from '../../../domain/quality.ts'
import { shortDay } from '../../format.ts'
import { zh } from '../../zh.ts'
import type { Drawing, Ink } from './chart.tsx'

const text = zh.quality.charts

const AXIS = (ink: Ink) => ({ axisLabel: { color: ink.ink }, axisLine: { lineStyle: { color: ink.line } } })
const NO_AXIS = {
  axisLabel: { show: false },
  axisLine: { show: false },
  axisTick: { show: false },
  splitLine: { show: false },
}

/** 质量结构: of what kinds the month is, as a whole and group by group. */
export function classesDrawing({ total, groups }: QualityView): Drawing {
  const lines = [
    { name: text.whole, quality: total },
    ...(groups.length < 2 ? [] : groups.map(({ group, quality }) => ({ name: group, quality }))),
  ].filter(({ quality }) => quality.told > 0)
  const share = (quality: Quality, one: QualityClass): number => percentOf(quality.classes[one], quality.told) ?? 0
  return {
    title: text.classes,
    note: text.classesNote,
    height: 48 + 38 * lines.length,
    heads: [zh.quality.group, ...QualityClass.options.map(one => zh.quality.classes[one])],
    rows: lines.map(({ name, quality }) => [name, ...QualityClass.options.map(one => quality.classes[one])]),
    option: ink => ({
      color: [...ink.colors],
      grid: { left: 128, right: 12, top: 30, bottom: 4 },
      legend: { top: 0, left: 0, itemGap: 8, itemWidth: 14, textStyle: { color: ink.ink }, selectedMode: false },
      tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, confine: true },
      xAxis: { type: 'value', max: 100, ...NO_AXIS },
      yAxis: {
        type: 'category',
        inverse: true,
        data: lines.map(({ name }) => name),
        ...AXIS(ink),
        axisTick: { show: false },
        axisLabel: { color: ink.ink, width: 112, overflow: 'truncate' },
      },
      series: QualityClass.options.map(one => ({
        name: zh.quality.classes[one],
        type: 'bar',
        stack: 'all',
        barWidth: 22,
        data: lines.map(({ quality }) => share(quality, one)),
        label: {
          show: true,
          color: ink.onColor,
          // A sliver has no room for its number.
          formatter: ({ value }: { value: number }) => (value >= 7 ? `${value}%` : ''),
        },
      })),
    }),
  }
}

/** Why articles came back or were not used, the most frequent on top. */
export function reasonsDrawing({ total }: QualityView): Drawing {
  const lines = total.reasons.map(({ reason, count }) => ({ name: zh.article.reasons[reason], count }))
  return {
    title: text.reasons,
    note: text.reasonsNote,
    height: 20 + 34 * lines.length,
    heads: [text.reason, text.pieces],
    rows: lines.map(({ name, count }) => [name, count]),
    option: ink => ({
      grid: { left: 128, right: 40, top: 4, bottom: 4 },
      tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, confine: true },
      xAxis: { type: 'value', ...NO_AXIS },
      yAxis: {
        type: 'category',
        inverse: true,
        data: lines.map(({ name }) => name),
        ...AXIS(ink),
        axisTick: { show: false },
      },
      series: [
        {
          name: text.pieces,
          type: 'bar',
          barWidth: 18,
          data: lines.map(({ count }) => count),
          itemStyle: { color: ink.colors[2] },
          label: { show: true, position: 'right', color: ink.ink },
        },
      ],
    }),
  }
}

/** On which days of the month articles came; days off are pale. */
export function daysDrawing({ days }: QualityView): Drawing {
  const isEmpty = days.every(({ handedIn }) => handedIn === 0)
  return {
    title: text.days,
    note: text.daysNote,
    height: 190,
    heads: [text.day, text.pieces],
    rows: isEmpty ? [] : days.map(({ day, handedIn }) => [shortDay(day), handedIn]),
    option: ink => ({
      grid: { left: 34, right: 8, top: 12, bottom: 24 },
      tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, confine: true },
      xAxis: {
        type: 'category',
        data: days.map(({ day }) => String(Number(day.slice(8)))),
        ...AXIS(ink),
        axisTick: { show: false },
      },
      yAxis: {
        type: 'value',
        minInterval: 1,
        axisLabel: { color: ink.ink },
        splitLine: { lineStyle: { color: ink.line } },
      },
      series: [
        {
          name: text.pieces,
          type: 'bar',
          barCategoryGap: '20%',
          data: days.map(({ handedIn, works }) => ({
            value: handedIn,
            itemStyle: { color: works ? ink.colors[0] : ink.pale },
          })),
        },
      ],
    }),
  }
}

/** Month by month: of ten handed in, how many are adopted. */
export function monthsDrawing({ months }: QualityView): Drawing {
  const lines = months.flatMap(({ period, quality }) =>
    quality.perTenX100 === null ? [] : [{ period, value: decimalOf(pointsOfHundredths(quality.perTenX100)), quality }],
  )
  return {
    title: text.months,
    note: text.monthsNote,
    height: 190,
    heads: [text.month, zh.quality.columns.handedIn, zh.quality.columns.adopted, zh.quality.columns.perTen],
    rows: lines.map(({ period, value, quality }) => [
      chinesePeriod(period),
      quality.handedIn,
      quality.adopted,
      value.toFixed(1),
    ]),
    option: ink => ({
      grid: { left: 34, right: 8, top: 18, bottom: 24 },
      tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, confine: true },
      xAxis: {
        type: 'category',
        data: lines.map(({ period }) => `${monthNumber(period)}${zh.standing.monthMark}`),
        ...AXIS(ink),
        axisTick: { show: false },
      },
      yAxis: { type: 'value', max: 10, axisLabel: { color: ink.ink }, splitLine: { lineStyle: { color: ink.line } } },
      series: [
        {
          name: zh.quality.columns.perTen,
          type: 'bar',
          barMaxWidth: 36,
          data: lines.map(({ value }) => value.toFixed(1)),
          itemStyle: { color: ink.colors[1] },
          label: { show: true, position: 'top', color: ink.ink },
        },
      ],
    }),
  }
}
