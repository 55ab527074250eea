import { Button, Input } from 'antd'
import { useState } from 'react'
import type { ArticleRow } from '../../../api/article.ts'
import { ArticleState } from '../../../domain/article.ts'
import { ArticleId, CommissionId } from '../../../domain/model.ts'
import { useAddress } from '../../address.ts'
import { useAnswer } from '../../answers.ts'
import { shortClock } from '../../format.ts'
import { Answer, Empty } from '../../parts/answer.tsx'
import { ArticleBadge } from '../../parts/article/state.tsx'
import { Pick } from '../../parts/choice.tsx'
import { ExportButton } from '../../parts/export.tsx'
import { Go } from '../../parts/go.tsx'
import { PageHead } from '../../parts/page-head.tsx'
import { useRights } from '../../session.ts'
import { zh } from '../../zh.ts'
import { OwnArticle } from './own-article.tsx'
import { Writing } from './writing.tsx'

const text = zh.article.mine
const ROWS = 50

/** 报送: what the unit handed in and what became of it; one article; or writing one. Which of them stands in the address. */
export default function MyArticlePage() {
  const { filters, set } = useAddress()
  const asked = ArticleId.safeParse(filters.article)
  const id = asked.success ? asked.data : null
  // Each begun writing is its own, though the address may name its article later.
  if (filters.write !== undefined)
    return (
      <Writing
        key={filters.write}
        article={id}
        commission={commissionOf(filters.commission)}
        onLeave={to => set({ write: null, article: to, commission: null })}
      />
    )
  if (id !== null)
    return (
      <OwnArticle id={id} onBack={() => set({ article: null })} onWrite={article => set({ article, write: '1' })} />
    )
  return <List onCreate={() => set({ write: 'new', article: null })} />
}

/** The commission an article is begun for, as the page of 约稿 puts it into the address. */
function commissionOf(asked: string | undefined): CommissionId | null {
  const found = CommissionId.safeParse(asked)
  return found.success ? found.data : null
}

function List({ onCreate }: { onCreate: () => void }) {
  const { filters, set } = useAddress()
  const may = useRights()
  const [limit, setLimit] = useState(ROWS)
  const state = ArticleState.options.find(one => one === filters.state)
  const asked = {
    ...(state === undefined ? {} : { states: [state] }),
    ...(filters.text === undefined ? {} : { text: filters.text }),
  }
  const mine = useAnswer('article.mine', { ...asked, limit })
  const create = may('article.save-draft') !== null && (
    <Button type="primary" onClick={onCreate}>
      {text.create}
    </Button>
  )
  return (
    <>
      <PageHead
        title={text.title}
        aside={mine.data !== undefined && <span className="quiet">{zh.article.count(mine.data.total)}</span>}
      >
        <ExportButton of="article.mine" input={asked} name={text.title} />
        {create}
      </PageHead>
      <Answer of={mine}>
        {answer => (
          <>
            <p className="filter">
              <Input
                type="search"
                allowClear
                aria-label={text.search}
                placeholder={text.search}
                value={filters.text ?? ''}
                onChange={event => set({ text: event.target.value })}
              />
              <Pick
                label={zh.article.pool.state}
                value={state ?? ''}
                options={[
                  { value: '', label: text.all },
                  ...ArticleState.options
                    .filter(one => one === state || (answer.byState[one] ?? 0) > 0)
                    .map(one => ({ value: one, label: `${zh.article.states[one]} ${answer.byState[one] ?? 0}` })),
                ]}
                onChange={value => set({ state: value })}
              />
            </p>
            {answer.articles.length === 0 ? (
              state === undefined && filters.text === undefined ? (
                <Empty title={text.empty} hint={text.emptyHint} />
              ) : (
                <Empty title={text.noMatch} />
              )
            ) : (
              <Rows rows={answer.articles} />
            )}
            {answer.total > answer.articles.length && limit < 200 && (
              <p className="row">
                <Button onClick={() => setLimit(200)}>{zh.article.pool.more}</Button>
              </p>
            )}
          </>
        )}
      </Answer>
    </>
  )
}

const Rows = ({ rows }: { rows: readonly ArticleRow[] }) => (
  <table className="plain cards">
    <thead>
      <tr>
        <th scope="col">{text.columns.title}</th>
        <th scope="col">{text.columns.state}</th>
        <th scope="col">{text.columns.fate}</th>
        <th scope="col">{text.columns.receipt}</th>
        <th scope="col">{text.columns.updated}</th>
      </tr>
    </thead>
    <tbody>
      {rows.map(row => (
        <tr key={row.id}>
          <td className="card-title">
            <Go to={`/my-article?article=${row.id}`}>{row.title === '' ? zh.article.untitled : row.title}</Go>
          </td>
          <td>
            <ArticleBadge state={row.state} />
          </td>
          <td className={row.state === 'returned' ? 'needs-action' : 'quiet'}>{fateOf(row)}</td>
          <td className="figures">{row.receipt ?? ''}</td>
          <td className="figures quiet">{shortClock(row.updatedAt)}</td>
        </tr>
      ))}
    </tbody>
  </table>
)

function fateOf(row: ArticleRow): string {
  if (row.reason !== null) return zh.article.reasons[row.reason]
  if (row.kind !== null) return zh.article.kinds[row.kind]
  return row.waitingDays === null ? '' : zh.article.waiting(row.waitingDays)
}
