import { App, Button, Checkbox, InputNumber, Modal } from 'antd'
import { useState } from 'react'
import type { Policy } from '../../../domain/policy.ts'
import { useAnswer, useCommand } from '../../answers.ts'
import { Answer, ProblemAlert } from '../../parts/answer.tsx'
import { Field } from '../../parts/field.tsx'
import { useRights } from '../../session.ts'
import { zh } from '../../zh.ts'

const text = zh.people.policy

/** 登录规定: what signing in takes here; 安全管理员 changes it. */
export function PolicyPart() {
  const policy = useAnswer('policy.get', {})
  const may = useRights()
  const [open, setOpen] = useState(false)
  return (
    <Answer of={policy}>
      {now => (
        <>
          <p className="policy">
            <strong>{text.title}</strong>{' '}
            <span className="quiet">{text.shown(now.secondFactor, now.passwordDays, now.idleDays, now.sessions)}</span>{' '}
            {may('policy.set') !== null && (
              <Button size="small" onClick={() => setOpen(true)}>
                {text.change}
              </Button>
            )}
          </p>
          <Modal
            open={open}
            title={text.title}
            footer={null}
            onCancel={() => setOpen(false)}
            width={460}
            destroyOnHidden
          >
            <PolicyForm now={now} onDone={() => setOpen(false)} />
          </Modal>
        </>
      )}
    </Answer>
  )
}

function PolicyForm({ now, onDone }: { now: Policy; onDone: () => void }) {
  const { message } = App.useApp()
  const [policy, setPolicy] = useState(now)
  const save = useCommand('policy.set', () => {
    void message.success(text.saved)
    onDone()
  })
  const number = (field: 'passwordDays' | 'idleDays' | 'sessions', min: number, max: number) => (
    <Field label={text[field]}>
      <InputNumber
        min={min}
        max={max}
        value={policy[field]}
        onChange={value => setPolicy({ ...policy, [field]: value ?? min })}
      />
    </Field>
  )
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        save.mutate(policy)
      }}
    >
      <p>
        <Checkbox
          checked={policy.secondFactor}
          onChange={event => setPolicy({ ...policy, secondFactor: event.target.checked })}
        >
          {text.secondFactor}
        </Checkbox>
      </p>
      {number('passwordDays', 0, 365)}
      {number('idleDays', 0, 365)}
      {number('sessions', 1, 3)}
      <ProblemAlert error={save.error} />
      <Button type="primary" htmlType="submit" loading={save.isPending}>
        {text.save}
      </Button>
    </form>
  )
}
