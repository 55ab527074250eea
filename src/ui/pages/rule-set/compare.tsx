import { useState } from 'react'
import type { InstalledRuleSet } from '../../../api/rule-set.ts'
import { useAnswer } from '../../answers.ts'
import { Answer } from '../../parts/answer.tsx'
import { zh } from '../../zh.ts'
import { firstChoice, RuleSetPick, refOf } from './chosen.tsx'

const text = zh.ruleSet

/** What another version changes, in words. */
export function Compare({ versions, draft }: { versions: readonly InstalledRuleSet[]; draft: string }) {
  const [before, setBefore] = useState(`id:${versions.at(-1)?.ruleSet.id ?? ''}`)
  const [after, setAfter] = useState(firstChoice(versions, draft))
  const [were, are] = [refOf(before, draft), refOf(after, draft)]
  const compared = useAnswer('rule-set.compare', were === null || are === null ? null : { before: were, after: are })
  return (
    <>
      <p className="rule-bar">
        <RuleSetPick
          label={text.compareLabel.before}
          value={before}
          onChange={setBefore}
          versions={versions}
          draft={draft}
        />
        <RuleSetPick
          label={text.compareLabel.after}
          value={after}
          onChange={setAfter}
          versions={versions}
          draft={draft}
        />
      </p>
      <Answer of={compared}>
        {({ changes }) =>
          changes.length === 0 ? (
            <p className="quiet">{text.changesNone}</p>
          ) : (
            <table className="plain wide">
              <thead>
                <tr>
                  <th scope="col" />
                  <th scope="col">{text.before}</th>
                  <th scope="col">{text.after}</th>
                </tr>
              </thead>
              <tbody>
                {changes.map(change => (
                  <tr key={`${change.of} ${change.name} ${change.before} ${change.after}`}>
                    <td>
                      {text.changeOf[change.what]} {change.of} {change.name}
                    </td>
                    <td>{change.before}</td>
                    <td>{change.after}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Answer>
    </>
  )
}
