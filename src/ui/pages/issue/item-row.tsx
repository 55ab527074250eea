import { Button } from 'antd'
import type { KeyboardEvent } from 'react'
import type { WaitingArticle } from '../../../api/bulletin.ts'
import type { BulletinColumn } from '../../../domain/issue.ts'
import { zh } from '../../zh.ts'
import type { Placed, Spot } from './arranging.ts'
import type { Dragging } from './board.tsx'

const text = zh.issue.board

/** One item of a column: dragged by the pointer, moved by its keys or by the buttons that a phone shows. */
export function ItemRow({
  item,
  at,
  column,
  mark,
  drag,
  others,
  isLast,
  onKey,
  onPlace,
  onRemove,
  onCredits,
}: {
  item: Placed
  at: number
  column: BulletinColumn
  mark: string
  drag: Dragging
  others: readonly BulletinColumn[]
  isLast: boolean
  onKey: (event: KeyboardEvent) => void
  onPlace: (spot: Spot) => void
  onRemove: () => void
  onCredits: () => void
}) {
  const names = item.credits.map(({ name }) => name).join('、')
  const deed = (word: string): string => text.deedOf(word, item.title)
  return (
    <li
      className={['issue-item', mark, drag.held?.article === item.article ? 'dragged' : ''].join(' ')}
      draggable
      onDragStart={event => drag.begin(event, item)}
      onDragEnd={drag.end}
      onDragOver={event => {
        const { top, height } = event.currentTarget.getBoundingClientRect()
        drag.over(event, { column: column.key, at: event.clientY < top + height / 2 ? at : at + 1 })
      }}
      onDrop={drag.drop}
    >
      <span className="item-at" aria-hidden="true">
        {at + 1}
      </span>
      <div>
        <button
          type="button"
          id={`item-${item.article}`}
          className="item-title"
          aria-label={text.place(item.title, column.name, at + 1)}
          onKeyDown={onKey}
        >
          {item.title}
        </button>
        <p className="item-facts">
          <button type="button" className="item-credits" aria-label={text.creditsOf(item.title)} onClick={onCredits}>
            {names === '' ? text.creditsNone : text.credits(names)}
          </button>
          <span>{text.characters(item.characters)}</span>
          {item.merged && <span className="badge">{text.merged}</span>}
        </p>
        {!item.ready && <p className="needs-action">{text.notReady}</p>}
        <p className="item-deeds">
          <button
            type="button"
            aria-label={deed(text.up)}
            disabled={at === 0}
            onClick={() => onPlace({ column: column.key, at: at - 1 })}
          >
            ↑
          </button>
          <button
            type="button"
            aria-label={deed(text.down)}
            disabled={isLast}
            onClick={() => onPlace({ column: column.key, at: at + 2 })}
          >
            ↓
          </button>
          {others.map(other => (
            <button
              key={other.key}
              type="button"
              aria-label={deed(text.moveTo(other.name))}
              onClick={() => onPlace({ column: other.key, at: 0 })}
            >
              {`→ ${other.name}`}
            </button>
          ))}
          <button type="button" aria-label={deed(text.remove)} onClick={onRemove}>
            ×
          </button>
        </p>
      </div>
    </li>
  )
}

/** An adopted article that stands in no issue yet. */
export const WaitingRow = ({
  waiting,
  column,
  drag,
  item,
  onPlace,
}: {
  waiting: WaitingArticle
  column: BulletinColumn
  drag: Dragging
  item: Placed
  onPlace: () => void
}) => (
  <li className="issue-item" draggable onDragStart={event => drag.begin(event, item)} onDragEnd={drag.end}>
    <div>
      <strong>{waiting.title}</strong>
      <div className="waiting-foot">
        <p className="item-facts">
          <span>{waiting.units.map(({ name }) => name).join('、')}</span>
          <span>{text.characters(waiting.characters)}</span>
          {waiting.merged && <span className="badge">{text.merged}</span>}
        </p>
        <Button size="small" aria-label={text.deedOf(text.placeIn(column.name), waiting.title)} onClick={onPlace}>
          {text.placeIn(column.name)}
        </Button>
      </div>
    </div>
  </li>
)
