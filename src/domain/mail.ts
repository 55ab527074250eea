import type { LetterVerdict } from './letter.ts'
import { type Doubt, distinct, doubt, quarantines } from './mail/doubts.ts'
import type { Unit, UnitId } from './model.ts'
import { matchingKey } from './text.ts'

/** One address as a header names it: the local part as written, the domain in small letters. */
export interface MailAddress {
  readonly name: string
  readonly address: string
}

/** One address field. `fault` says why it names nobody for certain. */
export interface AddressField {
  readonly addresses: readonly MailAddress[]
  readonly fault: 'group' | 'unreadable' | 'encoded' | null
}

/** One field Authentication-Results (RFC 8601): who checked, and what came of each method about which domain. */
export interface Authentication {
  readonly server: string
  readonly results: readonly { readonly method: string; readonly result: string; readonly domain: string }[]
}

/** A letter as it was read: what its head claims. Nothing of it is believed before `judge`. */
export interface Letter {
  readonly from: readonly AddressField[]
  readonly sender: readonly AddressField[]
  readonly replyTo: readonly AddressField[]
  readonly subject: string
  readonly messageId: string
  readonly resent: boolean
  readonly list: boolean
  readonly auto: boolean
  /** In the order of the head: the first was put on last, by the server nearest to us. */
  readonly authentication: readonly Authentication[]
  readonly doubts: readonly Doubt[]
}

/** What the office knows: which exact address writes for which unit, and which server's word on the source it takes. */
export interface KnownSenders {
  readonly senders: ReadonlyMap<string, UnitId>
  /** `authserv-id` of the own mail server; '' where none is trusted. */
  readonly authServer: string
  readonly units: readonly Unit[]
}

/** Whether the own mail server vouches for the domain of the sender. Unverified is no fault: most small servers say nothing. */
export type MailSource = 'verified' | 'unverified' | 'failed'

export interface Verdict {
  readonly state: LetterVerdict
  /** The unit of the sender's exact address: a claim, until the unit confirms. */
  readonly unit: UnitId | null
  readonly from: MailAddress | null
  readonly source: MailSource
  readonly doubts: readonly Doubt[]
}

/**
 * Who a letter is from, as far as it can be told (MAIL-03…05). Exactly one From with exactly one plain address counts, and only as a claim; it
 * stands for a unit when the office has registered that very address. Whatever looks like pretending is kept apart. Nothing scores by this.
 */
export function judge(letter: Letter, known: KnownSenders): Verdict {
  const { from, doubts: fromDoubts } = senderOf(letter.from)
  const source =
    from === null ? 'unverified' : sourceOf(letter.authentication, domainOf(from.address), known.authServer)
  const unit = from === null ? null : (known.senders.get(from.address) ?? null)
  const doubts = distinct([
    ...letter.doubts,
    ...fromDoubts,
    ...(from === null ? [] : [...besides(letter, from), ...nearness(from, unit, known)]),
    ...(source === 'failed' ? [doubt('auth-failed', from?.address)] : []),
    ...(letter.resent ? [doubt('resent')] : []),
    ...(letter.list ? [doubt('list')] : []),
    ...(letter.auto ? [doubt('auto')] : []),
  ])
  const state = doubts.some(quarantines) ? 'quarantined' : unit === null ? 'unclaimed' : 'linked'
  return { state, unit, from, source, doubts }
}

/** The key of an address in the register of senders, or null for what is no plain address. Local parts differ by case (RFC 5321, 2.4). */
export function senderKey(written: string): string | null {
  const match = ADDRESS.exec(written.trim())
  const [, local = '', domain = ''] = match ?? []
  return match === null || written.trim().length > ADDRESS_MAX ? null : `${local}@${domain.toLowerCase()}`
}

const ADDRESS_MAX = 254
const ADDRESS =
  /^([A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}){0,20})@((?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,20}[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9])$/

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1)
const localOf = (address: string): string => address.slice(0, address.lastIndexOf('@'))

function senderOf(fields: readonly AddressField[]): { from: MailAddress | null; doubts: Doubt[] } {
  const [field, second] = fields
  const none = (...doubts: Doubt[]) => ({ from: null, doubts })
  if (field === undefined) return none(doubt('from-none'))
  if (second !== undefined) return none(doubt('from-many'))
  const [first, other] = field.addresses
  if (field.fault === 'group') return none(doubt('from-group'))
  if (field.fault === 'encoded') return none(doubt('from-encoded', first?.name))
  if (field.fault === 'unreadable') return none(doubt('from-unreadable', first?.address ?? ''))
  if (first === undefined) return none(doubt('from-none'))
  if (other !== undefined) return none(doubt('from-list', field.addresses.map(one => one.address).join('、')))
  const key = senderKey(first.address)
  if (key === null) return none(doubt('from-unreadable', first.address))
  return { from: { name: first.name, address: key }, doubts: [] }
}

/** What other fields say about the sender. */
function besides(letter: Letter, from: MailAddress): Doubt[] {
  const others = (fields: readonly AddressField[]) =>
    fields.flatMap(field => (field.fault === null ? [] : ['？']).concat(field.addresses.map(one => one.address)))
  const differ = (address: string) => senderKey(address) !== from.address
  const inName = ADDRESS_INSIDE.exec(from.name.normalize('NFKC'))?.[0]
  return [
    ...others(letter.sender)
      .filter(differ)
      .slice(0, 1)
      .map(address => doubt('sender-differs', address)),
    ...others(letter.replyTo)
      .filter(differ)
      .slice(0, 1)
      .map(address => doubt('reply-elsewhere', address)),
    ...(inName !== undefined && inName.toLowerCase() !== from.address.toLowerCase()
      ? [doubt('from-name', inName)]
      : []),
  ]
}

const ADDRESS_INSIDE = /[^\s@<>"'“”（）()，,；;：:]{1,64}@[^\s@<>"'“”（）()，,；;：:]{1,253}/u

/** An unknown address that could be taken for a registered one, and a name that is another unit's. */
function nearness(from: MailAddress, unit: UnitId | null, { senders, units }: KnownSenders): Doubt[] {
  const name = matchingKey(from.name)
  const other = name === '' ? undefined : units.find(one => namesOf(one).some(written => matchingKey(written) === name))
  if (unit !== null) return other === undefined || other.id === unit ? [] : [doubt('name-other', from.name)]
  const [local, domain] = [localOf(from.address), domainOf(from.address)]
  // The one that is most like it is the one it wants to be taken for.
  const registered = [...senders.keys()].sort((a, b) => Number(localOf(b) === local) - Number(localOf(a) === local))
  for (const known of registered) {
    const [knownLocal, knownDomain] = [localOf(known), domainOf(known)]
    if (domain !== knownDomain && skeleton(domain) === skeleton(knownDomain)) return [doubt('from-lookalike', known)]
    const sameDomain = domain === knownDomain
    const within = domain.endsWith(`.${knownDomain}`) || knownDomain.endsWith(`.${domain}`)
    if ((sameDomain || within) && bare(local) === bare(knownLocal)) return [doubt('from-near', known)]
  }
  return domain.split('.').some(label => label.startsWith('xn--')) ? [doubt('from-lookalike', domain)] : []
}

const namesOf = (unit: Unit): string[] => [unit.name, ...unit.aliases.map(alias => alias.name)]
const bare = (local: string): string => local.toLowerCase().replace(/\+.*$/, '').replaceAll('.', '')

/** What a domain looks like at a glance: letters and digits that are taken for each other are one. */
const skeleton = (domain: string): string =>
  domain
    .replace(/rn/g, 'm')
    .replace(/vv/g, 'w')
    .replace(/cl/g, 'd')
    .replace(/[01ijl|!3568]/g, one => LOOKS[one] ?? one)
    .replaceAll('-', '')
const LOOKS: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'l',
  i: 'l',
  j: 'l',
  '3': 'e',
  '5': 's',
  '6': 'b',
  '8': 'b',
}

/**
 * What the own server found, by its first and topmost word: one put on by somebody else, or below another's, is worth nothing (MAIL-04).
 * SPF or DKIM count only for the very domain of the sender.
 */
function sourceOf(fields: readonly Authentication[], domain: string, trusted: string): MailSource {
  const [top] = fields
  if (trusted === '' || top === undefined || top.server.toLowerCase() !== trusted.toLowerCase()) return 'unverified'
  const about = (method: string) => top.results.filter(one => one.method === method)
  const aligned = (one: { readonly domain: string }) => one.domain.toLowerCase() === domain
  const passes = (method: string) => about(method).some(one => one.result === 'pass' && aligned(one))
  const fails = (method: string) => about(method).some(one => ['fail', 'permerror'].includes(one.result))
  if (fails('dmarc')) return 'failed'
  if (passes('dmarc') || passes('dkim') || passes('spf')) return 'verified'
  return fails('spf') || fails('dkim') ? 'failed' : 'unverified'
}
