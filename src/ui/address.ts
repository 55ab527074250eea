import { useNavigate, useSearch } from '@tanstack/react-router'

/** The filters of a page, kept in the address: `?period=2023-06&group=county`. Values that are no text are left out. */
export function useAddress(): {
  filters: Readonly<Record<string, string>>
  set: (changes: Record<string, string | null>) => void
} {
  const search: Record<string, unknown> = useSearch({ strict: false })
  const navigate = useNavigate()
  const filters: Record<string, string> = {}
  for (const [name, value] of Object.entries(search)) {
    if (typeof value === 'string' || typeof value === 'number') filters[name] = String(value)
  }
  const set = (changes: Record<string, string | null>): void => {
    const next: Record<string, string> = { ...filters }
    for (const [name, value] of Object.entries(changes)) {
      if (value === null || value === '') delete next[name]
      else next[name] = value
    }
    void navigate({ to: '.', search: next, replace: true })
  }
  return { filters, set }
}
