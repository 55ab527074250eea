import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Checkbox, Input } from 'antd'
import type { TextAreaRef } from 'antd/es/input/TextArea.js'
import { useRef, useState } from 'react'
import type { NoticeWork } from '../../../api/office-work.ts'
import { EVIDENCE } from '../../../domain/quality/paragraph.ts'
import { useAnswer, useCommand } from '../../answers.ts'
import { Refusal } from '../../client.ts'
import { ProblemAlert } from '../../parts/answer.tsx'
import { Field } from '../../parts/field.tsx'
import { Section } from '../../parts/page-head.tsx'
import { useRights } from '../../session.ts'
import { zh } from '../../zh.ts'
import { EvidenceDraft } from './evidence.tsx'

type Slots = NoticeWork['sentences'][number]['slots']
interface Paragraph {
  readonly key: string
  readonly template: string
}

/** The prose of the month: to be read, and while nobody has sent it for signing, to be rewritten around its numbers. */
export function Sentences({ work }: { work: NoticeWork }) {
  const may = useRights()
  const [editing, setEditing] = useState(false)
  if ((work.stage !== 'rehearsal' && work.stage !== 'checking') || may('notice.sentences') === null) return null
  return (
    <Section title={zh.notice.sentencesTitle}>
      {editing ? (
        <Editor work={work} onDone={() => setEditing(false)} />
      ) : (
        <Button onClick={() => setEditing(true)}>{zh.notice.sentencesEdit}</Button>
      )}
    </Section>
  )
}

const filled = (template: string, slots: Slots): string =>
  template.replace(/\{([^{}]*)\}/g, (whole, name: string) => slots.find(slot => slot.name === name)?.shown ?? whole)

const nameOf = (key: string, index: number): string =>
  key === 'figures' || key === 'leaders' ? zh.notice.sentenceNames[key] : zh.notice.sentenceNames.free(index)

/** What is typed stays here until it was saved: somebody who was faster is shown below each paragraph, never written over. */
function Editor({ work, onDone }: { work: NoticeWork; onDone: () => void }) {
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [started] = useState(work)
  const [paragraphs, setParagraphs] = useState<readonly Paragraph[]>(work.sentences)
  const [keep, setKeep] = useState(false)
  const slots = work.sentences.flatMap(one => one.slots)
  const usesEvidence = paragraphs.some(({ template }) => template.includes(`{${EVIDENCE}`))
  const evidence = useAnswer('quality.paragraph', usesEvidence ? { period: work.period } : null)
  const save = useCommand('notice.sentences', () => {
    void message.success(zh.notice.sentencesSaved)
    onDone()
  })
  const write = (key: string, template: string): void =>
    setParagraphs(paragraphs.map(one => (one.key === key ? { key, template } : one)))
  const add = (template: string): void => setParagraphs([...paragraphs, { key: nextKey(paragraphs), template }])
  const stale = save.error instanceof Refusal && save.error.code === 'stale-version'
  const free = paragraphs.filter(one => one.key.startsWith('free-'))
  return (
    <form
      className="sentences"
      onSubmit={event => {
        event.preventDefault()
        save.mutate(
          {
            period: work.period,
            version: work.version,
            sentences: paragraphs.map(({ key, template }) => ({ key, template })),
            keep,
          },
          {
            onError: error => {
              if (error instanceof Refusal && error.code === 'stale-version')
                void queries.invalidateQueries({ queryKey: ['notice.work'] })
            },
          },
        )
      }}
    >
      <p className="hint">{zh.notice.sentencesHint}</p>
      {paragraphs.map(one => (
        <ParagraphField
          key={one.key}
          paragraph={one}
          name={nameOf(one.key, free.indexOf(one) + 1)}
          slots={slots}
          evidence={evidence.data?.slots ?? []}
          now={changedMeanwhile(one.key, started, work)}
          onWrite={template => write(one.key, template)}
          onRemove={
            one.key.startsWith('free-') ? () => setParagraphs(paragraphs.filter(other => other.key !== one.key)) : null
          }
        />
      ))}
      <div className="row">
        <Button size="small" onClick={() => add('')}>
          {zh.notice.addParagraph}
        </Button>
        <EvidenceDraft period={work.period} onInsert={add} />
      </div>
      {stale ? (
        <p className="problem" role="alert">
          {zh.notice.sentencesStale}
        </p>
      ) : (
        <ProblemAlert error={save.error} />
      )}
      <div className="row">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {zh.notice.saveSentences}
        </Button>
        <Button onClick={onDone}>{zh.common.cancel}</Button>
        <Checkbox checked={keep} onChange={event => setKeep(event.target.checked)}>
          {zh.notice.sentencesKeep}
        </Checkbox>
      </div>
    </form>
  )
}

const nextKey = (paragraphs: readonly Paragraph[]): string => {
  const numbers = paragraphs.map(({ key }) => Number(/^free-(\d+)$/.exec(key)?.[1] ?? 0))
  return `free-${Math.max(0, ...numbers) + 1}`
}

/** What somebody else made of a paragraph since this one was opened; null where nobody touched it. */
function changedMeanwhile(key: string, started: NoticeWork, now: NoticeWork): string | null {
  const was = started.sentences.find(one => one.key === key)?.template
  const is = now.sentences.find(one => one.key === key)?.template
  return is === undefined || is === was ? null : is
}

interface FieldProps {
  readonly paragraph: Paragraph
  readonly name: string
  readonly slots: Slots
  /** What sentences may hold besides, from the month's hand-ins. */
  readonly evidence: Slots
  readonly now: string | null
  readonly onWrite: (template: string) => void
  readonly onRemove: (() => void) | null
}

function ParagraphField({ paragraph, name, slots, evidence, now, onWrite, onRemove }: FieldProps) {
  const area = useRef<TextAreaRef>(null)
  const unused = slots.filter(slot => !paragraph.template.includes(`{${slot.name}}`))
  const insert = (slot: string): void => {
    const element = area.current?.resizableTextArea?.textArea
    const at = element?.selectionStart ?? paragraph.template.length
    onWrite(`${paragraph.template.slice(0, at)}{${slot}}${paragraph.template.slice(at)}`)
    element?.focus()
  }
  return (
    <div className="sentence">
      <Field label={name}>
        <Input.TextArea
          ref={area}
          autoSize={{ minRows: 2, maxRows: 10 }}
          maxLength={3000}
          value={paragraph.template}
          onChange={event => onWrite(event.target.value)}
        />
      </Field>
      <p className="sentence-shown">
        <span className="quiet">{zh.notice.sentenceShown} </span>
        {filled(paragraph.template, [...slots, ...evidence])}
      </p>
      {now !== null && (
        <p className="sentence-now">
          <span className="quiet">{zh.notice.sentenceNow}</span> {now}
        </p>
      )}
      <div className="row slots">
        {unused.map(slot => (
          <button
            key={slot.name}
            type="button"
            className="slot"
            title={`${zh.notice.insertSlot}：${slot.shown}`}
            onClick={() => insert(slot.name)}
          >
            {slot.name}
          </button>
        ))}
        {onRemove !== null && (
          <Button size="small" type="text" onClick={onRemove}>
            {zh.notice.removeParagraph(name)}
          </Button>
        )}
      </div>
    </div>
  )
}
