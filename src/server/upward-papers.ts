import type { Checked } from '../api.ts'
import { upwardPaper } from '../domain/print/upward-paper.ts'
import { canonicalJson } from './canonical.ts'
import type { Context } from './context.ts'
import { writePaper } from './docx/paper.ts'
import { unitNames, unitsOf, upwardArticle } from './upward.ts'

/** What goes up, as a value: whoever stored its file compares, since the text may have been edited since. */
export async function upwardPaperOf(context: Context, input: Checked<'forwarding.record'>) {
  const { title, lines } = await upwardArticle(context, input.article)
  const { db, office } = context
  const row = await db.selectFrom('office').select('name').where('id', '=', office).executeTakeFirstOrThrow()
  const sources = unitsOf(input.credits, await unitNames(context)).map(({ name }) => name)
  return { title, lines, sources, office: row.name, to: input.to, outlet: input.outlet, on: input.on }
}

/** The file of what goes up, stored before the command begins. */
export interface SentUp {
  /** Canonical JSON of the paper that was written. */
  readonly paper: string
  readonly sm3: string
  readonly size: number
}

/** Writes and stores the .docx that goes up with an article; null where only its title is known. The same paper gives the same bytes. */
export async function writeUpward(
  world: { readonly read: <T>(work: (context: Context) => Promise<T>) => Promise<T>; readonly files: Context['files'] },
  input: Checked<'forwarding.record'>,
): Promise<SentUp | null> {
  const paper = await world.read(context => upwardPaperOf(context, input))
  if (paper.lines.length === 0) return null
  const { blocks, meta } = upwardPaper(paper)
  return { paper: canonicalJson(paper), ...(await world.files.put(writePaper(blocks, meta))) }
}
