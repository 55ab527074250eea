import { App, Button, Checkbox, Input, InputNumber, Modal } from 'antd'
import { useState } from 'react'
import type { MailboxView } from '../../../api/letter.ts'
import { useCommand } from '../../answers.ts'
import { ProblemAlert } from '../../parts/answer.tsx'
import { Field } from '../../parts/field.tsx'
import { zh } from '../../zh.ts'

const text = zh.mailbox.form
const NEW = {
  name: '',
  host: '',
  port: 993,
  username: '',
  folder: 'INBOX',
  ca: '',
  authServer: '',
  receipts: false,
  active: true,
}

/** Sets a mailbox up, or changes how it is reached. The password is written, never read. */
export function MailboxDialog({ mailbox, onClose }: { mailbox: MailboxView | 'new' | null; onClose: () => void }) {
  const title = mailbox === 'new' || mailbox === null ? zh.mailbox.create : mailbox.name
  return (
    <Modal open={mailbox !== null} title={title} footer={null} onCancel={onClose} width={560} destroyOnHidden>
      {mailbox !== null && <MailboxForm mailbox={mailbox === 'new' ? null : mailbox} onDone={onClose} />}
    </Modal>
  )
}

function MailboxForm({ mailbox, onDone }: { mailbox: MailboxView | null; onDone: () => void }) {
  const { message } = App.useApp()
  const [fields, setFields] = useState(() => {
    const { name, host, port, username, folder, ca, authServer, receipts, active } = mailbox ?? NEW
    return { name, host, port, username, folder, ca, authServer, receipts, active }
  })
  const [password, setPassword] = useState('')
  const save = useCommand('mailbox.save', () => {
    void message.success(zh.mailbox.saved)
    onDone()
  })
  const change = (changes: Partial<typeof fields>): void => setFields({ ...fields, ...changes })
  const line = (field: 'name' | 'host' | 'username' | 'folder' | 'authServer', hint?: string) => (
    <Field label={text[field]} {...(hint === undefined ? {} : { hint })}>
      <Input
        maxLength={253}
        autoComplete="off"
        value={fields[field]}
        onChange={event => change({ [field]: event.target.value })}
      />
    </Field>
  )
  return (
    <form
      className="dialog-form"
      onSubmit={event => {
        event.preventDefault()
        save.mutate({
          ...fields,
          ...(mailbox === null ? {} : { mailbox: mailbox.id, version: mailbox.version }),
          ...(password === '' ? {} : { password }),
        })
      }}
    >
      {line('name', text.nameHint)}
      {line('host', text.hostHint)}
      {line('username')}
      <Field label={text.password} hint={mailbox === null ? text.passwordHint : text.passwordKept}>
        <Input.Password
          maxLength={500}
          autoComplete="new-password"
          value={password}
          onChange={event => setPassword(event.target.value)}
        />
      </Field>
      <p>
        <Checkbox checked={fields.active} onChange={event => change({ active: event.target.checked })}>
          {text.active}
        </Checkbox>
      </p>
      <p>
        <Checkbox checked={fields.receipts} onChange={event => change({ receipts: event.target.checked })}>
          {text.receipts}
        </Checkbox>
      </p>
      <details className="fold">
        <summary>{text.more}</summary>
        <Field label={text.port}>
          <InputNumber min={1} max={65_535} value={fields.port} onChange={port => change({ port: port ?? 993 })} />
        </Field>
        {line('folder')}
        {line('authServer', text.authServerHint)}
        <Field label={text.ca} hint={text.caHint}>
          <Input.TextArea
            rows={4}
            maxLength={20_000}
            value={fields.ca}
            onChange={event => change({ ca: event.target.value })}
          />
        </Field>
      </details>
      <ProblemAlert error={save.error} />
      <Button type="primary" htmlType="submit" loading={save.isPending}>
        {text.save}
      </Button>
    </form>
  )
}
