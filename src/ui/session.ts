import { createContext, useContext } from 'react'
import type { SessionView } from '../api.ts'
import { type Caller, can, type Operation, type Scope } from '../domain/access.ts'

type SignedIn = SessionView & { user: NonNullable<SessionView['user']> }

export const SessionContext = createContext<SignedIn | null>(null)

export const isSignedIn = (session: SessionView): session is SignedIn => session.user !== null

/** Who is signed in; only below the shell, which shows the login page otherwise. */
export function useSession(): SignedIn {
  const session = useContext(SessionContext)
  if (session === null) throw new Error('no session above this component')
  return session
}

/** What the person may do: asks the one table of rights. `own` means the own unit's rows only. */
export function useRights(): (operation: Operation) => Scope | null {
  const { user } = useSession()
  const callers: readonly Caller[] = ['signed-in', ...user.roles]
  return operation => can(callers, operation)
}
