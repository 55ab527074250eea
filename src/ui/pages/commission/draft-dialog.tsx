import { App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import type { Output } from '../../../api.ts'
import type { CommissionId } from '../../../domain/model.ts'
import { useAnswer, useCommand } from '../../answers.ts'
import { Answer, ProblemAlert } from '../../parts/answer.tsx'
import { Field } from '../../parts/field.tsx'
import { useGo } from '../../parts/go.tsx'
import { Editor } from '../../parts/rich/editor.tsx'
import { zh } from '../../zh.ts'

const text = zh.slots.table

/** 合成一稿: what all units answered as one text to work on; kept, it is a 合稿 of their replies, and each unit is credited. */
export function DraftDialog({ id, onClose }: { id: CommissionId | null; onClose: () => void }) {
  const draft = useAnswer('commission.draft', id === null ? null : { commission: id })
  return (
    <Modal open={id !== null} title={text.draftTitle} footer={null} onCancel={onClose} width={820} destroyOnHidden>
      <Answer of={draft}>{found => <Form draft={found} onClose={onClose} />}</Answer>
    </Modal>
  )
}

function Form({ draft, onClose }: { draft: Output<'commission.draft'>; onClose: () => void }) {
  const { message } = App.useApp()
  const go = useGo()
  const [title, setTitle] = useState(draft.title)
  const [body, setBody] = useState(draft.body)
  const merge = useCommand('article.merge', ({ article }) => {
    void message.success(text.draftDone)
    onClose()
    go(`/article?article=${article}`)
  })
  const enough = draft.sources.length >= 2
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        const articles = draft.sources.map(({ article, version }) => ({ article, version }))
        merge.mutate({ articles, title, body, kind: null })
      }}
    >
      <p className="says">{enough ? text.draftSays(draft.sources.length) : text.draftFew}</p>
      <ul className="draft-sources">
        {draft.sources.map(one => (
          <li key={one.article}>
            <strong>{one.units.join('、')}</strong> {one.title}
          </li>
        ))}
      </ul>
      {draft.left.length > 0 && (
        <p className="quiet">{text.draftLeft(draft.left.map(({ name, why }) => `${name}（${why}）`).join('、'))}</p>
      )}
      <Field label={zh.article.form.title}>
        <Input maxLength={300} value={title} onChange={event => setTitle(event.target.value)} />
      </Field>
      <Editor label={zh.article.form.body} value={body} onChange={setBody} />
      <p className="row">
        <Button type="primary" htmlType="submit" disabled={!enough || title.trim() === ''} loading={merge.isPending}>
          {text.draftDo}
        </Button>
      </p>
      <ProblemAlert error={merge.error} />
    </form>
  )
}
