import { useState } from 'react'
import type { ArticleRow } from '../../../api/article.ts'
import type { Input } from '../../../api.ts'
import { NEEDS_REASON, type ReasonCode } from '../../../domain/article.ts'
import type { AdoptionKind, DecisionId } from '../../../domain/model.ts'
import { useCommand } from '../../answers.ts'
import { zh } from '../../zh.ts'

const text = zh.article.pool
export type Step = Input<'article.decide'>['step']

/** A decision before it is made: on which articles, and what it still needs to be told. */
export interface Intended {
  readonly step: Step
  readonly kind: AdoptionKind | null
  readonly articles: readonly Pick<ArticleRow, 'id' | 'version'>[]
}

/** What was just done, with the way back. */
export interface Did {
  readonly says: string
  readonly decisions: readonly DecisionId[]
  readonly refused: readonly string[]
}

export const wordOf = (step: Step, kind: AdoptionKind | null): string =>
  step === 'adopt' ? (kind === 'brief' ? text.adoptBrief : text.adoptReport) : zh.article.steps[step]

/** Decides, asks for a reason where one is needed, and takes back what was decided last. */
export function useDeciding(onDecided: (articles: Intended['articles']) => void) {
  const [asking, setAsking] = useState<Intended | null>(null)
  const [did, setDid] = useState<Did | null>(null)
  const [error, setError] = useState<Error | null>(null)
  const decide = useCommand('article.decide')
  const undo = useCommand('article.undo')

  const send = async (intended: Intended, reason: ReasonCode | null, comment: string): Promise<void> => {
    const { step, kind } = intended
    const articles = intended.articles.map(({ id, version }) => ({ article: id, version }))
    setAsking(null)
    setError(null)
    onDecided(intended.articles)
    try {
      const answer = await decide.mutateAsync({ articles, step, kind, reason, comment })
      setDid({
        says: text.did(wordOf(step, kind), answer.decided.length),
        decisions: answer.decided.map(one => one.decision),
        refused: answer.refused.map(one => one.message),
      })
    } catch (cause) {
      setError(cause instanceof Error ? cause : new Error(String(cause)))
    }
  }

  return {
    asking,
    did,
    error,
    /** Does it at once, or opens the question for a reason. */
    begin(intended: Intended): void {
      if (intended.articles.length === 0) return
      if (NEEDS_REASON.includes(intended.step)) setAsking(intended)
      else void send(intended, null, '')
    },
    send,
    cancel: () => setAsking(null),
    async undo(): Promise<void> {
      if (did === null || did.decisions.length === 0) return
      setError(null)
      setDid(null)
      try {
        for (const decision of did.decisions) await undo.mutateAsync({ decision })
        setDid({ says: text.undone, decisions: [], refused: [] })
      } catch (cause) {
        setError(cause instanceof Error ? cause : new Error(String(cause)))
      }
    },
    dismiss: () => {
      setDid(null)
      setError(null)
    },
  }
}
