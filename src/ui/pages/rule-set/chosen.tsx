import type { InstalledRuleSet, RuleSetRef } from '../../../api/rule-set.ts'
import { useAnswer } from '../../answers.ts'
import { Pick } from '../../parts/choice.tsx'
import { zh } from '../../zh.ts'

/** Where a 办法 is chosen: '' is what is in force, `draft` the one being written, else `id:…` or `shipped:…`. */
export function RuleSetPick({
  label,
  value,
  onChange,
  versions,
  draft,
  inForce = false,
}: {
  label: string
  value: string
  onChange: (value: string) => void
  versions: readonly InstalledRuleSet[]
  draft: string
  inForce?: boolean
}) {
  const shipped = useAnswer('rule-set.shipped', {})
  const options = [
    ...(inForce ? [{ value: '', label: zh.ruleSet.inForceChoice }] : []),
    ...(draft === '' ? [] : [{ value: 'draft', label: zh.ruleSet.theDraft }]),
    ...versions.map(({ ruleSet }) => ({ value: `id:${ruleSet.id}`, label: `${ruleSet.title}（${ruleSet.from}）` })),
    ...(shipped.data?.ruleSets ?? []).map(one => ({
      value: `shipped:${one.id}`,
      label: zh.ruleSet.shippedMark(one.title),
    })),
  ]
  return <Pick label={label} showLabel value={value} options={options} onChange={onChange} />
}

/** The reference that a choice means; null for what is in force. */
export function refOf(value: string, draft: string): RuleSetRef | null {
  if (value === '') return null
  if (value === 'draft') return { source: draft }
  const [kind = '', id = ''] = value.split(/:(.*)/s)
  return kind === 'shipped' ? { shipped: id } : { id }
}

/** What is chosen at first: the draft where there is one, else the newest version. */
export const firstChoice = (versions: readonly InstalledRuleSet[], draft: string): string =>
  draft === '' ? `id:${versions[0]?.ruleSet.id ?? ''}` : 'draft'
