import { createHash } from 'node:crypto'

/** SM3 of a text in UTF-8, or of bytes, as 64 hexadecimal digits. */
export const sm3 = (content: string | Uint8Array): string => createHash('sm3').update(content).digest('hex')
