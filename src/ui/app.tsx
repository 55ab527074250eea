import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { Empty, NotFound } from './parts/answer.tsx'
import { PLACES } from './places.ts'
import { Shell } from './shell/shell.tsx'
import { zh } from './zh.ts'

const root = createRootRoute({
  component: Shell,
  notFoundComponent: NotFound,
  errorComponent: () => <Empty title={zh.common.broken} hint={zh.common.brokenHint} />,
})

const routes = PLACES.map(place =>
  createRoute({
    getParentRoute: () => root,
    path: place.path,
    component: lazyRouteComponent(place.page),
    validateSearch: (search: Record<string, unknown>) => search,
  }),
)

/** Filters stand in the address as plain text, `?period=2023-06`, so people can read, send and keep it. */
export const router = createRouter({
  routeTree: root.addChildren(routes),
  parseSearch: text => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: search => {
    const pairs = Object.entries(search).flatMap(([name, value]) =>
      typeof value === 'string' && value !== '' ? [[name, value]] : [],
    )
    const text = new URLSearchParams(pairs).toString()
    return text === '' ? '' : `?${text}`
  },
})
