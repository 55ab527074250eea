import { Button } from 'antd'
import type { IssueDetail } from '../../../api/bulletin.ts'
import { zh } from '../../zh.ts'
import type { Arranging, Placed } from './arranging.ts'

const text = zh.issue.board

/** Somebody else arranged the issue meanwhile: both arrangements beside each other, and a choice. */
export function Conflict({ issue, arranging }: { issue: IssueDetail; arranging: Arranging }) {
  return (
    <div className="problem" role="alert">
      <p>
        <strong>{text.stale}</strong>
      </p>
      <p>{text.staleHint}</p>
      <div className="arrangements">
        <Arrangement head={text.mine} issue={issue} items={arranging.items} />
        <Arrangement head={text.theirs} issue={issue} items={issue.items} />
      </div>
      <Button onClick={arranging.keepTheirs}>{text.keepTheirs}</Button>{' '}
      <Button onClick={arranging.keepMine}>{text.keepMine}</Button>
    </div>
  )
}

const Arrangement = ({ head, issue, items }: { head: string; issue: IssueDetail; items: readonly Placed[] }) => (
  <section aria-label={head}>
    <h3>{head}</h3>
    {items.length === 0 && <p className="quiet">{text.nothing}</p>}
    {issue.columns.map(column => {
      const own = items.filter(item => item.column === column.key)
      return own.length === 0 ? null : (
        <div key={column.key}>
          <p>{text.column(column.name, own.length)}</p>
          <ol>
            {own.map(item => (
              <li key={item.article}>
                {item.title} <span className="quiet">{item.credits.map(({ name }) => name).join('、')}</span>
              </li>
            ))}
          </ol>
        </div>
      )
    })}
  </section>
)
