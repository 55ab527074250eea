import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Input } from 'antd'
import { useState } from 'react'
import { useAnswer, useCommand } from '../answers.ts'
import { clock } from '../format.ts'
import { Answer, ProblemAlert } from '../parts/answer.tsx'
import { Field } from '../parts/field.tsx'
import { zh } from '../zh.ts'

const text = zh.people.factor

/** 动态口令 of one's own: bind it by a picture and the first code, see how many recovery codes are left, take it off. */
export function FactorForm() {
  const factor = useAnswer('session.factor', {})
  const { message } = App.useApp()
  const begin = useCommand('session.factor-begin')
  const end = useCommand('session.factor-end', () => void message.success(text.ended))
  if (begin.data !== undefined) return <Binding begun={begin.data} onDone={() => begin.reset()} />
  return (
    <Answer of={factor}>
      {({ on, required, recoveryLeft }) => (
        <>
          <p className="quiet">{on ? text.on(recoveryLeft) : required ? text.must : text.off}</p>
          <ProblemAlert error={on ? end.error : begin.error} />
          {!on && (
            <Button loading={begin.isPending} onClick={() => begin.mutate({})}>
              {text.begin}
            </Button>
          )}
          {on && !required && (
            <Button danger loading={end.isPending} onClick={() => end.mutate({})}>
              {text.end}
            </Button>
          )}
        </>
      )}
    </Answer>
  )
}

function Binding({ begun, onDone }: { begun: { secret: string; svg: string }; onDone: () => void }) {
  const [code, setCode] = useState('')
  const queries = useQueryClient()
  const confirm = useCommand('session.factor-confirm')
  if (confirm.data !== undefined)
    return (
      <>
        <p className="needs-action">{text.recovery}</p>
        <ul className="recovery">
          {confirm.data.recovery.map(one => (
            <li key={one}>
              <code>{one}</code>
            </li>
          ))}
        </ul>
        <Button
          type="primary"
          onClick={() => {
            onDone()
            void queries.invalidateQueries()
          }}
        >
          {text.kept}
        </Button>
      </>
    )
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        confirm.mutate({ code })
      }}
    >
      <p>{text.scan}</p>
      <img
        className="qr"
        alt={text.picture}
        src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(begun.svg)}`}
      />
      <p className="quiet">
        {text.secret} <code className="secret">{begun.secret.replace(/(.{4})/g, '$1 ').trim()}</code>
      </p>
      <Field label={text.first}>
        <Input
          autoComplete="one-time-code"
          inputMode="numeric"
          required
          maxLength={6}
          value={code}
          onChange={event => setCode(event.target.value.trim())}
        />
      </Field>
      <ProblemAlert error={confirm.error} />
      <Button type="primary" htmlType="submit" loading={confirm.isPending}>
        {text.finish}
      </Button>
    </form>
  )
}

/** 我的登录: where one is signed in, and the way to end each. */
export function SessionList() {
  const { message } = App.useApp()
  const sessions = useAnswer('session.list', {})
  const end = useCommand('session.end', () => void message.success(zh.people.sessions.ended))
  return (
    <Answer of={sessions}>
      {answer => (
        <>
          <ul className="sessions">
            {answer.sessions.map(one => (
              <li key={one.id}>
                <span>
                  {zh.people.sessions.began(clock(one.beganAt))}
                  {one.here && <span className="badge">{zh.people.sessions.here}</span>}
                  <span className="quiet">{zh.people.sessions.seen(clock(one.lastSeenAt), one.ip)}</span>
                </span>
                {!one.here && (
                  <Button
                    size="small"
                    aria-label={zh.people.sessions.endOf(one.ip, clock(one.beganAt))}
                    loading={end.isPending}
                    onClick={() => end.mutate({ session: one.id })}
                  >
                    {zh.people.sessions.end}
                  </Button>
                )}
              </li>
            ))}
          </ul>
          <ProblemAlert error={end.error} />
        </>
      )}
    </Answer>
  )
}
