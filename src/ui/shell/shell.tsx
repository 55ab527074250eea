import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { Suspense, useEffect, useState } from 'react'
import type { Output } from '../../api.ts'
import { call } from '../client.ts'
import { LoginPage } from '../pages/session/login-page.tsx'
import { Empty, Loading, NotFound, ProblemAlert } from '../parts/answer.tsx'
import { Demo } from '../parts/demo.tsx'
import { PLACES } from '../places.ts'
import { isSignedIn, SessionContext, useRights, useSession } from '../session.ts'
import { zh } from '../zh.ts'
import { AccountDialog } from './account-dialog.tsx'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { ReloginDialog } from './relogin-dialog.tsx'
import { useShortcuts } from './shortcuts.tsx'

/** Around every page: who is signed in, the menu, the banner; the login page when nobody is. */
export function Shell() {
  const queries = useQueryClient()
  const session = useQuery({
    queryKey: ['session.current', {}],
    queryFn: () => call('session.current', {}),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (session.data === undefined)
    return session.error === null ? (
      <Loading />
    ) : (
      <ProblemAlert error={session.error} onRetry={() => void session.refetch()} />
    )
  const enter = (next: Output<'session.current'>): void => {
    queries.removeQueries({ predicate: one => one.queryKey[0] !== 'session.current' })
    queries.setQueryData(['session.current', {}], next)
  }
  if (!isSignedIn(session.data)) return <LoginPage session={session.data} onEnter={enter} />
  return (
    <SessionContext value={session.data}>
      <Frame onLeave={() => void session.refetch()} />
      <ConfirmDialog />
      <ReloginDialog account={session.data.user.account} name={session.data.user.name} />
    </SessionContext>
  )
}

function Frame({ onLeave }: { onLeave: () => void }) {
  const session = useSession()
  const may = useRights()
  const { message } = App.useApp()
  const [account, setAccount] = useState(false)
  const [menu, setMenu] = useState(false)
  const path = useRouterState({ select: state => state.location.pathname })
  // What stands below until the next page has come: it must not ask for what this person may not see.
  const shown = useRouterState({ select: state => (state.resolvedLocation ?? state.location).pathname })
  const navigate = useNavigate()
  const places = PLACES.filter(place => may(place.needs) !== null)
  const help = useShortcuts(places, () => setAccount(true))
  const here = places.find(place => place.path === path)
  const leaving = PLACES.some(place => place.path === shown) && !places.some(place => place.path === shown)
  const first = places[0]

  useEffect(() => {
    if (session.user.failedSince > 0) void message.warning(zh.shell.failedSince(session.user.failedSince), 8)
  }, [message, session.user.failedSince])

  useEffect(() => {
    setMenu(false)
    if (path === '/' && here === undefined && first !== undefined) void navigate({ to: first.path, replace: true })
  }, [path, here, first, navigate])

  return (
    <div className="frame">
      <a className="skip" href="#main">
        {zh.shell.skip}
      </a>
      {session.office.demo && <Demo />}
      <header className="masthead">
        <Button className="menu-button" aria-expanded={menu} aria-controls="menu" onClick={() => setMenu(!menu)}>
          {zh.shell.menu}
        </Button>
        <Link to="/" className="brand">
          <span className="seal" aria-hidden="true">
            {zh.common.product.slice(0, 1)}
          </span>
          <strong>{zh.common.product}</strong>
          <span className="office">{session.office.name}</span>
        </Link>
        <button type="button" className="who" onClick={() => setAccount(true)}>
          <span>{session.user.name}</span>
          <span className="quiet">{session.user.roles.map(role => zh.common.roles[role]).join('、')}</span>
        </button>
      </header>
      <nav id="menu" className={menu ? 'menu shown' : 'menu'} aria-label={zh.shell.menuLabel}>
        <MenuList places={places} path={path} />
      </nav>
      <main id="main" tabIndex={-1}>
        {session.user.mustChangePassword && (
          <div className="problem" role="status">
            <p>{zh.shell.mustChange}</p>
            <Button size="small" onClick={() => setAccount(true)}>
              {zh.session.change}
            </Button>
          </div>
        )}
        {session.user.mustSetFactor && !session.user.mustChangePassword && (
          <div className="problem" role="status">
            <p>{zh.people.factor.must}</p>
            <Button size="small" onClick={() => setAccount(true)}>
              {zh.people.factor.open}
            </Button>
          </div>
        )}
        {places.length === 0 ? (
          <Empty title={zh.common.nothingAllowed} hint={zh.common.nothingAllowedHint} />
        ) : here === undefined && PLACES.some(place => place.path === path) ? (
          path === '/' ? null : (
            <NotFound />
          )
        ) : leaving ? (
          <Loading />
        ) : (
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        )}
      </main>
      <AccountDialog open={account} onClose={() => setAccount(false)} onLeave={onLeave} />
      {help}
    </div>
  )
}

function MenuList({ places, path }: { places: typeof PLACES; path: string }) {
  const settings = places.filter(place => place.settings === true)
  const item = (place: (typeof PLACES)[number]) => (
    <li key={place.path}>
      <Link to={place.path} aria-current={place.path === path ? 'page' : undefined}>
        {place.title}
      </Link>
    </li>
  )
  return (
    <>
      <ul>{places.filter(place => place.settings !== true).map(item)}</ul>
      {settings.length > 0 && (
        <>
          <h2 className="menu-head">{zh.shell.places.settings}</h2>
          <ul>{settings.map(item)}</ul>
        </>
      )}
    </>
  )
}
