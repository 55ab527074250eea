import type { Block, NoticeColumn, ReadNotice } from './notice.ts'
import { knownHeads } from './reading/known-heads.ts'
import { followersOf } from './reading/outline.ts'
import { piecesOf } from './reading/pieces.ts'
import { Walk } from './reading/walk.ts'

/**
 * The blocks of a document → the notice it states, with every number at its place; what was not understood, with the reason, which is
 * never guessed at and never left out; and how it was typed. Lines of a text and drawn tables of a .docx are read alike. Never throws.
 * @param columns what an office has said of columns: its own form of tables, and those it was asked about
 */
export function readNotice(blocks: readonly Block[], columns: readonly NoticeColumn[] = []): ReadNotice {
  const pieces = piecesOf(blocks)
  const follows = followersOf(pieces)
  const walk = new Walk(knownHeads(columns))
  for (const [index, piece] of pieces.entries())
    walk.take(piece, { follows: follows[index] ?? 'nothing', next: pieces[index + 1] })
  return walk.end()
}
