import { gbk, letter, word } from './letters.ts'

/** The registered address of a unit, which all of these want to be taken for. */
export const VICTIM = 'ju@yanggu.example.cn'
/** The address of whoever sends them. */
const EVIL = 'evil@attacker.example.com'
const OWN = 'mx.liaocheng.example.cn'

/** A way to pretend, and what may become of it at most: kept apart, or lying there for somebody to claim. `linked` only where head and victim's cannot be told apart. */
export interface Spoof {
  readonly name: string
  readonly raw: Buffer
  readonly most: 'quarantined' | 'unclaimed' | 'linked'
}

const BODY = '标题：伪造的信息\n这是伪造的正文，完成 12 处。\n报送单位：甲局\n'
const from = (name: string, lines: readonly (string | Buffer)[], most: Spoof['most'] = 'quarantined'): Spoof => ({
  name,
  most,
  raw: letter([...lines, `Subject: ${name}`, 'Content-Type: text/plain; charset=utf-8'], `${BODY}${name}`),
})
const word64 = (text: string) => word('utf-8', Buffer.from(text))
const auth = (text: string) => `Authentication-Results: ${text}`

/** Sixty of them. */
export const SPOOFS: readonly Spoof[] = [
  from('two From, ours first', [`From: ${VICTIM}`, `From: ${EVIL}`]),
  from('two From, ours last', [`From: ${EVIL}`, `From: ${VICTIM}`]),
  from('two From of one address', [`From: ${VICTIM}`, `From: ${VICTIM}`]),
  from('From and from in small letters', [`from: ${EVIL}`, `From: ${VICTIM}`]),
  from('From with a blank before its colon', [`From : ${EVIL}`, `From: ${VICTIM}`]),
  from('no From but a Sender', [`Sender: ${VICTIM}`]),
  from('no From but a Reply-To', [`Reply-To: ${VICTIM}`]),
  from('no From but a Return-Path', [`Return-Path: <${VICTIM}>`]),
  from('an empty From', ['From:']),
  from('a list in From', [`From: ${VICTIM}, ${EVIL}`]),
  from('a list in From, ours last', [`From: <${EVIL}>, <${VICTIM}>`]),
  from('a group', [`From: 各局: ${VICTIM};`]),
  from('a group of nobody', ['From: undisclosed-recipients:;']),
  from('a group and an address', [`From: x:; ${VICTIM}`]),
  from('the address as a display name', [`From: "${VICTIM}" <${EVIL}>`]),
  from('the address as a display name without quotes', [`From: ${VICTIM} <${EVIL}>`]),
  from('the address as an encoded display name', [`From: ${word64(VICTIM)} <${EVIL}>`]),
  from('the address in angles as an encoded display name', [`From: ${word64(`阳谷局 <${VICTIM}>`)} <${EVIL}>`]),
  from('the address in a full-width display name', [`From: ${word64(VICTIM.replace('@', '＠'))} <${EVIL}>`]),
  from('an encoded word as the whole From', [`From: ${word64(`阳谷局 <${VICTIM}>`)}`]),
  from('an encoded word inside the angles', [`From: 阳谷局 <${word64(VICTIM)}>`]),
  from('an encoded word that ends a line', [`From: ${word64(`${VICTIM}\r\nFrom: ${VICTIM}`)} <${EVIL}>`]),
  from('an encoded word with a NUL', [`From: ${word64(`${VICTIM}\0`)} <${EVIL}>`]),
  from('a quoted local part with an at sign', [`From: "${VICTIM}"@attacker.example.com`]),
  from('a quoted local part in angles', [`From: <"${VICTIM}> "@attacker.example.com>`]),
  from('a local part in quotes that is ours', ['From: "ju"@yanggu.example.cn']),
  from('a route', [`From: <@attacker.example.com:${VICTIM}>`]),
  from('a comment with the address', [`From: ${EVIL} (${VICTIM})`]),
  from('a comment in the address', ['From: ju(x)@yanggu.example.cn']),
  from('a comment before the domain', ['From: ju@(attacker.example.com)yanggu.example.cn']),
  from('two pairs of angles', [`From: <${VICTIM}> <${EVIL}>`]),
  from('text behind the angles', [`From: <${VICTIM}> ${EVIL}`]),
  from('angles that do not close', [`From: 阳谷局 <${VICTIM}`]),
  from('a quote that does not close', [`From: "阳谷局 <${VICTIM}>`]),
  from('a blank in the address', ['From: ju @yanggu.example.cn']),
  from('a NUL behind the address', [`From: ${VICTIM}\0.attacker.example.com`]),
  from('a NUL before the address', [`From: \0${VICTIM}`]),
  from('a bare carriage return in From', [`From: ${EVIL}\rFrom: ${VICTIM}`]),
  from('a line that is no field before From', ['no field at all', `From: ${VICTIM}`]),
  from('a dot behind the domain', [`From: ${VICTIM}.`]),
  from('a subdomain', ['From: ju@mail.yanggu.example.cn'], 'unclaimed'),
  from('the domain as a subdomain', [`From: ${VICTIM}.attacker.example.com`], 'unclaimed'),
  from('the domain with something before it', ['From: ju@notyanggu.example.cn'], 'unclaimed'),
  from('a domain with a digit for a letter', ['From: ju@yanggu.examp1e.cn']),
  from('a domain with rn for m', ['From: ju@yanggu.exarnple.cn']),
  from('a domain with Cyrillic letters', ['From: ju@yаnggu.example.cn']),
  from('a domain in full width', ['From: ju@ｙanggu.example.cn']),
  from('a domain in punycode', ['From: ju@xn--ynggu-3ve.example.cn']),
  from('a plus address', ['From: ju+x@yanggu.example.cn'], 'unclaimed'),
  from('another case of the local part', ['From: JU@yanggu.example.cn'], 'unclaimed'),
  from('a local part with raw GBK', [
    Buffer.concat([Buffer.from('From: '), gbk('局'), Buffer.from('@yanggu.example.cn')]),
  ]),
  from('another Sender', [`From: ${VICTIM}`, `Sender: ${EVIL}`]),
  from('sent again by another', [`From: ${VICTIM}`, `Resent-From: ${EVIL}`]),
  from('an answer to elsewhere', [`From: ${VICTIM}`, `Reply-To: ${EVIL}`], 'linked'),
  from('from a list', [`From: ${VICTIM}`, 'List-Id: <x.example.com>']),
  from('an automatic answer', [`From: ${VICTIM}`, 'Auto-Submitted: auto-replied']),
  from('DMARC fails at our server', [auth(`${OWN}; dmarc=fail header.from=yanggu.example.cn`), `From: ${VICTIM}`]),
  from(
    'a forged pass of another server',
    [auth('mx.attacker.example.com; dmarc=pass header.from=yanggu.example.cn'), `From: ${EVIL}`],
    'unclaimed',
  ),
  from('a forged pass below our fail', [
    auth(`${OWN}; spf=fail smtp.mailfrom=yanggu.example.cn`),
    auth(`${OWN}; dmarc=pass header.from=yanggu.example.cn`),
    `From: ${VICTIM}`,
  ]),
  from('the very head of the victim', [`From: 阳谷局 <${VICTIM}>`], 'linked'),
]
