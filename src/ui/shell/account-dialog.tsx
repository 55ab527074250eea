import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Checkbox, Input, Modal } from 'antd'
import { useState } from 'react'
import { useCommand } from '../answers.ts'
import { clock } from '../format.ts'
import { ProblemAlert } from '../parts/answer.tsx'
import { Choice } from '../parts/choice.tsx'
import { Field } from '../parts/field.tsx'
import { setPreferences, usePreferences } from '../preferences.ts'
import { useSession } from '../session.ts'
import { zh } from '../zh.ts'
import { FactorForm, SessionList } from './factor-form.tsx'

/** Who one is, how it looks, the own password, and the way out. */
export function AccountDialog({ open, onClose, onLeave }: { open: boolean; onClose: () => void; onLeave: () => void }) {
  const { user } = useSession()
  const preferences = usePreferences()
  const queries = useQueryClient()
  const logout = useCommand('session.logout', () => {
    queries.clear()
    onLeave()
  })
  return (
    <Modal open={open} title={zh.shell.account} footer={null} onCancel={onClose} width={460} destroyOnHidden>
      <p>{zh.shell.signedInAs(user.name, user.roles.map(role => zh.common.roles[role]).join('、'))}</p>
      <p className="quiet">
        {user.lastLoginAt === null ? zh.shell.firstLogin : zh.shell.lastLogin(clock(user.lastLoginAt))}
      </p>
      {user.failedSince > 0 && <p className="needs-action">{zh.shell.failedSince(user.failedSince)}</p>}
      <h3>{zh.shell.look}</h3>
      <Choice
        label={zh.shell.look}
        value={preferences.look}
        options={[
          { value: 'system', label: zh.shell.looks.system },
          { value: 'light', label: zh.shell.looks.light },
          { value: 'dark', label: zh.shell.looks.dark },
        ]}
        onChange={look => setPreferences({ look })}
      />
      <p className="stack">
        <Checkbox checked={preferences.large} onChange={event => setPreferences({ large: event.target.checked })}>
          {zh.shell.large}
        </Checkbox>
        <Checkbox checked={preferences.keys} onChange={event => setPreferences({ keys: event.target.checked })}>
          {zh.shell.keys}
        </Checkbox>
      </p>
      <PasswordForm />
      <details className="fold" open={user.mustSetFactor}>
        <summary>{zh.people.factor.title}</summary>
        <FactorForm />
      </details>
      <details className="fold">
        <summary>{zh.people.sessions.title}</summary>
        <SessionList />
      </details>
      <ProblemAlert error={logout.error} />
      <Button loading={logout.isPending} onClick={() => logout.mutate({})}>
        {zh.shell.logout}
      </Button>
    </Modal>
  )
}

function PasswordForm() {
  const { message } = App.useApp()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [repeat, setRepeat] = useState('')
  const change = useCommand('session.password', () => {
    setCurrent('')
    setNext('')
    setRepeat('')
    void message.success(zh.session.changed)
  })
  const differs = repeat !== '' && repeat !== next
  return (
    <details className="fold">
      <summary>{zh.session.changeTitle}</summary>
      <form
        onSubmit={event => {
          event.preventDefault()
          if (next === repeat) change.mutate({ current, next })
        }}
      >
        <Field label={zh.session.current}>
          <Input.Password
            autoComplete="current-password"
            required
            value={current}
            onChange={event => setCurrent(event.target.value)}
          />
        </Field>
        <Field label={zh.session.newPassword} hint={zh.session.newPasswordHint}>
          <Input.Password
            autoComplete="new-password"
            required
            value={next}
            onChange={event => setNext(event.target.value)}
          />
        </Field>
        <Field label={zh.session.repeat} {...(differs ? { hint: zh.session.repeatDiffers } : {})}>
          <Input.Password
            autoComplete="new-password"
            required
            value={repeat}
            onChange={event => setRepeat(event.target.value)}
          />
        </Field>
        <ProblemAlert error={change.error} />
        <Button htmlType="submit" loading={change.isPending} disabled={differs}>
          {zh.session.change}
        </Button>
      </form>
    </details>
  )
}
