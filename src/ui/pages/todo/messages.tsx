import { App, Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import type { Output } from '../../../api.ts'
import { useAnswer, useCommand } from '../../answers.ts'
import { shortClock } from '../../format.ts'
import { Answer, Empty, ProblemAlert } from '../../parts/answer.tsx'
import { Field } from '../../parts/field.tsx'
import { Go } from '../../parts/go.tsx'
import { Section } from '../../parts/page-head.tsx'
import { zh } from '../../zh.ts'

const LIMIT = 100

/** What this person was told, the newest first, and whether it should also come by mail. */
export function Messages() {
  const messages = useAnswer('message.list', { limit: LIMIT })
  const settings = useAnswer('message.settings', {})
  return (
    <>
      <Answer of={messages}>{answer => <List answer={answer} />}</Answer>
      <Section title={zh.todo.mail}>
        <Answer of={settings}>{shown => <MailForm key={shown.address} settings={shown} />}</Answer>
      </Section>
    </>
  )
}

function List({ answer }: { answer: Output<'message.list'> }) {
  const read = useCommand('message.read')
  const unread = answer.messages.filter(one => !one.read).map(one => one.id)
  if (answer.messages.length === 0) return <Empty title={zh.todo.messageEmpty} hint={zh.todo.messageEmptyHint} />
  return (
    <>
      <div className="row list-count">
        <span className="quiet">{zh.todo.messageCount(answer.total, answer.unread)}</span>
        {unread.length > 0 && (
          <Button size="small" loading={read.isPending} onClick={() => read.mutate({ messages: unread })}>
            {zh.todo.readAll}
          </Button>
        )}
      </div>
      <ProblemAlert error={read.error} />
      <ul className="todo">
        {answer.messages.map(one => (
          <li key={one.id}>
            <Go
              className={one.read ? 'todo-line' : 'todo-line unread-line'}
              to={one.to}
              onClick={() => !one.read && read.mutate({ messages: [one.id] })}
            >
              <span className="todo-text">
                {!one.read && <span className="todo-urgent">{zh.todo.unread}</span>}
                {one.text}
              </span>
              <span className="quiet todo-since">{shortClock(one.at)}</span>
            </Go>
          </li>
        ))}
      </ul>
    </>
  )
}

function MailForm({ settings }: { settings: Output<'message.settings'> }) {
  const { message } = App.useApp()
  const [address, setAddress] = useState(settings.address)
  const [digest, setDigest] = useState(settings.digest)
  const set = useCommand('message.set', () => void message.success(zh.todo.mailSaved))
  return (
    <form
      className="mail-form"
      onSubmit={event => {
        event.preventDefault()
        set.mutate({ address, digest })
      }}
    >
      {!settings.available && <p className="quiet">{zh.todo.mailOff}</p>}
      <Field label={zh.todo.mailAddress} hint={zh.todo.mailHint}>
        <Input
          type="email"
          autoComplete="email"
          maxLength={120}
          value={address}
          onChange={event => setAddress(event.target.value.trim())}
        />
      </Field>
      <Checkbox checked={digest} disabled={address === ''} onChange={event => setDigest(event.target.checked)}>
        {zh.todo.mailDigest}
      </Checkbox>
      <ProblemAlert error={set.error} />
      <p>
        <Button htmlType="submit" loading={set.isPending}>
          {zh.todo.save}
        </Button>
      </p>
    </form>
  )
}
