import { Drawer } from 'antd'
import type { ListedHandIn } from '../../../api/quality.ts'
import { ReasonCode } from '../../../domain/article.ts'
import { chinesePeriod, type Period } from '../../../domain/calendar.ts'
import { UnitId } from '../../../domain/model.ts'
import { classOf, QualityClass } from '../../../domain/quality.ts'
import { useAnswer } from '../../answers.ts'
import { shortDay } from '../../format.ts'
import { Answer } from '../../parts/answer.tsx'
import { ExportButton } from '../../parts/export.tsx'
import { Go } from '../../parts/go.tsx'
import { useRights } from '../../session.ts'
import { zh } from '../../zh.ts'

const text = zh.quality

/** Which number is asked about: `handedIn`, a kind, an end, `upper`, `lastThree`, `inBursts`, or `reason-…`. */
export type What = string

const isClass = (what: What): what is QualityClass => QualityClass.safeParse(what).success
const reasonIn = (what: What): ReasonCode | null => {
  const reason = ReasonCode.safeParse(what.replace(/^reason-/, ''))
  return what.startsWith('reason-') && reason.success ? reason.data : null
}

/** What a number counts, in words. */
export function whatWords(what: What): string {
  if (isClass(what)) return text.classes[what]
  const reason = reasonIn(what)
  if (reason !== null) return zh.article.reasons[reason]
  switch (what) {
    case 'adopted':
      return text.figures.adopted
    case 'returned':
      return text.figures.returned
    case 'declined':
      return text.figures.declined
    case 'upper':
      return text.figures.upper
    case 'lastThree':
      return text.figures.lastThree
    case 'inBursts':
      return text.figures.inBursts
    default:
      return text.figures.handedIn
  }
}

/** Whether a hand-in is among those a number counts. */
function isMeant(one: ListedHandIn, what: What): boolean {
  if (isClass(what)) return one.genre !== null && classOf(one.genre) === what
  const reason = reasonIn(what)
  if (reason !== null) return one.reasons.includes(reason)
  switch (what) {
    case 'adopted':
    case 'returned':
    case 'declined':
      return one.outcome === what
    case 'upper':
      return one.upper > 0
    case 'lastThree':
      return one.isLast
    case 'inBursts':
      return one.isInBurst
    default:
      return !one.adoptionOnly
  }
}

interface Props {
  readonly period: Period
  /** '' for all units. */
  readonly unit: string
  readonly name: string
  readonly what: What | null
  readonly onClose: () => void
}

/** The articles behind a number, each with what is known of it. */
export function Behind({ period, unit, name, what, onClose }: Props) {
  return (
    <Drawer
      open={what !== null}
      onClose={onClose}
      size="min(620px, 100vw)"
      title={what === null ? '' : text.behind.title(name, whatWords(what))}
      destroyOnHidden
    >
      {what !== null && <Listed period={period} unit={unit} name={name} what={what} />}
    </Drawer>
  )
}

function Listed({ period, unit, name, what }: Omit<Props, 'onClose' | 'what'> & { what: What }) {
  const asked = UnitId.safeParse(unit)
  const input = asked.success ? { period, unit: asked.data } : { period }
  const answer = useAnswer('quality.get', input)
  return (
    <Answer of={answer}>
      {({ handIns }) => {
        const meant = handIns.filter(one => isMeant(one, what))
        return (
          <>
            <p className="row">
              <span className="quiet">{text.behind.count(meant.reduce((sum, one) => sum + one.quantity, 0))}</span>
              {handIns.length > 0 && (
                <ExportButton
                  of="quality.get"
                  input={input}
                  name={text.behind.exportName(name, chinesePeriod(period))}
                />
              )}
            </p>
            {meant.length === 0 && <p className="quiet">{text.behind.empty}</p>}
            <ol className="hand-ins">
              {meant.map(one => (
                <li key={`${one.fact} ${one.unit}`}>
                  <HandInLine one={one} showUnit={!asked.success} />
                </li>
              ))}
            </ol>
          </>
        )
      }}
    </Answer>
  )
}

/** One article of a list: title, unit, day, kind, end and why. */
function HandInLine({ one, showUnit }: { one: ListedHandIn; showUnit: boolean }) {
  const may = useRights()
  const to = `${may('article.pool') === null ? '/my-article' : '/article'}?article=${one.article ?? ''}`
  const title = one.title === '' ? text.behind.noTitle(one.quantity) : one.title
  const marks = [
    ...(showUnit ? [one.name] : []),
    ...(one.genre === null ? [] : [text.classes[classOf(one.genre)]]),
    one.adoptionOnly && one.outcome === 'adopted' ? text.behind.adoptionOnly : text.outcomes[one.outcome],
    ...one.reasons.map(reason => zh.article.reasons[reason]),
    ...(one.upper > 0 ? [text.behind.upper(one.upper)] : []),
    ...(one.isLast ? [text.behind.isLast] : []),
    ...(one.isInBurst ? [text.behind.isInBurst] : []),
  ]
  return (
    <>
      {one.on !== null && <time dateTime={one.on}>{shortDay(one.on)}</time>}
      <span>
        {one.opens ? <Go to={to}>{title}</Go> : title}
        <span className="quiet hand-in-marks">{[...new Set(marks)].join(' · ')}</span>
      </span>
    </>
  )
}
