import { createReadStream, lstatSync, readlinkSync } from 'node:fs'
import { Readable } from 'node:stream'

const BLOCK = 512

/** The same files give the same archive: no owner, no clock. */
const WRITTEN_AT = Date.UTC(2026, 0, 1) / 1000

/**
 * A tar archive (POSIX pax) of `files`, each `{ path, from }`: its name in the archive, with `/`, and where it is now. Links stay
 * links; the right to execute is kept. Sizes may be what they like, paths as long as they like.
 */
export function tarOf(files) {
  return Readable.from(blocks(files), { objectMode: false })
}

async function* blocks(files) {
  for (const { path, from } of files) {
    const stat = lstatSync(from)
    const link = stat.isSymbolicLink() ? readlinkSync(from) : ''
    const size = link ? 0 : stat.size
    yield* longNames(path, link)
    yield header({ path, link, size, type: link ? '2' : '0', mode: stat.mode & 0o111 ? 0o755 : 0o644 })
    if (size > 0) yield* createReadStream(from, { end: size - 1 }) // A file that grows meanwhile must not shift what follows.
    yield padding(size)
  }
  yield Buffer.alloc(2 * BLOCK)
}

/** The old header holds 100 bytes of plain ASCII; what does not fit goes before it, as pax records. */
function* longNames(path, link) {
  const records = [
    ['path', path],
    ['linkpath', link],
  ]
    .filter(([, value]) => !fits(value))
    .map(([key, value]) => record(key, value))
  if (records.length === 0) return
  const text = Buffer.concat(records)
  yield header({ path: 'pax', link: '', size: text.length, type: 'x', mode: 0o644 })
  yield text
  yield padding(text.length)
}

function fits(text) {
  return text.length <= 100 && /^[\x20-\x7e]*$/.test(text)
}

/** `length key=value\n`, where the length counts its own digits too. */
function record(key, value) {
  const rest = Buffer.from(` ${key}=${value}\n`)
  let length = rest.length
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length
  return Buffer.concat([Buffer.from(String(length)), rest])
}

function header({ path, link, size, type, mode }) {
  const block = Buffer.alloc(BLOCK)
  const text = (value, at, room) =>
    block.write(fits(value) ? value : value.replace(/[^\x20-\x7e]/g, '_').slice(0, room), at, room, 'latin1')
  const octal = (value, at, room) => block.write(`${value.toString(8).padStart(room - 1, '0')}\0`, at, room, 'latin1')
  text(path, 0, 100)
  octal(mode, 100, 8)
  octal(0, 108, 8)
  octal(0, 116, 8)
  octal(size, 124, 12)
  octal(WRITTEN_AT, 136, 12)
  block.fill(' ', 148, 156) // The checksum counts its own place as spaces.
  text(type, 156, 1)
  text(link, 157, 100)
  block.write('ustar\x0000', 257, 8, 'latin1')
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 8, 'latin1')
  return block
}

function padding(size) {
  return Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK)
}
