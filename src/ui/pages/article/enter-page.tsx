import { App, Button, Input } from 'antd'
import { useState } from 'react'
import { LocalDate } from '../../../domain/calendar.ts'
import type { ArticleId, UnitId } from '../../../domain/model.ts'
import { useAnswer, useCommand } from '../../answers.ts'
import { Refusal } from '../../client.ts'
import { ProblemAlert } from '../../parts/answer.tsx'
import { ArticleForm, Choose, NOTHING_WRITTEN } from '../../parts/article/article-form.tsx'
import { Field } from '../../parts/field.tsx'
import { PageHead } from '../../parts/page-head.tsx'
import { useSession } from '../../session.ts'
import { zh } from '../../zh.ts'

const text = zh.article.pool

/** 补录: an article that came by another way, for the unit it came from. */
export function EnterPage({ onLeave }: { onLeave: (to: ArticleId | null) => void }) {
  const { today } = useSession()
  const { message } = App.useApp()
  const [written, setWritten] = useState(NOTHING_WRITTEN)
  const [unit, setUnit] = useState<UnitId | null>(null)
  const [receivedOn, setReceivedOn] = useState<string>(today)
  const register = useAnswer('unit.list', {})
  const enter = useCommand('article.enter', done => {
    void message.success(zh.article.receipt(done.receipt))
    onLeave(done.article)
  })
  const again = enter.error instanceof Refusal && enter.error.code === 'likely-duplicate'
  const units = (register.data?.units ?? []).filter(one => one.active)
  const send = (): void => {
    if (unit === null) return
    const { outlet: _, units: others, files, ...rest } = written
    enter.mutate({
      ...rest,
      units: [unit, ...others],
      files: [...files],
      receivedOn,
      ...(again ? { confirmedDuplicate: true } : {}),
    })
  }
  return (
    <>
      <PageHead title={text.enterTitle}>
        <Button onClick={() => onLeave(null)}>{zh.article.back}</Button>
        <Button
          type="primary"
          loading={enter.isPending}
          disabled={unit === null || !LocalDate.safeParse(receivedOn).success}
          onClick={send}
        >
          {again ? zh.article.mine.again : text.enterDo}
        </Button>
      </PageHead>
      <p className="lead">{text.enterSays}</p>
      <ProblemAlert error={enter.error} />
      <ArticleForm
        value={written}
        onChange={setWritten}
        units={units.filter(one => one.id !== unit)}
        outlets={[]}
        onProposed={proposed => {
          if (proposed.unit !== null) setUnit(proposed.unit)
        }}
      >
        <div className="form-columns">
          <Choose
            label={text.unit}
            empty={text.chooseUnit}
            value={unit}
            options={units.map(one => ({ value: one.id, label: one.name }))}
            onChange={setUnit}
          />
          <Field label={text.receivedOn}>
            <Input type="date" max={today} value={receivedOn} onChange={event => setReceivedOn(event.target.value)} />
          </Field>
        </div>
      </ArticleForm>
    </>
  )
}
