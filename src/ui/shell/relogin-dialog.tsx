import { Button, Input, Modal } from 'antd'
import { useEffect, useState } from 'react'
import { call, gate, Refusal } from '../client.ts'
import { ProblemAlert } from '../parts/answer.tsx'
import { Field } from '../parts/field.tsx'
import { zh } from '../zh.ts'
import { CodeField } from './confirm-dialog.tsx'

/** A session that ended is opened again over the page: what was typed stays, and the waiting calls go on (UI-03). */
export function ReloginDialog({ account, name }: { account: string; name: string }) {
  const [answer, setAnswer] = useState<{ give: (opened: boolean) => void } | null>(null)
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [wantsCode, setWantsCode] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const [busy, setBusy] = useState(false)

  useEffect(() => {
    gate.ask = () => new Promise<boolean>(resolve => setAnswer({ give: resolve }))
    return () => {
      gate.ask = () => Promise.resolve(false)
    }
  }, [])

  const finish = (opened: boolean): void => {
    answer?.give(opened)
    setAnswer(null)
    setPassword('')
    setCode('')
    setWantsCode(false)
    setError(null)
  }
  const enter = async (): Promise<void> => {
    setBusy(true)
    try {
      await call('session.login', { account, password, ...(code === '' ? {} : { code }) })
      finish(true)
    } catch (cause) {
      if (cause instanceof Refusal && cause.code === 'second-factor-needed') setWantsCode(true)
      setError(cause instanceof Error ? cause : new Error(String(cause)))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal
      open={answer !== null}
      title={zh.session.expiredTitle}
      footer={null}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      width={400}
    >
      <p>{zh.session.expiredHint}</p>
      <form
        onSubmit={event => {
          event.preventDefault()
          void enter()
        }}
      >
        <Field label={`${zh.session.account} ${name}（${account}）`}>
          <Input.Password
            autoComplete="current-password"
            autoFocus
            required
            placeholder={zh.session.password}
            value={password}
            onChange={event => setPassword(event.target.value)}
          />
        </Field>
        {wantsCode && <CodeField value={code} onChange={setCode} />}
        <ProblemAlert error={error} />
        <div className="row">
          <Button type="primary" htmlType="submit" loading={busy}>
            {zh.session.enter}
          </Button>
          <Button onClick={() => finish(false)}>{zh.session.expiredCancel}</Button>
        </div>
      </form>
    </Modal>
  )
}
