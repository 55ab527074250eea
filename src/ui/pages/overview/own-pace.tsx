import type { Output } from '../../../api.ts'
import { chineseDate, type Period, periodOf } from '../../../domain/calendar.ts'
import { percentOf } from '../../../domain/quality.ts'
import { useAnswer } from '../../answers.ts'
import { Answer } from '../../parts/answer.tsx'
import { Go } from '../../parts/go.tsx'
import { Section } from '../../parts/page-head.tsx'
import { useSession } from '../../session.ts'
import { zh } from '../../zh.ts'

const text = zh.quality.pace

/** From this day of the month on, what is still missing is said again: there is time, and not much. */
const REMIND_FROM = 20
/** A share of the past that is worth a word: three of some twenty working days would be one in seven. */
const LATE_PERCENT = 30
/** A share of 动态 that is worth a word. */
const NEWS_PERCENT = 60

/** How the own unit hands in, shown to it before the office sees it; and from the 20th on what is missing this month. */
export function OwnPace({ period, daysLeft }: { period: Period; daysLeft: number }) {
  const pace = useAnswer('quality.get', { period })
  const { today } = useSession()
  const isNow = periodOf(today) === period && Number(today.slice(8)) >= REMIND_FROM
  const duties = useAnswer('duty.list', isNow ? { period } : null)
  return (
    <Section title={text.title} note={<Go to={`/quality?period=${period}`}>{text.more}</Go>}>
      <Answer of={pace}>
        {answer => (
          <div className="pace">
            {sentencesOf(answer).map(sentence => (
              <p key={sentence}>{sentence}</p>
            ))}
            {!answer.isOver && <p className="quiet">{text.first}</p>}
          </div>
        )}
      </Answer>
      {duties.data !== undefined && <Missing duties={duties.data.duties} daysLeft={daysLeft} />}
    </Section>
  )
}

/** What the numbers say, one thing a sentence, nothing where there is nothing to say. */
function sentencesOf({ unit }: Output<'quality.get'>): string[] {
  if (unit === null) return []
  const { quality, timing, past } = unit
  const [before, last] = [percentOf(past.lastThree, past.dated), percentOf(timing.lastThree ?? 0, timing.dated)]
  const news = percentOf(quality.classes.news, quality.told)
  return [
    ...(quality.handedIn === 0 ? [text.none] : timing.lastThree === null ? [text.soFar(quality.handedIn)] : []),
    ...(timing.lastThree !== null && timing.lastThree > 0 && last !== null
      ? [text.lastThree(timing.lastThree, last)]
      : []),
    ...timing.bursts.map(({ first, last: end, count }) =>
      text.burst(first === end ? chineseDate(first) : text.span(chineseDate(first), chineseDate(end)), count),
    ),
    ...(before === null
      ? []
      : [before >= LATE_PERCENT ? text.pastLast(before, past.months) : text.pastEven(past.months)]),
    ...(news !== null && news >= NEWS_PERCENT ? [text.news(news)] : []),
  ]
}

function Missing({ duties, daysLeft }: { duties: Output<'duty.list'>['duties']; daysLeft: number }) {
  const left = duties.filter(duty => duty.left > 0)
  if (duties.length === 0) return null
  return (
    <div className="pace">
      <p>{left.length === 0 ? text.complete : text.missing(daysLeft)}</p>
      <ul>
        {left.map(duty => (
          <li key={`${duty.why} ${duty.clause} ${duty.what}`}>
            {zh.duty.why[duty.why]} · {duty.what} {duty.has}/{duty.needs} <q>{duty.clause}</q>
          </li>
        ))}
      </ul>
    </div>
  )
}
