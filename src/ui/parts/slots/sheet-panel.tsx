import { Button } from 'antd'
import { proposeFigures } from '../../../domain/commission/proposals.ts'
import {
  type Answers,
  answerTo,
  type Passage,
  type Slot,
  type SlotAnswer,
  slotWords,
} from '../../../domain/commission/slots.ts'
import { zh } from '../../zh.ts'
import { SlotAnswering } from './slot-answering.tsx'
import type { SheetSaving } from './use-sheet.ts'

const text = zh.slots.fill

interface Props {
  readonly slots: readonly Slot[]
  readonly answers: Answers
  readonly passages: readonly Passage[]
  readonly contact: { readonly name: string; readonly phone: string }
  readonly saving: SheetSaving
  readonly joined: boolean
  readonly onAnswer: (slot: string, answer: SlotAnswer | null) => void
}

/** 任务书填报: each slot with what the text beside it may answer it with. A value proposed is one click, never taken by itself. */
export function SheetPanel({ slots, answers, passages, contact, saving, joined, onAnswer }: Props) {
  const done = slots.filter(slot => answerTo(slot, answers) !== null).length
  const sure = slots.flatMap(slot => {
    const [best] = slot.kind === 'figure' && answerTo(slot, answers) === null ? proposeFigures(slot, passages) : []
    return best?.sure === true ? [{ slot: slot.key, value: best.value, quote: best.quote }] : []
  })
  return (
    <section className="task-sheet" aria-label={text.title}>
      <header className="task-sheet-head">
        <h2>{text.title}</h2>
        <span className="when quiet">{text.progress(done, slots.length)}</span>
        <span className={saving === 'failed' ? 'needs-action' : 'quiet'} role="status">
          {text.saving[saving]}
          {joined && ` ${text.merged}`}
        </span>
      </header>
      <p className="quiet">{text.says}</p>
      {sure.length > 0 && (
        <p>
          <Button
            onClick={() => {
              for (const { slot, value, quote } of sure) onAnswer(slot, { kind: 'figure', value, quote })
            }}
          >
            {text.takeAll(sure.length)}
          </Button>
        </p>
      )}
      <ol>
        {slots.map(slot => {
          const answer = answerTo(slot, answers)
          const state = answer === null ? 'open' : answer.kind === 'none' ? 'none' : 'done'
          return (
            <li key={slot.key} className={`task task-${state}`}>
              <p className="task-head">
                <strong>{slotWords(slot)}</strong>
                <span className="task-state">{text.states[state]}</span>
              </p>
              <SlotAnswering
                slot={slot}
                answer={answer}
                passages={passages}
                contact={contact}
                onAnswer={given => onAnswer(slot.key, given)}
              />
            </li>
          )
        })}
      </ol>
    </section>
  )
}
