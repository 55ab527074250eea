import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import type { CommissionDetail } from '../../../api/commission.ts'
import { slotWords } from '../../../domain/commission/slots.ts'
import { isRunning } from '../../../domain/commission.ts'
import type { CommissionId } from '../../../domain/model.ts'
import { useAddress } from '../../address.ts'
import { useAnswer } from '../../answers.ts'
import { download } from '../../client.ts'
import { clock } from '../../format.ts'
import { Answer, ProblemAlert } from '../../parts/answer.tsx'
import { Due } from '../../parts/due.tsx'
import { PageHead, Section } from '../../parts/page-head.tsx'
import { save } from '../../save.ts'
import { useRights, useSession } from '../../session.ts'
import { zh } from '../../zh.ts'
import { Assignments } from './assignments.tsx'
import { CommissionBadge } from './badges.tsx'
import { OwnAssignment } from './own-assignment.tsx'
import { Replies } from './replies.tsx'
import { TimeShares } from './shares.tsx'
import { SlotTable } from './slot-table.tsx'
import { CommissionSteps } from './steps.tsx'

const text = zh.commission

interface Props {
  readonly id: CommissionId
  readonly onBack: () => void
  readonly onEdit: () => void
}

/** One commission on one page: what is asked, and how far everybody, or the own unit, is. */
export function CommissionDetailPage({ id, onBack, onEdit }: Props) {
  const detail = useAnswer('commission.get', { commission: id })
  return <Answer of={detail}>{found => <Detail commission={found} onBack={onBack} onEdit={onEdit} />}</Answer>
}

function Detail({ commission, onBack, onEdit }: { commission: CommissionDetail } & Omit<Props, 'id'>) {
  const { filters, set } = useAddress()
  const may = useRights()
  const office = may('commission.get') === 'all'
  const editing = may('commission.save') !== null
  return (
    <>
      <PageHead title={commission.title} aside={<CommissionBadge state={commission.state} />}>
        <Button onClick={onBack}>{text.back}</Button>
        {commission.dueOn !== null && <Slip commission={commission} />}
        {editing && commission.state !== 'closed' && <Button onClick={onEdit}>{text.edit}</Button>}
        {editing && <CommissionSteps commission={commission} />}
      </PageHead>
      {!office && commission.assignments[0] !== undefined && (
        <OwnAssignment commission={commission} own={commission.assignments[0]} />
      )}
      <About commission={commission} office={office} />
      {office && commission.state !== 'drafting' && <Progress commission={commission} />}
      {office && commission.assignments.length > 0 && (
        <Section title={text.units}>
          <Assignments commission={commission} editing={editing && isRunning(commission.state)} />
        </Section>
      )}
      {office && commission.slots.length > 0 && commission.state !== 'drafting' && (
        <Section title={zh.slots.table.title}>
          <Button
            aria-expanded={filters.view === 'slots'}
            onClick={() => set({ view: filters.view === 'slots' ? null : 'slots', rows: null, by: null })}
          >
            {filters.view === 'slots' ? zh.slots.table.hide : zh.slots.table.show}
          </Button>
          {filters.view === 'slots' && <SlotTable id={commission.id} editing={editing} />}
        </Section>
      )}
      {office && commission.replied > 0 && (
        <Section title={text.collated}>
          <Button
            aria-expanded={filters.view === 'replies'}
            onClick={() => set({ view: filters.view === 'replies' ? null : 'replies' })}
          >
            {filters.view === 'replies' ? text.hideReplies : text.showReplies}
          </Button>
          {filters.view === 'replies' && <Replies id={commission.id} />}
        </Section>
      )}
      {commission.events.length > 0 && (
        <Section title={text.events}>
          <Events commission={commission} />
        </Section>
      )}
    </>
  )
}

function About({ commission, office }: { commission: CommissionDetail; office: boolean }) {
  const { now } = useSession()
  // 任务书 says figures and cases more exactly than the list it was drawn from.
  const materials = commission.materials.filter(({ kind }) => commission.slots.length === 0 || kind === 'other')
  const done = !isRunning(commission.state) && commission.state !== 'drafting'
  return (
    <div className="commission-about">
      <dl className="facts">
        <div>
          <dt>{text.source}</dt>
          <dd>
            {commission.source}
            <span className="quiet note">{zh.settings.levels[commission.level]}</span>
          </dd>
        </div>
        {office && commission.upperDueOn !== null && (
          <div>
            <dt>{text.upperDue}</dt>
            <dd>
              <Due on={commission.upperDueOn} done={done} />
            </dd>
          </div>
        )}
        {office && commission.dueOn !== null && (
          <div>
            <dt>{text.due}</dt>
            <dd>
              <Due on={commission.dueOn} done={done} />
            </dd>
          </div>
        )}
        {commission.contact !== '' && (
          <div>
            <dt>{text.contact}</dt>
            <dd>{commission.contact}</dd>
          </div>
        )}
      </dl>
      {office && commission.issuedAt !== null && (
        <TimeShares
          from={commission.issuedAt}
          now={now}
          dueOn={commission.dueOn}
          upperDueOn={commission.upperDueOn}
          done={done}
        />
      )}
      <div className="asked-for">
        <h3>{text.requirements}</h3>
        <p className={commission.requirements === '' ? 'quiet' : 'requirements'}>
          {commission.requirements === '' ? text.noRequirements : commission.requirements}
        </p>
        {materials.length > 0 && (
          <>
            <h3>{text.materials}</h3>
            <ol className="materials">
              {materials.map(({ kind, text: words }) => (
                <li key={`${kind} ${words}`}>
                  <span className="badge">{text.kinds[kind]}</span> {words}
                </li>
              ))}
            </ol>
          </>
        )}
        {commission.slots.length > 0 && (
          <>
            <h3>{zh.slots.title}</h3>
            <ol className="materials">
              {commission.slots.map(slot => (
                <li key={slot.key}>
                  <span className="badge">{zh.slots.kinds[slot.kind]}</span> {slotWords(slot)}
                </li>
              ))}
            </ol>
          </>
        )}
      </div>
    </div>
  )
}

/** How many of those who were asked have signed, answered, and are late: numbers, with a bar beside them for the eye. */
function Progress({ commission }: { commission: CommissionDetail }) {
  const { asked, signed, replied, late } = commission
  if (asked === 0) return null
  const words = text.progress
  const figures = [
    { label: words.asked, value: asked },
    { label: words.signed, value: signed },
    { label: words.replied, value: replied },
    { label: words.late, value: late },
  ]
  return (
    <div className="commission-progress">
      <dl>
        {figures.map(({ label, value }) => (
          <div key={label} className={label === words.late && value > 0 ? 'needs-action' : ''}>
            <dt>{label}</dt>
            <dd className="when">{value}</dd>
          </div>
        ))}
      </dl>
      <div className="bar" aria-hidden="true">
        <span className="bar-replied" style={{ width: `${(100 * replied) / asked}%` }} />
        <span className="bar-signed" style={{ width: `${(100 * Math.max(0, signed - replied)) / asked}%` }} />
      </div>
      <p className="quiet">{words.rate(Math.round((100 * signed) / asked))}</p>
    </div>
  )
}

function Slip({ commission }: { commission: CommissionDetail }) {
  const get = useMutation<Blob, Error>({ mutationFn: () => download(`/api/commission/${commission.id}/slip.docx`) })
  return (
    <>
      <Button
        loading={get.isPending}
        onClick={() => get.mutate(undefined, { onSuccess: bytes => save(bytes, text.slipName(commission.title)) })}
      >
        {text.slip}
      </Button>
      <ProblemAlert error={get.error} />
    </>
  )
}

const Events = ({ commission }: { commission: CommissionDetail }) => (
  <ol className="timeline">
    {commission.events.map(event => (
      <li key={`${event.at} ${event.step} ${event.unit}`}>
        <span className="when quiet">{clock(event.at)}</span> <strong>{text.event(event.step)}</strong>
        {event.unit !== '' && ` ${event.unit}`}
        {event.comment !== '' && ` ${event.comment}`} <span className="quiet">{event.by}</span>
      </li>
    ))}
  </ol>
)
