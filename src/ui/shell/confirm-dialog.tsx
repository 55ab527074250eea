import { Button, Input, Modal } from 'antd'
import { useEffect, useState } from 'react'
import { call, confirmation, Refusal } from '../client.ts'
import { ProblemAlert } from '../parts/answer.tsx'
import { Field } from '../parts/field.tsx'
import { zh } from '../zh.ts'

/** SESS-03: before something weighty the password is asked for over the page, and what was ordered then goes on under its own key. */
export function ConfirmDialog() {
  const [answer, setAnswer] = useState<{ give: (confirmed: boolean) => void } | null>(null)
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [wantsCode, setWantsCode] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const [busy, setBusy] = useState(false)

  useEffect(() => {
    confirmation.ask = () => new Promise<boolean>(resolve => setAnswer({ give: resolve }))
    return () => {
      confirmation.ask = () => Promise.resolve(false)
    }
  }, [])

  const finish = (confirmed: boolean): void => {
    answer?.give(confirmed)
    setAnswer(null)
    setPassword('')
    setCode('')
    setWantsCode(false)
    setError(null)
  }
  const confirm = async (): Promise<void> => {
    setBusy(true)
    try {
      await call('session.confirm', { password, ...(code === '' ? {} : { code }) })
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
      title={zh.people.confirm.title}
      footer={null}
      onCancel={() => finish(false)}
      width={400}
      destroyOnHidden
    >
      <p>{zh.people.confirm.hint}</p>
      <form
        onSubmit={event => {
          event.preventDefault()
          void confirm()
        }}
      >
        <Field label={zh.session.password}>
          <Input.Password
            autoComplete="current-password"
            autoFocus
            required
            value={password}
            onChange={event => setPassword(event.target.value)}
          />
        </Field>
        {wantsCode && <CodeField value={code} onChange={setCode} />}
        <ProblemAlert error={error} />
        <div className="row">
          <Button type="primary" htmlType="submit" loading={busy}>
            {zh.people.confirm.go}
          </Button>
          <Button onClick={() => finish(false)}>{zh.common.cancel}</Button>
        </div>
      </form>
    </Modal>
  )
}

/** Where the six digits of the phone, or a recovery code, are typed. */
export const CodeField = ({ value, onChange }: { value: string; onChange: (code: string) => void }) => (
  <Field label={zh.people.code} hint={zh.people.codeHint}>
    <Input
      autoComplete="one-time-code"
      autoFocus
      required
      maxLength={40}
      value={value}
      onChange={event => onChange(event.target.value.trim())}
    />
  </Field>
)
