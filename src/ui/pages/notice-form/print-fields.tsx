import { Input } from 'antd'
import type { NoticePrint } from '../../../domain/notice/composing/office-form.ts'
import { Pick } from '../../parts/choice.tsx'
import { Field } from '../../parts/field.tsx'
import { zh } from '../../zh.ts'
import { optionsOf } from './options.ts'

const text = zh.noticeForm

/** How the office has its notices printed: fonts, red head, seal, foot. */
export function PrintFields({ print, onChange }: { print: NoticePrint; onChange: (print: NoticePrint) => void }) {
  const set = (change: Partial<NoticePrint>): void => onChange({ ...print, ...change })
  return (
    <div className="print-fields">
      <Pick
        showLabel
        label={text.fonts}
        value={print.fonts}
        options={optionsOf(text.fontsBy)}
        onChange={fonts => set({ fonts })}
      />
      <Pick
        showLabel
        label={text.ordinal}
        value={print.ordinal}
        options={optionsOf(text.ordinals)}
        onChange={ordinal => set({ ordinal })}
      />
      <Pick
        showLabel
        label={text.sealed}
        value={print.sealed ? 'yes' : 'no'}
        options={optionsOf(text.sealedBy)}
        onChange={sealed => set({ sealed: sealed === 'yes' })}
      />
      <Field label={text.mark} hint={text.markHint}>
        <Input value={print.mark} onChange={event => set({ mark: event.target.value })} />
      </Field>
      <Field label={text.number_} hint={text.numberHint}>
        <Input value={print.number} onChange={event => set({ number: event.target.value })} />
      </Field>
      <Field label={text.remark} hint={text.remarkHint}>
        <Input value={print.remark} onChange={event => set({ remark: event.target.value })} />
      </Field>
      <Field label={text.copyTo}>
        <Input value={print.copyTo} onChange={event => set({ copyTo: event.target.value })} />
      </Field>
      <Field label={text.printingOffice} hint={text.printingHint}>
        <Input value={print.printingOffice} onChange={event => set({ printingOffice: event.target.value })} />
      </Field>
    </div>
  )
}
