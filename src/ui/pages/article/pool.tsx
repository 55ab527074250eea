import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import type { ArticleRow } from '../../../api/article.ts'
import { ArticleId } from '../../../domain/model.ts'
import { Empty, ProblemAlert } from '../../parts/answer.tsx'
import { useGo } from '../../parts/go.tsx'
import { type PageKey, usePageKeys } from '../../parts/page-keys.ts'
import { useRights } from '../../session.ts'
import { zh } from '../../zh.ts'
import { ArticlePane, type Deed, type Tab } from './article-pane.tsx'
import { type Step, useDeciding } from './deciding.ts'
import { MergeDialog } from './merge-dialog.tsx'
import { PoolList } from './pool-list.tsx'
import { ReasonDialog } from './reason-dialog.tsx'

const text = zh.article.pool

/** List and text beside each other, and every decision a key. What was decided leaves the list, and the next one is shown. */
export function Pool({
  rows,
  current,
  onOpen,
  empty,
  foot,
}: {
  rows: readonly ArticleRow[]
  current: ArticleId | null
  onOpen: (article: ArticleId | null) => void
  empty: ReactNode
  foot: ReactNode
}) {
  const may = useRights()
  const go = useGo()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [tab, setTab] = useState<Tab>('text')
  const [editing, setEditing] = useState(false)
  const [merging, setMerging] = useState<readonly ArticleRow[] | null>(null)
  const at = rows.findIndex(row => row.id === current)
  const shown = rows[at]
  const picked = rows.filter(row => chosen.has(row.id))
  const subjects = picked.length > 0 ? picked : shown === undefined ? [] : [shown]

  const open = (row: ArticleRow | undefined): void => {
    if (row === undefined) return
    setEditing(false)
    setTab('text')
    onOpen(row.id)
  }
  const deciding = useDeciding(articles => {
    const gone = new Set<string>(articles.map(one => one.id))
    setChosen(new Set([...chosen].filter(id => !gone.has(id))))
    const next = [...rows.slice(Math.max(0, at)), ...rows.slice(0, Math.max(0, at)).reverse()].find(
      row => !gone.has(row.id),
    )
    if (shown === undefined || gone.has(shown.id)) {
      setTab('text')
      onOpen(next?.id ?? null)
    }
  })
  const choose = (row: ArticleRow): void =>
    setChosen(chosen.has(row.id) ? new Set([...chosen].filter(id => id !== row.id)) : new Set([...chosen, row.id]))

  const decided = (key: string, step: Step, says: string, kind: 'report' | 'brief' | null = null): Deed => ({
    key,
    says,
    step,
    act: () => deciding.begin({ step, kind, articles: subjects }),
  })
  const deeds: readonly Deed[] = [
    decided('A', 'adopt', text.adoptReport, 'report'),
    decided('B', 'adopt', text.adoptBrief, 'brief'),
    decided('S', 'receive', text.receive),
    decided('Y', 'shortlist', text.shortlist),
    decided('H', 'keep', text.keep),
    decided('R', 'return', text.return),
    decided('N', 'leave-unused', text.leave),
    decided('X', 'reject', text.reject),
    { key: 'M', says: text.merge, step: 'merge', act: () => setMerging(picked.length > 1 ? picked : []) },
    {
      key: 'U',
      says: text.forward,
      step: null,
      act: () => shown !== undefined && go(`/forwarding?article=${shown.id}`),
    },
    { key: 'E', says: text.edit, step: null, act: () => shown !== undefined && setEditing(true) },
    { key: 'C', says: text.comment, step: null, act: () => comment(setTab) },
  ]
  const moves: readonly PageKey[] = [
    { key: 'J', does: text.next, act: () => open(rows[at + 1] ?? rows.at(-1)) },
    { key: 'K', does: text.previous, act: () => open(rows[Math.max(0, at - 1)]) },
    { key: 'Space', does: text.select, act: () => shown !== undefined && choose(shown) },
  ]
  const decides = may('article.decide') !== null
  usePageKeys([
    ...(decides ? deeds.map(({ key, says, act }) => ({ key, does: says, act })) : []),
    ...(decides ? [{ key: 'Z', does: text.undoKey, act: () => void deciding.undo() }] : []),
    ...moves,
  ])

  return (
    <>
      <DidBar deciding={deciding} />
      {picked.length > 0 && (
        <p className="chosen-bar" role="status">
          {text.selected(picked.length)}
          <Button size="small" onClick={() => setChosen(new Set())}>
            {text.clear}
          </Button>
          {picked.length > 1 && (
            <Button size="small" onClick={() => setMerging(picked)}>
              {text.merge} <kbd>M</kbd>
            </Button>
          )}
        </p>
      )}
      <div className={current === null ? 'pool' : 'pool reading'}>
        <div className="pool-side">
          {rows.length === 0 ? (
            empty
          ) : (
            <PoolList rows={rows} current={current} chosen={chosen} onOpen={open} onChoose={choose} />
          )}
          {foot}
        </div>
        <div className="pool-main">
          {current === null ? (
            <Empty title={text.choose} hint={text.chooseHint} />
          ) : (
            <ArticlePane
              key={current}
              row={{ id: current }}
              deeds={deeds}
              tab={tab}
              onTab={setTab}
              editing={editing}
              onEdited={() => setEditing(false)}
              onOpen={id => onOpen(ArticleId.parse(id))}
              onMerge={setMerging}
              onBack={() => onOpen(null)}
            />
          )}
        </div>
      </div>
      <ReasonDialog
        asking={deciding.asking}
        onSend={(reason, words) => {
          if (deciding.asking !== null) void deciding.send(deciding.asking, reason, words)
        }}
        onCancel={deciding.cancel}
      />
      <MergeDialog
        rows={merging !== null && merging.length > 1 ? merging : null}
        onClose={() => setMerging(null)}
        onMerged={article => {
          setMerging(null)
          setChosen(new Set())
          onOpen(article)
        }}
      />
      {merging !== null && merging.length < 2 && (
        <p className="problem" role="alert">
          {text.mergeNeeds}
        </p>
      )}
    </>
  )
}

/** Opens where words are written, and goes there once it is on the screen. */
function comment(setTab: (tab: Tab) => void): void {
  setTab('life')
  setTimeout(() => document.querySelector<HTMLTextAreaElement>('textarea.comment-field')?.focus(), 50)
}

/** What was just done, with 撤销 where it was done (the key Z too). */
function DidBar({ deciding }: { deciding: ReturnType<typeof useDeciding> }) {
  const { did, error } = deciding
  return (
    <div className="did" role="status">
      {did !== null && (
        <p className="did-bar">
          {did.says}
          {did.decisions.length > 0 && (
            <Button size="small" onClick={() => void deciding.undo()}>
              {text.undo} <kbd>Z</kbd>
            </Button>
          )}
          <Button size="small" type="text" onClick={deciding.dismiss}>
            {zh.common.close}
          </Button>
        </p>
      )}
      {did !== null && did.refused.length > 0 && (
        <div className="problem">
          <p>{text.refused(did.refused.length)}</p>
          {[...new Set(did.refused)].map(message => (
            <p key={message}>{message}</p>
          ))}
        </div>
      )}
      <ProblemAlert error={error} />
    </div>
  )
}
