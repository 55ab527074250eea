import { type ReactNode, useEffect } from 'react'
import type { PeriodState } from '../../domain/model.ts'
import { zh } from '../zh.ts'

/** The head of every page: its title, what state it is in, and at the right the one main action. Names the browser's tab too. */
export function PageHead({ title, aside, children }: { title: string; aside?: ReactNode; children?: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · ${zh.common.product}`
  }, [title])
  return (
    <header className="page-head">
      <h1>{title}</h1>
      {aside}
      <div className="page-actions">{children}</div>
    </header>
  )
}

/** 未月结 · 已月结 · 已印发, in words, colour only beside them. */
export const StateBadge = ({ state }: { state: PeriodState }) => (
  <span className={`badge badge-${state}`}>{zh.common.states[state]}</span>
)

/** A titled part of a page. */
export function Section({
  title,
  note,
  id,
  children,
}: {
  title: string
  note?: ReactNode
  id?: string
  children: ReactNode
}) {
  return (
    <section className="section" {...(id === undefined ? {} : { id })}>
      <h2>
        {title}
        {note !== undefined && <span className="quiet note">{note}</span>}
      </h2>
      {children}
    </section>
  )
}
