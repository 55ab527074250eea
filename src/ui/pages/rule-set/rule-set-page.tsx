import { useState } from 'react'
import { useAddress } from '../../address.ts'
import { useAnswer } from '../../answers.ts'
import { Answer, Empty } from '../../parts/answer.tsx'
import { Choice } from '../../parts/choice.tsx'
import { PageHead } from '../../parts/page-head.tsx'
import { useRights } from '../../session.ts'
import '../../style/rule-set.css'
import { zh } from '../../zh.ts'
import { Compare } from './compare.tsx'
import { Draft } from './draft.tsx'
import { Rehearse } from './rehearse.tsx'
import { Version } from './version.tsx'

const VIEWS = ['versions', 'draft', 'rehearse', 'compare'] as const
type View = (typeof VIEWS)[number]

/** 计分办法: every version in words beside its data; a draft as form or text; a rehearsal beside what is in force; two versions compared. */
export default function RuleSetPage() {
  const ruleSets = useAnswer('rule-set.list', {})
  const may = useRights()
  const { filters, set } = useAddress()
  const [draft, setDraft] = useState('')
  const views = may('rule-set.check') === null ? (['versions'] as const) : VIEWS
  const view: View = views.find(one => one === filters.view) ?? 'versions'
  const show = (next: View): void => set({ view: next === 'versions' ? null : next })
  return (
    <>
      <PageHead title={zh.settings.ruleSet.title} />
      {views.length > 1 && (
        <Choice
          label={zh.ruleSet.viewsLabel}
          value={view}
          options={views.map(one => ({ value: one, label: zh.ruleSet.views[one] }))}
          onChange={show}
        />
      )}
      <Answer of={ruleSets}>
        {({ ruleSets: versions }) => (
          <>
            {view === 'versions' &&
              (versions.length === 0 ? (
                <Empty title={zh.settings.ruleSet.empty} hint={zh.settings.ruleSet.emptyHint} />
              ) : (
                versions.map(version => (
                  <Version
                    key={version.ruleSet.id}
                    version={version}
                    onCopy={
                      views.length === 1
                        ? null
                        : () => {
                            setDraft(version.source)
                            show('draft')
                          }
                    }
                  />
                ))
              ))}
            {view === 'draft' && <Draft text={draft} onChange={setDraft} onInstalled={() => show('versions')} />}
            {view === 'rehearse' && <Rehearse versions={versions} draft={draft} />}
            {view === 'compare' && <Compare versions={versions} draft={draft} />}
          </>
        )}
      </Answer>
    </>
  )
}
