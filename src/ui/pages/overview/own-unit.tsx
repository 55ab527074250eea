import type { Period } from '../../../domain/calendar.ts'
import { formatPoints } from '../../../domain/points.ts'
import { useAnswer } from '../../answers.ts'
import { shortDay } from '../../format.ts'
import { Answer } from '../../parts/answer.tsx'
import { Go } from '../../parts/go.tsx'
import { Section } from '../../parts/page-head.tsx'
import { zh } from '../../zh.ts'

/** The own unit's month: where it stands, why, and what is still missing before it is too late. */
export function OwnUnit({ period }: { period: Period }) {
  const own = useAnswer('unit.own', { period })
  return (
    <Answer of={own}>
      {unit => (
        <Section
          id="own"
          title={zh.todo.own.title(unit.name)}
          note={<Go to={`/standing?period=${period}&unit=${unit.unit}&span=month`}>{zh.todo.own.why}</Go>}
        >
          <ul className="figures">
            <li>
              <Go to={`/standing?period=${period}&unit=${unit.unit}&span=month`}>
                <span className="figure-label">{zh.todo.own.points}</span>
                <span className="figure-value">{formatPoints(unit.month)}</span>
              </Go>
            </li>
            <li>
              <Go to={`/standing?period=${period}&unit=${unit.unit}&span=year`}>
                <span className="figure-label">{zh.todo.own.year}</span>
                <span className="figure-value">{formatPoints(unit.yearTotal)}</span>
              </Go>
            </li>
            <li>
              <Go to={`/standing?period=${period}`}>
                <span className="figure-label">{`${zh.todo.own.rank} · ${unit.group}`}</span>
                <span className="figure-value">{unit.rank}</span>
                <span className="quiet">
                  {zh.todo.own.rankOf(unit.rank, unit.of)}
                  {unit.before !== null && `，${zh.todo.own.rankMove(unit.before, unit.rank)}`}
                </span>
              </Go>
            </li>
          </ul>
          <h3>{zh.todo.own.missing}</h3>
          {unit.missing.length === 0 && unit.openCommissions.length === 0 ? (
            <p className="quiet">{zh.todo.own.nothingMissing}</p>
          ) : (
            <ul className="remarks">
              {unit.missing.map(what => (
                <li key={what} className="needs-action">
                  {zh.todo.own.missingBase(what, unit.daysLeft)}
                </li>
              ))}
              {unit.openCommissions.map(one => (
                <li key={one.id} className={one.late ? 'needs-action' : ''}>
                  <Go to={`/commission?id=${one.id}`}>
                    {one.late && one.dueOn !== null
                      ? zh.todo.own.late(one.title, shortDay(one.dueOn))
                      : zh.todo.own.commission(one.title, one.dueOn === null ? '' : shortDay(one.dueOn))}
                  </Go>
                </li>
              ))}
            </ul>
          )}
        </Section>
      )}
    </Answer>
  )
}
