import { App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import type { InstructionView } from '../../../api/upward.ts'
import { InstructionState, type InstructionStep } from '../../../domain/instruction.ts'
import type { FactId } from '../../../domain/model.ts'
import { useAddress } from '../../address.ts'
import { useAnswer, useCommand } from '../../answers.ts'
import { clock, shortDay } from '../../format.ts'
import { Answer, Empty, ProblemAlert } from '../../parts/answer.tsx'
import { Pick } from '../../parts/choice.tsx'
import { ExportButton } from '../../parts/export.tsx'
import { Field } from '../../parts/field.tsx'
import { useRights } from '../../session.ts'
import { zh } from '../../zh.ts'
import { RetractDialog } from './retract-dialog.tsx'

const text = zh.upward
const words = text.instruction
const ROWS = 50
const ROWS_MAX = 200

interface Asked {
  readonly step: InstructionStep
  readonly one: InstructionView
}

/** What leaders wrote, each with its way to 办结. */
export function InstructionList() {
  const { filters, set } = useAddress()
  const may = useRights()
  const [limit, setLimit] = useState(ROWS)
  const [asked, setAsked] = useState<Asked | null>(null)
  const [retracting, setRetracting] = useState<FactId | null>(null)
  const state = InstructionState.options.find(one => one === filters.state)
  const filter = {
    ...(state === undefined ? {} : { states: [state] }),
    ...(filters.text === undefined ? {} : { text: filters.text }),
  }
  const list = useAnswer('instruction.list', { limit, ...filter })
  const filtered = state !== undefined || filters.text !== undefined
  const editing = may('instruction.enter') !== null
  return (
    <>
      <p className="filter">
        <Input
          type="search"
          allowClear
          aria-label={text.search}
          placeholder={text.search}
          value={filters.text ?? ''}
          onChange={event => set({ text: event.target.value })}
        />
        <Pick
          label={words.state}
          value={state ?? ''}
          options={[
            { value: '', label: words.allStates },
            ...InstructionState.options.map(one => ({ value: one, label: words.states[one] })),
          ]}
          onChange={value => set({ state: value })}
        />
        {list.data !== undefined && <span className="quiet">{words.count(list.data.total, list.data.more)}</span>}
        <ExportButton of="instruction.list" input={filter} name={text.views.instruction} />
      </p>
      <Answer of={list}>
        {answer =>
          answer.instructions.length === 0 ? (
            <Empty {...emptyWords(filtered, editing)} />
          ) : (
            <>
              <ul className="instructions">
                {answer.instructions.map(one => (
                  <li key={one.id}>
                    <One
                      one={one}
                      onStep={step => setAsked({ step, one })}
                      onRetract={editing ? () => setRetracting(one.fact) : null}
                    />
                  </li>
                ))}
              </ul>
              {answer.total > answer.instructions.length && limit < ROWS_MAX && (
                <p className="row">
                  <Button onClick={() => setLimit(ROWS_MAX)}>{text.more}</Button>
                </p>
              )}
            </>
          )
        }
      </Answer>
      <StepDialog key={`${asked?.one.id} ${asked?.step}`} asked={asked} onClose={() => setAsked(null)} />
      <RetractDialog fact={retracting} onClose={() => setRetracting(null)} />
    </>
  )
}

function emptyWords(filtered: boolean, editing: boolean): { title: string; hint?: string } {
  if (filtered) return { title: text.noMatch }
  return editing ? { title: words.empty, hint: words.emptyHint } : { title: words.emptyOwn }
}

function One({
  one,
  onStep,
  onRetract,
}: {
  one: InstructionView
  onStep: (step: InstructionStep) => void
  onRetract: (() => void) | null
}) {
  return (
    <article className="instruction">
      <h2>
        {one.title} <span className={`badge instruction-${one.state}`}>{words.states[one.state]}</span>
      </h2>
      <blockquote className="said">{one.text}</blockquote>
      <p className="quiet">
        {one.leader} · {zh.settings.levels[one.level]} · <span className="when">{shortDay(one.on)}</span> ·{' '}
        {one.units.map(unit => unit.name).join('、')}
      </p>
      <ol className="timeline" aria-label={words.life}>
        {one.events.map(event => (
          <li key={`${event.at} ${event.step}`}>
            <span className="when quiet">{clock(event.at)}</span> <strong>{words.event(event.step)}</strong>{' '}
            {event.comment} <span className="quiet">{event.by}</span>
          </li>
        ))}
      </ol>
      <p className="row">
        {one.steps.map((step, index) => (
          <Button
            key={step}
            type={index === 0 ? 'primary' : 'default'}
            aria-label={words.stepTitle(words.steps[step], one.title)}
            onClick={() => onStep(step)}
          >
            {words.steps[step]}
          </Button>
        ))}
        {onRetract !== null && (
          <Button aria-label={`${text.retract}：${one.title}`} onClick={onRetract}>
            {text.retract}
          </Button>
        )}
      </p>
    </article>
  )
}

function StepDialog({ asked, onClose }: { asked: Asked | null; onClose: () => void }) {
  const { message } = App.useApp()
  const [comment, setComment] = useState('')
  const step = useCommand('instruction.step', () => {
    if (asked !== null) void message.success(words.did(words.steps[asked.step]))
    onClose()
  })
  const send = (): void => {
    if (asked === null) return
    const { one } = asked
    step.mutate({ instruction: one.id, version: one.version, step: asked.step, comment })
  }
  return (
    <Modal
      open={asked !== null}
      title={asked === null ? '' : words.stepTitle(words.steps[asked.step], asked.one.title)}
      okText={asked === null ? '' : words.steps[asked.step]}
      okButtonProps={{ disabled: asked?.step === 'answer' && comment.trim() === '', loading: step.isPending }}
      onOk={send}
      onCancel={onClose}
      width={520}
      destroyOnHidden
    >
      {asked?.step === 'pass-on' && (
        <p className="says">{words.passSays(asked.one.units.map(unit => unit.name).join('、'))}</p>
      )}
      <Field label={asked?.step === 'answer' ? words.answer : words.comment}>
        <Input.TextArea rows={3} maxLength={1000} value={comment} onChange={event => setComment(event.target.value)} />
      </Field>
      <ProblemAlert error={step.error} />
    </Modal>
  )
}
