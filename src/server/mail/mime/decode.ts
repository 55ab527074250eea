import { bytesOf, latin1Of } from './charset.ts'

/** The bytes of a part as they were meant, and whether their transfer encoding was whole. */
export interface Carried {
  readonly bytes: Uint8Array
  readonly whole: boolean
}

/** Content-Transfer-Encoding undone. What is no known encoding stays as it is, and is said to be not whole. */
export function carried(raw: Uint8Array, encoding: string): Carried {
  switch (encoding.trim().toLowerCase()) {
    case 'base64':
      return base64(raw)
    case 'quoted-printable':
      return quotedPrintable(raw)
    case '':
    case '7bit':
    case '8bit':
    case 'binary':
      return { bytes: raw, whole: true }
    default:
      return { bytes: raw, whole: false }
  }
}

/** Lenient: what is no letter of base64 is passed over; texts that were encoded one by one and joined are read one by one. */
function base64(raw: Uint8Array): Carried {
  const text = latin1Of(raw).replace(/[\s\0]+/g, '')
  const clean = text.replace(/[^A-Za-z0-9+/=]/g, '')
  const bytes = Buffer.concat(clean.split(/(?<==)(?=[^=])/).map(part => Buffer.from(part, 'base64')))
  return { bytes, whole: clean.length === text.length && clean.replace(/=+$/, '').length % 4 !== 1 }
}

function quotedPrintable(raw: Uint8Array): Carried {
  let whole = true
  const text = latin1Of(raw)
    .replace(/[ \t]+(?=\r?\n|$)/g, '')
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-Fa-f]{2})?/g, (_, hex: string | undefined) => {
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16))
      whole = false
      return '='
    })
  return { bytes: bytesOf(text), whole }
}
