import { App, Button } from 'antd'
import { useState } from 'react'
import type { DraftSentence } from '../../../api/quality.ts'
import type { Period } from '../../../domain/calendar.ts'
import { useAnswer } from '../../answers.ts'
import { Answer } from '../../parts/answer.tsx'
import { Choice } from '../../parts/choice.tsx'
import { Go } from '../../parts/go.tsx'
import { zh } from '../../zh.ts'

const text = zh.quality.paragraph

interface Props {
  readonly period: Period
  readonly onInsert: (template: string) => void
}

/** The paragraph on problems, sentence by sentence with its articles: the editor takes what is wanted, with the units named or not. */
export function EvidenceDraft({ period, onInsert }: Props) {
  const [open, setOpen] = useState(false)
  const draft = useAnswer('quality.paragraph', open ? { period } : null)
  if (!open)
    return (
      <Button size="small" onClick={() => setOpen(true)}>
        {text.open}
      </Button>
    )
  return (
    <section className="drafting" aria-label={text.title}>
      <h3>{text.title}</h3>
      <p className="hint">{text.hint}</p>
      <Answer of={draft}>
        {({ sentences }) => (
          <Sentences
            sentences={sentences}
            onInsert={template => {
              onInsert(template)
              setOpen(false)
            }}
            onClose={() => setOpen(false)}
          />
        )}
      </Answer>
    </section>
  )
}

const filled = (template: string, { slots }: DraftSentence): string =>
  template.replace(/\{([^{}]*)\}/g, (whole, name: string) => slots.find(slot => slot.name === name)?.shown ?? whole)

function Sentences({
  sentences,
  onInsert,
  onClose,
}: {
  sentences: readonly DraftSentence[]
  onInsert: (template: string) => void
  onClose: () => void
}) {
  const { message } = App.useApp()
  const [naming, setNaming] = useState<'named' | 'unnamed'>('unnamed')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(sentences.map(one => one.key)))
  const templateOf = (one: DraftSentence): string => (naming === 'named' ? (one.named ?? one.template) : one.template)
  const insert = (): void => {
    const taken = sentences.filter(one => chosen.has(one.key))
    if (taken.length === 0) {
      void message.info(text.nothing)
      return
    }
    onInsert(taken.map(templateOf).join(''))
    void message.success(text.inserted)
  }
  return (
    <>
      <Choice
        label={text.naming}
        value={naming}
        options={[
          { value: 'unnamed', label: text.unnamed },
          { value: 'named', label: text.named },
        ]}
        onChange={setNaming}
      />
      <ul>
        {sentences.map(one => (
          <li key={one.key}>
            <label>
              <input
                type="checkbox"
                checked={chosen.has(one.key)}
                onChange={event => {
                  const next = new Set(chosen)
                  if (event.target.checked) next.add(one.key)
                  else next.delete(one.key)
                  setChosen(next)
                }}
              />
              <span>{filled(templateOf(one), one)}</span>
            </label>
            <Articles sentence={one} />
          </li>
        ))}
      </ul>
      <div className="row">
        <Button onClick={insert}>{text.insert}</Button>
        <Button type="text" onClick={onClose}>
          {text.cancel}
        </Button>
      </div>
    </>
  )
}

function Articles({ sentence: { articles } }: { sentence: DraftSentence }) {
  if (articles.length === 0) return null
  return (
    <details className="fold">
      <summary>{text.articles(articles.length)}</summary>
      <ul>
        {articles.map(one => (
          <li key={`${one.article} ${one.name}`}>
            <Go to={`/article?article=${one.article}`}>{one.title}</Go> <span className="quiet">{one.name}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
