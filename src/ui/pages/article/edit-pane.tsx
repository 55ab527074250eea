import { Button, Input } from 'antd'
import { useEffect, useState } from 'react'
import type { ArticleDetail } from '../../../api/article.ts'
import { useAnswer, useCommand } from '../../answers.ts'
import { call, Refusal } from '../../client.ts'
import { Answer, ProblemAlert } from '../../parts/answer.tsx'
import { Beside } from '../../parts/article/changes.tsx'
import { Field } from '../../parts/field.tsx'
import { Editor } from '../../parts/rich/editor.tsx'
import { zh } from '../../zh.ts'

const text = zh.article.pool
/** The hint that somebody edits is renewed before the server lets it lapse. */
const RENEW_MS = 45_000

/** 改稿: a new version; the unit's text stays. Who is slower sees both texts and loses neither. */
export function EditPane({ article, onClose }: { article: ArticleDetail; onClose: () => void }) {
  // What was begun with stays, whatever the server says meanwhile.
  const [from] = useState(article)
  const [version, setVersion] = useState(article.version)
  const [title, setTitle] = useState(article.title)
  const [body, setBody] = useState(article.body)
  const [note, setNote] = useState('')
  const [round, setRound] = useState(0)
  const others = usePresence(article.id)
  const edit = useCommand('article.edit', onClose)
  const stale = edit.error instanceof Refusal && edit.error.code === 'stale-version'
  const save = (onto: number): void => edit.mutate({ article: from.id, version: onto, title, body, note })
  return (
    <form
      className="edit-pane"
      onSubmit={event => {
        event.preventDefault()
        save(version)
      }}
    >
      {others.length > 0 && (
        <p className="presence" role="status">
          {text.editing(others.join('、'))}
        </p>
      )}
      {stale ? (
        <Conflict
          article={article}
          mine={{ title, body }}
          onKeep={now => {
            setVersion(now)
            save(now)
          }}
          onTake={now => {
            setVersion(now.version)
            setTitle(now.title)
            setBody(now.body)
            setRound(round + 1)
            edit.reset()
          }}
        />
      ) : (
        <ProblemAlert error={edit.error} />
      )}
      <Field label={zh.article.form.title}>
        <Input maxLength={300} value={title} onChange={event => setTitle(event.target.value)} />
      </Field>
      <Editor key={round} label={zh.article.form.body} value={body} onChange={setBody} />
      <Field label={text.editNote}>
        <Input maxLength={200} value={note} onChange={event => setNote(event.target.value)} />
      </Field>
      <p className="row">
        <Button type="primary" htmlType="submit" loading={edit.isPending} disabled={stale}>
          {text.editDo}
        </Button>
        <Button onClick={onClose}>{text.cancel}</Button>
      </p>
    </form>
  )
}

function Conflict({
  article,
  mine,
  onKeep,
  onTake,
}: {
  article: ArticleDetail
  mine: Pick<ArticleDetail, 'title' | 'body'>
  onKeep: (version: number) => void
  onTake: (now: ArticleDetail) => void
}) {
  const now = useAnswer('article.get', { article: article.id })
  const { refetch } = now
  useEffect(() => void refetch(), [refetch])
  return (
    <Answer of={now}>
      {found => (
        <div className="problem" role="alert">
          <p>{zh.article.stale}</p>
          <p className="row">
            <Button onClick={() => onKeep(found.version)}>{zh.article.keepMine}</Button>
            <Button onClick={() => onTake(found)}>{zh.article.takeTheirs}</Button>
          </p>
          <Beside
            left={{ head: zh.article.standing, title: found.title, body: found.body }}
            right={{ head: zh.article.yours, ...mine }}
          />
        </div>
      )}
    </Answer>
  )
}

/** Says that this person edits, and who else does: a hint, never a lock. */
function usePresence(article: ArticleDetail['id']): readonly string[] {
  const [others, setOthers] = useState<readonly string[]>([])
  useEffect(() => {
    const tell = (editing: boolean): void => {
      call('article.editing', { article, editing }).then(
        answer => editing && setOthers(answer.others),
        // A hint that did not get through is none.
        () => null,
      )
    }
    tell(true)
    const timer = setInterval(() => tell(true), RENEW_MS)
    return () => {
      clearInterval(timer)
      tell(false)
    }
  }, [article])
  return others
}
