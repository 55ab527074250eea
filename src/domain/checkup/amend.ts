import { plainOf, type RichBlock, type RichRun, type RichText } from '../rich-text.ts'
import type { TextPlace } from './remark.ts'

/**
 * A text with other letters at a place, in the look of those that stood there; as it was where the place is in a table or no longer holds
 * `before`, since somebody may have gone on writing.
 */
export function amended(
  text: { readonly title: string; readonly body: RichText },
  place: TextPlace,
  { before, instead }: { readonly before: string; readonly instead: string },
): { title: string; body: RichText } {
  const line = [text.title, ...plainOf(text.body).split('\n')][place.paragraph] ?? ''
  if (line.slice(place.from, place.to) !== before) return { ...text }
  const put = (words: string, { from, to }: { from: number; to: number }): string =>
    words.slice(0, from) + instead + words.slice(to)
  if (place.paragraph === 0) return { title: put(text.title, place), body: text.body }
  let left = place.paragraph - 1
  const body = text.body.map((block): RichBlock => {
    const lines = plainOf([block]).split('\n').length
    const at = left
    left -= lines
    if (at < 0 || at >= lines || block.kind === 'table') return block
    if (block.kind === 'paragraph') return { ...block, runs: inLine(block.runs, at, place, instead) }
    return { ...block, items: inItems(block.items, at, place, instead) }
  })
  return { title: text.title, body }
}

type Items = Extract<RichBlock, { kind: 'list' }>['items']

/** The item that holds a line; an item may have lines of its own. */
function inItems(items: Items, line: number, place: TextPlace, instead: string): Items {
  let left = line
  return items.map(item => {
    const lines = wordsOf(item.runs).split('\n').length
    const at = left
    left -= lines
    return at < 0 || at >= lines ? item : { ...item, runs: inLine(item.runs, at, place, instead) }
  })
}

const wordsOf = (runs: readonly RichRun[]): string => runs.map(run => run.text).join('')

/** Runs with the letters of a line from … to replaced: what is put in looks like the first of them. */
function inLine(runs: readonly RichRun[], line: number, { from, to }: TextPlace, instead: string): RichRun[] {
  const before = wordsOf(runs).split('\n').slice(0, line)
  const offset = before.reduce((sum, words) => sum + words.length + 1, 0)
  const [first, last] = [offset + from, offset + to]
  let at = 0
  let put = false
  const changed = runs.map(run => {
    const start = at
    at += run.text.length
    const [cutFrom, cutTo] = [Math.max(first - start, 0), Math.min(last - start, run.text.length)]
    if (cutFrom >= cutTo) return run
    const words = put ? '' : instead
    put = true
    return { ...run, text: run.text.slice(0, cutFrom) + words + run.text.slice(cutTo) }
  })
  return changed.filter(run => run.text !== '')
}
