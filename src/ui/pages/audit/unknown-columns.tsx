import { Button } from 'antd'
import { useState } from 'react'
import { Measure, type Notice } from '../../../domain/notice/notice.ts'
import { useCommand } from '../../answers.ts'
import { ProblemAlert } from '../../parts/answer.tsx'
import { Pick } from '../../parts/choice.tsx'
import { useRights } from '../../session.ts'
import { zh } from '../../zh.ts'

const text = zh.noticeForm.explain

/** Columns nobody knows: asked once, and remembered for the office. Everything shown is read again by what was said. */
export function UnknownColumns({ notice }: { notice: Notice }) {
  const may = useRights()
  const [said, setSaid] = useState<Readonly<Record<string, Measure>>>({})
  const explain = useCommand('audit.explain', () => setSaid({}))
  const unknown = new Map(
    notice.tables
      .flatMap(table => table.columns)
      .filter(({ measure, heads }) => measure === 'other' && heads.length > 0)
      .map(({ heads }) => [heads.join('·'), heads]),
  )
  if (unknown.size === 0 || may('audit.explain') === null) return null
  const columns = [...unknown].flatMap(([name, heads]) => {
    const measure = said[name]
    return measure === undefined || measure === 'other' ? [] : [{ heads, measure }]
  })
  return (
    <section className="unknown-columns" aria-label={text.title}>
      <h2>{text.title}</h2>
      <p className="quiet">{text.hint}</p>
      {[...unknown.keys()].map(name => (
        <p key={name}>
          <Pick
            showLabel
            label={text.measure(name)}
            value={said[name] ?? 'other'}
            options={Measure.options.map(value => ({ value, label: zh.audit.measures[value] }))}
            onChange={measure => setSaid({ ...said, [name]: measure })}
          />
        </p>
      ))}
      <ProblemAlert error={explain.error} />
      <Button disabled={columns.length === 0} loading={explain.isPending} onClick={() => explain.mutate({ columns })}>
        {text.save}
      </Button>
    </section>
  )
}
