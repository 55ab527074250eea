import { App, Input, Modal } from 'antd'
import { useState } from 'react'
import type { ArticleView } from '../../../api.ts'
import { chinesePeriod, LocalDate } from '../../../domain/calendar.ts'
import type { Level, UnitId } from '../../../domain/model.ts'
import { useAnswer, useCommand } from '../../answers.ts'
import { ProblemAlert } from '../../parts/answer.tsx'
import { Choice } from '../../parts/choice.tsx'
import { Field } from '../../parts/field.tsx'
import { UnitsField } from '../../parts/units-field.tsx'
import { useSession } from '../../session.ts'
import { zh } from '../../zh.ts'
import { ArticleField } from './article-field.tsx'
import { Submit } from './submit.tsx'

const text = zh.upward
const words = text.forwarding

export const UPPER = ['city', 'province', 'nation'] as const satisfies readonly Level[]
export type Upper = (typeof UPPER)[number]
export const UPPER_CHOICES = UPPER.map(value => ({ value, label: zh.settings.levels[value] }))

/** 登记上报: which article, to whom, for which outlet, on what day; the units it is credited to are its own unless changed. */
export function RecordDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Modal open={open} title={words.record} footer={null} onCancel={onClose} width={620} destroyOnHidden>
      <RecordForm onDone={onClose} />
    </Modal>
  )
}

function RecordForm({ onDone }: { onDone: () => void }) {
  const { today } = useSession()
  const { message } = App.useApp()
  const register = useAnswer('unit.list', {})
  const [article, setArticle] = useState<ArticleView | null>(null)
  const [to, setTo] = useState('')
  const [outlet, setOutlet] = useState('')
  const [level, setLevel] = useState<Upper>('city')
  const [on, setOn] = useState<string>(today)
  const [units, setUnits] = useState<readonly UnitId[]>([])
  const record = useCommand('forwarding.record', ({ posting, late }) => {
    void message.success(text.saved(chinesePeriod(posting), late), late ? 8 : 3)
    onDone()
  })
  const day = LocalDate.safeParse(on)
  const choose = (chosen: ArticleView | null): void => {
    setArticle(chosen)
    setUnits(chosen?.units.map(unit => unit.unit) ?? [])
  }
  const ready = article !== null && to.trim() !== '' && day.success && units.length > 0
  return (
    <form
      className="dialog-form"
      onSubmit={event => {
        event.preventDefault()
        if (article === null || !day.success) return
        const credits = units.map(unit => ({ unit, weight: 1 }))
        record.mutate({ article: article.id, to, outlet, level, on: day.data, credits })
      }}
    >
      <ArticleField label={text.article} value={article} onChange={choose} />
      <div className="commission-columns">
        <Field label={words.to} hint={words.toHint}>
          <Input maxLength={80} value={to} onChange={event => setTo(event.target.value)} />
        </Field>
        <Field label={words.outlet} hint={words.outletHint}>
          <Input maxLength={80} value={outlet} onChange={event => setOutlet(event.target.value)} />
        </Field>
        <div className="field">
          <p className="label">{text.level}</p>
          <Choice label={text.level} value={level} options={UPPER_CHOICES} onChange={setLevel} />
        </div>
        <Field label={words.on}>
          <Input type="date" max={today} value={on} onChange={event => setOn(event.target.value)} />
        </Field>
      </div>
      {article !== null && register.data !== undefined && (
        <UnitsField key={article.id} label={text.credits} register={register.data} value={units} onChange={setUnits} />
      )}
      <p className="quiet">{words.fileHint}</p>
      <ProblemAlert error={record.error} />
      <Submit label={words.send} ready={ready} busy={record.isPending} />
    </form>
  )
}
