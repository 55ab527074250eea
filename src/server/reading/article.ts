import type { ArticleDraft } from './draft.ts'
import { inThread } from './thread.ts'

export type { ArticleDraft } from './draft.ts'

/**
 * The bytes of an article as a unit sends it → a draft: title, body with bold and tables, and what head and foot say about the unit, the
 * correspondent and who approved it. Proposals for a person to look at; the bytes are left as they are. Reads the formats of
 * `readDocument`, in the same thread with the same limits, and throws the same problems.
 */
export const readArticle = (bytes: Uint8Array, filename: string): Promise<ArticleDraft> =>
  inThread('article', { kind: 'article', bytes, filename })
