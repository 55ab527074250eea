/** A stretch of letters that stands in both texts, as places among the letters of each; `to` is not part of it. */
export interface Run {
  readonly a: readonly [from: number, to: number]
  readonly b: readonly [from: number, to: number]
}

/** So many letters in a row must be common before texts are laid side by side at that place. */
const SEED = 6
/** From there on shorter stretches count too, when no more than so many letters on either side were changed between them. */
const STEP = 3
const GAP = 10
/** Places of one stretch in the other text that are tried; a phrase that stands there more often is no place to begin. */
const PLACES_MAX = 12

/**
 * What two rows of letters have in common, in the order of the first; no letter of either is used twice, and what was moved is found where it is.
 * Takes time in proportion to their length.
 */
export function commonRuns(a: string, b: string): Run[] {
  const places = placesOf(b)
  const used = new Uint8Array(b.length)
  const runs: Run[] = []
  let at = 0
  while (at + SEED <= a.length) {
    const best = longest(a, b, { at, places: places.get(a.slice(at, at + SEED)) ?? [], used })
    if (best === null) {
      at += 1
      continue
    }
    let run: Run | null = best
    while (run !== null) {
      runs.push(run)
      used.fill(1, run.b[0], run.b[1])
      at = run.a[1]
      run = nextWithin(a, b, { run, used })
    }
  }
  return runs
}

function placesOf(text: string): Map<string, number[]> {
  const places = new Map<string, number[]>()
  for (let at = 0; at + SEED <= text.length; at += 1) {
    const stretch = text.slice(at, at + SEED)
    const known = places.get(stretch)
    if (known === undefined) places.set(stretch, [at])
    else if (known.length < PLACES_MAX) known.push(at)
  }
  return places
}

function longest(
  a: string,
  b: string,
  { at, places, used }: { readonly at: number; readonly places: readonly number[]; readonly used: Uint8Array },
): Run | null {
  let best: Run | null = null
  for (const place of places) {
    const length = runLength(a, b, { at, place, used })
    if (length >= SEED && (best === null || length > best.a[1] - best.a[0]))
      best = { a: [at, at + length], b: [place, place + length] }
  }
  return best
}

function runLength(
  a: string,
  b: string,
  { at, place, used }: { readonly at: number; readonly place: number; readonly used: Uint8Array },
): number {
  let length = 0
  while (at + length < a.length && place + length < b.length && used[place + length] === 0) {
    if (a.charCodeAt(at + length) !== b.charCodeAt(place + length)) break
    length += 1
  }
  return length
}

/** Where both go on alike after a word was changed, left out or put in: the nearest such place. */
function nextWithin(a: string, b: string, { run, used }: { readonly run: Run; readonly used: Uint8Array }): Run | null {
  for (let sum = 1; sum <= 2 * GAP; sum += 1)
    for (let left = Math.max(0, sum - GAP); left <= Math.min(sum, GAP); left += 1) {
      const [at, place] = [run.a[1] + left, run.b[1] + sum - left]
      const length = runLength(a, b, { at, place, used })
      if (length >= STEP) return { a: [at, at + length], b: [place, place + length] }
    }
  return null
}
