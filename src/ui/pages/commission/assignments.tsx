import { App, Button, Checkbox } from 'antd'
import { useState } from 'react'
import type { CommissionDetail } from '../../../api/commission.ts'
import { awaitsReply } from '../../../domain/commission.ts'
import type { UnitId } from '../../../domain/model.ts'
import { useCommand } from '../../answers.ts'
import { shortClock } from '../../format.ts'
import { ProblemAlert } from '../../parts/answer.tsx'
import { Due } from '../../parts/due.tsx'
import { ExportButton } from '../../parts/export.tsx'
import { Go } from '../../parts/go.tsx'
import { zh } from '../../zh.ts'
import { type Asked, AssignmentDialog } from './assignment-dialog.tsx'
import { UnitBadge } from './badges.tsx'
import { isUrging } from './steps.tsx'

const text = zh.commission
export type Assignment = CommissionDetail['assignments'][number]

/** Who was asked and how each stands; those who owe an answer can be chosen and urged. */
export function Assignments({ commission, editing }: { commission: CommissionDetail; editing: boolean }) {
  const { message } = App.useApp()
  const [chosen, setChosen] = useState<readonly UnitId[]>([])
  const [asked, setAsked] = useState<Asked | null>(null)
  const owing = commission.assignments.filter(one => awaitsReply(one.state)).map(one => one.unit)
  const picked = chosen.filter(unit => owing.includes(unit))
  const urge = useCommand('assignment.urge', ({ urged }) => {
    void message.success(text.didUrge(urged))
    setChosen([])
  })
  const whole = picked.length === owing.length && owing.length > 0
  const toggle = (unit: UnitId): void =>
    setChosen(picked.includes(unit) ? picked.filter(one => one !== unit) : [...picked, unit])
  return (
    <>
      <p className="row urge">
        {editing && owing.length > 0 && (
          <>
            <Checkbox
              checked={whole}
              indeterminate={!whole && picked.length > 0}
              onChange={() => setChosen(whole ? [] : owing)}
            >
              {text.chooseAll}
            </Checkbox>
            <Button
              type={isUrging(commission) ? 'primary' : 'default'}
              loading={urge.isPending}
              onClick={() => urge.mutate({ commission: commission.id, units: picked.length > 0 ? [...picked] : owing })}
            >
              {picked.length > 0 ? text.urge(picked.length) : text.urgeAll(owing.length)}
            </Button>
          </>
        )}
        <ExportButton of="commission.get" input={{ commission: commission.id }} name={commission.title} />
      </p>
      <ProblemAlert error={urge.error} />
      <table className="plain cards assignments">
        <thead>
          <tr>
            {editing && owing.length > 0 && <th scope="col" aria-label={text.choose('')} />}
            <th scope="col">{text.unit}</th>
            <th scope="col">{text.unitState}</th>
            <th scope="col">{text.columns.due}</th>
            <th scope="col">{text.signedAt}</th>
            <th scope="col">{text.articles}</th>
            <th scope="col">{text.points}</th>
            <th scope="col">{text.urged}</th>
            {editing && <th scope="col">{text.actions}</th>}
          </tr>
        </thead>
        <tbody>
          {commission.assignments.map(one => (
            <tr key={one.unit}>
              {editing && owing.length > 0 && (
                <td>
                  {owing.includes(one.unit) && (
                    <Checkbox
                      aria-label={text.choose(one.name)}
                      checked={picked.includes(one.unit)}
                      onChange={() => toggle(one.unit)}
                    />
                  )}
                </td>
              )}
              <Cells one={one} />
              {editing && (
                <td className="actions">
                  <Actions one={one} onAsk={what => setAsked({ what, one })} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <AssignmentDialog commission={commission} asked={asked} onClose={() => setAsked(null)} />
    </>
  )
}

const Cells = ({ one }: { one: Assignment }) => (
  <>
    <td className="card-title">{one.name}</td>
    <td>
      <UnitBadge state={one.state} late={one.late} />
      {one.reason !== '' && <div className="quiet">{one.reason}</div>}
    </td>
    <td data-label={text.columns.due}>
      <Due on={one.dueOn} done={!awaitsReply(one.state)} />
    </td>
    <td className="when quiet" data-label={text.signedAt}>
      {one.signedAt === null ? '' : shortClock(one.signedAt)}
    </td>
    <td>
      <ul>
        {one.replies.map(reply => (
          <li key={reply.article}>
            <Go to={`/article?article=${reply.article}`}>{reply.title}</Go>{' '}
            <span className="when quiet">{shortClock(reply.at)}</span>
          </li>
        ))}
      </ul>
    </td>
    <td>{one.counted.map(({ status }) => text.counted[status]).join('、')}</td>
    <td className="when" data-label={text.urged}>
      {text.urgedTimes(one.urged)}
    </td>
  </>
)

function Actions({ one, onAsk }: { one: Assignment; onAsk: (what: Asked['what']) => void }) {
  const button = (what: Asked['what'], label: string) => (
    <Button size="small" aria-label={`${label}：${one.name}`} onClick={() => onAsk(what)}>
      {label}
    </Button>
  )
  if (one.counted.some(({ status }) => status === 'adopted')) return button('retract', text.retract)
  if (!awaitsReply(one.state)) return button('reopen', text.reopen)
  return (
    <>
      {button('enter', text.enter)}
      {button('extend', text.extend)}
      {button('exempt', text.exempt)}
    </>
  )
}
