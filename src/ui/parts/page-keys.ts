import { useEffect, useRef, useSyncExternalStore } from 'react'
import { usePreferences } from '../preferences.ts'

/** A single key that acts on the page that is shown; the list of `?` names it. */
export interface PageKey {
  readonly key: string
  readonly does: string
  readonly act: () => void
}

let shown: readonly PageKey[] = []
const listeners = new Set<() => void>()
const show = (keys: readonly PageKey[]): void => {
  shown = keys
  for (const listener of listeners) listener()
}

/** The keys of the page that is shown, for the list of all keys. */
export const useShownKeys = (): readonly PageKey[] =>
  useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => shown,
  )

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable)

/** Lets single keys act while a page is shown: outside input fields, without a dialog open, and where keys are not switched off. */
export function usePageKeys(keys: readonly PageKey[]): void {
  const { keys: on } = usePreferences()
  const now = useRef(keys)
  now.current = keys
  const names = keys.map(one => `${one.key} ${one.does}`).join('\n')
  useEffect(() => {
    if (!on || names === '') return undefined
    show(now.current)
    const pressed = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return
      if (document.querySelector('[role="dialog"]') !== null) return
      const pushesButton = event.target instanceof HTMLElement && /^(BUTTON|A|SUMMARY)$/.test(event.target.tagName)
      if (pushesButton && (event.key === ' ' || event.key === 'Enter')) return
      const found = now.current.find(
        one => one.key.toLowerCase() === (event.key === ' ' ? 'space' : event.key.toLowerCase()),
      )
      if (found === undefined) return
      event.preventDefault()
      found.act()
    }
    document.addEventListener('keydown', pressed)
    return () => {
      document.removeEventListener('keydown', pressed)
      show([])
    }
  }, [on, names])
}
