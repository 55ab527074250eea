import { daysBetween, type LocalDate } from '../../domain/calendar.ts'
import { shortDay } from '../format.ts'
import { useSession } from '../session.ts'
import { zh } from '../zh.ts'

/** Days before a deadline from which on it is urgent. */
const SOON = 2

/** A deadline with the days that are left; urgent ones in the colour of what needs to be done. `done`: only the day. */
export function Due({ on, done = false }: { on: LocalDate | null; done?: boolean }) {
  const { today } = useSession()
  if (on === null) return null
  const left = daysBetween(today, on)
  return (
    <span className="due">
      <span className="when">{shortDay(on)}</span>
      {!done && (
        <span className={left < 0 ? 'needs-action' : left <= SOON ? 'soon' : 'quiet'}>{zh.commission.left(left)}</span>
      )}
    </span>
  )
}
