import { App, Button, Input } from 'antd'
import { useState } from 'react'
import type { BulletinView } from '../../../api/bulletin.ts'
import { type BulletinColumn, USUAL_COLUMNS } from '../../../domain/issue.ts'
import { useAnswer, useCommand } from '../../answers.ts'
import { Answer, Empty, ProblemAlert } from '../../parts/answer.tsx'
import { Field } from '../../parts/field.tsx'
import { PageHead, Section } from '../../parts/page-head.tsx'
import { useRights } from '../../session.ts'
import { zh } from '../../zh.ts'
import { ColumnRows } from './column-rows.tsx'

const text = zh.issue.bulletin

type Filled = Omit<BulletinView, 'id' | 'version'> & Partial<Pick<BulletinView, 'id' | 'version'>>

const NEW: Filled = {
  name: '',
  words: { publisher: '', reportTo: '', sendTo: '', issueTo: '', editors: '', copies: 0 },
  columns: [...USUAL_COLUMNS],
  nextNumber: 1,
  nextTotalNumber: 1,
}

/** 刊物与栏目: what a bulletin is called, which columns it has, and the words of its head and foot. */
export default function BulletinPage() {
  const bulletins = useAnswer('bulletin.list', {})
  const may = useRights()
  const [adding, setAdding] = useState(false)
  return (
    <>
      <PageHead title={text.title}>
        {may('bulletin.save') !== null && !adding && <Button onClick={() => setAdding(true)}>{text.add}</Button>}
      </PageHead>
      <Answer of={bulletins}>
        {answer => (
          <>
            {answer.bulletins.length === 0 && !adding && <Empty title={text.empty} hint={text.emptyHint} />}
            {adding && (
              <Section title={text.add}>
                <BulletinForm bulletin={NEW} onSaved={() => setAdding(false)} />
              </Section>
            )}
            {answer.bulletins.map(one => (
              <Section key={`${one.id} ${one.version}`} title={one.name}>
                {one.version === 0 && <p className="quiet">{text.unset}</p>}
                <BulletinForm bulletin={one} />
              </Section>
            ))}
          </>
        )}
      </Answer>
    </>
  )
}

function BulletinForm({ bulletin, onSaved }: { bulletin: Filled; onSaved?: () => void }) {
  const may = useRights()
  const { message } = App.useApp()
  const [filled, setFilled] = useState(bulletin)
  const save = useCommand('bulletin.save', answer => {
    void message.success(text.saved(answer.name))
    onSaved?.()
  })
  const change = (changes: Partial<Filled>): void => setFilled({ ...filled, ...changes })
  const reads = may('bulletin.save') === null
  return (
    <form
      className="bulletin-form"
      onSubmit={event => {
        event.preventDefault()
        const { id, version, ...more } = filled
        save.mutate({
          ...more,
          ...(id === undefined ? {} : { bulletin: id }),
          ...(version === undefined || version === 0 ? {} : { version }),
        })
      }}
    >
      <fieldset disabled={reads} className="plain-fieldset">
        <Field label={text.name} hint={text.nameHint}>
          <Input required maxLength={40} value={filled.name} onChange={event => change({ name: event.target.value })} />
        </Field>
        <ColumnRows columns={filled.columns} onChange={(columns: BulletinColumn[]) => change({ columns })} />
        <HeadAndFoot words={filled.words} onChange={words => change({ words })} />
        <div className="form-columns">
          <Whole label={text.nextNumber} value={filled.nextNumber} onChange={nextNumber => change({ nextNumber })} />
          <Whole
            label={text.nextTotal}
            value={filled.nextTotalNumber}
            onChange={nextTotalNumber => change({ nextTotalNumber })}
          />
        </div>
        <ProblemAlert error={save.error} />
        {!reads && (
          <Button type="primary" htmlType="submit" loading={save.isPending} disabled={filled.name.trim() === ''}>
            {text.save}
          </Button>
        )}
      </fieldset>
    </form>
  )
}

const WORDS = ['publisher', 'reportTo', 'sendTo', 'issueTo', 'editors'] as const

const HeadAndFoot = ({
  words,
  onChange,
}: {
  words: BulletinView['words']
  onChange: (words: BulletinView['words']) => void
}) => (
  <>
    {WORDS.map(key => (
      <Field key={key} label={text[key]}>
        <Input
          value={words[key]}
          maxLength={500}
          onChange={event => onChange({ ...words, [key]: event.target.value })}
        />
      </Field>
    ))}
    <Whole
      label={text.copies}
      hint={text.copiesHint}
      value={words.copies}
      onChange={copies => onChange({ ...words, copies })}
    />
  </>
)

function Whole({
  label,
  hint,
  value,
  onChange,
}: {
  label: string
  hint?: string
  value: number
  onChange: (value: number) => void
}) {
  return (
    <Field label={label} {...(hint === undefined ? {} : { hint })}>
      <Input
        inputMode="numeric"
        value={String(value)}
        onChange={event => onChange(Number(event.target.value.replace(/\D/g, '').slice(0, 5)))}
      />
    </Field>
  )
}
