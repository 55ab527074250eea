import { Button, Modal } from 'antd'
import { useEffect, useState } from 'react'
import type { UnitId } from '../../../domain/model.ts'
import { useAnswer } from '../../answers.ts'
import { Answer } from '../../parts/answer.tsx'
import { UnitsField } from '../../parts/units-field.tsx'
import { zh } from '../../zh.ts'
import type { Placed } from './arranging.ts'

const text = zh.issue.credits

/** 计入单位 of one item: its own units, those of what was merged into it, and any other of the register. */
export function CreditsDialog({
  item,
  onClose,
  onSave,
}: {
  item: Placed | null
  onClose: () => void
  onSave: (item: Placed) => void
}) {
  const register = useAnswer('unit.list', item === null ? null : {})
  const [units, setUnits] = useState<readonly UnitId[]>([])
  useEffect(() => setUnits(item?.credits.map(({ unit }) => unit) ?? []), [item])
  return (
    <Modal open={item !== null} title={text.title} footer={null} onCancel={onClose} width={640} destroyOnHidden>
      {item !== null && (
        <Answer of={register}>
          {known => (
            <>
              <p className="lead">
                <strong>{item.title}</strong>
              </p>
              <p className="quiet">{text.hint}</p>
              <UnitsField
                label={text.label}
                register={known}
                value={units}
                onChange={chosen => setUnits(inOldOrder(item, chosen))}
              />
              {units.length === 0 && <p className="needs-action">{text.atLeastOne}</p>}
              <p className="row">
                <Button
                  type="primary"
                  disabled={units.length === 0}
                  onClick={() =>
                    onSave({
                      ...item,
                      credits: units.map(unit => ({
                        unit,
                        name: known.units.find(({ id }) => id === unit)?.name ?? '',
                        weight: item.credits.find(credit => credit.unit === unit)?.weight ?? 1,
                      })),
                    })
                  }
                >
                  {text.save}
                </Button>
                <Button onClick={() => setUnits(item.units.map(({ unit }) => unit))}>{text.restore}</Button>
              </p>
            </>
          )}
        </Answer>
      )}
    </Modal>
  )
}

/** The article's own units first, as they sent it; what the office adds comes after them. */
const inOldOrder = (item: Placed, chosen: readonly UnitId[]): UnitId[] => {
  const own = [...new Set([...item.credits, ...item.units].map(({ unit }) => unit))]
  return [...own.filter(unit => chosen.includes(unit)), ...chosen.filter(unit => !own.includes(unit))]
}
