import { useMemo } from 'react'
import type { QualityView } from '../../../api/quality.ts'
import { chinesePeriod } from '../../../domain/calendar.ts'
import { useSession } from '../../session.ts'
import { zh } from '../../zh.ts'
import { Chart } from './chart.tsx'
import { classesDrawing, daysDrawing, monthsDrawing, reasonsDrawing } from './drawings.ts'

/** What a leader reads in a minute: of what kinds, why not used, when, and how much comes of it. */
export default function Charts({ view }: { view: QualityView }) {
  const { office } = useSession()
  const month = chinesePeriod(view.period)
  const drawings = useMemo(
    () => [classesDrawing(view), reasonsDrawing(view), daysDrawing(view), monthsDrawing(view)],
    [view],
  )
  return (
    <div className="quality-charts">
      {drawings.map(drawing => (
        <Chart
          key={drawing.title}
          drawing={drawing}
          month={month}
          source={zh.quality.charts.source(office.name, month)}
        />
      ))}
    </div>
  )
}
