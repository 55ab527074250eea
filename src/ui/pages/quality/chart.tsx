import { App, Button } from 'antd'
import { BarChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TitleComponent, TooltipComponent } from 'echarts/components'
import { type EChartsCoreOption, init, use } from 'echarts/core'
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { useDark } from '../../preferences.ts'
import { save } from '../../save.ts'
import { zh } from '../../zh.ts'

use([BarChart, GridComponent, LegendComponent, TitleComponent, TooltipComponent, SVGRenderer, CanvasRenderer])

const text = zh.quality.charts

/** What a chart is drawn with: ink and colours of the page, or of a picture on white paper. */
export interface Ink {
  readonly ink: string
  readonly line: string
  /** 问题建议类, 经验类, 动态类, 约稿; the first alone where there is one kind of bar. */
  readonly colors: readonly [string, string, string, string]
  readonly pale: string
  /** On the bars. */
  readonly onColor: string
}

const LIGHT: Ink = {
  ink: '#4a463f',
  line: '#ddd8cd',
  colors: ['#1f5673', '#44632b', '#8a6a3a', '#6b3f7a'],
  pale: '#cbc4b6',
  onColor: '#ffffff',
}
const DARK: Ink = {
  ink: '#cfc8bb',
  line: '#3a3631',
  colors: ['#8fc0dd', '#a9c98a', '#dcae62', '#c9a0d8'],
  pale: '#5b564d',
  onColor: '#151412',
}

/** A chart with the same numbers as a table. */
export interface Drawing {
  readonly title: string
  readonly note: string
  /** How many CSS pixels it is high. */
  readonly height: number
  readonly option: (ink: Ink) => EChartsCoreOption
  readonly heads: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
}

/** Of the picture that is kept: wide enough for half a page of a report, twice as many points. */
const PICTURE = { width: 900, head: 64, ratio: 2 } as const

/** One chart, its numbers as a table below it, and the way to keep it as a picture. `source` is printed in the picture: whose, of when. */
export function Chart({ drawing, source, month }: { drawing: Drawing; source: string; month: string }) {
  const host = useRef<HTMLDivElement>(null)
  const dark = useDark()
  const { message } = App.useApp()
  useEffect(() => {
    if (host.current === null || drawing.rows.length === 0) return undefined
    const chart = init(host.current, null, { renderer: 'svg' })
    chart.setOption(dressed(drawing.option(dark ? DARK : LIGHT)))
    const watch = new ResizeObserver(() => chart.resize())
    watch.observe(host.current)
    return () => {
      watch.disconnect()
      chart.dispose()
    }
  }, [drawing, dark])
  const keep = (): void => {
    const picture = pictureOf(drawing, source)
    if (picture === null) void message.error(text.failed)
    else save(picture, text.pictureName(month, drawing.title))
  }
  return (
    <figure className="quality-chart">
      <figcaption>
        <h3>{drawing.title}</h3>
        <span className="quiet">{drawing.note}</span>
        {drawing.rows.length > 0 && (
          <Button size="small" type="text" onClick={keep} aria-label={`${drawing.title} ${text.picture}`}>
            {text.picture}
          </Button>
        )}
      </figcaption>
      {drawing.rows.length === 0 ? (
        <p className="quiet">{text.none}</p>
      ) : (
        <>
          <div ref={host} style={{ height: drawing.height }} role="img" aria-label={text.label(drawing.title)} />
          <Numbers drawing={drawing} />
        </>
      )}
    </figure>
  )
}

function Numbers({ drawing }: { drawing: Drawing }) {
  return (
    <details className="fold">
      <summary>{text.asTable}</summary>
      <div className="scroll" tabIndex={-1}>
        <table className="figures-table small">
          <caption className="hidden-label">{drawing.title}</caption>
          <thead>
            <tr>
              {drawing.heads.map((head, at) => (
                <th key={head} scope="col" className={at === 0 ? '' : 'num'}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {drawing.rows.map(([first = '', ...rest]) => (
              <tr key={first}>
                <th scope="row">{first}</th>
                {rest.map((cell, at) => (
                  <td key={drawing.heads[at + 1]} className="num">
                    {cell}
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

const dressed = (option: EChartsCoreOption): EChartsCoreOption => ({
  animation: false,
  textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
  ...option,
})

/** The chart as a PNG with its title, on white; null where the browser gives no canvas. */
function pictureOf(drawing: Drawing, source: string): Blob | null {
  const host = document.createElement('div')
  host.style.cssText = `position:fixed;left:-9999px;width:${PICTURE.width}px;height:${drawing.height + PICTURE.head}px`
  document.body.append(host)
  const chart = init(host, null, { renderer: 'canvas', devicePixelRatio: PICTURE.ratio })
  try {
    const option = dressed(drawing.option(LIGHT))
    chart.setOption({
      ...option,
      tooltip: undefined,
      title: {
        text: drawing.title,
        subtext: `${source} · ${drawing.note}`,
        left: 16,
        top: 10,
        textStyle: { color: '#1e1c19', fontSize: 18, fontWeight: 600 },
        subtextStyle: { color: '#655f55', fontSize: 13 },
      },
      grid: lowered(option.grid),
      ...(option.legend === undefined ? {} : { legend: lowered(option.legend) }),
    })
    const address = chart.getDataURL({ type: 'png', pixelRatio: PICTURE.ratio, backgroundColor: '#ffffff' })
    const [, bytes = ''] = address.split(',')
    return new Blob([Uint8Array.from(atob(bytes), letter => letter.charCodeAt(0))], { type: 'image/png' })
  } catch {
    return null
  } finally {
    chart.dispose()
    host.remove()
  }
}

/** A part of a chart moved down, so that the title of the picture has its place. */
function lowered(part: unknown): object {
  const own: { top?: unknown } = typeof part === 'object' && part !== null ? part : {}
  return { ...own, top: (typeof own.top === 'number' ? own.top : 0) + PICTURE.head }
}
