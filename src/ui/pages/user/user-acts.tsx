import { App, Button } from 'antd'
import { useState } from 'react'
import type { Output } from '../../../api.ts'
import type { Unit } from '../../../domain/model.ts'
import { useCommand } from '../../answers.ts'
import { ProblemAlert } from '../../parts/answer.tsx'
import { Field } from '../../parts/field.tsx'
import { zh } from '../../zh.ts'

const text = zh.people
type User = Output<'user.list'>['users'][number]
interface Props {
  readonly user: User
  readonly onDone: () => void
}

/** Tells that it was saved, and closes. */
function useSaved(onDone: () => void): () => void {
  const { message } = App.useApp()
  return () => {
    void message.success(zh.settings.user.saved)
    onDone()
  }
}

export function MoveForm({ user, units, onDone }: Props & { readonly units: readonly Unit[] }) {
  const [unit, setUnit] = useState<string>(user.unit ?? '')
  const move = useCommand('user.move', useSaved(onDone))
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        move.mutate({ user: user.id, unit: unit === '' ? null : unit })
      }}
    >
      <p>{text.moveSays}</p>
      <Field label={zh.settings.user.unit}>
        <select value={unit} onChange={event => setUnit(event.target.value)}>
          <option value="">{zh.settings.user.office}</option>
          {units
            .filter(one => one.active)
            .map(one => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
        </select>
      </Field>
      <ProblemAlert error={move.error} />
      <Button type="primary" htmlType="submit" loading={move.isPending} disabled={unit === (user.unit ?? '')}>
        {text.move}
      </Button>
    </form>
  )
}

/** A new activation code, shown once. */
export function ResetForm({ user }: { user: User }) {
  const reset = useCommand('user.reset')
  if (reset.data !== undefined)
    return (
      <>
        <p className="activation-code">
          <span className="quiet">{zh.settings.user.code}</span>
          <code>{reset.data.activationCode}</code>
        </p>
        <p className="quiet">{zh.settings.user.codeHint}</p>
      </>
    )
  return (
    <>
      <p>{text.resetSays}</p>
      <ProblemAlert error={reset.error} />
      <Button type="primary" danger loading={reset.isPending} onClick={() => reset.mutate({ user: user.id })}>
        {text.reset}
      </Button>
    </>
  )
}

export function FactorResetForm({ user, onDone }: Props) {
  const reset = useCommand('user.factor-reset', useSaved(onDone))
  return (
    <>
      <p>{text.factorResetSays}</p>
      <ProblemAlert error={reset.error} />
      <Button type="primary" loading={reset.isPending} onClick={() => reset.mutate({ user: user.id })}>
        {text.factorReset}
      </Button>
    </>
  )
}

export function EndSessionsForm({ user, onDone }: Props) {
  const end = useCommand('user.end-sessions', useSaved(onDone))
  return (
    <>
      <ProblemAlert error={end.error} />
      <Button type="primary" loading={end.isPending} onClick={() => end.mutate({ user: user.id })}>
        {text.endSessions}
      </Button>
    </>
  )
}
