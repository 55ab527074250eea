import { type Doubt, distinct, doubt } from '../../../domain/mail/doubts.ts'
import type { Authentication, Letter } from '../../../domain/mail.ts'
import { Problem } from '../../../domain/problems.ts'
import { type RichText, readRich, richOfText } from '../../../domain/rich-text.ts'
import { ADDRESSES_MAX, readAddresses } from './addresses.ts'
import { decodeBytes } from './charset.ts'
import { firstOf, type Head, readHead, valuesOf } from './head.ts'
import { type MimePart, readParts } from './parts.ts'
import { decodeHeader } from './words.ts'

/** A letter taken apart: what it claims, what it says, and every part that has bytes. */
export interface ReadLetter {
  readonly letter: Letter
  readonly body: RichText
  readonly parts: readonly MimePart[]
}

const SUBJECT_MAX = 300
const MESSAGE_ID_MAX = 250
/** Text of a body that is read; more is kept in the original. In characters. */
const BODY_MAX = 500_000

/** The bytes of a letter → what they say. Takes whatever bytes, throws for none; what could not be read stands in the doubts. */
export function readLetter(bytes: Uint8Array): ReadLetter {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const head = readHead(raw)
  const parts = readParts(raw, head)
  const texts = parts.body.map(textOf)
  const addresses = (name: string) => valuesOf(head, name).map(readAddresses)
  const [from, sender, replyTo] = [addresses('from'), addresses('sender'), addresses('reply-to')]
  const count = [...from, ...sender, ...replyTo, ...addresses('to'), ...addresses('cc')].map(
    one => one.addresses.length,
  )
  return {
    letter: {
      from,
      sender,
      replyTo,
      subject: decodeHeader(firstOf(head, 'subject')).slice(0, SUBJECT_MAX),
      messageId: decodeHeader(firstOf(head, 'message-id')).slice(0, MESSAGE_ID_MAX),
      resent: head.fields.some(field => field.name.startsWith('resent-')),
      list: isList(head),
      auto: isAutomatic(head),
      authentication: valuesOf(head, 'authentication-results').map(readAuthentication),
      doubts: distinct([
        ...head.doubts,
        ...parts.doubts,
        ...texts.flatMap(text => text.doubts),
        ...(count.some(one => one > ADDRESSES_MAX) ? [doubt('addresses-too-many')] : []),
      ]),
    },
    body: texts.flatMap(text => text.body).slice(0, 10_000),
    parts: parts.parts,
  }
}

/** A part of the body as text. HTML becomes a value without any markup in it (HTML-01, 02): nothing in it is ever run or fetched. */
function textOf(part: MimePart): { body: RichText; doubts: Doubt[] } {
  const { text, doubt: code } = decodeBytes(part.bytes, part.charset)
  const doubts = code === null ? [] : [doubt(code, part.charset)]
  const short = text.slice(0, BODY_MAX)
  try {
    if (part.type !== 'text/plain') return { body: readRich(short), doubts }
    return { body: richOfText(part.flowed ? short.replace(/ \r?\n(?!\r?\n)/g, ' ') : short), doubts }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { body: [], doubts: [...doubts, doubt('body-too-long')] }
  }
}

const isList = (head: Head): boolean =>
  head.fields.some(({ name }) => /^list-(id|unsubscribe|post|help)$/.test(name)) ||
  /^\s*(bulk|list|junk)\b/i.test(firstOf(head, 'precedence'))

/** Whom nobody should answer (RFC 3834): programs, and letters that say themselves that they have no sender. */
function isAutomatic(head: Head): boolean {
  const submitted = firstOf(head, 'auto-submitted').trim().toLowerCase()
  return (
    (submitted !== '' && !submitted.startsWith('no')) ||
    valuesOf(head, 'return-path').some(path => path.replace(/\s/g, '') === '<>') ||
    head.fields.some(({ name }) =>
      /^(x-autoreply|x-autorespond|x-auto-response-suppress|x-failed-recipients)$/.test(name),
    ) ||
    /^(multipart\/report)/i.test(firstOf(head, 'content-type'))
  )
}

const RESULTS_MAX = 50

/** `mx.example.cn; spf=pass smtp.mailfrom=a@b.cn; dkim=fail header.d=b.cn` → who says what of which domain. Comments are left out. */
function readAuthentication(latin1: string): Authentication {
  const [server = '', ...results] = withoutComments(latin1).split(';')
  return {
    server: server.trim().split(/\s+/)[0] ?? '',
    results: results.slice(0, RESULTS_MAX).flatMap(text => {
      const [, method, result] = /^\s*([a-z0-9-]+)(?:\/\d+)?\s*=\s*([a-z]+)/i.exec(text) ?? []
      if (method === undefined || result === undefined) return []
      const about = /(?:header\.from|header\.d|header\.i|smtp\.mailfrom)\s*=\s*"?([^\s;"]+)/i.exec(text)?.[1] ?? ''
      return [
        { method: method.toLowerCase(), result: result.toLowerCase(), domain: about.slice(about.lastIndexOf('@') + 1) },
      ]
    }),
  }
}

/** Without what stands in round brackets, at any depth. */
function withoutComments(text: string): string {
  let [out, depth] = ['', 0]
  for (const character of text) {
    if (character === '(') depth += 1
    else if (character === ')') depth = Math.max(0, depth - 1)
    else if (depth === 0) out += character
  }
  return out
}
