import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Output } from '../../../api.ts'
import type { Answers, SlotAnswer } from '../../../domain/commission/slots.ts'
import type { CommissionId, UnitId } from '../../../domain/model.ts'
import { useAnswer } from '../../answers.ts'
import { call, Refusal } from '../../client.ts'
import { newKey } from '../../key.ts'

const PAUSE_MS = 1_200
const RETRY_MS = 5_000

export type SheetSaving = 'nothing' | 'unsaved' | 'saving' | 'saved' | 'failed'

type Kept = Pick<Output<'assignment.sheet'>, 'answers' | 'version'>

/**
 * 填报 of the own unit, kept on the server as it is filled in. Somebody else's newer answers are taken in beside one's own, slot by slot: only
 * what was changed here since is written over them.
 */
export function useSheet(commission: CommissionId | null, unit: UnitId | null) {
  const queries = useQueryClient()
  const found = useAnswer('assignment.sheet', commission === null || unit === null ? null : { commission, unit })
  const [answers, setAnswers] = useState<Answers | null>(null)
  const [saving, setSaving] = useState<SheetSaving>('nothing')
  const [joined, setJoined] = useState(false)
  const now = useRef<Answers | null>(null)
  const kept = useRef<Kept | null>(null)
  const note = useRef('')
  const place = useRef('')
  const running = useRef<Promise<void> | null>(null)
  const intent = useRef({ said: '', key: '' })

  const saveOnce = useCallback(async (): Promise<void> => {
    const [mine, base, from] = [now.current, kept.current, place.current]
    if (commission === null || unit === null || mine === null || base === null || same(mine, base.answers)) return
    const stays = (): boolean => place.current === from
    setSaving('saving')
    const said = JSON.stringify([from, mine, base.version])
    if (intent.current.said !== said) intent.current = { said, key: newKey() }
    const at = { commission, unit }
    try {
      const input = { ...at, version: base.version, answers: [...mine], note: note.current, send: false }
      const { version } = await call('assignment.fill', input, { key: intent.current.key })
      if (!stays()) return
      kept.current = { answers: mine, version }
      setSaving(same(now.current ?? [], mine) ? 'saved' : 'unsaved')
    } catch (cause) {
      if (!stays()) throw cause
      if (!(cause instanceof Refusal && cause.code === 'stale-version')) {
        setSaving('failed')
        throw cause
      }
      const theirs = await call('assignment.sheet', at)
      const together = joinedOnto(theirs.answers, base.answers, now.current ?? mine)
      kept.current = theirs
      now.current = together
      setAnswers(together)
      setJoined(true)
      await saveOnce()
    }
  }, [commission, unit])

  // Whoever goes elsewhere, or to another commission, loses nothing.
  useEffect(() => {
    place.current = `${commission ?? ''} ${unit ?? ''}`
    return () => {
      const refresh = (): void => void queries.invalidateQueries({ queryKey: ['assignment.sheet'] })
      void saveOnce().then(refresh, refresh)
      place.current = ''
      now.current = null
      kept.current = null
    }
  }, [commission, unit, queries, saveOnce])

  const { data } = found
  useEffect(() => {
    if (data === undefined || kept.current !== null) return
    kept.current = data
    now.current = data.answers
    note.current = data.note
    setAnswers(data.answers)
    setSaving('nothing')
    setJoined(false)
  }, [data])

  /** Saves what there is; the answer is the version the server holds then. */
  const save = useCallback(async (): Promise<number> => {
    while (running.current !== null) await running.current.catch(() => null)
    running.current = saveOnce()
    try {
      await running.current
    } finally {
      running.current = null
    }
    return kept.current?.version ?? 0
  }, [saveOnce])

  useEffect(() => {
    if (answers === null || kept.current === null || same(answers, kept.current.answers)) return undefined
    const timer = setTimeout(() => void save().catch(() => null), saving === 'failed' ? RETRY_MS : PAUSE_MS)
    return () => clearTimeout(timer)
  }, [answers, saving, save])

  /** What one slot is answered with from now on; null for nothing. */
  const answer = useCallback((slot: string, given: SlotAnswer | null): void => {
    const rest = (now.current ?? []).filter(one => one.slot !== slot)
    const next = given === null ? rest : [...rest, { slot, answer: given }]
    now.current = next
    setAnswers(next)
    setSaving(before => (before === 'saving' ? before : 'unsaved'))
  }, [])

  /** The server holds another version now, with the same answers: they were sent. */
  const moved = useCallback((version: number): void => {
    if (kept.current !== null) kept.current = { ...kept.current, version }
  }, [])

  return { sheet: data ?? null, answers: answers ?? [], answer, save, saving, joined, moved }
}

const same = (one: Answers, other: Answers): boolean => JSON.stringify(one) === JSON.stringify(other)

/** Theirs, with what was changed here since `base` in its place. */
function joinedOnto(theirs: Answers, base: Answers, mine: Answers): Answers {
  const of = (answers: Answers, slot: string) => JSON.stringify(answers.find(one => one.slot === slot) ?? null)
  const touched = new Set([...base, ...mine].map(one => one.slot).filter(slot => of(base, slot) !== of(mine, slot)))
  return [...theirs.filter(one => !touched.has(one.slot)), ...mine.filter(one => touched.has(one.slot))]
}
