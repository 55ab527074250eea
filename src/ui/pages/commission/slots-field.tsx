import { Button, Checkbox, Input } from 'antd'
import { slotsFrom } from '../../../domain/commission/drawing.ts'
import { SLOTS_MAX, type SlotKind } from '../../../domain/commission/slots.ts'
import { Pick } from '../../parts/choice.tsx'
import { zh } from '../../zh.ts'
import { materialsOf } from './materials.ts'
import { emptyRow, rowsOfSlots, type SlotRow, slotKey } from './slot-rows.ts'

const text = zh.slots.draw
const KINDS: readonly SlotKind[] = ['figure', 'case', 'text', 'table', 'contact']

interface Props {
  readonly rows: readonly SlotRow[]
  readonly requirements: string
  readonly materials: string
  /** The commission was issued: units may have answered already. */
  readonly issued: boolean
  readonly onChange: (rows: readonly SlotRow[]) => void
}

/** 任务书 as a table to be drawn: one row a slot, with what its kind needs to be said. */
export function SlotsField({ rows, requirements, materials, issued, onChange }: Props) {
  const proposed = rowsOfSlots(slotsFrom({ requirements, materials: materialsOf(materials) }, () => slotKey())).filter(
    one => rows.every(row => row.label !== one.label),
  )
  const change = (at: number, changes: Partial<SlotRow>): void =>
    onChange(rows.map((row, index) => (index === at ? { ...row, ...changes } : row)))
  const move = (at: number, by: number): void => {
    const [row, other] = [rows[at], rows[at + by]]
    if (row !== undefined && other !== undefined)
      onChange(rows.map((one, index) => (index === at ? other : index === at + by ? row : one)))
  }
  const full = rows.length >= SLOTS_MAX
  return (
    <fieldset className="slots-field">
      <legend>{zh.slots.title}</legend>
      <p className="hint">{text.hint}</p>
      {rows.length > 0 && (
        <table className="plain cards slot-rows">
          <thead>
            <tr>
              <th scope="col">{text.columns.number}</th>
              <th scope="col">{text.columns.kind}</th>
              <th scope="col">{text.columns.label}</th>
              <th scope="col">{text.columns.terms}</th>
              <th scope="col">{text.columns.hint}</th>
              <th scope="col" aria-label={zh.commission.actions} />
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={row.key}>
                <td className="when quiet">{index + 1}</td>
                <td>
                  <Pick
                    label={text.kind(index + 1)}
                    value={row.kind}
                    options={KINDS.map(value => ({ value, label: zh.slots.kinds[value] }))}
                    onChange={kind => change(index, { kind })}
                  />
                </td>
                <td>
                  <Input
                    size="small"
                    maxLength={60}
                    aria-label={text.label(index + 1)}
                    value={row.label}
                    onChange={event => change(index, { label: event.target.value })}
                  />
                </td>
                <td>
                  <div className="slot-terms">
                    <Terms row={row} number={index + 1} change={changes => change(index, changes)} />
                  </div>
                </td>
                <td>
                  <Input
                    size="small"
                    maxLength={200}
                    aria-label={text.itsHint(index + 1)}
                    value={row.hint}
                    onChange={event => change(index, { hint: event.target.value })}
                  />
                </td>
                <td className="actions">
                  <Button
                    size="small"
                    type="text"
                    aria-label={text.up(index + 1)}
                    disabled={index === 0}
                    onClick={() => move(index, -1)}
                  >
                    ↑
                  </Button>
                  <Button
                    size="small"
                    type="text"
                    aria-label={text.down(index + 1)}
                    disabled={index === rows.length - 1}
                    onClick={() => move(index, 1)}
                  >
                    ↓
                  </Button>
                  <Button
                    size="small"
                    type="text"
                    aria-label={text.remove(index + 1)}
                    onClick={() => onChange(rows.filter((_, at) => at !== index))}
                  >
                    ×
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="row">
        <Button disabled={full} onClick={() => onChange([...rows, emptyRow('figure')])}>
          {text.add}
        </Button>
        <Button
          disabled={proposed.length === 0 || full}
          onClick={() => onChange([...rows, ...proposed].slice(0, SLOTS_MAX))}
        >
          {proposed.length === 0 ? text.proposeNone : text.propose(proposed.length)}
        </Button>
        {rows.some(row => row.label.trim() === '') && <span className="quiet">{text.unnamed}</span>}
        {rows.some(row => row.kind === 'figure' && row.unit.trim() === '') && (
          <span className="quiet">{text.noUnit}</span>
        )}
        {issued && rows.length > 0 && <span className="quiet">{text.changed}</span>}
      </p>
    </fieldset>
  )
}

/** What only one kind asks for. */
function Terms({ row, number, change }: { row: SlotRow; number: number; change: (changes: Partial<SlotRow>) => void }) {
  switch (row.kind) {
    case 'figure':
      return (
        <>
          <Input
            size="small"
            className="slot-unit"
            maxLength={10}
            aria-label={text.unit(number)}
            placeholder={text.unitWord}
            value={row.unit}
            onChange={event => change({ unit: event.target.value })}
          />
          <span className="quiet">{text.asOfWord}</span>
          <Input
            size="small"
            className="slot-day"
            type="date"
            aria-label={text.asOf(number)}
            value={row.asOf}
            onChange={event => change({ asOf: event.target.value })}
          />
          <Checkbox checked={row.summable} onChange={event => change({ summable: event.target.checked })}>
            {text.summable}
          </Checkbox>
        </>
      )
    case 'case':
      return (
        <>
          <Small label={text.count(number)} value={row.count} onChange={count => change({ count })} />
          <span className="quiet">{text.cases}</span>
        </>
      )
    case 'text':
      return (
        <>
          <Small label={text.least(number)} value={row.least} onChange={least => change({ least })} />
          <span className="quiet">{text.to}</span>
          <Small label={text.most(number)} value={row.most} onChange={most => change({ most })} />
          <span className="quiet">{text.letters}</span>
        </>
      )
    default:
      return null
  }
}

const Small = ({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) => (
  <Input
    size="small"
    className="slot-number"
    inputMode="numeric"
    maxLength={5}
    aria-label={label}
    value={value}
    onChange={event => onChange(event.target.value)}
  />
)
