import { Button, Input } from 'antd'
import { useState } from 'react'
import type { Input as In } from '../../../api.ts'
import { ArticleFlag } from '../../../domain/article/flags.ts'
import { ArticleState } from '../../../domain/article.ts'
import { ArticleId, UnitId } from '../../../domain/model.ts'
import { useAddress } from '../../address.ts'
import { useAnswer } from '../../answers.ts'
import { Answer, Empty, ProblemAlert } from '../../parts/answer.tsx'
import { Pick } from '../../parts/choice.tsx'
import { ExportButton } from '../../parts/export.tsx'
import { PageHead } from '../../parts/page-head.tsx'
import { useRights } from '../../session.ts'
import { zh } from '../../zh.ts'
import { EnterPage } from './enter-page.tsx'
import { Pool } from './pool.tsx'

const text = zh.article.pool
const ROWS = 100
const ROWS_MAX = 200
const SORTS = ['waiting', 'newest', 'unit'] as const
/** What nobody has decided on, unless another state is asked for: what is held or set aside for an issue has its own line there. */
const OPEN = ['submitted', 'received'] as const satisfies readonly ArticleState[]

/** 稿件池: what the units handed in, the list at the left and the text at the right. Filters and the open article stand in the address. */
export default function ArticlePage() {
  const { filters, set } = useAddress()
  if (filters.enter !== undefined) return <EnterPage onLeave={article => set({ enter: null, article })} />
  return <PoolPage />
}

function PoolPage() {
  const { filters, set } = useAddress()
  const may = useRights()
  const [limit, setLimit] = useState(ROWS)
  const pool = useAnswer('article.pool', { ...inputOf(filters), limit })
  const asked = ArticleId.safeParse(filters.article)
  return (
    <>
      <PageHead
        title={text.title}
        aside={pool.data !== undefined && <span className="quiet">{zh.article.count(pool.data.total)}</span>}
      >
        <ExportButton of="article.pool" input={inputOf(filters)} name={text.title} />
        {may('article.enter') !== null && <Button onClick={() => set({ enter: '1' })}>{text.enter}</Button>}
      </PageHead>
      <Filters byState={pool.data?.byState ?? {}} />
      {pool.data !== undefined && pool.error !== null && <ProblemAlert error={pool.error} />}
      <Answer of={pool}>
        {answer => (
          <Pool
            rows={answer.articles}
            current={asked.success ? asked.data : null}
            onOpen={article => set({ article })}
            empty={<Empty title={text.empty} hint={text.emptyHint} />}
            foot={
              answer.total > answer.articles.length &&
              limit < ROWS_MAX && <Button onClick={() => setLimit(ROWS_MAX)}>{text.more}</Button>
            }
          />
        )}
      </Answer>
    </>
  )
}

function inputOf(filters: Readonly<Record<string, string>>): In<'article.pool'> {
  const state = ArticleState.options.find(one => one === filters.state)
  const unit = UnitId.safeParse(filters.unit)
  const flag = ArticleFlag.options.find(one => one === filters.flag)
  const sort = SORTS.find(one => one === filters.sort)
  return {
    ...(filters.state === 'all' ? {} : { states: state === undefined ? [...OPEN] : [state] }),
    ...(unit.success ? { unit: unit.data } : {}),
    ...(flag === undefined ? {} : { flag }),
    ...(sort === undefined ? {} : { sort }),
    ...(filters.text === undefined ? {} : { text: filters.text }),
  }
}

function Filters({ byState }: { byState: Readonly<Record<string, number>> }) {
  const { filters, set } = useAddress()
  const units = useAnswer('unit.list', {})
  const count = (states: readonly ArticleState[]): number =>
    states.reduce((sum, state) => sum + (byState[state] ?? 0), 0)
  return (
    <p className="filter">
      <Pick
        label={text.state}
        value={filters.state ?? ''}
        options={[
          { value: '', label: `${text.open} ${count(OPEN)}` },
          ...ArticleState.options
            .filter(state => state !== 'draft' && (byState[state] !== undefined || state === filters.state))
            .map(state => ({ value: state, label: `${zh.article.states[state]} ${count([state])}` })),
          { value: 'all', label: `${text.all} ${count(ArticleState.options)}` },
        ]}
        onChange={state => set({ state, article: null })}
      />
      <Pick
        label={text.unit}
        value={filters.unit ?? ''}
        options={[
          { value: '', label: text.anyUnit },
          ...(units.data?.units ?? []).map(unit => ({ value: String(unit.id), label: unit.name })),
        ]}
        onChange={unit => set({ unit })}
      />
      <Pick
        label={text.anyFlag}
        value={filters.flag ?? ''}
        options={[
          { value: '', label: text.anyFlag },
          ...ArticleFlag.options.map(flag => ({ value: String(flag), label: zh.article.flags[flag] })),
        ]}
        onChange={flag => set({ flag })}
      />
      <Pick
        label={text.sort}
        value={filters.sort ?? 'waiting'}
        options={SORTS.map(sort => ({ value: String(sort), label: text.sorts[sort] }))}
        onChange={sort => set({ sort: sort === 'waiting' ? null : sort })}
      />
      <Input
        type="search"
        allowClear
        aria-label={text.search}
        placeholder={text.search}
        value={filters.text ?? ''}
        onChange={event => set({ text: event.target.value })}
      />
    </p>
  )
}
