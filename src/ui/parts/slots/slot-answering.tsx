import { App, Button, Checkbox, Input } from 'antd'
import { useEffect, useState } from 'react'
import { proposeFigures, proposePassages } from '../../../domain/commission/proposals.ts'
import { readDecimal } from '../../../domain/commission/quantities.ts'
import type { FigureSlot, Passage, Slot, SlotAnswer } from '../../../domain/commission/slots.ts'
import { zh } from '../../zh.ts'

const text = zh.slots.fill
type Given = (answer: SlotAnswer | null) => void
type Of<Kind extends SlotAnswer['kind']> = Extract<SlotAnswer, { kind: Kind }>

interface Props {
  readonly slot: Slot
  readonly answer: SlotAnswer | null
  readonly passages: readonly Passage[]
  readonly contact: { readonly name: string; readonly phone: string }
  readonly onAnswer: Given
}

/** What one slot is answered with: by its kind, or 本地无此项 with the reason. */
export function SlotAnswering({ slot, answer, passages, contact, onAnswer }: Props) {
  const [refusing, setRefusing] = useState(false)
  const [reason, setReason] = useState('')
  const none = answer?.kind === 'none' || refusing
  useEffect(() => {
    if (answer?.kind === 'none') setReason(answer.reason)
    else if (answer !== null) setRefusing(false)
  }, [answer])
  const say = (written: string): void => {
    setReason(written)
    onAnswer(written.trim() === '' ? null : { kind: 'none', reason: written.trim().slice(0, 200) })
  }
  return (
    <>
      {!none && <Answering slot={slot} answer={answer} passages={passages} contact={contact} onAnswer={onAnswer} />}
      <div className="task-foot">
        <Checkbox
          aria-label={text.noneFor(slot.label)}
          checked={none}
          onChange={event => {
            setRefusing(event.target.checked)
            if (event.target.checked) say(reason)
            else onAnswer(null)
          }}
        >
          {text.none}
        </Checkbox>
        {none && (
          <Input
            size="small"
            maxLength={200}
            aria-label={text.reason(slot.label)}
            placeholder={text.reasonWord}
            value={reason}
            onChange={event => say(event.target.value)}
          />
        )}
      </div>
    </>
  )
}

function Answering({ slot, answer, passages, contact, onAnswer }: Props) {
  switch (slot.kind) {
    case 'figure':
      return (
        <Figure
          slot={slot}
          answer={answer?.kind === 'figure' ? answer : null}
          passages={passages}
          onAnswer={onAnswer}
        />
      )
    case 'case':
    case 'text':
      return (
        <Passages
          slot={slot}
          quotes={answer?.kind === 'passages' ? answer.quotes : []}
          passages={passages}
          onAnswer={onAnswer}
        />
      )
    case 'table':
      return (
        <Table slot={slot} answer={answer?.kind === 'table' ? answer : null} passages={passages} onAnswer={onAnswer} />
      )
    case 'contact':
      return (
        <Contact
          slot={slot}
          answer={answer?.kind === 'contact' ? answer : null}
          contact={contact}
          onAnswer={onAnswer}
        />
      )
  }
}

function Figure({
  slot,
  answer,
  passages,
  onAnswer,
}: {
  slot: FigureSlot
  answer: Of<'figure'> | null
  passages: readonly Passage[]
  onAnswer: Given
}) {
  const value = answer?.value ?? null
  const quote = answer?.quote ?? ''
  const [typed, setTyped] = useState<string>(value ?? '')
  useEffect(() => setTyped(now => (readDecimal(now) === value ? now : (value ?? ''))), [value])
  const wrong = typed.trim() !== '' && readDecimal(typed) === null
  const give = (next: typeof value, from: string): void =>
    onAnswer(next === null && from === '' ? null : { kind: 'figure', value: next, quote: from })
  return (
    <>
      <Input
        size="small"
        className="slot-value"
        inputMode="decimal"
        aria-label={text.value(slot.label)}
        aria-invalid={wrong}
        suffix={slot.unit}
        value={typed}
        onChange={event => {
          setTyped(event.target.value)
          give(readDecimal(event.target.value), quote)
        }}
      />
      {quote === '' && <Selected label={slot.label} onTake={words => give(value, words.slice(0, 2000))} />}
      {wrong && <p className="needs-action">{text.notNumber}</p>}
      {quote !== '' && <Quote label={slot.label} quote={quote} onRemove={() => give(value, '')} />}
      {value === null && (
        <Proposals
          label={slot.label}
          items={proposeFigures(slot, passages).map(one => ({
            key: one.value,
            head: `${one.value}${slot.unit}`,
            words: one.quote,
            take: () => give(one.value, one.quote.slice(0, 2000)),
          }))}
        />
      )}
    </>
  )
}

function Passages({
  slot,
  quotes,
  passages,
  onAnswer,
}: {
  slot: Extract<Slot, { kind: 'case' | 'text' }>
  quotes: readonly string[]
  passages: readonly Passage[]
  onAnswer: Given
}) {
  const give = (next: readonly string[]): void =>
    onAnswer(next.length === 0 ? null : { kind: 'passages', quotes: next.slice(0, 20) })
  const add = (words: string): void => {
    const quote = words.trim().slice(0, 5000)
    if (quote !== '' && !quotes.includes(quote)) give([...quotes, quote])
  }
  const enough = slot.kind === 'case' && quotes.length >= slot.count
  return (
    <>
      {quotes.map(quote => (
        <Quote
          key={quote}
          label={slot.label}
          quote={quote}
          onRemove={() => give(quotes.filter(one => one !== quote))}
        />
      ))}
      <Selected label={slot.label} onTake={add} />
      {!enough && (
        <Proposals
          label={slot.label}
          items={proposePassages(slot, passages)
            .filter(words => quotes.every(quote => !quote.includes(words)))
            .map(words => ({ key: words, head: '', words, take: () => add(words) }))}
        />
      )}
    </>
  )
}

function Table({
  slot,
  answer,
  passages,
  onAnswer,
}: {
  slot: Slot
  answer: Of<'table'> | null
  passages: readonly Passage[]
  onAnswer: Given
}) {
  const tables = passages.filter(one => one.kind === 'table')
  const wide = (rows: readonly (readonly string[])[]): number => Math.max(0, ...rows.map(row => row.length))
  if (answer !== null)
    return (
      <Quote
        label={slot.label}
        quote={text.tableTaken(answer.rows.length, wide(answer.rows))}
        onRemove={() => onAnswer(null)}
      />
    )
  if (tables.length === 0) return <p className="quiet">{text.noTable}</p>
  return (
    <Proposals
      label={slot.label}
      items={tables.map(({ rows, text: words }, index) => ({
        key: String(index),
        head: text.table(index + 1, rows.length, wide(rows)),
        words: words.replace(/\s+/g, ' '),
        take: () =>
          onAnswer({
            kind: 'table',
            rows: rows.slice(0, 200).map(row => row.slice(0, 30).map(cell => cell.slice(0, 500))),
          }),
      }))}
    />
  )
}

function Contact({
  slot,
  answer,
  contact,
  onAnswer,
}: {
  slot: Slot
  answer: Of<'contact'> | null
  contact: { readonly name: string; readonly phone: string }
  onAnswer: Given
}) {
  const { name, phone } = answer ?? { name: '', phone: '' }
  const give = (next: { name: string; phone: string }): void =>
    onAnswer(next.name === '' && next.phone === '' ? null : { kind: 'contact', ...next })
  return (
    <p className="slot-contact">
      <Input
        size="small"
        maxLength={80}
        aria-label={text.name(slot.label)}
        placeholder={text.nameWord}
        value={name}
        onChange={event => give({ name: event.target.value, phone })}
      />
      <Input
        size="small"
        maxLength={40}
        inputMode="tel"
        aria-label={text.phone(slot.label)}
        placeholder={text.phoneWord}
        value={phone}
        onChange={event => give({ name, phone: event.target.value })}
      />
      {answer === null && contact.name !== '' && (
        <Button size="small" onClick={() => give({ name: contact.name, phone: contact.phone })}>
          {text.useContact}
        </Button>
      )}
    </p>
  )
}

const Quote = ({ label, quote, onRemove }: { label: string; quote: string; onRemove: () => void }) => (
  <blockquote className="slot-quote">
    <span>{quote}</span>
    <button type="button" aria-label={text.remove(label)} onClick={onRemove}>
      ×
    </button>
  </blockquote>
)

interface Proposed {
  readonly key: string
  readonly head: string
  readonly words: string
  readonly take: () => void
}

function Proposals({ label, items }: { label: string; items: readonly Proposed[] }) {
  if (items.length === 0) return null
  return (
    <ul className="slot-proposals" aria-label={text.found}>
      {items.map(({ key, head, words, take }) => (
        <li key={key}>
          <button type="button" aria-label={text.take(label, head === '' ? words : head)} onClick={take}>
            {head !== '' && <strong>{head}</strong>}
            <span>{words}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

/** Takes what is selected on the page; pressing it must not lose the selection. */
function Selected({ label, onTake }: { label: string; onTake: (words: string) => void }) {
  const { message } = App.useApp()
  return (
    <Button
      size="small"
      type="text"
      aria-label={text.selectedFor(label)}
      onMouseDown={event => event.preventDefault()}
      onClick={() => {
        const words = (getSelection()?.toString() ?? '').trim()
        if (words === '') void message.info(text.nothingSelected)
        else onTake(words)
      }}
    >
      {text.selected}
    </Button>
  )
}
