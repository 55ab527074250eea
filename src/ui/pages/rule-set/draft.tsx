import { App, Button } from 'antd'
import { useRef, useState } from 'react'
import { chinesePeriod } from '../../../domain/calendar.ts'
import { useAnswer, useCommand } from '../../answers.ts'
import { Answer, ProblemAlert } from '../../parts/answer.tsx'
import { Choice, Pick } from '../../parts/choice.tsx'
import { Field } from '../../parts/field.tsx'
import { Section } from '../../parts/page-head.tsx'
import { useRights } from '../../session.ts'
import { zh } from '../../zh.ts'
import { RuleForm } from './rule-form.tsx'
import { Lines, Remarks } from './version.tsx'
import { RuleSetWords } from './words.tsx'

const text = zh.ruleSet

/** A draft of a 办法, as a guided form or as text: two views of one text. Nothing is kept until it is put in force. */
export function Draft(props: { text: string; onChange: (text: string) => void; onInstalled: () => void }) {
  const { text: source, onChange, onInstalled } = props
  const [mode, setMode] = useState<'form' | 'text'>('form')
  const [asked, setAsked] = useState<string | null>(null)
  const area = useRef<HTMLTextAreaElement>(null)
  const toLine = (line: number) => {
    setMode('text')
    // The text view is there only after the next drawing.
    requestAnimationFrame(() => selectLine(area.current, line))
  }
  return (
    <div className="rule-draft">
      <p className="quiet">{text.draftHint}</p>
      {source === '' && <Start onChange={onChange} />}
      {source !== '' && (
        <>
          <div className="rule-bar">
            <Choice
              label={text.modesLabel}
              value={mode}
              options={(['form', 'text'] as const).map(value => ({ value, label: text.modes[value] }))}
              onChange={setMode}
            />
            <Button type="primary" onClick={() => setAsked(source)}>
              {text.check}
            </Button>
            <Install source={source} onInstalled={onInstalled} />
          </div>
          {mode === 'form' ? (
            <RuleForm text={source} onChange={onChange} />
          ) : (
            <Field label={text.source}>
              <textarea
                ref={area}
                className="rule-source"
                spellCheck={false}
                rows={32}
                value={source}
                onChange={event => onChange(event.target.value)}
              />
            </Field>
          )}
          {asked !== null && <Checked source={asked} onLine={toLine} />}
        </>
      )}
    </div>
  )
}

function selectLine(area: HTMLTextAreaElement | null, line: number): void {
  if (area === null) return
  const lines = area.value.split('\n')
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0)
  area.focus()
  area.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0))
  area.scrollTop = (area.scrollHeight / Math.max(lines.length, 1)) * Math.max(0, line - 8)
}

function Start({ onChange }: { onChange: (text: string) => void }) {
  const shipped = useAnswer('rule-set.shipped', {})
  return (
    <Section title={text.start}>
      <Answer of={shipped}>
        {({ ruleSets }) => (
          <Pick
            label={text.startPick}
            showLabel
            value=""
            options={[
              { value: '', label: text.startPick },
              ...ruleSets.map(one => ({ value: one.id, label: one.title })),
            ]}
            onChange={id => onChange(ruleSets.find(one => one.id === id)?.source ?? '')}
          />
        )}
      </Answer>
    </Section>
  )
}

/** What the server says of the text as it was when 检查 was pressed. */
function Checked({ source, onLine }: { source: string; onLine: (line: number) => void }) {
  const checked = useAnswer('rule-set.check', { source })
  return (
    <Answer of={checked}>
      {({ issues, remarks, view }) =>
        issues.length > 0 ? (
          <Section title={text.faults(issues.length)}>
            <Lines remarks={issues} onLine={onLine} />
          </Section>
        ) : (
          <>
            <p role="status">{text.checked}</p>
            <Remarks remarks={remarks} onLine={onLine} />
            {view !== null && <RuleSetWords view={view} />}
          </>
        )
      }
    </Answer>
  )
}

function Install({ source, onInstalled }: { source: string; onInstalled: () => void }) {
  const may = useRights()
  const { message, modal } = App.useApp()
  const checked = useAnswer('rule-set.check', may('rule-set.install') === null ? null : { source })
  const install = useCommand('rule-set.install', () => {
    void message.success(text.installed)
    onInstalled()
  })
  if (may('rule-set.install') === null) return null
  const from = checked.data?.view?.ruleSet.from
  const ask = () =>
    modal.confirm({
      title: text.installTitle,
      content: from === undefined ? '' : text.installSays(chinesePeriod(from)),
      okText: text.install,
      onOk: () => install.mutate({ source }),
    })
  return (
    <>
      <Button onClick={ask} disabled={from === undefined} loading={install.isPending}>
        {text.install}
      </Button>
      <ProblemAlert error={install.error} />
    </>
  )
}
