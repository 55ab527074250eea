/** What an article can turn out to be: a genre, and for 动态 what it reports on. */
export type Kind = 'meeting' | 'activity' | 'work' | 'experience' | 'problem' | 'suggestion'

export interface Sign {
  readonly sign: string
  readonly kind: Kind
  /** What is shown of it: 参会情况, 讲话, 举措 … */
  readonly words: string
  readonly weight: number
  readonly pattern: RegExp
  /** Where it stands, the pattern says nothing. */
  readonly unless?: RegExp
}
