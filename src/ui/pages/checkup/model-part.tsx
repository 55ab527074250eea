import { App, Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import type { Output } from '../../../api.ts'
import { useCommand } from '../../answers.ts'
import { ProblemAlert } from '../../parts/answer.tsx'
import { Field } from '../../parts/field.tsx'
import { useRights } from '../../session.ts'
import { zh } from '../../zh.ts'

const text = zh.checkup.settings

/** Where texts may be sent for suggestions: everybody here sees whether, 系统管理员 decides. */
export function ModelPart({ model }: { model: Output<'checkup.settings'>['model'] }) {
  const may = useRights()
  return (
    <>
      <p>{text.modelSays}</p>
      <p className="quiet">{text.modelEgress}</p>
      {may('checkup.connect') === null ? (
        <p>
          {text.state(model.on, model.address)}
          {text.byAdmin}
        </p>
      ) : (
        <Connect model={model} />
      )}
    </>
  )
}

function Connect({ model }: { model: Output<'checkup.settings'>['model'] }) {
  const { message } = App.useApp()
  const [on, setOn] = useState(model.on)
  const [address, setAddress] = useState(model.address)
  const [name, setName] = useState(model.name)
  const [secret, setSecret] = useState('')
  const connect = useCommand('checkup.connect', () => {
    setSecret('')
    void message.success(text.connected)
  })
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        connect.mutate({ on, address, name, secret: secret === '' ? null : secret })
      }}
    >
      <p>
        <Checkbox checked={on} onChange={event => setOn(event.target.checked)}>
          {text.on}
        </Checkbox>
      </p>
      <Field label={text.address} hint={text.addressHint}>
        <Input maxLength={300} value={address} onChange={event => setAddress(event.target.value)} />
      </Field>
      <Field label={text.name}>
        <Input maxLength={100} value={name} onChange={event => setName(event.target.value)} />
      </Field>
      <Field label={text.secret} hint={model.hasSecret ? text.secretKept : text.secretNone}>
        <Input.Password
          maxLength={500}
          autoComplete="off"
          value={secret}
          onChange={event => setSecret(event.target.value)}
        />
      </Field>
      <ProblemAlert error={connect.error} />
      <Button type="primary" htmlType="submit" loading={connect.isPending}>
        {text.connect}
      </Button>
    </form>
  )
}
