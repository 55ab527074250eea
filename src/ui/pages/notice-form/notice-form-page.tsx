import { Button } from 'antd'
import { useMemo, useRef, useState } from 'react'
import type { Output } from '../../../api.ts'
import type { NoticePrint } from '../../../domain/notice/composing/office-form.ts'
import { NoticeTableForm } from '../../../domain/notice/composing/table-form.ts'
import { useAnswer, useCommand } from '../../answers.ts'
import { Answer, ProblemAlert } from '../../parts/answer.tsx'
import { Pick } from '../../parts/choice.tsx'
import { PageHead, Section } from '../../parts/page-head.tsx'
import { zh } from '../../zh.ts'
import { HeadTree } from './head-tree.tsx'
import { LookFields } from './look-fields.tsx'
import { PrintFields } from './print-fields.tsx'
import { TablesPreview } from './tables-preview.tsx'
import { type Drawn, drawn, faultsOf, undrawn } from './tree.ts'
import { type Prose, VariantFields } from './variant-fields.tsx'

const text = zh.noticeForm
type Form = Output<'notice-form.get'>

/** 通报样式: the office draws its tables and says how its notices are printed, with a real month beside it. */
export default function NoticeFormPage() {
  const form = useAnswer('notice-form.get', {})
  const [round, setRound] = useState(0)
  if (form.data !== undefined)
    // Begun anew only when somebody asks: what is being drawn is not taken away by an answer that comes again.
    return <Drawing key={round} form={form.data} onAgain={() => setRound(round + 1)} />
  return (
    <>
      <PageHead title={text.title} />
      <Answer of={form}>{() => null}</Answer>
    </>
  )
}

interface Draft {
  readonly version: number
  readonly look: Omit<NoticeTableForm, 'columns'>
  readonly nodes: readonly Drawn[]
  readonly print: NoticePrint
  readonly prose: Prose
}

function Drawing({ form, onAgain }: { form: Form; onAgain: () => void }) {
  const keys = useRef(0)
  const newKey = (): string => {
    keys.current += 1
    return `head-${keys.current}`
  }
  const begun = ({ columns, ...look }: NoticeTableForm) => ({ look, nodes: drawn(columns, newKey) })
  const [draft, setDraft] = useState<Draft>(() => ({
    version: form.version,
    print: form.print,
    prose: { variants: form.variants, templates: form.templates },
    ...begun(form.table ?? form.usual),
  }))
  const [isUsual, setUsual] = useState(form.table === null)
  const change = (next: Partial<Draft>): void => setDraft({ ...draft, ...next })
  const draw = (next: Partial<Draft>): void => {
    setUsual(false)
    change(next)
  }
  const faults = faultsOf(draft.look, draft.nodes)
  const table = useMemo(() => {
    const read = NoticeTableForm.safeParse({ ...draft.look, columns: undrawn(draft.nodes) })
    return read.success ? read.data : null
  }, [draft.look, draft.nodes])
  const save = useCommand('notice-form.save', ({ version }) => change({ version }))
  const start = (id: string): void => {
    const found = form.shipped.find(one => one.id === id)
    setUsual(id === 'usual')
    change(begun(found?.table ?? (id === 'usual' ? form.usual : (form.table ?? form.usual))))
  }
  return (
    <>
      <PageHead title={text.title}>
        <Button
          type="primary"
          disabled={table === null || faults.length > 0}
          loading={save.isPending}
          onClick={() =>
            table !== null &&
            save.mutate({ version: draft.version, table: isUsual ? null : table, print: draft.print, ...draft.prose })
          }
        >
          {text.save}
        </Button>
      </PageHead>
      <p className="lead">{text.lead}</p>
      <div role="status">{save.isSuccess && <p className="done">{text.saved}</p>}</div>
      <ProblemAlert error={save.error} />
      {save.error !== null && <Button onClick={onAgain}>{text.again}</Button>}
      <div className="notice-form-columns">
        <div>
          <Section title={text.head} note={text.headHint}>
            <Pick
              showLabel
              label={text.start}
              value=""
              options={[
                { value: '', label: text.startKeep },
                { value: 'usual', label: text.startUsual },
                ...form.shipped.map(({ id, title }) => ({ value: id, label: title })),
              ]}
              onChange={start}
            />
            <HeadTree
              nodes={draft.nodes}
              components={form.components}
              newKey={newKey}
              onChange={nodes => draw({ nodes })}
            />
            {faults.length > 0 && (
              <div className="problem" role="alert">
                <p>{text.faults}</p>
                <ul>
                  {faults.map(fault => (
                    <li key={fault}>{fault}</li>
                  ))}
                </ul>
              </div>
            )}
          </Section>
          <Section title={text.look}>
            <LookFields look={draft.look} onChange={look => draw({ look })} />
          </Section>
          <Section title={text.prose}>
            <VariantFields prose={draft.prose} onChange={prose => change({ prose })} />
          </Section>
          <Section title={text.print}>
            <PrintFields print={draft.print} onChange={print => change({ print })} />
          </Section>
        </div>
        <Section title={text.preview}>
          <TablesPreview table={table} periods={form.periods} />
        </Section>
      </div>
    </>
  )
}
