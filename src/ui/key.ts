type Uuid = `${string}-${string}-${string}-${string}-${string}`

/** A random UUID (version 4), also where `crypto.randomUUID` is missing: on old browsers and on plain http:// addresses. */
export function newKey(): Uuid {
  const bytes = Array.from(crypto.getRandomValues(new Uint8Array(16)))
  const hex = bytes.map((byte, index) => {
    const stamped = index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte
    return stamped.toString(16).padStart(2, '0')
  })
  const part = (from: number, to: number): string => hex.slice(from, to).join('')
  return `${part(0, 4)}-${part(4, 6)}-${part(6, 8)}-${part(8, 10)}-${part(10, 16)}`
}
