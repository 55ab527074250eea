import { lettersOf } from '../text/letters.ts'

/**
 * Fingerprints: a few numbers of a text, by which texts that share passages are found without reading the archive. They are hashes of stretches
 * of five letters, and of those the smallest (MinHash by its lower end): the same stretches are chosen in every text, wherever they stand, so
 * that a text within a longer one keeps its own. Winnowing would find every common passage but needs a number for each few letters.
 */

const STRETCH = 5
/** Of all stretches one in so many is kept … */
const ONE_IN = 32
/** … but at least and at most so many of a text, so that short ones are found and long ones do not fill the index. */
const LEAST = 24
export const FINGERPRINTS_MAX = 96
/** Letters after so many are neither found nor compared. */
export const LETTERS_MAX = 20_000
/** A text of fewer letters has no fingerprints: its title alone tells what it is like. */
export const LETTERS_MIN = 20

/** All hashes are below this: 48 bits, which both databases and JSON keep exactly. */
const RANGE = 2 ** 48

/**
 * The fingerprints of a text, ascending and each once; none for a text of fewer than 20 letters. Punctuation, width and spaces make no difference.
 * @param salt of the office: the texts of two offices share no fingerprint, whatever they say
 */
export function fingerprintsOf(text: string, salt: string): number[] {
  const { row } = lettersOf(text, LETTERS_MAX)
  if (row.length < LETTERS_MIN) return []
  const seed = hashOf(salt, 0, salt.length, 0x811c9dc5)
  const hashes = new Float64Array(row.length - STRETCH + 1)
  for (let at = 0; at < hashes.length; at += 1) hashes[at] = wide(row, at, at + STRETCH, seed)
  const kept: number[] = []
  for (const hash of hashes.sort()) {
    if (kept.length >= FINGERPRINTS_MAX || (kept.length >= LEAST && hash >= RANGE / ONE_IN)) break
    if (hash !== kept.at(-1)) kept.push(hash)
  }
  // The whole text has one too: a text that was handed in a hundred times has no other left that is rare.
  return [...new Set([...kept, wide(row, 0, row.length, seed ^ 1)])].sort((a, b) => a - b)
}

/** Two hashes of 32 and 16 bits as one number; the upper ones decide which are smallest. */
const wide = (text: string, from: number, to: number, seed: number): number =>
  mixed(hashOf(text, from, to, seed)) * 0x10000 + (mixed(hashOf(text, from, to, seed ^ 0x5bd1e995)) & 0xffff)

/** FNV-1a, 32 bits. */
function hashOf(text: string, from: number, to: number, seed: number): number {
  let hash = seed
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}

/** The last letters of FNV change its upper bits little: these are stirred in. */
function mixed(hash: number): number {
  let bits = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return (bits ^ (bits >>> 16)) >>> 0
}
