import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import {
  answered,
  draftFrom,
  type FiveAnswers,
  Outline,
  QUESTIONS,
  type Question,
} from '../../../domain/checkup/questions.ts'
import type { RichText } from '../../../domain/rich-text.ts'
import { useCommand } from '../../answers.ts'
import { zh } from '../../zh.ts'
import { ProblemAlert } from '../answer.tsx'
import { Choice } from '../choice.tsx'
import { Field } from '../field.tsx'
import { RichView } from '../rich/rich-view.tsx'

const text = zh.checkup.rewrite

export interface Rewritable {
  readonly title: string
  readonly body: RichText
  readonly answers: FiveAnswers
  readonly outline: Outline
  readonly suggests: boolean
}

/** 五问改写: five questions, answered from what is there as far as it goes, make an outline in the person's own words. */
export function RewriteDialog({
  of,
  onClose,
  onMade,
}: {
  of: Rewritable
  onClose: () => void
  onMade: (made: { title: string; body: RichText }) => void
}) {
  const [answers, setAnswers] = useState(of.answers)
  const [outline, setOutline] = useState(of.outline)
  const [title, setTitle] = useState(of.title)
  const count = answered(answers)
  const body = draftFrom(answers, outline)
  return (
    <Modal
      open
      title={text.title}
      width={1080}
      onCancel={onClose}
      okText={text.make}
      cancelText={text.cancel}
      okButtonProps={{ disabled: count === 0 }}
      onOk={() => onMade({ title, body })}
    >
      <p>{text.says}</p>
      <div className="rewrite">
        <div>
          <Choice
            label={text.as}
            value={outline}
            options={Outline.options.map(value => ({ value, label: text.outlines[value] }))}
            onChange={setOutline}
          />
          <Field label={text.heading} hint={text.headingHint}>
            <Input maxLength={300} value={title} onChange={event => setTitle(event.target.value)} />
          </Field>
          {QUESTIONS.map((question, index) => (
            <Asked
              key={question}
              number={index + 1}
              question={question}
              value={answers[question]}
              source={of}
              onChange={answer => setAnswers({ ...answers, [question]: answer })}
            />
          ))}
        </div>
        <section className="preview-side" aria-label={text.preview}>
          <p className="quiet" role="status">
            {count === 0 ? text.empty : text.answered(count)}
          </p>
          <h3 className="article-title">{title}</h3>
          <RichView of={body} />
        </section>
      </div>
    </Modal>
  )
}

function Asked({
  number,
  question,
  value,
  source,
  onChange,
}: {
  number: number
  question: Question
  value: string
  source: Rewritable
  onChange: (answer: string) => void
}) {
  const { asks, helps } = text.questions[question]
  const suggest = useCommand('checkup.suggest')
  const suggestion = suggest.data?.suggestion
  return (
    <>
      <Field label={`${number}. ${asks}`} hint={helps}>
        <Input.TextArea
          autoSize={{ minRows: 2, maxRows: 8 }}
          maxLength={3000}
          value={value}
          onChange={event => onChange(event.target.value)}
        />
      </Field>
      {source.suggests && (
        <p className="row">
          <Button
            size="small"
            loading={suggest.isPending}
            onClick={() => suggest.mutate({ title: source.title, body: source.body, question })}
          >
            {text.suggest}
          </Button>
        </p>
      )}
      <ProblemAlert error={suggest.error} />
      {suggestion !== undefined && (
        <p className="suggestion">
          {text.suggestion}
          {suggestion}{' '}
          <Button size="small" onClick={() => onChange(value === '' ? suggestion : `${value}\n${suggestion}`)}>
            {text.take}
          </Button>
        </p>
      )}
    </>
  )
}
