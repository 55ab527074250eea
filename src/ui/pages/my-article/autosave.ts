import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Instant } from '../../../domain/calendar.ts'
import type { ArticleId } from '../../../domain/model.ts'
import { call, Refusal } from '../../client.ts'
import { newKey } from '../../key.ts'
import type { Written } from '../../parts/article/article-form.tsx'

/** A pause in typing after which is saved, and the longest time without saving while somebody goes on typing (EDIT-02: ten seconds). */
const PAUSE_MS = 1_500
const LONGEST_MS = 7_000
const RETRY_MS = 5_000

export interface Stored {
  readonly article: ArticleId
  readonly version: number
}

/** What the person is told: 已保存 only after the server said so. */
export type Saving =
  | { readonly kind: 'nothing' | 'unsaved' | 'saving' }
  | { readonly kind: 'saved'; readonly at: Instant }
  | { readonly kind: 'failed' | 'stale'; readonly error: Error }

/**
 * Keeps what is typed on the server. Nothing is lost when that fails: it stays in the form and is tried again, with the same key as long as it is the
 * same text. Somebody else's newer text is not written over; then `stale` is said and nothing is saved until `rebase`.
 */
export function useAutosave(start: { stored: Stored | null; written: Written }) {
  const queries = useQueryClient()
  const [written, setWritten] = useState(start.written)
  const [saving, setSaving] = useState<Saving>({ kind: 'nothing' })
  const now = useRef(written)
  const stored = useRef(start.stored)
  const kept = useRef(JSON.stringify(start.written))
  const intent = useRef({ said: '', key: '' })
  const running = useRef<Promise<Stored | null> | null>(null)
  const since = useRef<number | null>(null)

  const saveOnce = useCallback(async (): Promise<Stored | null> => {
    const said = JSON.stringify(now.current)
    if (said === kept.current) return stored.current
    if (intent.current.said !== said) intent.current = { said, key: newKey() }
    setSaving({ kind: 'saving' })
    const { units, files, ...rest } = now.current
    try {
      const answer = await call(
        'article.save-draft',
        { ...(stored.current ?? {}), ...rest, units: [...units], files: [...files] },
        { key: intent.current.key },
      )
      stored.current = { article: answer.article, version: answer.version }
      kept.current = said
      since.current = null
      setSaving(JSON.stringify(now.current) === said ? { kind: 'saved', at: answer.savedAt } : { kind: 'unsaved' })
      return stored.current
    } catch (cause) {
      const error = cause instanceof Error ? cause : new Error(String(cause))
      setSaving({ kind: error instanceof Refusal && error.code === 'stale-version' ? 'stale' : 'failed', error })
      throw error
    }
  }, [])

  /** Saves what there is now, after whatever is being saved; the answer is what the server holds then. */
  const save = useCallback(async (): Promise<Stored | null> => {
    while (running.current !== null) await running.current.catch(() => null)
    running.current = saveOnce()
    try {
      return await running.current
    } finally {
      running.current = null
    }
  }, [saveOnce])

  const write = useCallback((next: Written): void => {
    now.current = next
    setWritten(next)
    setSaving(before => (before.kind === 'stale' || before.kind === 'saving' ? before : { kind: 'unsaved' }))
  }, [])

  const kind = saving.kind
  useEffect(() => {
    if (JSON.stringify(written) === kept.current || kind === 'stale') return undefined
    since.current ??= Date.now()
    const wait = kind === 'failed' ? RETRY_MS : Math.max(0, Math.min(PAUSE_MS, since.current + LONGEST_MS - Date.now()))
    const timer = setTimeout(() => void save().catch(() => null), wait)
    return () => clearTimeout(timer)
  }, [written, kind, save])

  useEffect(() => {
    const leaving = (event: BeforeUnloadEvent): void => {
      if (JSON.stringify(now.current) !== kept.current) event.preventDefault()
    }
    addEventListener('beforeunload', leaving)
    return () => {
      removeEventListener('beforeunload', leaving)
      // Whoever goes to another page within the house loses nothing either.
      if (JSON.stringify(now.current) !== kept.current) void save().catch(() => null)
      void queries.invalidateQueries({ predicate: one => String(one.queryKey[0]).startsWith('article.') })
    }
  }, [queries, save])

  /** Goes on from what the server holds now, with the text that is given. */
  const rebase = useCallback((onto: Stored, text: Written): void => {
    stored.current = onto
    kept.current = ''
    now.current = text
    setWritten(text)
    setSaving({ kind: 'unsaved' })
  }, [])

  return { written, write, saving, save, rebase, stored }
}
