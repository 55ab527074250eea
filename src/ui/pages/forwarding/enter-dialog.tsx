import { App, Input, Modal } from 'antd'
import { useState } from 'react'
import type { ArticleView } from '../../../api.ts'
import { chinesePeriod, LocalDate } from '../../../domain/calendar.ts'
import { Level, type UnitId } from '../../../domain/model.ts'
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
const words = text.instruction

/** 登记批示: who wrote what on which paper; about an article where there is one, whose units are then proposed. */
export function EnterDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Modal open={open} title={words.enter} footer={null} onCancel={onClose} width={620} destroyOnHidden>
      <EnterForm onDone={onClose} />
    </Modal>
  )
}

function EnterForm({ onDone }: { onDone: () => void }) {
  const { today } = useSession()
  const { message } = App.useApp()
  const register = useAnswer('unit.list', {})
  const [article, setArticle] = useState<ArticleView | null>(null)
  const [title, setTitle] = useState('')
  const [leader, setLeader] = useState('')
  const [level, setLevel] = useState<Level>('city')
  const [said, setSaid] = useState('')
  const [on, setOn] = useState<string>(today)
  const [units, setUnits] = useState<readonly UnitId[]>([])
  const enter = useCommand('instruction.enter', ({ posting, late }) => {
    void message.success(text.saved(chinesePeriod(posting), late), late ? 8 : 3)
    onDone()
  })
  const day = LocalDate.safeParse(on)
  const choose = (chosen: ArticleView | null): void => {
    setArticle(chosen)
    if (chosen === null) return
    setTitle(title.trim() === '' ? chosen.title : title)
    setUnits(chosen.units.map(unit => unit.unit))
  }
  const ready = title.trim() !== '' && leader.trim() !== '' && said.trim() !== '' && day.success && units.length > 0
  return (
    <form
      className="dialog-form"
      onSubmit={event => {
        event.preventDefault()
        if (!day.success) return
        const credits = units.map(unit => ({ unit, weight: 1 }))
        enter.mutate({ article: article?.id ?? null, title, leader, level, text: said, on: day.data, credits })
      }}
    >
      <div className="commission-columns">
        <Field label={words.leader}>
          <Input maxLength={80} value={leader} onChange={event => setLeader(event.target.value)} />
        </Field>
        <Field label={words.on}>
          <Input type="date" max={today} value={on} onChange={event => setOn(event.target.value)} />
        </Field>
        <div className="field">
          <p className="label">{text.level}</p>
          <Choice
            label={text.level}
            value={level}
            options={Level.options.map(value => ({ value, label: zh.settings.levels[value] }))}
            onChange={setLevel}
          />
        </div>
      </div>
      <Field label={words.text}>
        <Input.TextArea rows={3} maxLength={2000} value={said} onChange={event => setSaid(event.target.value)} />
      </Field>
      <ArticleField label={words.aboutArticle} value={article} onChange={choose} />
      <Field label={words.about}>
        <Input maxLength={300} value={title} onChange={event => setTitle(event.target.value)} />
      </Field>
      {register.data !== undefined && (
        <UnitsField
          key={article?.id ?? ''}
          label={text.credits}
          register={register.data}
          value={units}
          onChange={setUnits}
        />
      )}
      <ProblemAlert error={enter.error} />
      <Submit label={words.enter} ready={ready} busy={enter.isPending} />
    </form>
  )
}
