import { App, Button, Checkbox, InputNumber } from 'antd'
import { useState } from 'react'
import type { Output } from '../../../api.ts'
import { type CheckupSettings, RemarkCode } from '../../../domain/checkup/remark.ts'
import { useAnswer, useCommand } from '../../answers.ts'
import { Answer, ProblemAlert } from '../../parts/answer.tsx'
import { Field } from '../../parts/field.tsx'
import { PageHead, Section } from '../../parts/page-head.tsx'
import { useRights } from '../../session.ts'
import { zh } from '../../zh.ts'
import { ModelPart } from './model-part.tsx'

const text = zh.checkup.settings

/** 体检设置: what the office holds against a text, and a language model of its own, should it want one. */
export default function CheckupPage() {
  const settings = useAnswer('checkup.settings', {})
  const may = useRights()
  return (
    <>
      <PageHead title={text.title} />
      <p>{text.says}</p>
      <Answer of={settings}>
        {found => (
          <div className="checkup-settings">
            <Checks now={found} fixed={may('checkup.set') === null} />
            <Section title={text.model}>
              <ModelPart model={found.model} />
            </Section>
          </div>
        )}
      </Answer>
    </>
  )
}

type Numbered = 'lengthMin' | 'lengthMax' | 'titleMax' | 'daysOld'
const NUMBERS: readonly (readonly [Numbered, min: number, max: number])[] = [
  ['lengthMin', 0, 5_000],
  ['lengthMax', 100, 50_000],
  ['titleMax', 10, 100],
  ['daysOld', 1, 366],
]

function Checks({ now, fixed }: { now: Output<'checkup.settings'>; fixed: boolean }) {
  const { message } = App.useApp()
  const [settings, setSettings] = useState<CheckupSettings>(now.settings)
  const save = useCommand('checkup.set', () => void message.success(text.saved))
  const off = new Set<string>(settings.off)
  const toggle = (code: RemarkCode, on: boolean): void => {
    if (code === 'classified') return
    setSettings({ ...settings, off: on ? settings.off.filter(one => one !== code) : [...settings.off, code] })
  }
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        save.mutate({ settings: { ...settings, off: [...settings.off] } })
      }}
    >
      <div className="form-columns">
        {NUMBERS.map(([field, min, max]) => (
          <Field key={field} label={text[field]}>
            <InputNumber
              min={min}
              max={max}
              disabled={fixed}
              value={settings[field]}
              onChange={value => setSettings({ ...settings, [field]: value ?? min })}
            />
          </Field>
        ))}
      </div>
      <fieldset className="check-list">
        <legend>{text.checks}</legend>
        {RemarkCode.options.map(code => (
          <Checkbox
            key={code}
            disabled={fixed || code === 'classified'}
            checked={!off.has(code)}
            onChange={event => toggle(code, event.target.checked)}
          >
            {zh.checkup.codes[code]}
          </Checkbox>
        ))}
      </fieldset>
      <p className="quiet">{text.always}</p>
      <ProblemAlert error={save.error} />
      {!fixed && (
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {text.save}
        </Button>
      )}
    </form>
  )
}
