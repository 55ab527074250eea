import { App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import type { ArticleDetail } from '../../../api/article.ts'
import type { ArticleId } from '../../../domain/model.ts'
import { useAnswer, useCommand } from '../../answers.ts'
import { clock } from '../../format.ts'
import { Answer, ProblemAlert } from '../../parts/answer.tsx'
import { Changes } from '../../parts/article/changes.tsx'
import { Comments, FileList, Timeline, Yield } from '../../parts/article/life.tsx'
import { ArticleBadge } from '../../parts/article/state.tsx'
import { isUnused, WhyUnused } from '../../parts/checkup/why-unused.tsx'
import { Field } from '../../parts/field.tsx'
import { PageHead, Section } from '../../parts/page-head.tsx'
import { RichView } from '../../parts/rich/rich-view.tsx'
import { zh } from '../../zh.ts'
import { Returned } from './writing.tsx'

const text = zh.article.mine

interface Props {
  readonly id: ArticleId
  readonly onBack: () => void
  readonly onWrite: (id: ArticleId) => void
}

/** The whole life of one article on one page, as its unit sees it. */
export function OwnArticle({ id, onBack, onWrite }: Props) {
  const article = useAnswer('article.get', { article: id })
  return <Answer of={article}>{found => <Life article={found} onBack={onBack} onWrite={onWrite} />}</Answer>
}

function Life({ article, onBack, onWrite }: { article: ArticleDetail } & Omit<Props, 'id'>) {
  const shown = article.draft ?? article
  const words = zh.article
  return (
    <>
      <PageHead
        title={shown.title === '' ? words.untitled : shown.title}
        aside={
          <>
            <ArticleBadge state={article.state} />
            <span className="quiet">{article.receipt === null ? words.noReceipt : words.receipt(article.receipt)}</span>
          </>
        }
      >
        <Button onClick={onBack}>{words.back}</Button>
        <Steps article={article} onWrite={onWrite} />
      </PageHead>
      {article.state === 'returned' && <Returned article={article} />}
      <p className="quiet">
        {article.units.map(one => one.name).join('、')}
        {article.submittedAt !== null && ` · ${clock(article.submittedAt)}`}
        {article.genre !== null && ` · ${words.genres[article.genre]}`}
        {article.commission !== null && ` · ${words.commissionOf(article.commission.title)}`}
        {` · ${words.contact(article.contact.name, article.contact.phone)}`}
      </p>
      {article.merged.into !== null && <p>{words.mergedInto(article.merged.into.title)}</p>}
      <div className="life-columns">
        <div>
          <RichView of={shown.body} />
          <FileList article={article} />
        </div>
        <aside>
          {isUnused(article) && <WhyUnused article={article} />}
          <Section title={words.appeared}>
            <Yield article={article} />
          </Section>
          <Section title={words.life}>
            <Timeline article={article} />
          </Section>
          <Section title={words.comments}>
            <Comments article={article} mayChoose={false} />
          </Section>
        </aside>
      </div>
      {article.versions.length > 1 && (
        <Section title={words.versions}>
          <Changes article={article} />
        </Section>
      )}
    </>
  )
}

/** The one next thing to do, and the way back. */
function Steps({ article, onWrite }: { article: ArticleDetail; onWrite: (id: ArticleId) => void }) {
  const [asking, setAsking] = useState<'withdraw' | 'send-back' | null>(null)
  const one = { article: article.id, version: article.version }
  const resume = useCommand('article.resume', () => onWrite(article.id))
  const release = useCommand('article.release')
  const may = (step: ArticleDetail['steps'][number]): boolean => article.steps.includes(step)
  return (
    <>
      {may('resume') && (
        <Button type="primary" loading={resume.isPending} onClick={() => resume.mutate(one)}>
          {text.resume}
        </Button>
      )}
      {may('withdraw') && <Button onClick={() => setAsking('withdraw')}>{text.withdraw}</Button>}
      {may('send-back') && <Button onClick={() => setAsking('send-back')}>{text.sendBack}</Button>}
      {may('hand-in') &&
        (article.state === 'in-review' ? (
          <Button
            type="primary"
            loading={release.isPending}
            onClick={() => release.mutate({ ...one, release: true, comment: '' })}
          >
            {text.release}
          </Button>
        ) : (
          <Button type="primary" onClick={() => onWrite(article.id)}>
            {text.rewrite}
          </Button>
        ))}
      <ProblemAlert error={resume.error ?? release.error} />
      <Why asking={asking} one={one} onClose={() => setAsking(null)} />
    </>
  )
}

function Why({
  asking,
  one,
  onClose,
}: {
  asking: 'withdraw' | 'send-back' | null
  one: { article: ArticleId; version: number }
  onClose: () => void
}) {
  const { message } = App.useApp()
  const [reason, setReason] = useState('')
  const done = (): void => {
    setReason('')
    void message.success(zh.article.pool.did(asking === 'withdraw' ? text.withdraw : text.sendBack, 1))
    onClose()
  }
  const withdraw = useCommand('article.withdraw', done)
  const release = useCommand('article.release', done)
  const send = (): void => {
    if (asking === 'withdraw') withdraw.mutate({ ...one, reason })
    else release.mutate({ ...one, release: false, comment: reason })
  }
  return (
    <Modal
      open={asking !== null}
      title={asking === 'withdraw' ? text.withdrawTitle : text.sendBack}
      okText={asking === 'withdraw' ? text.withdraw : text.sendBack}
      okButtonProps={{ disabled: reason.trim() === '', loading: withdraw.isPending || release.isPending }}
      onOk={send}
      onCancel={onClose}
      width={480}
      destroyOnHidden
    >
      {asking === 'withdraw' && <p>{text.withdrawSays}</p>}
      <Field label={text.reason}>
        <Input.TextArea rows={3} maxLength={500} value={reason} onChange={event => setReason(event.target.value)} />
      </Field>
      <ProblemAlert error={withdraw.error ?? release.error} />
    </Modal>
  )
}
