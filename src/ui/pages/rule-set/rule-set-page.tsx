import type { Output } from '../../../api.ts'
import { chinesePeriod } from '../../../domain/calendar.ts'
import { useAnswer } from '../../answers.ts'
import { Answer, Empty } from '../../parts/answer.tsx'
import { PageHead, Section } from '../../parts/page-head.tsx'
import { zh } from '../../zh.ts'

const text = zh.settings.ruleSet
type Shown = Output<'rule-set.list'>['ruleSets'][number]

/** 计分办法 in words: each clause as printed beside how it is understood, the choices taken, and worked examples. */
export default function RuleSetPage() {
  const ruleSets = useAnswer('rule-set.list', {})
  return (
    <>
      <PageHead title={text.title} />
      <Answer of={ruleSets}>
        {answer =>
          answer.ruleSets.length === 0 ? (
            <Empty title={text.empty} hint={text.emptyHint} />
          ) : (
            answer.ruleSets.map(shown => <RuleSetView key={shown.ruleSet.id} shown={shown} />)
          )
        }
      </Answer>
    </>
  )
}

function RuleSetView({ shown }: { shown: Shown }) {
  const { ruleSet, words, examples } = shown
  return (
    <article className="rule-set">
      <h2>{ruleSet.title}</h2>
      <p className="quiet">{text.issued(ruleSet.issued, chinesePeriod(ruleSet.from))}</p>
      <Section title={text.rules}>
        <table className="plain wide">
          <thead>
            <tr>
              <th scope="col">{text.rule}</th>
              <th scope="col">{text.words}</th>
            </tr>
          </thead>
          <tbody>
            {words.map(rule => (
              <tr key={rule.rule}>
                <td>
                  <q>{rule.clause}</q>
                </td>
                <td>{rule.words}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
      {ruleSet.choices.length > 0 && (
        <Section title={text.choices}>
          <ul className="remarks">
            {ruleSet.choices.map(choice => (
              <li key={choice}>{choice}</li>
            ))}
          </ul>
        </Section>
      )}
      {examples.length > 0 && (
        <Section title={text.examples} note={text.examplesHint}>
          <ul className="examples">
            {examples.map(example => (
              <li key={example.say}>
                <span className={example.holds ? 'holds' : 'fails'}>
                  {example.holds ? `✓ ${text.holds}` : `✗ ${text.fails}`}
                </span>
                {example.say}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </article>
  )
}
