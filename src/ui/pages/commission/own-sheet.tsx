import { App, Button } from 'antd'
import { useMemo, useState } from 'react'
import { type Remark, remarksOf } from '../../../domain/commission/remarks.ts'
import { passagesOf } from '../../../domain/commission/slots.ts'
import type { CommissionId, UnitId } from '../../../domain/model.ts'
import { useAddress } from '../../address.ts'
import { useCommand } from '../../answers.ts'
import { clock } from '../../format.ts'
import { ProblemAlert } from '../../parts/answer.tsx'
import { RemarksDialog } from '../../parts/slots/remarks-dialog.tsx'
import { SheetPanel } from '../../parts/slots/sheet-panel.tsx'
import { useSheet } from '../../parts/slots/use-sheet.ts'
import { zh } from '../../zh.ts'

const text = zh.slots.fill

/** 补报: after the reply, what was left open can be filled in against its text and sent after it. */
export function OwnSheet({ commission, unit }: { commission: CommissionId; unit: UnitId }) {
  const { filters, set } = useAddress()
  const shown = filters.view === 'sheet'
  return (
    <>
      <p className="row">
        <Button aria-expanded={shown} onClick={() => set({ view: shown ? null : 'sheet' })}>
          {shown ? text.hide : text.show}
        </Button>
      </p>
      {shown && <Filling commission={commission} unit={unit} />}
    </>
  )
}

function Filling({ commission, unit }: { commission: CommissionId; unit: UnitId }) {
  const { message } = App.useApp()
  const sheet = useSheet(commission, unit)
  const [remarks, setRemarks] = useState<readonly Remark[] | null>(null)
  const fill = useCommand('assignment.fill', ({ version }) => {
    sheet.moved(version)
    setRemarks(null)
    void message.success(text.didSend)
  })
  const reply = sheet.sheet?.reply ?? null
  const passages = useMemo(() => passagesOf(reply?.body ?? []), [reply])
  if (sheet.sheet === null || sheet.sheet.slots.length === 0) return null
  const asked = sheet.sheet
  const send = async (note: string | null): Promise<void> => {
    const lacking = note === null ? remarksOf(asked, sheet.answers, passages) : []
    if (lacking.length > 0) return setRemarks(lacking)
    const version = await sheet.save()
    fill.mutate({ commission, unit, version, answers: [...sheet.answers], note: note ?? '', send: true })
  }
  return (
    <>
      <SheetPanel
        slots={asked.slots}
        answers={sheet.answers}
        passages={passages}
        contact={{ name: '', phone: '' }}
        saving={sheet.saving}
        joined={sheet.joined}
        onAnswer={sheet.answer}
      />
      <p className="row">
        {reply !== null && (
          <Button type="primary" loading={fill.isPending} onClick={() => void send(null).catch(() => null)}>
            {text.send}
          </Button>
        )}
        {asked.sentAt !== null && <span className="quiet">{text.sent(clock(asked.sentAt))}</span>}
      </p>
      <ProblemAlert error={fill.error} />
      <RemarksDialog
        remarks={remarks}
        busy={fill.isPending}
        onBack={() => setRemarks(null)}
        onGo={note => void send(note).catch(() => null)}
      />
    </>
  )
}
