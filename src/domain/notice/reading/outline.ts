import type { Piece } from './pieces.ts'

/** What follows a piece, for deciding what a heading or a bare name belongs to. */
export type Follows = 'grid' | 'list' | 'item' | 'date' | 'text' | 'nothing'

/** For each piece, the first thing after it that is no heading. */
export function followersOf(pieces: readonly Piece[]): Follows[] {
  const follows: Follows[] = pieces.map(() => 'nothing')
  let next: Follows = 'nothing'
  for (let at = pieces.length - 1; at >= 0; at -= 1) {
    follows[at] = next
    const piece = pieces[at]
    if (piece === undefined) continue
    if (piece.kind === 'grid') next = 'grid'
    else
      switch (piece.passage.kind) {
        case 'section':
        case 'class':
        case 'heading':
        case 'rule':
          break
        case 'unit-head':
          next = 'list'
          break
        case 'item':
          next = 'item'
          break
        case 'date':
          next = 'date'
          break
        default:
          next = 'text'
      }
  }
  return follows
}
