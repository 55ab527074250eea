import { Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import type { Output } from '../../api.ts'
import type { UnitId } from '../../domain/model.ts'
import { zh } from '../zh.ts'

const text = zh.common.units

/** Many units of the register: those chosen as a line of names, all of them by group below, found by a few letters of a name or alias. */
export function UnitsField({
  label,
  register,
  value,
  onChange,
  fixed = [],
}: {
  label: string
  register: Output<'unit.list'>
  value: readonly UnitId[]
  onChange: (units: UnitId[]) => void
  /** Units that cannot be taken out again. */
  fixed?: readonly UnitId[]
}) {
  const [asked, setAsked] = useState('')
  const [open, setOpen] = useState(value.length === 0)
  const active = register.units.filter(unit => unit.active || value.includes(unit.id))
  const chosen = new Set(value)
  const inOrder = (units: ReadonlySet<UnitId>): UnitId[] =>
    active.filter(unit => units.has(unit.id)).map(unit => unit.id)
  const set = (units: readonly UnitId[], on: boolean): void => {
    const next = new Set(chosen)
    for (const unit of units) {
      if (on) next.add(unit)
      else if (!fixed.includes(unit)) next.delete(unit)
    }
    onChange(inOrder(next))
  }
  const names = active.filter(unit => chosen.has(unit.id)).map(unit => unit.name)
  return (
    <fieldset className="units-field">
      <legend>{label}</legend>
      <p>
        {value.length === 0 ? (
          <span className="quiet">{text.none}</span>
        ) : (
          <>
            <strong>{text.count(value.length)}</strong> {names.join('、')}
          </>
        )}{' '}
        <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? text.fold : text.unfold}
        </Button>
      </p>
      {open && (
        <div className="units-choice">
          <Input
            type="search"
            allowClear
            aria-label={text.find}
            placeholder={text.find}
            value={asked}
            onChange={event => setAsked(event.target.value)}
          />
          {[...register.groups]
            .sort((a, b) => a.position - b.position)
            .map(group => {
              const all = active.filter(unit => unit.group === group.id)
              const shown = all.filter(unit =>
                [unit.name, ...unit.aliases.map(alias => alias.name)].some(name => name.includes(asked.trim())),
              )
              if (shown.length === 0) return null
              const whole = all.every(unit => chosen.has(unit.id))
              return (
                <div key={group.id} className="units-group">
                  <Checkbox
                    checked={whole}
                    indeterminate={!whole && all.some(unit => chosen.has(unit.id))}
                    onChange={() =>
                      set(
                        all.map(unit => unit.id),
                        !whole,
                      )
                    }
                  >
                    <strong>{text.group(group.name, all.length)}</strong>
                  </Checkbox>
                  <div className="units-list">
                    {shown.map(unit => (
                      <Checkbox
                        key={unit.id}
                        checked={chosen.has(unit.id)}
                        disabled={fixed.includes(unit.id)}
                        onChange={() => set([unit.id], !chosen.has(unit.id))}
                      >
                        {unit.name}
                      </Checkbox>
                    ))}
                  </div>
                </div>
              )
            })}
        </div>
      )}
    </fieldset>
  )
}
