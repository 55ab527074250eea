import { Button, Modal } from 'antd'
import { useState } from 'react'
import type { Output } from '../../../api.ts'
import { useAnswer } from '../../answers.ts'
import { shortClock } from '../../format.ts'
import { Answer } from '../../parts/answer.tsx'
import { ExportButton } from '../../parts/export.tsx'
import { PageHead } from '../../parts/page-head.tsx'
import { useRights } from '../../session.ts'
import { zh } from '../../zh.ts'
import { PolicyPart } from './policy-part.tsx'
import { EndSessionsForm, FactorResetForm, MoveForm, ResetForm } from './user-acts.tsx'
import { CreateForm, DisableForm, GrantForm } from './user-forms.tsx'

const text = zh.settings.user
export type User = Output<'user.list'>['users'][number]
type Act = 'grant' | 'disable' | 'move' | 'reset' | 'factor' | 'sessions'
type Doing = { readonly what: 'create' } | { readonly what: Act; readonly user: User }

/** 用户与角色: 系统管理员 makes accounts without rights, 安全管理员 grants the roles. */
export default function UserPage() {
  const users = useAnswer('user.list', {})
  const units = useAnswer('unit.list', {})
  const may = useRights()
  const [doing, setDoing] = useState<Doing | null>(null)
  const done = (): void => setDoing(null)
  const unitName = (user: User): string =>
    units.data?.units.find(unit => unit.id === user.unit)?.name ?? (user.unit === null ? text.office : '')
  return (
    <>
      <PageHead
        title={text.title}
        aside={users.data !== undefined && <span className="quiet">{text.count(users.data.users.length)}</span>}
      >
        <ExportButton of="user.list" input={{}} name={text.title} />
        {may('user.create') !== null && (
          <Button type="primary" onClick={() => setDoing({ what: 'create' })}>
            {text.create}
          </Button>
        )}
      </PageHead>
      {may('policy.get') !== null && <PolicyPart />}
      <Answer of={users}>{answer => <Users users={answer.users} unitName={unitName} onDo={setDoing} />}</Answer>
      <Modal
        open={doing !== null}
        title={doing === null ? '' : titleOf(doing)}
        footer={null}
        onCancel={done}
        width={480}
        destroyOnHidden
      >
        {doing?.what === 'create' && <CreateForm units={units.data?.units ?? []} />}
        {doing?.what === 'grant' && <GrantForm user={doing.user} onDone={done} />}
        {doing?.what === 'disable' && <DisableForm user={doing.user} onDone={done} />}
        {doing?.what === 'move' && <MoveForm user={doing.user} units={units.data?.units ?? []} onDone={done} />}
        {doing?.what === 'reset' && <ResetForm user={doing.user} />}
        {doing?.what === 'factor' && <FactorResetForm user={doing.user} onDone={done} />}
        {doing?.what === 'sessions' && <EndSessionsForm user={doing.user} onDone={done} />}
      </Modal>
    </>
  )
}

function titleOf(doing: Doing): string {
  if (doing.what === 'create') return text.create
  if (doing.what === 'grant') return text.grantTo(doing.user.name)
  if (doing.what === 'move') return zh.people.moveTo(doing.user.name)
  if (doing.what === 'reset') return zh.people.resetOf(doing.user.name)
  if (doing.what === 'factor') return zh.people.factorResetOf(doing.user.name)
  if (doing.what === 'sessions') return zh.people.endSessionsOf(doing.user.name)
  return doing.user.disabled ? text.actionOf(text.enable, doing.user.name) : text.disableTitle(doing.user.name)
}

function Users({
  users,
  unitName,
  onDo,
}: {
  users: readonly User[]
  unitName: (user: User) => string
  onDo: (doing: Doing) => void
}) {
  const may = useRights()
  const governs = may('user.grant') !== null
  const keeps = may('user.reset') !== null
  return (
    <div className="scroll">
      <table className="plain wide">
        <thead>
          <tr>
            <th scope="col">{text.name}</th>
            <th scope="col">{text.account}</th>
            <th scope="col">{text.unit}</th>
            <th scope="col">{text.roles}</th>
            <th scope="col">{text.lastLogin}</th>
            <th scope="col">{text.state}</th>
            {(governs || keeps) && <th scope="col">{zh.settings.unit.actions}</th>}
          </tr>
        </thead>
        <tbody>
          {users.map(user => (
            <tr key={user.id}>
              <td>{user.name}</td>
              <td>{user.account}</td>
              <td>{unitName(user)}</td>
              <td>
                {user.roles.length === 0 ? (
                  <span className="needs-action">{text.noRoles}</span>
                ) : (
                  user.roles.map(role => zh.common.roles[role]).join('、')
                )}
              </td>
              <td className="figures">{user.lastLoginAt === null ? text.never : shortClock(user.lastLoginAt)}</td>
              <td>{user.disabled ? text.disabled : text.active}</td>
              {governs && (
                <td className="actions">
                  <Button
                    size="small"
                    aria-label={text.grantTo(user.name)}
                    onClick={() => onDo({ what: 'grant', user })}
                  >
                    {text.grant}
                  </Button>
                  <Button
                    size="small"
                    aria-label={text.actionOf(user.disabled ? text.enable : text.disable, user.name)}
                    onClick={() => onDo({ what: 'disable', user })}
                  >
                    {user.disabled ? text.enable : text.disable}
                  </Button>
                  <ActButton act="factor" user={user} onDo={onDo} />
                  <ActButton act="sessions" user={user} onDo={onDo} />
                </td>
              )}
              {keeps && (
                <td className="actions">
                  <ActButton act="move" user={user} onDo={onDo} />
                  <ActButton act="reset" user={user} onDo={onDo} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const SHORT = {
  factor: zh.people.factorReset,
  sessions: zh.people.endSessions,
  move: zh.people.move,
  reset: zh.people.reset,
} as const

/** What is seldom done to an account; screen readers hear to whom. */
function ActButton({ act, user, onDo }: { act: keyof typeof SHORT; user: User; onDo: (doing: Doing) => void }) {
  const doing = { what: act, user }
  return (
    <Button size="small" aria-label={titleOf(doing)} onClick={() => onDo(doing)}>
      {SHORT[act]}
    </Button>
  )
}
