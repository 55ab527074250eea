import type { ArticleRow } from '../../../api/article.ts'
import type { ArticleState } from '../../../domain/article.ts'
import { zh } from '../../zh.ts'

/** The state of an article in words; colour only beside them. */
export const ArticleBadge = ({ state }: { state: ArticleState }) => (
  <span className={`badge article-${state}`}>{zh.article.states[state]}</span>
)

/** What there is to look at: overdue, likely twice, a gathering, no figures. */
export const Flags = ({ of }: { of: Pick<ArticleRow, 'flags' | 'overdue'> }) => (
  <>
    {of.overdue && <span className="badge flag-overdue">{zh.article.overdue}</span>}
    {of.flags.map(flag => (
      <span key={flag} className={`badge flag-${flag}`}>
        {zh.article.flags[flag]}
      </span>
    ))}
  </>
)
