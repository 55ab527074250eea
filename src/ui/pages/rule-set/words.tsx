import type { z } from 'zod'
import type { RuleSetView } from '../../../api/rule-set.ts'
import { Section } from '../../parts/page-head.tsx'
import { zh } from '../../zh.ts'

const text = zh.settings.ruleSet

/** A 办法 in words: each clause as printed beside how it is understood, the choices taken, and the worked examples. */
export function RuleSetWords({ view }: { view: z.infer<typeof RuleSetView> }) {
  const { ruleSet, words, besides, examples } = view
  return (
    <>
      <Section title={text.rules}>
        <Clauses lines={words} />
      </Section>
      {besides.length > 0 && (
        <Section title={zh.ruleSet.besides}>
          <Clauses lines={besides} />
        </Section>
      )}
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
                {!example.holds && (
                  <span className="quiet">
                    {' '}
                    {zh.ruleSet.expected} {said(example.expected)} · {zh.ruleSet.got}{' '}
                    {said(Object.fromEntries(Object.keys(example.expected).map(key => [key, example.got[key] ?? ''])))}
                  </span>
                )}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}

const said = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${value}`)
    .join(' ')

function Clauses({ lines }: { lines: readonly { rule: string; clause: string; words: string }[] }) {
  return (
    <table className="plain wide">
      <thead>
        <tr>
          <th scope="col">{text.rule}</th>
          <th scope="col">{text.words}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(line => (
          <tr key={line.rule}>
            <td>
              <q>{line.clause}</q>
            </td>
            <td>{line.words}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
