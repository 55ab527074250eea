import { useNavigate } from '@tanstack/react-router'
import { Modal } from 'antd'
import { type ReactElement, useEffect, useState } from 'react'
import { useShownKeys } from '../parts/page-keys.ts'
import type { PLACES } from '../places.ts'
import { usePreferences } from '../preferences.ts'
import { zh } from '../zh.ts'

/** Single keys that act anywhere outside input fields: `?` lists them, digits go to the places of the menu, `0` to the account. */
export function useShortcuts(places: typeof PLACES, openAccount: () => void): ReactElement {
  const { keys } = usePreferences()
  const navigate = useNavigate()
  const [shown, setShown] = useState(false)
  const pageKeys = useShownKeys()

  useEffect(() => {
    if (!keys) return undefined
    const pressed = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return
      if (document.querySelector('[role="dialog"]') !== null && event.key !== '?') return
      const place = /^[1-9]$/.test(event.key) ? places[Number(event.key) - 1] : undefined
      if (event.key === '?' || event.key === '？') setShown(now => !now)
      else if (event.key === '0') openAccount()
      else if (place !== undefined) void navigate({ to: place.path })
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }, [keys, places, navigate, openAccount])

  const rows = [
    ...pageKeys.map(({ key, does }) => [key, does]),
    ['?', zh.shell.keyHelp],
    ...places.map((place, index) => [String(index + 1), zh.shell.keyPlace(place.title)]),
    ['0', zh.shell.keyAccount],
  ]
  return (
    <Modal
      open={shown}
      title={zh.shell.keysTitle}
      footer={null}
      onCancel={() => setShown(false)}
      width={420}
      // A dialog that stayed would go on holding back all other keys.
      destroyOnHidden
    >
      <p className="quiet">{zh.shell.keysHint}</p>
      <dl className="keys">
        {rows.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable)
