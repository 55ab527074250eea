import { useEffect, useRef } from 'react'
import type { FindingView } from '../../api.ts'
import type { Place, Unread } from '../../domain/notice/notice.ts'
import { zh } from '../zh.ts'
import { Choice } from './choice.tsx'

/** Worst first, as a person works through them. */
const SEVERITIES = ['error', 'warning', 'question', 'info'] as const
export type Severity = (typeof SEVERITIES)[number]
export const isSeverity = (text: string | undefined): text is Severity => SEVERITIES.some(one => one === text)

/** The worse of the two. */
export const worse = (a: Severity | undefined, b: Severity): Severity =>
  a !== undefined && SEVERITIES.indexOf(a) <= SEVERITIES.indexOf(b) ? a : b

/** Where something stands, in words: 表1 · 阳谷局 · 累计分数. */
export function placeWords(place: Place): string {
  const words = [
    place.part === 'table' ? (place.table ?? zh.audit.parts.table) : zh.audit.parts[place.part],
    place.unit ?? '',
    place.column ?? '',
    place.item === undefined ? '' : zh.audit.placeItem(place.item),
    place.line === undefined ? '' : zh.audit.placeLine(place.line),
  ]
  return words.filter(word => word !== '').join(' · ')
}

interface Props {
  readonly findings: readonly FindingView[]
  readonly severity: Severity | ''
  readonly onSeverity: (severity: Severity | '') => void
  readonly chosen: number | null
  readonly onChoose: (index: number) => void
}

/** The findings by severity and, within one, in the order of the page. Choosing one shows its place. */
export function FindingList({ findings, severity, onSeverity, chosen, onChoose }: Props) {
  const shown = SEVERITIES.filter(one => severity === '' || one === severity)
  const numbered = findings.map((finding, index) => ({ finding, index }))
  return (
    <div className="findings">
      <Choice
        label={zh.audit.filter}
        value={severity}
        options={[
          { value: '', label: `${zh.audit.all} ${findings.length}` },
          ...SEVERITIES.map(one => ({
            value: one,
            label: `${zh.audit.severities[one]} ${findings.filter(finding => finding.severity === one).length}`,
          })),
        ]}
        onChange={onSeverity}
      />
      {shown.map(one => {
        const group = numbered
          .filter(({ finding }) => finding.severity === one)
          .sort((a, b) => lineOf(a.finding) - lineOf(b.finding))
        return group.length === 0 ? null : (
          <section key={one}>
            <h3 className={`severity severity-${one}`}>
              {zh.audit.severities[one]}{' '}
              <span className="quiet">{`${group.length} · ${zh.audit.severityMeans[one]}`}</span>
            </h3>
            <ul>
              {group.map(({ finding, index }) => (
                <li key={index}>
                  <FindingButton finding={finding} chosen={index === chosen} onChoose={() => onChoose(index)} />
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}

const lineOf = (finding: FindingView): number => finding.place.line ?? Number.POSITIVE_INFINITY

function FindingButton({ finding, chosen, onChoose }: { finding: FindingView; chosen: boolean; onChoose: () => void }) {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (chosen) button.current?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  return (
    <button
      ref={button}
      type="button"
      className={`finding finding-${finding.severity}`}
      aria-pressed={chosen}
      onClick={onChoose}
    >
      <strong>{finding.title}</strong>
      <span className="place">{placeWords(finding.place)}</span>
      <span className="finding-message">{finding.message}</span>
    </button>
  )
}

/** What was not understood and therefore not checked. */
export function UnreadList({ unread, onChoose }: { unread: readonly Unread[]; onChoose?: (place: Place) => void }) {
  if (unread.length === 0) return null
  return (
    <section className="unread">
      <h3>
        {zh.audit.unread} <span className="quiet">{unread.length}</span>
      </h3>
      <p className="quiet">{zh.audit.unreadHint}</p>
      <ul>
        {unread.map((one, index) => (
          <li key={`${index} ${placeWords(one.place)}`}>
            {onChoose === undefined ? (
              <span className="place">{placeWords(one.place)}</span>
            ) : (
              <button type="button" className="number place" onClick={() => onChoose(one.place)}>
                {placeWords(one.place)}
              </button>
            )}
            <span>{one.reason}</span>
            {one.place.quote !== undefined && <q>{one.place.quote}</q>}
          </li>
        ))}
      </ul>
    </section>
  )
}
