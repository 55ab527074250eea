import { Button, Input } from 'antd'
import { useState } from 'react'
import type { Output } from '../../../api.ts'
import type { Group, Unit } from '../../../domain/model.ts'
import { useAddress } from '../../address.ts'
import { useAnswer } from '../../answers.ts'
import { Answer, Empty } from '../../parts/answer.tsx'
import { ExportButton } from '../../parts/export.tsx'
import { PageHead, Section } from '../../parts/page-head.tsx'
import { useRights } from '../../session.ts'
import { zh } from '../../zh.ts'
import { GroupDialog } from './group-dialog.tsx'
import { UnitDialog } from './unit-dialog.tsx'

const text = zh.settings.unit

/** 单位与分组: every unit with the names it goes by, in its group. */
export default function UnitPage() {
  const units = useAnswer('unit.list', {})
  const may = useRights()
  const [editing, setEditing] = useState<Unit | 'new' | null>(null)
  const [grouping, setGrouping] = useState<Group | 'new' | null>(null)
  const edits = may('unit.rename') !== null
  return (
    <>
      <PageHead
        title={text.title}
        aside={units.data !== undefined && <span className="quiet">{text.count(units.data.units.length)}</span>}
      >
        <ExportButton of="unit.list" input={{}} name={text.title} />
        {may('group.create') !== null && <Button onClick={() => setGrouping('new')}>{text.createGroup}</Button>}
        {may('unit.create') !== null && (units.data?.groups.length ?? 0) > 0 && (
          <Button type="primary" onClick={() => setEditing('new')}>
            {text.create}
          </Button>
        )}
      </PageHead>
      <Answer of={units}>
        {register =>
          register.groups.length === 0 ? (
            <Empty title={text.empty} hint={text.emptyHint} />
          ) : (
            <>
              <Register
                register={register}
                onEdit={edits ? setEditing : null}
                onEditGroup={edits ? setGrouping : null}
              />
              <UnitDialog
                unit={editing}
                groups={register.groups}
                units={register.units}
                onClose={() => setEditing(null)}
              />
            </>
          )
        }
      </Answer>
      <GroupDialog group={grouping} onClose={() => setGrouping(null)} />
    </>
  )
}

const matches = (unit: Unit, asked: string): boolean =>
  asked === '' || [unit.name, ...unit.aliases.map(alias => alias.name)].some(name => name.includes(asked))

interface RegisterProps {
  readonly register: Output<'unit.list'>
  readonly onEdit: ((unit: Unit) => void) | null
  readonly onEditGroup: ((group: Group) => void) | null
}

function Register({ register, onEdit, onEditGroup }: RegisterProps) {
  const { filters, set } = useAddress()
  const asked = filters.text ?? ''
  const shown = register.units.filter(unit => matches(unit, asked))
  const groups = [...register.groups].sort((a, b) => a.position - b.position)
  return (
    <>
      <p className="filter">
        <Input
          type="search"
          allowClear
          aria-label={text.search}
          placeholder={text.search}
          value={asked}
          onChange={event => set({ text: event.target.value })}
        />
        <span className="quiet">{text.aliasesHint}</span>
      </p>
      {asked !== '' && shown.length === 0 && <p className="quiet">{text.noMatch}</p>}
      {groups.map(group => (
        <GroupTable
          key={group.id}
          group={group}
          units={shown.filter(unit => unit.group === group.id)}
          isSearched={asked !== ''}
          onEdit={onEdit}
          onEditGroup={onEditGroup}
        />
      ))}
      {register.outlets.length > 0 && (
        <Section title={text.outlets}>
          <ul className="inline-list">
            {register.outlets.map(outlet => (
              <li key={outlet.id}>
                {outlet.name} <span className="quiet">{zh.settings.levels[outlet.level]}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}

interface GroupProps extends Pick<RegisterProps, 'onEdit' | 'onEditGroup'> {
  readonly group: Group
  readonly units: readonly Unit[]
  readonly isSearched: boolean
}

function GroupTable({ group, units, isSearched, onEdit, onEditGroup }: GroupProps) {
  if (units.length === 0 && isSearched) return null
  const edit = onEditGroup !== null && (
    <Button size="small" type="text" aria-label={text.editGroup(group.name)} onClick={() => onEditGroup(group)}>
      {text.editGroupShort}
    </Button>
  )
  if (units.length === 0)
    return (
      <Section title={group.name} note={text.noUnits}>
        {edit}
      </Section>
    )
  return (
    <Section title={group.name} note={text.count(units.length)}>
      <table className="plain wide">
        <thead>
          <tr>
            <th scope="col" className="unit-name">
              {text.name}
            </th>
            <th scope="col">{text.aliases}</th>
            {onEdit !== null && (
              <th scope="col" className="actions">
                {text.actions}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {[...units]
            .sort((a, b) => a.position - b.position)
            .map(unit => (
              <tr key={unit.id}>
                <td>
                  {unit.name} {!unit.active && <span className="badge">{text.inactive}</span>}
                </td>
                <td className="quiet">{unit.aliases.map(alias => alias.name).join('、')}</td>
                {onEdit !== null && (
                  <td className="actions">
                    <Button size="small" aria-label={text.edit(unit.name)} onClick={() => onEdit(unit)}>
                      {text.editShort}
                    </Button>
                  </td>
                )}
              </tr>
            ))}
        </tbody>
      </table>
      {edit}
    </Section>
  )
}
