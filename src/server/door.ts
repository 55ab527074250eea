import type { IncomingHttpHeaders } from 'node:http'
import type { Config } from './config.ts'

/** What the door has to know of the configuration. */
export type DoorConfig = Pick<Config, 'origin' | 'hosts' | 'host'>

/** Why a request is sent away before anything of it is read. */
export type DoorFault = 'foreign-host' | 'foreign-origin'

const OWN_HOSTS: readonly string[] = ['127.0.0.1', 'localhost', '[::1]']
const EVERYWHERE: readonly string[] = ['0.0.0.0', '::']

/**
 * Whether a request may come in, or null. HTTP-08: it must be meant for a name of this office, or a page elsewhere could reach it under a name of its
 * own that points here. HTTP-07: what changes something must come from a page of ours. A program that is no browser says neither `Origin`
 * nor `Sec-Fetch-Site`; no page can leave both out, and none of another site can send JSON or an `Idempotency-Key` without asking
 * first, which is never granted.
 */
export function doorFault(config: DoorConfig, method: string, headers: IncomingHttpHeaders): DoorFault | null {
  const host = headers.host?.toLowerCase() ?? ''
  if (!isOwnHost(config, host)) return 'foreign-host'
  if (method === 'GET' || method === 'HEAD') return null
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin') return 'foreign-origin'
  if (headers.origin !== undefined && !isOwnOrigin(config, headers.origin, host)) return 'foreign-origin'
  return null
}

function isOwnHost({ origin, hosts, host: listening }: DoorConfig, host: string): boolean {
  const name = /^(\[[0-9a-f:]+\]|[^:]+)(:\d{1,5})?$/.exec(host)?.[1]
  if (name === undefined) return false
  const reached = EVERYWHERE.includes(listening) ? [] : [listening.includes(':') ? `[${listening}]` : listening]
  const published = origin === null ? [] : [new URL(origin).hostname]
  return [...OWN_HOSTS, ...reached, ...published, ...hosts].includes(name)
}

const isOwnOrigin = (config: DoorConfig, origin: string, host: string): boolean =>
  origin === config.origin || (URL.canParse(origin) && new URL(origin).host === host)

/**
 * Headers of every answer (HTTP-06). Styles may stand inline, since the component library writes its own; scripts may not. HSTS only where the office
 * is reached by TLS.
 */
export function securityHeaders({ origin }: DoorConfig): Readonly<Record<string, string>> {
  return {
    'content-security-policy': [
      "default-src 'self'",
      "script-src 'self'",
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data: blob:",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
    ...(origin === null ? {} : { 'strict-transport-security': 'max-age=31536000' }),
  }
}

/** The name of the session cookie: browsers take `__Host-` only with TLS, for this host alone (SESS-01). */
export const cookieName = ({ origin }: DoorConfig): string => (origin === null ? 'sid' : '__Host-sid')
