import { Button, Input } from 'antd'
import { useState } from 'react'
import type { LetterRow } from '../../../api/letter.ts'
import type { Input as In, Output } from '../../../api.ts'
import { LocalDate } from '../../../domain/calendar.ts'
import { LetterState } from '../../../domain/letter.ts'
import { LetterId, UnitId } from '../../../domain/model.ts'
import { useAddress } from '../../address.ts'
import { useAnswer } from '../../answers.ts'
import { Answer, Empty, ProblemAlert } from '../../parts/answer.tsx'
import { Pick } from '../../parts/choice.tsx'
import { ExportButton } from '../../parts/export.tsx'
import { PageHead } from '../../parts/page-head.tsx'
import { usePageKeys } from '../../parts/page-keys.ts'
import { useRights, useSession } from '../../session.ts'
import { zh } from '../../zh.ts'
import { LetterList } from './letter-list.tsx'
import { LetterPane } from './letter-pane.tsx'
import { Reconcile } from './reconcile.tsx'

const text = zh.letter
const ROWS = 100
const ROWS_MAX = 200
const SORTS = ['newest', 'oldest'] as const
/** What waits for somebody, unless another state is asked for. */
const WAITING = ['linked', 'unclaimed', 'quarantined'] as const satisfies readonly LetterState[]

/** 来信: what came into the mailboxes, the list at the left, the letter and what becomes of it at the right. */
export default function LetterPage() {
  const { filters, set } = useAddress()
  const may = useRights()
  const { today } = useSession()
  const [limit, setLimit] = useState(ROWS)
  const letters = useAnswer('letter.list', { ...inputOf(filters), limit })
  const asked = LetterId.safeParse(filters.id)
  const current = asked.success ? asked.data : null
  const isOffice = may('letter.claim') !== null
  const rows = letters.data?.letters ?? []
  const open = (row: LetterRow | undefined): void => {
    if (row !== undefined) set({ id: row.id })
  }
  const at = rows.findIndex(row => row.id === current)
  usePageKeys([
    { key: 'J', does: text.next, act: () => open(rows[at + 1] ?? rows.at(-1)) },
    { key: 'K', does: text.previous, act: () => open(rows[Math.max(0, at - 1)]) },
  ])
  return (
    <>
      <PageHead
        title={text.title}
        aside={
          letters.data !== undefined && (
            <span className="quiet">{text.count(letters.data.total, letters.data.more)}</span>
          )
        }
      >
        <ExportButton of="letter.list" input={inputOf(filters)} name={text.title} />
      </PageHead>
      {isOffice && letters.data !== undefined && (
        <Reconcile days={letters.data.days} today={today} onDay={day => set({ day, state: 'all', id: null })} />
      )}
      <Filters byState={letters.data?.byState} isOffice={isOffice} />
      {letters.data !== undefined && letters.error !== null && <ProblemAlert error={letters.error} />}
      <Answer of={letters}>
        {answer => (
          <div className={current === null ? 'pool' : 'pool reading'}>
            <div className="pool-side">
              {answer.letters.length === 0 ? (
                <Empty
                  title={isOffice ? text.empty : text.emptyUnit}
                  hint={isOffice ? text.emptyHint : text.emptyUnitHint}
                />
              ) : (
                <LetterList rows={answer.letters} current={current} onOpen={open} />
              )}
              {answer.total > answer.letters.length && limit < ROWS_MAX && (
                <Button onClick={() => setLimit(ROWS_MAX)}>{text.more}</Button>
              )}
            </div>
            <div className="pool-main">
              {current === null ? (
                <Empty title={text.choose} hint={text.chooseHint} />
              ) : (
                <LetterPane key={current} id={current} onBack={() => set({ id: null })} />
              )}
            </div>
          </div>
        )}
      </Answer>
    </>
  )
}

function inputOf(filters: Readonly<Record<string, string>>): In<'letter.list'> {
  const state = LetterState.options.find(one => one === filters.state)
  const unit = UnitId.safeParse(filters.unit)
  const day = LocalDate.safeParse(filters.day)
  const sort = SORTS.find(one => one === filters.sort)
  return {
    ...(filters.state === 'all' ? {} : { states: state === undefined ? [...WAITING] : [state] }),
    ...(unit.success ? { unit: unit.data } : {}),
    ...(day.success ? { day: day.data } : {}),
    ...(sort === undefined ? {} : { sort }),
    ...(filters.text === undefined ? {} : { text: filters.text }),
  }
}

function Filters({ byState, isOffice }: { byState: Output<'letter.list'>['byState'] | undefined; isOffice: boolean }) {
  const { filters, set } = useAddress()
  const units = useAnswer('unit.list', isOffice ? {} : null)
  const count = (states: readonly LetterState[]): number =>
    states.reduce((sum, state) => sum + (byState?.[state] ?? 0), 0)
  const shown = LetterState.options.filter(state => count([state]) > 0 || state === filters.state)
  return (
    <p className="filter">
      <Pick
        label={text.state}
        value={filters.state ?? ''}
        options={[
          { value: '', label: `${text.waiting} ${count(WAITING)}` },
          ...shown.map(state => ({ value: String(state), label: `${text.states[state]} ${count([state])}` })),
          { value: 'all', label: `${text.all} ${count(LetterState.options)}` },
        ]}
        onChange={state => set({ state, id: null })}
      />
      {isOffice && (
        <Pick
          label={text.unit}
          value={filters.unit ?? ''}
          options={[
            { value: '', label: text.anyUnit },
            ...(units.data?.units ?? []).map(unit => ({ value: String(unit.id), label: unit.name })),
          ]}
          onChange={unit => set({ unit })}
        />
      )}
      <Input
        type="date"
        aria-label={text.day}
        value={filters.day ?? ''}
        onChange={event => set({ day: event.target.value })}
      />
      <Pick
        label={text.sort}
        value={filters.sort ?? 'newest'}
        options={SORTS.map(sort => ({ value: String(sort), label: text.sorts[sort] }))}
        onChange={sort => set({ sort: sort === 'newest' ? null : sort })}
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
