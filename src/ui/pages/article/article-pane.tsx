import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { ArticleDetail, ArticleRow } from '../../../api/article.ts'
import type { ArticleStep } from '../../../domain/article.ts'
import { useAnswer, useCommand } from '../../answers.ts'
import { clock } from '../../format.ts'
import { Answer, ProblemAlert } from '../../parts/answer.tsx'
import { Changes } from '../../parts/article/changes.tsx'
import { Comments, FileList, Timeline, Yield } from '../../parts/article/life.tsx'
import { ArticleBadge, Flags } from '../../parts/article/state.tsx'
import { Choice, Pick } from '../../parts/choice.tsx'
import { Section } from '../../parts/page-head.tsx'
import { RichView } from '../../parts/rich/rich-view.tsx'
import { useRights } from '../../session.ts'
import { zh } from '../../zh.ts'
import { CheckupTab } from './checkup-tab.tsx'
import { EditPane } from './edit-pane.tsx'
import { Near } from './near.tsx'

const text = zh.article

export type Tab = keyof typeof text.pool.tabs
export const TABS: readonly Tab[] = ['text', 'checkup', 'compare', 'near', 'life']

/** A key, what it does, and whether the state of the article allows it. */
export interface Deed {
  readonly key: string
  readonly says: string
  readonly step: ArticleStep | null
  readonly act: () => void
}

/** One article at the right: what it says, what was changed, what is like it, what happened; and what may be done, each with its key. */
export function ArticlePane({
  row,
  deeds,
  tab,
  onTab,
  editing,
  onEdited,
  onOpen,
  onMerge,
  onBack,
}: {
  row: Pick<ArticleRow, 'id'>
  deeds: readonly Deed[]
  tab: Tab
  onTab: (tab: Tab) => void
  editing: boolean
  onEdited: () => void
  onOpen: (id: string) => void
  onMerge: (rows: readonly ArticleRow[]) => void
  onBack: () => void
}) {
  const article = useAnswer('article.get', { article: row.id })
  return (
    <Answer of={article}>
      {found => (
        <article className="pane" aria-label={found.title}>
          <Button className="pane-back" onClick={onBack}>
            {text.back}
          </Button>
          <Head article={found} />
          {!editing && <Deeds article={found} deeds={deeds} />}
          {editing ? (
            <EditPane key={found.id} article={found} onClose={onEdited} />
          ) : (
            <>
              <Choice
                label={text.pool.tabs.text}
                value={tab}
                options={TABS.map(one => ({ value: one, label: labelOf(one, found) }))}
                onChange={onTab}
              />
              {TAB_PARTS[tab](found, { onOpen, onMerge })}
            </>
          )}
        </article>
      )}
    </Answer>
  )
}

function labelOf(tab: Tab, article: ArticleDetail): string {
  const count = {
    text: 0,
    checkup: 0,
    compare: article.versions.length,
    near: article.near.length,
    life: article.comments.length,
  }[tab]
  return count > 0 ? `${text.pool.tabs[tab]} ${count}` : text.pool.tabs[tab]
}

interface Acts {
  readonly onOpen: (id: string) => void
  readonly onMerge: (rows: readonly ArticleRow[]) => void
}

const TAB_PARTS: Readonly<Record<Tab, (article: ArticleDetail, act: Acts) => ReactNode>> = {
  text: article => (
    <>
      <RichView of={article.body} />
      <FileList article={article} />
    </>
  ),
  checkup: article => <CheckupTab key={`${article.id} ${article.version}`} article={article} />,
  compare: article => <Changes key={`${article.id} ${article.version}`} article={article} />,
  near: (article, act) => <Near article={article} {...act} />,
  life: article => (
    <>
      <Section title={text.comments}>
        <Comments key={article.id} article={article} mayChoose />
      </Section>
      <Section title={text.appeared}>
        <Yield article={article} />
      </Section>
      <Section title={text.life}>
        <Timeline article={article} />
      </Section>
    </>
  ),
}

function Head({ article }: { article: ArticleDetail }) {
  return (
    <header className="pane-head">
      <h2>{article.title}</h2>
      <p className="quiet">
        {article.units.map(one => one.name).join('、')}
        {article.submittedAt !== null && ` · ${clock(article.submittedAt)}`}
        {article.receipt !== null && ` · ${text.receipt(article.receipt)}`}
        {article.genre !== null && ` · ${text.genres[article.genre]}`}
        {article.commission !== null && ` · ${text.commissionOf(article.commission.title)}`}
        {` · ${text.contact(article.contact.name, article.contact.phone)}`}
      </p>
      <p className="badges">
        <ArticleBadge state={article.state} />
        {article.kind !== null && <span className="badge">{text.kinds[article.kind]}</span>}
        {article.reason !== null && <span className="badge">{text.reasons[article.reason]}</span>}
        <Flags of={article} />
        {article.editing.length > 0 && (
          <span className="badge flag-duplicate">{text.pool.editing(article.editing.join('、'))}</span>
        )}
      </p>
      {article.merged.into !== null && <p>{text.mergedInto(article.merged.into.title)}</p>}
      {article.merged.from.length > 0 && (
        <p>
          {text.mergedFrom}：{article.merged.from.map(one => one.title).join('、')}
        </p>
      )}
    </header>
  )
}

/** What may be done with it now; what its state does not allow is not there. */
function Deeds({ article, deeds }: { article: ArticleDetail; deeds: readonly Deed[] }) {
  const may = useRights()
  const unmerge = useCommand('article.unmerge')
  if (may('article.decide') === null) return null
  const shown = deeds.filter(deed => deed.step === null || article.steps.includes(deed.step))
  return (
    <div className="deeds" role="toolbar" aria-label={text.pool.actions}>
      {shown.map((deed, index) => (
        <Button key={deed.key} size="small" type={index === 0 ? 'primary' : 'default'} onClick={deed.act}>
          {deed.says} <kbd>{deed.key}</kbd>
        </Button>
      ))}
      {article.merged.from.length > 0 && article.steps.includes('dissolve') && (
        <Button
          size="small"
          loading={unmerge.isPending}
          onClick={() => unmerge.mutate({ article: article.id, version: article.version })}
        >
          {text.pool.unmerge}
        </Button>
      )}
      <Assign article={article} />
      <ProblemAlert error={unmerge.error} />
    </div>
  )
}

function Assign({ article }: { article: ArticleDetail }) {
  const editors = useAnswer('article.editors', {})
  const assign = useCommand('article.assign')
  const known = editors.data?.editors ?? []
  return (
    <>
      <Pick
        label={text.pool.assign}
        showLabel
        value={article.assignee?.user ?? ''}
        options={[{ value: '', label: text.pool.nobody }, ...known.map(one => ({ value: one.user, label: one.name }))]}
        onChange={user =>
          assign.mutate({
            article: article.id,
            version: article.version,
            to: known.find(one => one.user === user)?.user ?? null,
          })
        }
      />
      <ProblemAlert error={assign.error} />
    </>
  )
}
