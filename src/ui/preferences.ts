import { useSyncExternalStore } from 'react'

/** What one person chose for one browser: how it looks and whether single keys act. */
export interface Preferences {
  readonly look: 'system' | 'light' | 'dark'
  /** 关怀版: large type. */
  readonly large: boolean
  /** Single-key shortcuts can be switched off (WCAG 2.1.4). */
  readonly keys: boolean
}

const STORED = 'caifeng.preferences'
const DEFAULTS: Preferences = { look: 'system', large: false, keys: true }
const darkSystem = matchMedia('(prefers-color-scheme: dark)')
const listeners = new Set<() => void>()
let current = stored()

function stored(): Preferences {
  try {
    const kept: Record<string, unknown> = JSON.parse(localStorage.getItem(STORED) ?? '{}')
    return {
      look: kept.look === 'light' || kept.look === 'dark' ? kept.look : 'system',
      large: kept.large === true,
      keys: kept.keys !== false,
    }
  } catch {
    // A browser that forbids storage, or a damaged value: start from the defaults.
    return DEFAULTS
  }
}

const isDark = (): boolean => (current.look === 'system' ? darkSystem.matches : current.look === 'dark')

function show(): void {
  document.documentElement.dataset.look = isDark() ? 'dark' : 'light'
  document.documentElement.dataset.size = current.large ? 'large' : 'normal'
  for (const listener of listeners) listener()
}

/** Applies the kept choices to the page, and again whenever the system turns light or dark. Call once, before the first paint. */
export function startPreferences(): void {
  darkSystem.addEventListener('change', show)
  show()
}

export function setPreferences(changes: Partial<Preferences>): void {
  current = { ...current, ...changes }
  try {
    localStorage.setItem(STORED, JSON.stringify(current))
  } catch {
    // Not kept for the next visit; still shown now.
  }
  show()
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const usePreferences = (): Preferences => useSyncExternalStore(subscribe, () => current)
export const useDark = (): boolean => useSyncExternalStore(subscribe, isDark)
