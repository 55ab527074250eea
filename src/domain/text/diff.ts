/** A stretch of two versions of a text: in both, only in the older, only in the newer. */
export interface Stretch {
  readonly kind: 'same' | 'gone' | 'new'
  readonly text: string
}

/** Cells of a comparison table: above it the middle of two texts is shown as replaced, so that no text takes long. */
const CELLS_MAX = 1_000_000

/** Below this share of common letters (of 100) a sentence is shown as replaced: single letters in common help nobody. */
const ALIKE_FROM = 50

/**
 * What was changed from one version to the next, for people: sentences first, and letters only within sentences that stayed alike. The
 * stretches that are not `new` joined are the older text, those that are not `gone` the newer one. Takes bounded time for any texts.
 */
export function differences(before: string, after: string): Stretch[] {
  const sentences = compared(sentencesOf(before), sentencesOf(after))
  const found: Stretch[] = []
  for (let at = 0; at < sentences.length; at += 1) {
    const [gone, next] = [sentences[at], sentences[at + 1]]
    if (gone === undefined) break
    if (gone.kind === 'gone' && next?.kind === 'new') {
      found.push(...within(gone.text, next.text))
      at += 1
    } else found.push(gone)
  }
  return joined(found)
}

/** Whether anything differs at all. */
export const isChanged = (stretches: readonly Stretch[]): boolean => stretches.some(({ kind }) => kind !== 'same')

const sentencesOf = (text: string): string[] => text.match(/[^。！？；\n]*[。！？；\n]+|[^。！？；\n]+$/gu) ?? []

function within(before: string, after: string): Stretch[] {
  const letters = compared([...before], [...after])
  const same = letters.reduce((sum, { kind, text }) => sum + (kind === 'same' ? text.length : 0), 0)
  return (200 * same) / (before.length + after.length) >= ALIKE_FROM
    ? letters
    : [
        { kind: 'gone', text: before },
        { kind: 'new', text: after },
      ]
}

/** The longest common run of parts, after what is equal at both ends is set aside. Gone parts come before new ones. */
function compared(before: readonly string[], after: readonly string[]): Stretch[] {
  let head = 0
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1
  let tail = 0
  const room = Math.min(before.length, after.length) - head
  while (tail < room && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1
  const [gone, fresh] = [before.slice(head, before.length - tail), after.slice(head, after.length - tail)]
  return joined([
    { kind: 'same', text: before.slice(0, head).join('') },
    ...((gone.length + 1) * (fresh.length + 1) > CELLS_MAX
      ? [
          { kind: 'gone' as const, text: gone.join('') },
          { kind: 'new' as const, text: fresh.join('') },
        ]
      : walked(gone, fresh)),
    { kind: 'same', text: before.slice(before.length - tail).join('') },
  ])
}

function walked(before: readonly string[], after: readonly string[]): Stretch[] {
  const width = after.length + 1
  const lengths = new Uint32Array((before.length + 1) * width)
  for (let row = before.length - 1; row >= 0; row -= 1)
    for (let column = after.length - 1; column >= 0; column -= 1)
      lengths[row * width + column] =
        before[row] === after[column]
          ? (lengths[(row + 1) * width + column + 1] ?? 0) + 1
          : Math.max(lengths[(row + 1) * width + column] ?? 0, lengths[row * width + column + 1] ?? 0)
  const found: Stretch[] = []
  let [row, column] = [0, 0]
  while (row < before.length || column < after.length) {
    const [old, next] = [before[row], after[column]]
    if (old !== undefined && old === next) {
      found.push({ kind: 'same', text: old })
      row += 1
      column += 1
    } else if (
      old !== undefined &&
      (next === undefined || (lengths[(row + 1) * width + column] ?? 0) >= (lengths[row * width + column + 1] ?? 0))
    ) {
      found.push({ kind: 'gone', text: old })
      row += 1
    } else {
      found.push({ kind: 'new', text: next ?? '' })
      column += 1
    }
  }
  return found
}

/** Neighbours of one kind are one stretch; between two that are the same, what went stands before what came. */
function joined(stretches: readonly Stretch[]): Stretch[] {
  const found: Stretch[] = []
  let [gone, fresh] = ['', '']
  const flush = (): void => {
    if (gone !== '') found.push({ kind: 'gone', text: gone })
    if (fresh !== '') found.push({ kind: 'new', text: fresh })
    gone = ''
    fresh = ''
  }
  for (const { kind, text } of stretches) {
    if (text === '') continue
    if (kind === 'gone') gone += text
    else if (kind === 'new') fresh += text
    else {
      flush()
      const last = found.at(-1)
      if (last?.kind === 'same') found[found.length - 1] = { kind, text: last.text + text }
      else found.push({ kind, text })
    }
  }
  flush()
  return found
}
