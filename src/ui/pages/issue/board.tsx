import { Button } from 'antd'
import { type DragEvent, type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react'
import type { IssueDetail, WaitingArticle } from '../../../api/bulletin.ts'
import { Empty, ProblemAlert } from '../../parts/answer.tsx'
import { usePageKeys } from '../../parts/page-keys.ts'
import { zh } from '../../zh.ts'
import { type Arranging, inColumns, movedTo, type Placed, placedOf, type Spot, useArranging } from './arranging.ts'
import { Conflict } from './conflict.tsx'
import { CreditsDialog } from './credits-dialog.tsx'
import { ItemRow, WaitingRow } from './item-row.tsx'
import { Paper } from './paper.tsx'

const text = zh.issue.board

/** An issue as a board: what waits at the side, columns in the middle, its pages as they would be printed now. */
export function Board({ issue, onPages }: { issue: IssueDetail; onPages: (pages: number) => void }) {
  const arranging = useArranging(issue)
  const [credited, setCredited] = useState<Placed | null>(null)
  const drag = useDragging(issue, arranging)
  const { items } = arranging
  const waiting = issue.waiting.filter(one => !items.some(item => item.article === one.article))
  usePageKeys([{ key: 'Z', does: text.undoKey, act: () => arranging.undo(text.restored) }])
  return (
    <>
      {arranging.stale ? <Conflict issue={issue} arranging={arranging} /> : <ProblemAlert error={arranging.error} />}
      <div className="issue-board">
        <section className="issue-side" aria-label={text.waiting(waiting.length)}>
          <h2>{text.waiting(waiting.length)}</h2>
          <Waiting issue={issue} waiting={waiting} arranging={arranging} drag={drag} />
        </section>
        <section className="issue-middle" aria-label={text.label}>
          {issue.columns.map(column => (
            <Column
              key={column.key}
              issue={issue}
              column={column}
              arranging={arranging}
              drag={drag}
              onCredits={setCredited}
            />
          ))}
          <p className="quiet board-hint">
            {text.keys}
            <span className="saving">{arranging.saving ? text.saving : ''}</span>
          </p>
        </section>
        <LivePages issue={issue} items={items} onPages={onPages} />
      </div>
      <DidBar arranging={arranging} />
      <CreditsDialog
        item={credited}
        onClose={() => setCredited(null)}
        onSave={item => {
          arranging.change(
            items.map(one => (one.article === item.article ? item : one)),
            text.credited(item.title),
          )
          setCredited(null)
        }}
      />
    </>
  )
}

/** The pages as they would be printed now; folded away where they take the room. */
function LivePages(props: { issue: IssueDetail; items: readonly Placed[]; onPages: (pages: number) => void }) {
  const [pages, setPages] = useState(0)
  const { onPages } = props
  const count = useCallback(
    (found: number): void => {
      setPages(found)
      onPages(found)
    },
    [onPages],
  )
  return (
    <section className="issue-preview" aria-label={text.pages}>
      <details open>
        <summary>
          <h2>
            {text.pages} <span className="quiet note">{pages === 0 ? '' : text.pagesCount(pages)}</span>
          </h2>
        </summary>
        <Paper issue={props.issue} items={props.items} onPages={count} />
      </details>
    </section>
  )
}

export type Dragging = ReturnType<typeof useDragging>

/** What is dragged and where it would come down, for the pointer. */
function useDragging(issue: IssueDetail, arranging: Arranging) {
  const [held, setHeld] = useState<Placed | null>(null)
  const [spot, setSpot] = useState<Spot | null>(null)
  const end = (): void => {
    setHeld(null)
    setSpot(null)
  }
  return {
    held,
    spot,
    begin(event: DragEvent, item: Placed): void {
      event.dataTransfer.effectAllowed = 'move'
      event.dataTransfer.setData('text/plain', item.title)
      setHeld(item)
    },
    over(event: DragEvent, place: Spot): void {
      if (held === null) return
      event.preventDefault()
      event.stopPropagation()
      if (spot?.column !== place.column || spot.at !== place.at) setSpot(place)
    },
    drop(event: DragEvent): void {
      event.preventDefault()
      event.stopPropagation()
      if (held !== null && spot !== null) place(issue, arranging, held, spot)
      end()
    },
    end,
  }
}

/** Puts an item at a place and says so. `at` counts the column as it is shown, the item itself among it. */
export function place(issue: IssueDetail, arranging: Arranging, item: Placed, { column, at }: Spot): void {
  const shown = arranging.items.filter(one => one.column === column)
  const own = shown.findIndex(one => one.article === item.article)
  const target = own >= 0 && own < at ? at - 1 : at
  const name = issue.columns.find(one => one.key === column)?.name ?? ''
  const next = inColumns(movedTo(arranging.items, item, { column, at: target }), issue.columns)
  const landed = next.filter(one => one.column === column).findIndex(one => one.article === item.article)
  arranging.change(next, text.moved(item.title, name, landed + 1))
}

/** By keyboard: Alt with an arrow, Delete. Gives back whether the key meant something. */
function moveByKey(event: KeyboardEvent, issue: IssueDetail, arranging: Arranging, item: Placed): boolean {
  const inColumn = arranging.items.filter(one => one.column === item.column)
  const at = inColumn.findIndex(one => one.article === item.article)
  const columnAt = issue.columns.findIndex(one => one.key === item.column)
  const beside = issue.columns[columnAt + (event.key === 'ArrowRight' ? 1 : -1)]
  if (event.key === 'Delete') {
    remove(arranging, item)
    return true
  }
  if (!event.altKey) return false
  if (event.key === 'ArrowUp' && at > 0) place(issue, arranging, item, { column: item.column, at: at - 1 })
  else if (event.key === 'ArrowDown' && at < inColumn.length - 1)
    place(issue, arranging, item, { column: item.column, at: at + 2 })
  else if ((event.key === 'ArrowLeft' || event.key === 'ArrowRight') && beside !== undefined)
    place(issue, arranging, item, { column: beside.key, at: 0 })
  return event.key.startsWith('Arrow')
}

const remove = (arranging: Arranging, item: Placed): void =>
  arranging.change(
    arranging.items.filter(one => one.article !== item.article),
    text.removed(item.title),
  )

function Column({
  issue,
  column,
  arranging,
  drag,
  onCredits,
}: {
  issue: IssueDetail
  column: IssueDetail['columns'][number]
  arranging: Arranging
  drag: Dragging
  onCredits: (item: Placed) => void
}) {
  const items = arranging.items.filter(item => item.column === column.key)
  const focus = useKeptFocus()
  const over = drag.spot?.column === column.key
  return (
    <section
      className={over ? 'issue-column over' : 'issue-column'}
      aria-label={column.name}
      onDragOver={event => drag.over(event, { column: column.key, at: items.length })}
      onDrop={drag.drop}
    >
      <h2>{text.column(column.name, items.length)}</h2>
      {items.length === 0 && <p className="column-empty">{text.columnEmpty}</p>}
      <ol>
        {items.map((item, at) => (
          <ItemRow
            key={item.article}
            item={item}
            at={at}
            column={column}
            mark={
              over && drag.spot?.at === at
                ? 'before'
                : over && at === items.length - 1 && drag.spot?.at === items.length
                  ? 'after'
                  : ''
            }
            drag={drag}
            others={issue.columns.filter(one => one.key !== column.key)}
            isLast={at === items.length - 1}
            onKey={event => {
              if (!moveByKey(event, issue, arranging, item)) return
              event.preventDefault()
              focus(item)
            }}
            onPlace={spot => place(issue, arranging, item, spot)}
            onRemove={() => remove(arranging, item)}
            onCredits={() => onCredits(item)}
          />
        ))}
      </ol>
    </section>
  )
}

/** Keeps the keyboard on an item that moved, wherever it went. */
function useKeptFocus(): (item: Placed) => void {
  const kept = useRef<string | null>(null)
  useEffect(() => {
    if (kept.current === null) return
    document.getElementById(`item-${kept.current}`)?.focus()
    kept.current = null
  })
  return item => {
    kept.current = item.article
    // The column it came from may be drawn before the one it went to.
    requestAnimationFrame(() => document.getElementById(`item-${item.article}`)?.focus())
  }
}

function Waiting({
  issue,
  waiting,
  arranging,
  drag,
}: {
  issue: IssueDetail
  waiting: readonly WaitingArticle[]
  arranging: Arranging
  drag: Dragging
}) {
  if (waiting.length === 0) return <Empty title={text.waitingEmpty} hint={text.waitingEmptyHint} />
  return (
    <>
      <p className="quiet">{text.waitingHint}</p>
      <ol className="issue-waiting">
        {waiting.map(one => {
          const column = issue.columns.find(({ kind }) => kind !== null && kind === one.kind) ?? issue.columns[0]
          if (column === undefined) return null
          const item = placedOf(one, column.key)
          return (
            <WaitingRow
              key={one.article}
              waiting={one}
              column={column}
              drag={drag}
              item={item}
              onPlace={() => {
                const at = arranging.items.filter(({ column: key }) => key === column.key).length
                place(issue, arranging, item, { column: column.key, at })
              }}
            />
          )
        })}
      </ol>
    </>
  )
}

/** What was just done, with 撤销 (the key Z too). */
function DidBar({ arranging }: { arranging: Arranging }) {
  const { did } = arranging
  return (
    <div className="did" role="status">
      {did !== null && (
        <p className="did-bar">
          {did.says}
          {did.before !== null && (
            <Button size="small" onClick={() => arranging.undo(text.restored)}>
              {text.undo} <kbd>Z</kbd>
            </Button>
          )}
          <Button size="small" type="text" onClick={arranging.dismiss}>
            {zh.common.close}
          </Button>
        </p>
      )}
    </div>
  )
}
