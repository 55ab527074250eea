import { type ReactNode, useEffect, useMemo, useRef } from 'react'
import type { BlockView } from '../../api.ts'
import { zh } from '../zh.ts'
import type { Severity } from './finding-list.tsx'
import { type Piece, piecesOf, type Spot } from './locate.ts'

interface Props {
  readonly blocks: readonly BlockView[]
  /** The worst finding of each line. */
  readonly marks: ReadonlyMap<number, Severity>
  readonly spot: Spot | null
  readonly label: string
  /** The mark of a line was chosen. */
  readonly onMark: (line: number) => void
}

/** A notice as it was handed in, with its line numbers and a mark at each line that has a finding; the chosen spot is lit and in view. */
export function DocumentView({ blocks, marks, spot, label, onMark }: Props) {
  const host = useRef<HTMLElement>(null)
  const pieces = useMemo(() => piecesOf(blocks), [blocks])
  useEffect(() => {
    if (spot === null) return
    const row = host.current?.querySelector<HTMLElement>(`[data-line="${spot.line}"]`)
    if (row === null || row === undefined || host.current === null) return
    // Only the text scrolls, so the list of findings stays where the eye is; on a phone the text comes into view as well.
    const box = host.current.getBoundingClientRect()
    host.current.scrollTop += row.getBoundingClientRect().top - box.top - box.height * 0.4
    const cell = host.current.querySelector<HTMLElement>('.lit-cell')
    if (cell !== null) host.current.scrollLeft += cell.getBoundingClientRect().right - box.right + 24
    host.current.scrollIntoView({ block: 'nearest' })
  }, [spot])
  return (
    <section ref={host} className="document" aria-label={label}>
      {pieces.map(piece =>
        piece.kind === 'paragraph' ? (
          <Paragraph
            key={piece.line}
            piece={piece}
            mark={marks.get(piece.line)}
            spot={spot?.line === piece.line ? spot : null}
            onMark={onMark}
          />
        ) : (
          <Table key={piece.line} piece={piece} marks={marks} spot={spot} onMark={onMark} />
        ),
      )}
    </section>
  )
}

const lineClass = (mark: Severity | undefined, lit: boolean): string =>
  `${mark === undefined ? '' : `mark-${mark}`}${lit ? ' lit' : ''}`

function Paragraph({
  piece,
  mark,
  spot,
  onMark,
}: {
  piece: Extract<Piece, { kind: 'paragraph' }>
  mark: Severity | undefined
  spot: Spot | null
  onMark: Props['onMark']
}) {
  return (
    <p data-line={piece.line} className={`line role-${piece.role} ${lineClass(mark, spot !== null)}`}>
      <LineNumber line={piece.line} mark={mark} onMark={onMark} />
      <Quoted text={piece.text.replace(/^#+\s*/, '')} quote={spot?.quote ?? ''} />
    </p>
  )
}

function LineNumber({ line, mark, onMark }: { line: number; mark: Severity | undefined; onMark: Props['onMark'] }) {
  return (
    <span className="line-number">
      {line}
      {mark !== undefined && (
        <button
          type="button"
          className={`dot dot-${mark}`}
          aria-label={zh.audit.showFinding(line, zh.audit.severities[mark])}
          onClick={() => onMark(line)}
        >
          {zh.audit.severities[mark]}
        </button>
      )}
    </span>
  )
}

function Quoted({ text, quote }: { text: string; quote: string }): ReactNode {
  const at = quote === '' ? -1 : text.indexOf(quote)
  if (at === -1) return <span>{text}</span>
  return (
    <span>
      {text.slice(0, at)}
      <mark>{quote}</mark>
      {text.slice(at + quote.length)}
    </span>
  )
}

function Table({
  piece,
  marks,
  spot,
  onMark,
}: {
  piece: Extract<Piece, { kind: 'table' }>
  marks: Props['marks']
  spot: Spot | null
  onMark: Props['onMark']
}) {
  return (
    <div className="document-table">
      <table>
        <tbody>
          {piece.rows.map((row, index) => {
            const lit = spot?.line === row.line
            return (
              <tr key={`${row.line} ${index}`} data-line={row.line} className={lineClass(marks.get(row.line), lit)}>
                <td className="line-cell">
                  <LineNumber line={row.line} mark={marks.get(row.line)} onMark={onMark} />
                </td>
                {row.cells.map((cell, at) => (
                  <td
                    // Cells have no name of their own: their place in the row is what they are.
                    key={at}
                    rowSpan={cell.rowSpan ?? 1}
                    colSpan={cell.colSpan ?? 1}
                    className={lit && spot?.cell === at && index >= piece.headRows ? 'lit-cell' : ''}
                  >
                    {cell.text}
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
