import { App, Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import type { Output } from '../../../api.ts'
import { Role, type Unit } from '../../../domain/model.ts'
import { useCommand } from '../../answers.ts'
import { ProblemAlert } from '../../parts/answer.tsx'
import { Field } from '../../parts/field.tsx'
import { zh } from '../../zh.ts'

const text = zh.settings.user
type User = Output<'user.list'>['users'][number]

/** A new account; its activation code is shown once. */
export function CreateForm({ units }: { units: readonly Unit[] }) {
  const [account, setAccount] = useState('')
  const [name, setName] = useState('')
  const [unit, setUnit] = useState('')
  const create = useCommand('user.create')
  if (create.data !== undefined) {
    return (
      <>
        <p>{text.created}</p>
        <p className="activation-code">
          <span className="quiet">{text.code}</span>
          <code>{create.data.activationCode}</code>
        </p>
        <p className="quiet">{text.codeHint}</p>
      </>
    )
  }
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        create.mutate({ account, name, unit: unit === '' ? null : unit })
      }}
    >
      <p>{text.createHint}</p>
      <Field label={text.account} hint={text.accountHint}>
        <Input
          required
          pattern="[a-z0-9._\-]{2,40}"
          value={account}
          onChange={event => setAccount(event.target.value.trim())}
        />
      </Field>
      <Field label={text.name}>
        <Input required maxLength={80} value={name} onChange={event => setName(event.target.value)} />
      </Field>
      <Field label={text.unit}>
        <select value={unit} onChange={event => setUnit(event.target.value)}>
          <option value="">{text.office}</option>
          {units.map(one => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      </Field>
      <ProblemAlert error={create.error} />
      <Button type="primary" htmlType="submit" loading={create.isPending}>
        {text.create}
      </Button>
    </form>
  )
}

export function GrantForm({ user, onDone }: { user: User; onDone: () => void }) {
  const { message } = App.useApp()
  const [roles, setRoles] = useState<readonly Role[]>(user.roles)
  const grant = useCommand('user.grant', () => {
    void message.success(text.saved)
    onDone()
  })
  const toggle = (role: Role): void =>
    setRoles(roles.includes(role) ? roles.filter(one => one !== role) : [...roles, role])
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        grant.mutate({ user: user.id, roles: [...roles] })
      }}
    >
      <p className="quiet">{text.grantHint}</p>
      <p className="stack">
        {Role.options.map(role => (
          <Checkbox key={role} checked={roles.includes(role)} onChange={() => toggle(role)}>
            {zh.common.roles[role]}
          </Checkbox>
        ))}
      </p>
      <ProblemAlert error={grant.error} />
      <Button type="primary" htmlType="submit" loading={grant.isPending}>
        {text.grant}
      </Button>
    </form>
  )
}

export function DisableForm({ user, onDone }: { user: User; onDone: () => void }) {
  const { message } = App.useApp()
  const disable = useCommand('user.disable', () => {
    void message.success(text.saved)
    onDone()
  })
  return (
    <>
      {!user.disabled && <p>{text.disableSays}</p>}
      <ProblemAlert error={disable.error} />
      <Button
        type="primary"
        danger={!user.disabled}
        loading={disable.isPending}
        onClick={() => disable.mutate({ user: user.id, disabled: !user.disabled })}
      >
        {user.disabled ? text.enable : text.disable}
      </Button>
    </>
  )
}
