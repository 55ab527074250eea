import { Link, useNavigate } from '@tanstack/react-router'
import type { ComponentProps, ReactNode } from 'react'

const split = (address: string): { to: string; search: Record<string, string> } => {
  const [path, query] = address.split('?')
  return {
    to: path === undefined || path === '' ? '/' : path,
    search: Object.fromEntries(new URLSearchParams(query ?? '')),
  }
}

/** A link to an address with its filters, as the server and the pages write it: `/standing?period=2023-06`. */
export const Go = ({
  to,
  children,
  ...rest
}: { to: string; children: ReactNode } & Pick<ComponentProps<'a'>, 'className' | 'aria-current' | 'onClick'>) => (
  <Link {...split(to)} {...rest}>
    {children}
  </Link>
)

/** The same as a deed. */
export function useGo(): (address: string) => void {
  const navigate = useNavigate()
  return address => void navigate(split(address))
}
