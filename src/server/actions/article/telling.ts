import { type ArticleStep, STATE_WORDS, STEP_WORDS } from '../../../domain/article.ts'
import type { AdoptionKind } from '../../../domain/model.ts'
import type { ArticleNow, Stood } from '../../articles.ts'
import type { Context } from '../../context.ts'
import { peopleOfUnits, tell } from '../../messages.ts'
import { unitsOf } from '../../submitting.ts'
import { KIND_WORDS } from '../../words.ts'

/** Decisions a unit waits for; that its article was signed for or is being kept it sees when it looks. */
const TOLD: readonly ArticleStep[] = ['adopt', 'return', 'reject', 'leave-unused']

/** Tells the people of all units of an article what the office decided, in one line that leads to it. */
export async function tellDecided(
  context: Context,
  now: ArticleNow,
  { step, kind }: { readonly step: ArticleStep; readonly kind: AdoptionKind | null },
): Promise<void> {
  if (!TOLD.includes(step)) return
  const word = kind === null || step !== 'adopt' ? STEP_WORDS[step] : `${STEP_WORDS[step]}为${KIND_WORDS[kind]}`
  await tellUnits(context, now, `《${now.title}》已${word}`)
}

/** That a decision the unit was told of does not hold any more. */
export async function tellUndone(
  context: Context,
  now: ArticleNow,
  { step, stood }: { readonly step: ArticleStep; readonly stood: Stood },
): Promise<void> {
  if (TOLD.includes(step))
    await tellUnits(context, now, `《${now.title}》的处理已撤销，现为“${STATE_WORDS[stood.state]}”`)
}

export async function tellUnits(context: Context, now: ArticleNow, text: string): Promise<void> {
  const people = await peopleOfUnits(context, await unitsOf(context, now.article_id))
  await tell(context, people, { text, link: `/my-article?article=${now.article_id}` })
}

/** What concerns one person at the office's desk. */
export const tellEditor = (context: Context, now: ArticleNow, user: string, text: string): Promise<void> =>
  tell(context, [user], { text, link: `/article?article=${now.article_id}` })
