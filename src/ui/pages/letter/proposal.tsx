import { App, Button, Input } from 'antd'
import { useState } from 'react'
import type { LetterDetail } from '../../../api/letter.ts'
import { ArticleGenre } from '../../../domain/article.ts'
import type { UnitId } from '../../../domain/model.ts'
import { plainOf, type RichText } from '../../../domain/rich-text.ts'
import { useCommand } from '../../answers.ts'
import { Refusal } from '../../client.ts'
import { ProblemAlert } from '../../parts/answer.tsx'
import { Field } from '../../parts/field.tsx'
import { Section } from '../../parts/page-head.tsx'
import { Editor } from '../../parts/rich/editor.tsx'
import { useRights } from '../../session.ts'
import { zh } from '../../zh.ts'
import { Steps, UnitAndReason } from './steps.tsx'

const text = zh.letter.detail

interface Written {
  readonly position: number
  readonly title: string
  readonly body: RichText
  readonly genre: ArticleGenre | null
  readonly contact: { readonly name: string; readonly phone: string }
  readonly source: string | null
  readonly unitName: string
  readonly isIn: boolean
}

const EMPTY = {
  position: 0,
  title: '',
  body: [],
  genre: null,
  contact: { name: '', phone: '' },
  source: null,
  unitName: '',
}

/** The articles a letter proposes, to be put right and confirmed; and what else may be done with the letter. */
export function Proposal({ letter }: { letter: LetterDetail }) {
  const { message } = App.useApp()
  const isOffice = useRights()('letter.claim') !== null
  const [articles, setArticles] = useState<readonly Written[]>(() =>
    (letter.articles.length === 0 ? [{ ...EMPTY, title: letter.subject }] : letter.articles).map(one => ({
      ...one,
      isIn: true,
    })),
  )
  const [unit, setUnit] = useState<UnitId | null>(letter.unit?.unit ?? null)
  const [reason, setReason] = useState('')
  const confirm = useCommand('letter.confirm', ({ articles: made }) => {
    void message.success(zh.letter.steps.confirmed(made.length, made[0]?.receipt ?? null), 5)
  })
  const chosen = articles.filter(one => one.isIn)
  const isReady =
    chosen.length > 0 &&
    chosen.every(one => one.title.trim() !== '' && plainOf(one.body).trim() !== '') &&
    (!isOffice || (unit !== null && reason.trim() !== ''))
  const send = (confirmedDuplicate: boolean): void =>
    confirm.mutate({
      letter: letter.id,
      version: letter.version,
      ...(isOffice && unit !== null ? { unit, reason } : {}),
      articles: chosen.map(({ position, title, body, genre, contact }) => ({ position, title, body, genre, contact })),
      ...(confirmedDuplicate ? { confirmedDuplicate } : {}),
    })
  const isTwice = confirm.error instanceof Refusal && confirm.error.code === 'likely-duplicate'
  return (
    <Section title={text.proposal} note={text.proposalHint}>
      {letter.articles.length === 0 && <p className="quiet">{text.none}</p>}
      {articles.map((one, index) => (
        <ArticlePart
          key={one.position}
          value={one}
          number={articles.length > 1 ? index + 1 : null}
          onChange={changes =>
            setArticles(now => now.map(other => (other.position === one.position ? { ...other, ...changes } : other)))
          }
        />
      ))}
      <div className="letter-act">
        {isOffice && (
          <UnitAndReason letter={letter} unit={unit} onUnit={setUnit} reason={reason} onReason={setReason} />
        )}
        <p className="quiet">{zh.letter.steps.unscored}</p>
        <ProblemAlert error={confirm.error} />
        <div className="letter-steps">
          {isTwice ? (
            <Button type="primary" loading={confirm.isPending} onClick={() => send(true)}>
              {zh.letter.steps.duplicate}
            </Button>
          ) : (
            <Button type="primary" disabled={!isReady} loading={confirm.isPending} onClick={() => send(false)}>
              {isOffice ? zh.letter.steps.confirmFor : zh.letter.steps.confirm}
            </Button>
          )}
          <Steps letter={letter} unit={unit} reason={reason} />
        </div>
      </div>
    </Section>
  )
}

function ArticlePart({
  value,
  number,
  onChange,
}: {
  value: Written
  number: number | null
  onChange: (changes: Partial<Written>) => void
}) {
  const leave = number !== null && (
    <Button size="small" onClick={() => onChange({ isIn: !value.isIn })}>
      {value.isIn ? text.leaveOut : text.takeIn}
    </Button>
  )
  return (
    <section className={value.isIn ? 'letter-article' : 'letter-article left'}>
      <h3>
        {number !== null && <span>{text.keep(number)}</span>}
        <span className="quiet">
          {value.source === null ? text.sourceBody : text.source(value.source)}
          {value.unitName !== '' && ` · ${text.written(value.unitName)}`}
        </span>
        {leave}
      </h3>
      {value.isIn ? (
        <>
          <Field label={text.title}>
            <Input maxLength={300} value={value.title} onChange={event => onChange({ title: event.target.value })} />
          </Field>
          <div className="field">
            <p className="label">{text.body}</p>
            <Editor label={text.body} value={value.body} onChange={body => onChange({ body })} />
          </div>
          <div className="form-columns">
            <Field label={text.genre}>
              <select
                value={value.genre ?? ''}
                onChange={event =>
                  onChange({ genre: ArticleGenre.options.find(one => one === event.target.value) ?? null })
                }
              >
                <option value="">{text.noGenre}</option>
                {ArticleGenre.options.map(genre => (
                  <option key={genre} value={genre}>
                    {zh.article.genres[genre]}
                  </option>
                ))}
              </select>
            </Field>
            <Field label={text.contactName}>
              <Input
                maxLength={80}
                value={value.contact.name}
                onChange={event => onChange({ contact: { ...value.contact, name: event.target.value } })}
              />
            </Field>
            <Field label={text.contactPhone}>
              <Input
                maxLength={40}
                inputMode="tel"
                value={value.contact.phone}
                onChange={event => onChange({ contact: { ...value.contact, phone: event.target.value } })}
              />
            </Field>
          </div>
        </>
      ) : (
        <p className="quiet">
          {text.left}：{value.title}
        </p>
      )}
    </section>
  )
}
