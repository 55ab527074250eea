import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import type { ArticleDetail, ArticleRow } from '../../../api/article.ts'
import type { ArticleId } from '../../../domain/model.ts'
import { useAnswer, useCommand } from '../../answers.ts'
import { Loading, ProblemAlert } from '../../parts/answer.tsx'
import { Choice } from '../../parts/choice.tsx'
import { Field } from '../../parts/field.tsx'
import { Editor } from '../../parts/rich/editor.tsx'
import { zh } from '../../zh.ts'

const text = zh.article.pool

/** 合稿: the chosen articles one after the other as a text to work on; each source unit stays credited. */
export function MergeDialog({
  rows,
  onClose,
  onMerged,
}: {
  rows: readonly ArticleRow[] | null
  onClose: () => void
  onMerged: (article: ArticleId) => void
}) {
  return (
    <Modal
      open={rows !== null}
      title={text.mergeTitle(rows?.length ?? 0)}
      footer={null}
      onCancel={onClose}
      width={760}
      destroyOnHidden
    >
      {rows !== null && <Gather rows={rows} found={[]} onMerged={onMerged} />}
    </Modal>
  )
}

/** Reads the texts one after the other; there are few of them. */
function Gather({
  rows,
  found,
  onMerged,
}: {
  rows: readonly ArticleRow[]
  found: readonly ArticleDetail[]
  onMerged: (article: ArticleId) => void
}) {
  const next = rows[found.length]
  const answer = useAnswer('article.get', next === undefined ? null : { article: next.id })
  if (next === undefined) return <MergeForm sources={found} onMerged={onMerged} />
  if (answer.error !== null) return <ProblemAlert error={answer.error} />
  if (answer.data === undefined) return <Loading />
  return <Gather key={next.id} rows={rows} found={[...found, answer.data]} onMerged={onMerged} />
}

function MergeForm({
  sources,
  onMerged,
}: {
  sources: readonly ArticleDetail[]
  onMerged: (article: ArticleId) => void
}) {
  const [title, setTitle] = useState(sources[0]?.title ?? '')
  const [body, setBody] = useState(() => sources.flatMap(source => source.body))
  const [kind, setKind] = useState<'report' | 'brief' | 'later'>('report')
  const merge = useCommand('article.merge', answer => onMerged(answer.article))
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        merge.mutate({
          articles: sources.map(({ id, version }) => ({ article: id, version })),
          title,
          body,
          kind: kind === 'later' ? null : kind,
        })
      }}
    >
      <p className="quiet">{text.mergeHint}</p>
      <p>{[...new Set(sources.flatMap(source => source.units.map(one => one.name)))].join('、')}</p>
      <Field label={zh.article.form.title}>
        <Input maxLength={300} value={title} onChange={event => setTitle(event.target.value)} />
      </Field>
      <Editor label={zh.article.form.body} value={body} onChange={setBody} />
      <p className="row">
        <Choice
          label={text.mergeKind}
          value={kind}
          options={[
            { value: 'report', label: text.adoptReport },
            { value: 'brief', label: text.adoptBrief },
            { value: 'later', label: text.mergeLater },
          ]}
          onChange={setKind}
        />
        <Button type="primary" htmlType="submit" loading={merge.isPending}>
          {text.mergeDo}
        </Button>
      </p>
      <ProblemAlert error={merge.error} />
    </form>
  )
}
