import { useMutation } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import type { ForwardingView } from '../../../api/upward.ts'
import { chinesePeriod } from '../../../domain/calendar.ts'
import { type FactId, Level } from '../../../domain/model.ts'
import { useAddress } from '../../address.ts'
import { useAnswer } from '../../answers.ts'
import { download } from '../../client.ts'
import { shortDay } from '../../format.ts'
import { Answer, Empty, ProblemAlert } from '../../parts/answer.tsx'
import { Pick } from '../../parts/choice.tsx'
import { ExportButton } from '../../parts/export.tsx'
import { Go } from '../../parts/go.tsx'
import { save } from '../../save.ts'
import { useRights } from '../../session.ts'
import { zh } from '../../zh.ts'
import { AdoptDialog } from './adopt-dialog.tsx'
import { RetractDialog } from './retract-dialog.tsx'

const text = zh.upward
const words = text.forwarding
const ROWS = 50
const ROWS_MAX = 200

/** What went up, where and when, with the file that was sent, and which outlets above took it. */
export function ForwardingList() {
  const { filters, set } = useAddress()
  const may = useRights()
  const [limit, setLimit] = useState(ROWS)
  const [adopting, setAdopting] = useState<ForwardingView | null>(null)
  const [retracting, setRetracting] = useState<FactId | null>(null)
  const periods = useAnswer('period.list', {})
  const level = Level.options.find(one => one === filters.level)
  const period = periods.data?.periods.find(one => one.period === filters.period)?.period
  const asked = {
    ...(level === undefined ? {} : { level }),
    ...(period === undefined ? {} : { period }),
    ...(filters.text === undefined ? {} : { text: filters.text }),
  }
  const list = useAnswer('forwarding.list', { limit, ...asked })
  const filtered = level !== undefined || period !== undefined || filters.text !== undefined
  const editing = may('forwarding.adopt') !== null
  return (
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
          label={text.level}
          value={level ?? ''}
          options={[
            { value: '', label: text.allLevels },
            ...Level.options.filter(one => one !== 'own').map(one => ({ value: one, label: zh.settings.levels[one] })),
          ]}
          onChange={value => set({ level: value })}
        />
        <Pick
          label={text.month}
          value={period ?? ''}
          options={[
            { value: '', label: text.allMonths },
            ...[...(periods.data?.periods ?? [])]
              .reverse()
              .map(one => ({ value: one.period, label: chinesePeriod(one.period) })),
          ]}
          onChange={value => set({ period: value })}
        />
        {list.data !== undefined && <span className="quiet">{words.count(list.data.total, list.data.more)}</span>}
        <ExportButton of="forwarding.list" input={asked} name={text.views.forwarding} />
      </p>
      <Answer of={list}>
        {answer =>
          answer.forwardings.length === 0 ? (
            <Empty {...emptyWords(filtered, editing)} />
          ) : (
            <>
              <Rows rows={answer.forwardings} editing={editing} onAdopt={setAdopting} onRetract={setRetracting} />
              {answer.total > answer.forwardings.length && limit < ROWS_MAX && (
                <p className="row">
                  <Button onClick={() => setLimit(ROWS_MAX)}>{text.more}</Button>
                </p>
              )}
            </>
          )
        }
      </Answer>
      <AdoptDialog key={adopting?.id ?? ''} forwarding={adopting} onClose={() => setAdopting(null)} />
      <RetractDialog fact={retracting} onClose={() => setRetracting(null)} />
    </>
  )
}

function emptyWords(filtered: boolean, editing: boolean): { title: string; hint?: string } {
  if (filtered) return { title: text.noMatch }
  return editing ? { title: words.empty, hint: words.emptyHint } : { title: words.emptyOwn }
}

interface RowsProps {
  readonly rows: readonly ForwardingView[]
  readonly editing: boolean
  readonly onAdopt: (row: ForwardingView) => void
  readonly onRetract: (fact: FactId) => void
}

const Rows = ({ rows, editing, onAdopt, onRetract }: RowsProps) => (
  <table className="plain cards forwardings">
    <thead>
      <tr>
        <th scope="col">{words.title}</th>
        <th scope="col">{words.units}</th>
        <th scope="col">{words.to}</th>
        <th scope="col">{words.on}</th>
        <th scope="col">{words.came}</th>
        {editing && <th scope="col">{text.actions}</th>}
      </tr>
    </thead>
    <tbody>
      {rows.map(row => (
        <tr key={row.id}>
          <td className="card-title">
            <Go to={`${editing ? '/article' : '/my-article'}?article=${row.article}`}>{row.title}</Go>
          </td>
          <td>{row.units.map(unit => unit.name).join('、')}</td>
          <td>
            {row.to}
            {row.outlet !== '' && <span className="quiet"> {row.outlet}</span>}
            <span className="quiet note">{zh.settings.levels[row.level]}</span>
          </td>
          <td className="when">{shortDay(row.on)}</td>
          <td>
            <Came row={row} editing={editing} onRetract={onRetract} />
          </td>
          {editing && (
            <td className="actions">
              <Button size="small" aria-label={words.adoptTitle(row.title)} onClick={() => onAdopt(row)}>
                {words.adopt}
              </Button>
              {row.file !== null && <Sent row={row} />}
              <Button size="small" aria-label={`${text.retract}：${row.title}`} onClick={() => onRetract(row.fact)}>
                {text.retract}
              </Button>
            </td>
          )}
        </tr>
      ))}
    </tbody>
  </table>
)

function Came({ row, editing, onRetract }: Pick<RowsProps, 'editing' | 'onRetract'> & { row: ForwardingView }) {
  if (row.adoptions.length === 0) return <span className="quiet">{words.nothing}</span>
  return (
    <ul>
      {row.adoptions.map(one => (
        <li key={one.fact}>
          <span className="badge commission-adopted">{words.kinds[one.kind]}</span> {one.outlet}
          <span className="quiet note">{zh.settings.levels[one.level]}</span>{' '}
          <span className="when quiet">{shortDay(one.on)}</span>{' '}
          {editing && (
            <button
              type="button"
              className="number quiet"
              aria-label={`${text.retract}：${one.outlet}`}
              onClick={() => onRetract(one.fact)}
            >
              {text.retract}
            </button>
          )}
        </li>
      ))}
    </ul>
  )
}

/** The file as it was sent. */
function Sent({ row }: { row: ForwardingView }) {
  const get = useMutation<Blob, Error>({ mutationFn: () => download(`/api/forwarding/${row.id}/paper.docx`) })
  return (
    <>
      <Button
        size="small"
        loading={get.isPending}
        aria-label={`${words.file}：${row.title}`}
        onClick={() => get.mutate(undefined, { onSuccess: bytes => save(bytes, row.file?.name ?? '') })}
      >
        {words.download}
      </Button>
      <ProblemAlert error={get.error} />
    </>
  )
}
