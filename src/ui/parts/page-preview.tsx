import { type CSSProperties, type ReactNode, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { BlockView } from '../../api.ts'
import { zh } from '../zh.ts'

/**
 * The printed pages on screen: A4 with the margins and 22 lines of GB/T 9704. Close to the .docx, not equal to it: only the word
 * processor breaks pages exactly. All sizes hang on `--page`, the width of a sheet, so that it fits a phone as well.
 */
type Paragraph = Extract<BlockView, { kind: 'paragraph' }>
type Table = Extract<BlockView, { kind: 'table' }>
type Piece =
  | { readonly kind: 'paragraph'; readonly key: string; readonly block: Paragraph }
  | { readonly kind: 'row'; readonly key: string; readonly table: Table; readonly index: number }

/** The widest sheet shown, in CSS pixels: A4 at 96 dpi. */
const SHEET_MAX = 794
/** Height of the type area over the width of the sheet: 225 mm / 210 mm. */
const TYPE_AREA = 225 / 210

export function PagePreview({ blocks, onPages }: { blocks: readonly BlockView[]; onPages?: (pages: number) => void }) {
  const host = useRef<HTMLDivElement>(null)
  const ruler = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(SHEET_MAX)
  const [pages, setPages] = useState<readonly (readonly Piece[])[]>([])
  const pieces = useMemo(() => piecesOf(blocks), [blocks])

  useLayoutEffect(() => {
    if (host.current === null) return undefined
    const watch = new ResizeObserver(
      ([entry]) => entry !== undefined && setWidth(Math.min(SHEET_MAX, Math.floor(entry.contentRect.width))),
    )
    watch.observe(host.current)
    return () => watch.disconnect()
  }, [])

  useLayoutEffect(() => {
    if (ruler.current === null || width === 0) return
    const heights = new Map<string, number>()
    for (const measured of ruler.current.querySelectorAll<HTMLElement>('[data-key]')) {
      heights.set(measured.dataset.key ?? '', measured.getBoundingClientRect().height)
    }
    const broken = paginate(pieces, heights, width * TYPE_AREA)
    setPages(broken)
    onPages?.(broken.length)
  }, [pieces, width, onPages])

  const sheet: CSSProperties & Record<'--page', string> = { '--page': `${width}px` }
  return (
    <div ref={host} className="pages" style={sheet}>
      <div ref={ruler} className="ruler" aria-hidden="true">
        <Run pieces={pieces} />
      </div>
      {pages.map((page, index) => (
        <section
          key={page[0]?.key ?? index}
          className="sheet-page"
          aria-label={zh.notice.page(index + 1, pages.length)}
        >
          <Run pieces={page} />
          <p className={index % 2 === 0 ? 'page-number odd' : 'page-number even'}>{`— ${index + 1} —`}</p>
        </section>
      ))}
    </div>
  )
}

const piecesOf = (blocks: readonly BlockView[]): Piece[] =>
  blocks.flatMap((block, at): Piece[] =>
    block.kind === 'paragraph'
      ? [{ kind: 'paragraph', key: `${at}`, block }]
      : block.rows.map((_, index) => ({ kind: 'row', key: `${at}.${index}`, table: block, index })),
  )

/** Fills pages from top to bottom: the attachment starts a page, a table's head is repeated, titles and heads keep with what follows. */
function paginate(pieces: readonly Piece[], heights: ReadonlyMap<string, number>, full: number): Piece[][] {
  const pages: Piece[][] = [[]]
  let used = 0
  const heightOf = (piece: Piece): number => heights.get(piece.key) ?? 0
  const heightKept = (at: number): number => {
    const [piece, next] = [pieces[at], pieces[at + 1]]
    if (piece === undefined) return 0
    return heightOf(piece) + (next !== undefined && keepsWithNext(piece) ? heightKept(at + 1) : 0)
  }
  pieces.forEach((piece, at) => {
    const startsPage = piece.kind === 'paragraph' && piece.block.role === 'attachment-label'
    if ((startsPage && at > 0) || used + heightKept(at) > full) {
      const head = isBodyRow(piece)
        ? pieces.filter(one => one.kind === 'row' && one.table === piece.table && !isBodyRow(one))
        : []
      pages.push([...head])
      used = head.reduce((sum, one) => sum + heightOf(one), 0)
    }
    pages[pages.length - 1]?.push(piece)
    used += heightOf(piece)
  })
  return pages
}

const isBodyRow = (piece: Piece): piece is Extract<Piece, { kind: 'row' }> =>
  piece.kind === 'row' && piece.index >= piece.table.headRows

const keepsWithNext = (piece: Piece): boolean =>
  piece.kind === 'row'
    ? !isBodyRow(piece)
    : /title|section|unit-head|^article$|^column$|contents-head|foreword/.test(piece.block.role)

/** Pieces in a row: neighbouring rows of one table stand in one table. */
function Run({ pieces }: { pieces: readonly Piece[] }): ReactNode {
  const runs: Piece[][] = []
  for (const piece of pieces) {
    const before = runs[runs.length - 1]?.[0]
    if (piece.kind === 'row' && before?.kind === 'row' && before.table === piece.table)
      runs[runs.length - 1]?.push(piece)
    else runs.push([piece])
  }
  return runs.map(run => {
    const first = run[0]
    if (first === undefined) return null
    return first.kind === 'paragraph' ? (
      <PrintedParagraph key={first.key} piece={first} />
    ) : (
      <PrintedTable key={first.key} rows={run} />
    )
  })
}

function PrintedParagraph({ piece }: { piece: Extract<Piece, { kind: 'paragraph' }> }) {
  const { text, role, label = '' } = piece.block
  // A masthead is as large as its line allows.
  const letters: CSSProperties & Record<'--letters', number> = { '--letters': text.length }
  return (
    <p data-key={piece.key} className={`print-${role}`} {...(role === 'masthead' ? { style: letters } : {})}>
      <Named text={text} label={label} heads={role === 'unit-head'} />
    </p>
  )
}

/** A text whose beginning (a unit's head) or end (a source, what stands at the right edge) has a look of its own. */
function Named({ text, label, heads }: { text: string; label: string; heads: boolean }) {
  if (label !== '' && heads && text.startsWith(label))
    return (
      <>
        <strong>{label}</strong>
        {text.slice(label.length)}
      </>
    )
  if (label !== '' && !heads && text.endsWith(label))
    return (
      <>
        <span>{text.slice(0, text.length - label.length)}</span>
        <span className="print-label">{label}</span>
      </>
    )
  return text
}

function PrintedTable({ rows }: { rows: readonly Piece[] }) {
  return (
    <table className="print-table">
      <tbody>
        {rows.map(row =>
          row.kind === 'row' ? (
            <tr key={row.key} data-key={row.key}>
              {(row.table.rows[row.index] ?? []).map((cell, at) => {
                const Cell = row.index < row.table.headRows ? 'th' : 'td'
                return (
                  // A cell's place in its row is its only name.
                  <Cell key={at} rowSpan={cell.rowSpan ?? 1} colSpan={cell.colSpan ?? 1}>
                    {cell.text}
                  </Cell>
                )
              })}
            </tr>
          ) : null,
        )}
      </tbody>
    </table>
  )
}
