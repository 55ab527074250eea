import { Button } from 'antd'
import { useState } from 'react'
import { useAddress } from '../../address.ts'
import { Choice } from '../../parts/choice.tsx'
import { PageHead } from '../../parts/page-head.tsx'
import { useRights } from '../../session.ts'
import { zh } from '../../zh.ts'
import { EnterDialog } from './enter-dialog.tsx'
import { ForwardingList } from './forwarding-list.tsx'
import { InstructionList } from './instruction-list.tsx'
import { RecordDialog } from './record-dialog.tsx'

const text = zh.upward

/** 上报与批示: what went up and what came of it, and what leaders wrote. Which of both stands in the address. */
export default function ForwardingPage() {
  const { filters, set } = useAddress()
  const may = useRights()
  const [adding, setAdding] = useState(false)
  const instructions = filters.view === 'instruction'
  return (
    <>
      <PageHead
        title={text.title}
        aside={
          <Choice
            label={text.view}
            value={instructions ? 'instruction' : 'forwarding'}
            options={[
              { value: 'forwarding', label: text.views.forwarding },
              { value: 'instruction', label: text.views.instruction },
            ]}
            onChange={view => set({ view: view === 'forwarding' ? null : view, text: null, state: null, level: null })}
          />
        }
      >
        {may('forwarding.record') !== null && (
          <Button type="primary" onClick={() => setAdding(true)}>
            {instructions ? text.instruction.enter : text.forwarding.record}
          </Button>
        )}
      </PageHead>
      {instructions ? <InstructionList /> : <ForwardingList />}
      <RecordDialog open={adding && !instructions} onClose={() => setAdding(false)} />
      <EnterDialog open={adding && instructions} onClose={() => setAdding(false)} />
    </>
  )
}
