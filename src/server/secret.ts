import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** Keeps small secrets unreadable in the database and its backups: opened only by whoever has the installation's key file. */
export interface Sealer {
  /** @param whose is bound to the text: sealed for one, it cannot be opened for another */
  seal(text: string, whose: string): string
  /** Throws where the key, the owner or a single bit is another. */
  unseal(sealed: string, whose: string): string
}

const CIPHER = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** A sealer under a key of its own, derived from the key file of the installation. Second factors and stored answers never share an owner's name. */
export function sealerOf(key: Buffer): Sealer {
  const own = Buffer.from(hkdfSync('sha256', key, '', 'caifeng second factor', 32))
  return {
    seal(text, whose) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv(CIPHER, own, nonce).setAAD(Buffer.from(whose))
      const bytes = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), bytes]).toString('base64url')
    },
    unseal(sealed, whose) {
      const all = Buffer.from(sealed, 'base64url')
      const decipher = createDecipheriv(CIPHER, own, all.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
        .setAAD(Buffer.from(whose))
        .setAuthTag(all.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
      return Buffer.concat([decipher.update(all.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8')
    },
  }
}
