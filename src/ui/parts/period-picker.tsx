import { Button } from 'antd'
import type { PeriodView } from '../../api.ts'
import { chinesePeriod, type Period } from '../../domain/calendar.ts'
import { zh } from '../zh.ts'
import { Pick } from './choice.tsx'

/** The month a page opens with: the one of the address, else the latest one that holds anything. */
export const periodIn = (periods: readonly PeriodView[], asked: string | undefined): PeriodView | undefined =>
  periods.find(one => one.period === asked) ?? [...periods].sort((a, b) => (a.period < b.period ? 1 : -1))[0]

/** Steps through the months there are, and jumps to any. */
export function PeriodPicker({
  periods,
  value,
  onChange,
}: {
  periods: readonly PeriodView[]
  value: Period
  onChange: (period: Period) => void
}) {
  const known = [...periods].sort((a, b) => (a.period < b.period ? 1 : -1))
  const at = known.findIndex(one => one.period === value)
  const later = known[at - 1]
  const earlier = known[at + 1]
  return (
    <span className="period-picker">
      <Button
        disabled={earlier === undefined}
        aria-label={zh.common.earlier}
        onClick={() => earlier && onChange(earlier.period)}
      >
        ‹
      </Button>
      <Pick
        label={zh.common.month}
        value={value}
        options={known.map(one => ({
          value: one.period,
          label: `${chinesePeriod(one.period)} ${zh.common.states[one.state]}`,
        }))}
        onChange={onChange}
      />
      <Button
        disabled={later === undefined}
        aria-label={zh.common.later}
        onClick={() => later && onChange(later.period)}
      >
        ›
      </Button>
    </span>
  )
}
