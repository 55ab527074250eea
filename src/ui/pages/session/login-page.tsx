import { Button, Input } from 'antd'
import { useEffect, useState } from 'react'
import type { SessionView } from '../../../api.ts'
import { useCommand } from '../../answers.ts'
import { Refusal } from '../../client.ts'
import { ProblemAlert } from '../../parts/answer.tsx'
import { Demo } from '../../parts/demo.tsx'
import { Field } from '../../parts/field.tsx'
import { zh } from '../../zh.ts'

interface Props {
  readonly session: SessionView
  readonly onEnter: (session: SessionView) => void
}

/** 登录: account and password; one click in the demo office; an activation code for the first time. */
export function LoginPage({ session, onEnter }: Props) {
  const [first, setFirst] = useState(false)
  useEffect(() => {
    document.title = `${zh.session.title} · ${zh.common.product}`
  }, [])
  return (
    <div className="login">
      {session.office.demo && <Demo />}
      <main id="main">
        <header className="login-head">
          <p className="login-office">{session.office.name}</p>
          <h1>{zh.common.product}</h1>
          <p className="quiet">{zh.session.tagline}</p>
        </header>
        <div className="login-columns">
          <section className="sheet" aria-label={first ? zh.session.activateTitle : zh.session.title}>
            {first ? <ActivateForm onEnter={onEnter} /> : <LoginForm onEnter={onEnter} />}
            <Button type="link" className="flush" onClick={() => setFirst(!first)}>
              {first ? zh.session.toLogin : zh.session.toActivate}
            </Button>
          </section>
          {session.demoAccounts !== null && !first && (
            <DemoAccounts accounts={session.demoAccounts} onEnter={onEnter} />
          )}
        </div>
      </main>
    </div>
  )
}

function LoginForm({ onEnter }: Pick<Props, 'onEnter'>) {
  const [account, setAccount] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const login = useCommand('session.login', onEnter)
  const wantsCode = code !== '' || (login.error instanceof Refusal && login.error.code.startsWith('second-factor'))
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        login.mutate({ account, password, ...(code === '' ? {} : { code }) })
      }}
    >
      <h2>{zh.session.title}</h2>
      <Field label={zh.session.account}>
        <Input
          autoComplete="username"
          required
          value={account}
          onChange={event => setAccount(event.target.value.trim())}
        />
      </Field>
      <Field label={zh.session.password}>
        <Input.Password
          autoComplete="current-password"
          required
          value={password}
          onChange={event => setPassword(event.target.value)}
        />
      </Field>
      {wantsCode && (
        <Field label={zh.people.code} hint={zh.people.codeHint}>
          <Input
            autoComplete="one-time-code"
            required
            maxLength={40}
            value={code}
            onChange={event => setCode(event.target.value.trim())}
          />
        </Field>
      )}
      <ProblemAlert error={login.error} />
      <Button type="primary" htmlType="submit" block loading={login.isPending}>
        {zh.session.enter}
      </Button>
    </form>
  )
}

function ActivateForm({ onEnter }: Pick<Props, 'onEnter'>) {
  const [account, setAccount] = useState('')
  const [code, setCode] = useState('')
  const [password, setPassword] = useState('')
  const [repeat, setRepeat] = useState('')
  const activate = useCommand('session.activate', onEnter)
  const differs = repeat !== '' && repeat !== password
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        if (repeat === password) activate.mutate({ account, code, password })
      }}
    >
      <h2>{zh.session.activateTitle}</h2>
      <Field label={zh.session.account}>
        <Input
          autoComplete="username"
          required
          value={account}
          onChange={event => setAccount(event.target.value.trim())}
        />
      </Field>
      <Field label={zh.session.code} hint={zh.session.codeHint}>
        <Input
          autoComplete="one-time-code"
          required
          value={code}
          onChange={event => setCode(event.target.value.trim())}
        />
      </Field>
      <Field label={zh.session.newPassword} hint={zh.session.newPasswordHint}>
        <Input.Password
          autoComplete="new-password"
          required
          value={password}
          onChange={event => setPassword(event.target.value)}
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
      <ProblemAlert error={activate.error} />
      <Button type="primary" htmlType="submit" block loading={activate.isPending} disabled={differs}>
        {zh.session.activate}
      </Button>
    </form>
  )
}

function DemoAccounts({
  accounts,
  onEnter,
}: {
  accounts: NonNullable<SessionView['demoAccounts']>
  onEnter: Props['onEnter']
}) {
  const login = useCommand('session.login', onEnter)
  return (
    <section className="demo-accounts" aria-label={zh.session.demoTitle}>
      <h2>{zh.session.demoTitle}</h2>
      <ProblemAlert error={login.error} />
      <ul>
        {accounts.map(one => (
          <li key={one.account}>
            <button
              type="button"
              disabled={login.isPending}
              onClick={() => login.mutate({ account: one.account, password: one.password })}
            >
              <strong>{zh.common.roles[one.role]}</strong>
              <span>{one.name}</span>
              <span className="quiet">{zh.session.demoDoes[one.role]}</span>
            </button>
          </li>
        ))}
      </ul>
      <p className="quiet">{zh.session.demoHint}</p>
    </section>
  )
}
