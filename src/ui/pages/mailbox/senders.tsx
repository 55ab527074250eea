import { App, Button, Input } from 'antd'
import { useState } from 'react'
import { UnitId } from '../../../domain/model.ts'
import { useAddress } from '../../address.ts'
import { useAnswer, useCommand } from '../../answers.ts'
import { clock } from '../../format.ts'
import { Answer, Empty, ProblemAlert } from '../../parts/answer.tsx'
import { Pick } from '../../parts/choice.tsx'
import { ExportButton } from '../../parts/export.tsx'
import { Section } from '../../parts/page-head.tsx'
import { useRights } from '../../session.ts'
import { zh } from '../../zh.ts'

const text = zh.mailbox.senders

/** 来信地址: which exact address writes for which unit. */
export function Senders() {
  const { filters, set } = useAddress()
  const may = useRights()
  const unit = UnitId.safeParse(filters.unit)
  const input = {
    ...(unit.success ? { unit: unit.data } : {}),
    ...(filters.text === undefined ? {} : { text: filters.text }),
  }
  const senders = useAnswer('mailbox.senders', { ...input, limit: 200 })
  const units = useAnswer('unit.list', {})
  const end = useCommand('mailbox.end-sender', () => undefined)
  const mayEnd = may('mailbox.end-sender') !== null
  return (
    <Section title={text.title} {...(senders.data === undefined ? {} : { note: text.count(senders.data.total) })}>
      <p className="quiet">{text.hint}</p>
      {may('mailbox.add-sender') !== null && <AddSender units={units.data?.units ?? []} />}
      <p className="filter">
        <Pick
          label={text.unit}
          value={filters.unit ?? ''}
          options={[
            { value: '', label: zh.letter.anyUnit },
            ...(units.data?.units ?? []).map(one => ({ value: String(one.id), label: one.name })),
          ]}
          onChange={chosen => set({ unit: chosen })}
        />
        <Input
          type="search"
          allowClear
          aria-label={text.search}
          placeholder={text.search}
          value={filters.text ?? ''}
          onChange={event => set({ text: event.target.value })}
        />
        <ExportButton of="mailbox.senders" input={input} name={text.title} />
      </p>
      <ProblemAlert error={end.error} />
      <Answer of={senders}>
        {answer =>
          answer.senders.length === 0 ? (
            <Empty title={text.empty} hint={text.emptyHint} />
          ) : (
            <div className="scroll">
              <table className="plain wide">
                <thead>
                  <tr>
                    <th scope="col" className="unit-name">
                      {text.unit}
                    </th>
                    <th scope="col">{text.address}</th>
                    <th scope="col">{text.by}</th>
                    <th scope="col">{text.at}</th>
                    {mayEnd && <th scope="col">{text.actions}</th>}
                  </tr>
                </thead>
                <tbody>
                  {answer.senders.map(sender => (
                    <tr key={sender.id}>
                      <td>{sender.unit.name}</td>
                      <td>
                        <bdi>{sender.address}</bdi>
                      </td>
                      <td className="quiet">{sender.by}</td>
                      <td className="quiet">{clock(sender.at)}</td>
                      {mayEnd && (
                        <td className="actions">
                          <Button
                            size="small"
                            aria-label={text.endOf(sender.address)}
                            onClick={() => end.mutate({ sender: sender.id })}
                          >
                            {text.end}
                          </Button>
                        </td>
                      )}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Answer>
    </Section>
  )
}

function AddSender({
  units,
}: {
  units: readonly { readonly id: UnitId; readonly name: string; readonly active: boolean }[]
}) {
  const { message } = App.useApp()
  const [address, setAddress] = useState('')
  const [unit, setUnit] = useState<UnitId | null>(null)
  const add = useCommand('mailbox.add-sender', () => {
    void message.success(text.added)
    setAddress('')
  })
  const active = units.filter(one => one.active)
  return (
    <form
      className="sender-form"
      onSubmit={event => {
        event.preventDefault()
        if (unit !== null) add.mutate({ address, unit })
      }}
    >
      <Pick
        label={text.unit}
        value={unit ?? ''}
        options={[
          { value: '', label: text.choose },
          ...active.map(one => ({ value: String(one.id), label: one.name })),
        ]}
        onChange={chosen => setUnit(active.find(one => one.id === chosen)?.id ?? null)}
      />
      <Input
        type="email"
        aria-label={text.address}
        placeholder={text.address}
        maxLength={254}
        value={address}
        onChange={event => setAddress(event.target.value)}
      />
      <Button htmlType="submit" disabled={unit === null || address.trim() === ''} loading={add.isPending}>
        {text.add}
      </Button>
      <ProblemAlert error={add.error} />
    </form>
  )
}
