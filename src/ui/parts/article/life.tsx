import { Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import type { ArticleDetail } from '../../../api/article.ts'
import { FILE_ROUTES } from '../../../api.ts'
import { formatPoints } from '../../../domain/points.ts'
import { useCommand } from '../../answers.ts'
import { download } from '../../client.ts'
import { clock } from '../../format.ts'
import { save } from '../../save.ts'
import { zh } from '../../zh.ts'
import { ProblemAlert } from '../answer.tsx'

const text = zh.article

/** What happened to an article, oldest first: who did what, why, and with which words. */
export const Timeline = ({ article }: { article: ArticleDetail }) => (
  <ol className="timeline">
    {article.events.map(event => (
      <li key={event.id} className={event.undone ? 'undone' : ''}>
        <time dateTime={event.at}>{clock(event.at)}</time>
        <span>
          {event.undoes ? text.undoes(text.steps[event.step]) : text.steps[event.step]}
          {event.kind !== null && !event.undoes && `（${text.kinds[event.kind]}）`}
          {event.reason !== null && !event.undoes && `：${text.reasons[event.reason]}`}
          {event.undone && <span className="quiet">{text.undoneMark}</span>}
          {event.comment !== '' && <span className="said">{event.comment}</span>}
          <span className="quiet"> {event.by}</span>
        </span>
      </li>
    ))}
  </ol>
)

/** Where it appeared, went up, and what it brought. */
export function Yield({ article }: { article: ArticleDetail }) {
  const { appearances, forwardings, instructions, points } = article
  if (appearances.length + forwardings.length + instructions.length + points.length === 0)
    return <p className="quiet">{text.nothingYet}</p>
  const level = zh.settings.levels
  return (
    <ol className="timeline">
      {appearances.map(one => (
        <li key={`${one.outlet} ${one.number ?? ''} ${one.on}`}>
          <time dateTime={one.on}>{one.on}</time>
          <span>
            {text.inIssue(one.outlet, one.number, text.kinds[one.kind])}{' '}
            <span className="quiet">{level[one.level]}</span>
          </span>
        </li>
      ))}
      {forwardings.map(one => (
        <li key={`${one.to} ${one.on}`}>
          <time dateTime={one.on}>{one.on}</time>
          <span>
            {text.forwardedTo(one.to)} <span className="quiet">{level[one.level]}</span>
          </span>
        </li>
      ))}
      {instructions.map(one => (
        <li key={`${one.leader} ${one.on}`}>
          <time dateTime={one.on}>{one.on}</time>
          <span>{text.instructed(one.leader, one.text)}</span>
        </li>
      ))}
      {points.map(one => (
        <li key={`${one.unit} ${one.period} ${one.sentence}`}>
          <time dateTime={one.period}>{one.period}</time>
          <span>
            {one.unit} {zh.common.points(formatPoints(one.points))} <span className="quiet">{one.sentence}</span>
          </span>
        </li>
      ))}
    </ol>
  )
}

/** What people said about it, and the field to say more; of a unit all is for both sides. */
export function Comments({ article, mayChoose }: { article: ArticleDetail; mayChoose: boolean }) {
  const [said, setSaid] = useState('')
  const [toUnit, setToUnit] = useState(true)
  const comment = useCommand('article.comment', () => setSaid(''))
  return (
    <>
      {article.comments.length === 0 && <p className="quiet">{text.noComments}</p>}
      <ol className="timeline">
        {article.comments.map(one => (
          <li key={`${one.at} ${one.text}`}>
            <time dateTime={one.at}>{clock(one.at)}</time>
            <span>
              {one.text} <span className="quiet">{one.by}</span>
              {mayChoose && <span className="badge">{one.toUnit ? text.toUnit : text.inside}</span>}
            </span>
          </li>
        ))}
      </ol>
      <form
        className="comment-form"
        onSubmit={event => {
          event.preventDefault()
          comment.mutate({ article: article.id, text: said, toUnit: toUnit || !mayChoose })
        }}
      >
        <Input.TextArea
          className="comment-field"
          aria-label={text.comment}
          rows={2}
          maxLength={2000}
          value={said}
          onChange={event => setSaid(event.target.value)}
        />
        <p className="row">
          {mayChoose && (
            <Checkbox checked={toUnit} onChange={event => setToUnit(event.target.checked)}>
              {text.toUnit}
            </Checkbox>
          )}
          <Button htmlType="submit" disabled={said.trim() === ''} loading={comment.isPending}>
            {text.say}
          </Button>
        </p>
        <ProblemAlert error={comment.error} />
      </form>
    </>
  )
}

/** The files that came with it, the original among them, as downloads. */
export function FileList({ article }: { article: Pick<ArticleDetail, 'id' | 'files'> }) {
  const [error, setError] = useState<Error | null>(null)
  if (article.files.length === 0) return null
  const get = (file: string, name: string): void => {
    setError(null)
    download(FILE_ROUTES.article(article.id, file)).then(
      bytes => save(bytes, name),
      (cause: unknown) => setError(cause instanceof Error ? cause : new Error(String(cause))),
    )
  }
  return (
    <>
      <ul className="inline-list">
        {article.files.map(one => (
          <li key={one.file}>
            <button type="button" className="number" onClick={() => get(one.file, one.name)}>
              <bdi>{one.name}</bdi>
            </button>{' '}
            <span className="quiet">
              {one.original ? `${text.original} · ` : ''}
              {text.size(one.size)}
            </span>
          </li>
        ))}
      </ul>
      <ProblemAlert error={error} />
    </>
  )
}
