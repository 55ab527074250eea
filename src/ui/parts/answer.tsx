import type { UseQueryResult } from '@tanstack/react-query'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Refusal } from '../client.ts'
import { zh } from '../zh.ts'
import { PageHead } from './page-head.tsx'

/** Shows what a query answered; until then that it is being read, and a sentence with 再试一次 when it was refused. */
export function Answer<Value>({
  of,
  children,
}: {
  of: UseQueryResult<Value, Error>
  children: (value: Value) => ReactNode
}) {
  if (of.data !== undefined) return <>{children(of.data)}</>
  if (of.error !== null) return <ProblemAlert error={of.error} onRetry={() => void of.refetch()} />
  return <Loading />
}

export const Loading = ({ text = zh.common.loading }: { text?: string }) => (
  <p className="loading" role="status">
    {text}
  </p>
)

/** What is wrong, what is safe and what to do next, in the server's own sentence; says which field, when it knows. */
export function ProblemAlert({ error, onRetry }: { error: Error | null; onRetry?: () => void }) {
  if (error === null) return null
  const refusal = error instanceof Refusal ? error : null
  return (
    <div className="problem" role="alert">
      <p>{refusal === null ? zh.common.broken : error.message}</p>
      {refusal?.fields.map(field => (
        <p key={field.path}>{field.message}</p>
      ))}
      {refusal?.code === 'internal' && refusal.requestId !== '' && (
        <p className="quiet">{zh.common.requestId(refusal.requestId)}</p>
      )}
      {onRetry !== undefined && (
        <Button size="small" onClick={onRetry}>
          {zh.common.retry}
        </Button>
      )}
    </div>
  )
}

/** Nothing there yet: says so and what to do. */
export function Empty({ title, hint, children }: { title: string; hint?: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {hint !== undefined && <p className="quiet">{hint}</p>}
      {children}
    </div>
  )
}

/** An address nobody answers to, or one the person's roles do not show. */
export const NotFound = () => (
  <>
    <PageHead title={zh.common.notFound} />
    <Empty title={zh.common.notFoundHint} />
  </>
)
