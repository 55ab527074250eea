import { App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { Period, periodOf } from '../../../domain/calendar.ts'
import type { Group, GroupId, Unit } from '../../../domain/model.ts'
import { useCommand } from '../../answers.ts'
import { ProblemAlert } from '../../parts/answer.tsx'
import { Field } from '../../parts/field.tsx'
import { useSession } from '../../session.ts'
import { zh } from '../../zh.ts'
import { MergeForm, People } from './unit-people.tsx'

const text = zh.settings.unit

interface Props {
  readonly unit: Unit | 'new' | null
  readonly groups: readonly Group[]
  readonly units: readonly Unit[]
  readonly onClose: () => void
}

/** A new unit, or what may change about one: its names, its name from a month on, its group from a month on. */
export function UnitDialog({ unit, groups, units, onClose }: Props) {
  // The register is read again after each change, so the open dialog shows the unit as it is now.
  const now = unit === 'new' || unit === null ? unit : (units.find(one => one.id === unit.id) ?? unit)
  return (
    <Modal
      open={now !== null}
      title={now === 'new' ? text.create : (now?.name ?? '')}
      footer={null}
      onCancel={onClose}
      width={480}
      destroyOnHidden
    >
      {now === 'new' && <CreateForm groups={groups} onDone={onClose} />}
      {now !== null && now !== 'new' && (
        <>
          <Aliases unit={now} />
          <RenameForm key={now.name} unit={now} />
          <MoveForm key={now.group} unit={now} groups={groups} />
          <People unit={now} />
          {now.active && <MergeForm unit={now} units={units} onDone={onClose} />}
        </>
      )}
    </Modal>
  )
}

/** Tells that it was saved; used by every form here. */
function useSaved(then?: () => void): () => void {
  const { message } = App.useApp()
  return () => {
    void message.success(text.saved)
    then?.()
  }
}

function CreateForm({ groups, onDone }: { groups: readonly Group[]; onDone: () => void }) {
  const { today } = useSession()
  const [name, setName] = useState('')
  const [group, setGroup] = useState<GroupId | undefined>(groups[0]?.id)
  const [from, setFrom] = useState<string>(periodOf(today))
  const create = useCommand('unit.create', useSaved(onDone))
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        if (group !== undefined) create.mutate({ name, group, from })
      }}
    >
      <Field label={text.name}>
        <Input required maxLength={80} value={name} onChange={event => setName(event.target.value)} />
      </Field>
      <GroupField groups={groups} value={group} onChange={setGroup} />
      <FromField value={from} onChange={setFrom} />
      <ProblemAlert error={create.error} />
      <Button type="primary" htmlType="submit" loading={create.isPending} disabled={!Period.safeParse(from).success}>
        {text.create}
      </Button>
    </form>
  )
}

function Aliases({ unit }: { unit: Unit }) {
  const [name, setName] = useState('')
  const saved = useSaved(() => setName(''))
  const change = useCommand('unit.alias', saved)
  return (
    <form
      className="part"
      onSubmit={event => {
        event.preventDefault()
        change.mutate({ unit: unit.id, name, remove: false })
      }}
    >
      <h3>{text.aliases}</h3>
      <ul className="inline-list">
        {unit.aliases.map(alias => (
          <li key={`${alias.name} ${alias.from ?? ''}`} className="tag">
            {alias.name}
            {(alias.from !== null || alias.to !== null) && (
              <span className="quiet">{text.aliasSpan(alias.from, alias.to)}</span>
            )}
            <button
              type="button"
              aria-label={text.removeAlias(alias.name)}
              disabled={change.isPending}
              onClick={() => change.mutate({ unit: unit.id, name: alias.name, remove: true })}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
      <Field label={text.addAlias} hint={text.aliasesHint}>
        <Input required maxLength={80} value={name} onChange={event => setName(event.target.value)} />
      </Field>
      <ProblemAlert error={change.error} />
      <Button htmlType="submit" loading={change.isPending}>
        {text.addAlias}
      </Button>
    </form>
  )
}

function RenameForm({ unit }: { unit: Unit }) {
  const { today } = useSession()
  const [name, setName] = useState<string>(unit.name)
  const [from, setFrom] = useState<string>(periodOf(today))
  const rename = useCommand('unit.rename', useSaved())
  return (
    <form
      className="part"
      onSubmit={event => {
        event.preventDefault()
        rename.mutate({ unit: unit.id, name, from })
      }}
    >
      <h3>{text.rename}</h3>
      <Field label={text.newName} hint={text.renameHint}>
        <Input required maxLength={80} value={name} onChange={event => setName(event.target.value)} />
      </Field>
      <FromField value={from} onChange={setFrom} />
      <ProblemAlert error={rename.error} />
      <Button
        htmlType="submit"
        loading={rename.isPending}
        disabled={name.trim() === unit.name || !Period.safeParse(from).success}
      >
        {text.rename}
      </Button>
    </form>
  )
}

function MoveForm({ unit, groups }: { unit: Unit; groups: readonly Group[] }) {
  const { today } = useSession()
  const [group, setGroup] = useState<GroupId>(unit.group)
  const [from, setFrom] = useState<string>(periodOf(today))
  const move = useCommand('unit.move', useSaved())
  return (
    <form
      className="part"
      onSubmit={event => {
        event.preventDefault()
        move.mutate({ unit: unit.id, group, from })
      }}
    >
      <h3>{text.move}</h3>
      <GroupField groups={groups} value={group} onChange={setGroup} hint={text.moveHint} />
      <FromField value={from} onChange={setFrom} />
      <ProblemAlert error={move.error} />
      <Button
        htmlType="submit"
        loading={move.isPending}
        disabled={group === unit.group || !Period.safeParse(from).success}
      >
        {text.move}
      </Button>
    </form>
  )
}

function GroupField(props: {
  groups: readonly Group[]
  value: GroupId | undefined
  onChange: (group: GroupId) => void
  hint?: string
}) {
  return (
    <Field label={text.group} {...(props.hint === undefined ? {} : { hint: props.hint })}>
      <select
        value={props.value}
        onChange={event => {
          const chosen = props.groups.find(group => group.id === event.target.value)
          if (chosen !== undefined) props.onChange(chosen.id)
        }}
      >
        {props.groups.map(group => (
          <option key={group.id} value={group.id}>
            {group.name}
          </option>
        ))}
      </select>
    </Field>
  )
}

const FromField = ({ value, onChange }: { value: string; onChange: (period: string) => void }) => (
  <Field label={text.from}>
    <Input type="month" required value={value} onChange={event => onChange(event.target.value)} />
  </Field>
)
