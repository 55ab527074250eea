import { Button } from 'antd'
import { useState } from 'react'
import type { SlotTable as Table } from '../../../api/commission.ts'
import type { CommissionId } from '../../../domain/model.ts'
import { useAddress } from '../../address.ts'
import { useAnswer } from '../../answers.ts'
import { Answer, Empty } from '../../parts/answer.tsx'
import { Pick } from '../../parts/choice.tsx'
import { ExportButton } from '../../parts/export.tsx'
import { zh } from '../../zh.ts'
import { DraftDialog } from './draft-dialog.tsx'

const text = zh.slots.table
type Row = Table['rows'][number]

/** 任务书汇总: units down, slots across; what is missing stands out, what can be added is added. */
export function SlotTable({ id, editing }: { id: CommissionId; editing: boolean }) {
  const table = useAnswer('commission.slots', { commission: id })
  return <Answer of={table}>{found => <Shown id={id} table={found} editing={editing} />}</Answer>
}

const isOwing = (row: Row): boolean => row.state !== 'exempt' && row.with === null && row.missing > 0

function Shown({ id, table, editing }: { id: CommissionId; table: Table; editing: boolean }) {
  const { filters, set } = useAddress()
  const [drafting, setDrafting] = useState(false)
  const { slots, rows, totals } = table
  const only = filters.rows === 'missing'
  const by = slots.findIndex(slot => slot.kind === 'figure' && slot.key === filters.by)
  const figure = (row: Row): number => {
    const cell = row.cells[by]
    return cell?.kind === 'answered' && cell.value !== null ? Number(cell.value) : Number.NEGATIVE_INFINITY
  }
  const shown = rows.filter(row => !only || isOwing(row))
  const sorted = by < 0 ? shown : [...shown].sort((a, b) => figure(b) - figure(a))
  const counting = rows.filter(row => row.state !== 'exempt' && row.with === null).length
  return (
    <>
      <p className="filter">
        <Pick
          label={text.which}
          value={only ? 'missing' : 'all'}
          options={[
            { value: 'all', label: text.all },
            { value: 'missing', label: text.onlyMissing },
          ]}
          onChange={value => set({ rows: value === 'missing' ? value : null })}
        />
        <Pick
          label={text.sort}
          value={by < 0 ? '' : (slots[by]?.key ?? '')}
          options={[
            { value: '', label: text.sortRegister },
            ...slots
              .filter(slot => slot.kind === 'figure')
              .map(({ key, label }) => ({ value: key, label: text.sortBy(label) })),
          ]}
          onChange={value => set({ by: value })}
        />
        <span className="quiet">{text.count(sorted.length)}</span>
        <ExportButton of="commission.slots" input={{ commission: id }} name={text.title} />
        {editing && (
          <Button disabled={rows.every(row => row.sentAt === null)} onClick={() => setDrafting(true)}>
            {text.draft}
          </Button>
        )}
      </p>
      {sorted.length === 0 ? (
        <Empty title={text.noneMissing} />
      ) : (
        <div className="slot-table-frame">
          <table className="plain slot-table">
            <thead>
              <tr>
                <th scope="col">{text.unit}</th>
                {slots.map(slot => (
                  <th key={slot.key} scope="col" className={slot.kind === 'figure' ? 'num' : ''}>
                    {slot.label}
                    {slot.kind === 'figure' && <span className="quiet">（{slot.unit}）</span>}
                  </th>
                ))}
                <th scope="col">{text.missing}</th>
              </tr>
            </thead>
            <tbody>
              {sorted.map(row => (
                <tr key={row.unit}>
                  <th scope="row">
                    {row.name}
                    <Standing row={row} />
                  </th>
                  {row.cells.map((cell, index) => (
                    <Cell
                      key={slots[index]?.key ?? index}
                      cell={cell}
                      owing={row.state !== 'exempt' && row.with === null}
                      num={slots[index]?.kind === 'figure'}
                    />
                  ))}
                  <td className={isOwing(row) ? 'needs-action when' : 'when quiet'}>
                    {row.state === 'exempt' || row.with !== null ? '' : text.missingCount(row.missing)}
                  </td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">{text.sums}</th>
                {totals.map((total, index) => (
                  <td key={slots[index]?.key ?? index} className="num">
                    {total.sum ?? ''}
                  </td>
                ))}
                <td />
              </tr>
              <tr className="quiet">
                <th scope="row">{text.answered}</th>
                {totals.map((total, index) => (
                  <td key={slots[index]?.key ?? index} className={slots[index]?.kind === 'figure' ? 'num' : ''}>
                    {text.of(total.answered, total.none, counting)}
                  </td>
                ))}
                <td />
              </tr>
            </tfoot>
          </table>
        </div>
      )}
      <DraftDialog id={drafting ? id : null} onClose={() => setDrafting(false)} />
    </>
  )
}

/** Where a row without answers stands, and what the unit said of what is open. */
function Standing({ row }: { row: Row }) {
  const says =
    row.state === 'exempt'
      ? text.exempt
      : row.with !== null
        ? text.with(row.with)
        : row.sentAt !== null
          ? ''
          : row.state === 'replied'
            ? text.noSheet
            : text.notSent
  return (
    <>
      {says !== '' && <div className="quiet">{says}</div>}
      {row.note !== '' && <div className="quiet">{text.note(row.note)}</div>}
    </>
  )
}

function Cell({ cell, owing, num }: { cell: Row['cells'][number]; owing: boolean; num: boolean }) {
  if (cell.kind === 'missing')
    return <td className={`${owing ? 'slot-missing' : ''} ${num ? 'num' : ''}`.trim()}>{owing ? text.missing : ''}</td>
  if (cell.kind === 'none')
    return (
      <td className="quiet">
        {text.none}
        <div>{cell.reason}</div>
      </td>
    )
  return <td className={cell.value === null ? 'slot-words' : 'num'}>{cell.value ?? cell.text}</td>
}
