import { App, Button } from 'antd'
import type { InstalledRuleSet, RuleRemark } from '../../../api/rule-set.ts'
import { chinesePeriod } from '../../../domain/calendar.ts'
import { useCommand } from '../../answers.ts'
import { ProblemAlert } from '../../parts/answer.tsx'
import { Section } from '../../parts/page-head.tsx'
import { useRights } from '../../session.ts'
import { zh } from '../../zh.ts'
import { RuleSetWords } from './words.tsx'

/** One version of the office: how long it is in force, its clauses in words beside the data, and what may be done with it. */
export function Version({ version, onCopy }: { version: InstalledRuleSet; onCopy: (() => void) | null }) {
  const { ruleSet, until, inForce, used, remarks, source } = version
  const state = inForce ? zh.ruleSet.inForce : until === null ? zh.ruleSet.later : zh.ruleSet.past
  return (
    <article className="rule-set">
      <h2>
        {ruleSet.title} <span className={`badge ${inForce ? 'badge-open' : ''}`}>{state}</span>
      </h2>
      <p className="quiet">
        {zh.settings.ruleSet.issued(ruleSet.issued, chinesePeriod(ruleSet.from))} ·{' '}
        {zh.ruleSet.validity(chinesePeriod(ruleSet.from), until === null ? null : chinesePeriod(until))}
        {used && ` · ${zh.ruleSet.used}`}
      </p>
      <p className="actions">
        {onCopy !== null && <Button onClick={onCopy}>{zh.ruleSet.copy}</Button>}
        {!used && <Withdraw id={ruleSet.id} />}
      </p>
      <Remarks remarks={remarks} />
      <RuleSetWords view={version} />
      <details>
        <summary>{zh.ruleSet.data}</summary>
        <pre className="rule-source">{source}</pre>
      </details>
    </article>
  )
}

function Withdraw({ id }: { id: string }) {
  const may = useRights()
  const { message, modal } = App.useApp()
  const withdraw = useCommand('rule-set.withdraw', () => void message.success(zh.ruleSet.withdrawn))
  if (may('rule-set.withdraw') === null) return null
  const ask = () =>
    modal.confirm({
      title: zh.ruleSet.withdraw,
      content: zh.ruleSet.withdrawSays,
      okText: zh.ruleSet.withdraw,
      onOk: () => withdraw.mutate({ id }),
    })
  return (
    <>
      <Button onClick={ask} loading={withdraw.isPending}>
        {zh.ruleSet.withdraw}
      </Button>
      <ProblemAlert error={withdraw.error} />
    </>
  )
}

/** What is worth a look, each at its line. */
export function Remarks({ remarks, onLine }: { remarks: readonly RuleRemark[]; onLine?: (line: number) => void }) {
  if (remarks.length === 0) return null
  return (
    <Section title={zh.ruleSet.remarks}>
      <Lines remarks={remarks} {...(onLine === undefined ? {} : { onLine })} />
    </Section>
  )
}

export function Lines({ remarks, onLine }: { remarks: readonly RuleRemark[]; onLine?: (line: number) => void }) {
  return (
    <ul className="remarks">
      {remarks.map(remark => (
        <li key={`${remark.line} ${remark.path} ${remark.message}`}>
          {onLine === undefined ? (
            <span className="quiet">{zh.ruleSet.line(remark.line)}</span>
          ) : (
            <button type="button" className="number" onClick={() => onLine(remark.line)}>
              {zh.ruleSet.line(remark.line)}
            </button>
          )}{' '}
          {remark.path !== '' && <code>{remark.path}</code>} {remark.message}
        </li>
      ))}
    </ul>
  )
}
