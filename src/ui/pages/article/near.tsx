import { Button } from 'antd'
import type { ArticleDetail, ArticleRow } from '../../../api/article.ts'
import { type Comparison, compare, type Span } from '../../../domain/duplicate.ts'
import { plainOf } from '../../../domain/rich-text.ts'
import { useAnswer } from '../../answers.ts'
import { Answer } from '../../parts/answer.tsx'
import { Verdict } from '../../parts/article/verdict.tsx'
import { useRights } from '../../session.ts'
import { zh } from '../../zh.ts'

const text = zh.article

interface NearProps {
  readonly article: ArticleDetail
  readonly onOpen: (id: string) => void
  readonly onMerge: (rows: readonly ArticleRow[]) => void
}

/** Articles that are, or may be, the same story, of whatever unit and month; each can be laid beside this one. */
export function Near({ article, onOpen, onMerge }: NearProps) {
  if (article.near.length === 0) return <p className="quiet">{text.noNear}</p>
  return (
    <ul className="near">
      {article.near.map((one, index) => (
        <li key={one.id}>
          <details className="fold" open={index === 0}>
            <summary>
              <Verdict of={one.verdict} share={one.share} /> {one.title}{' '}
              <span className="quiet">
                {[one.units.join('、'), one.receivedOn, text.states[one.state]].join(' · ')}
              </span>
            </summary>
            <Side near={one} article={article} onOpen={onOpen} onMerge={onMerge} />
          </details>
        </li>
      ))}
    </ul>
  )
}

/** Both texts with what stands in both marked, and what may be done about it. */
function Side({ article, near, onOpen, onMerge }: NearProps & { readonly near: ArticleDetail['near'][number] }) {
  const other = useAnswer('article.get', { article: near.id })
  const may = useRights()
  return (
    <Answer of={other}>
      {found => {
        const theirs = found.versions.find(one => one.number === near.number) ?? found
        const [left, right] = [plainOf(article.body), plainOf(theirs.body)]
        const comparison = compare({ title: article.title, body: left }, { title: theirs.title, body: right })
        const mergeable =
          may('article.merge') !== null && article.steps.includes('merge') && found.steps.includes('merge')
        return (
          <>
            <p className="quiet">{text.verdictSays[near.verdict]}</p>
            {near.verdict === 'series' && <Unlike of={comparison} />}
            <div className="beside compared">
              <Marked
                head={text.thisOne}
                title={article.title}
                body={left}
                spans={comparison.common.map(one => one.a)}
              />
              <Marked
                head={near.units.join('、')}
                title={theirs.title}
                body={right}
                spans={comparison.common.map(one => one.b)}
              />
            </div>
            <p className="row">
              <Button size="small" onClick={() => onOpen(near.id)}>
                {text.mine.view}
              </Button>
              {mergeable && (
                <Button size="small" onClick={() => onMerge([article, found])}>
                  {text.pool.merge}
                </Button>
              )}
            </p>
          </>
        )
      }}
    </Answer>
  )
}

/** Why it is a question: figures and names that stand in one only. */
function Unlike({ of: { particulars } }: { of: Comparison }) {
  if (particulars.onlyA.length + particulars.onlyB.length === 0) return null
  return (
    <p>
      {text.onlyHere(particulars.onlyA.join('、'))}
      {text.onlyThere(particulars.onlyB.join('、'))}
    </p>
  )
}

/** A text with stretches marked; overlaps and order of the stretches make no difference. */
function Marked({ head, title, body, spans }: { head: string; title: string; body: string; spans: readonly Span[] }) {
  return (
    <section aria-label={`${head} ${title}`}>
      <h3>{head}</h3>
      <p className="article-title">{title}</p>
      <p className="changes">
        {body === '' ? <span className="quiet">{text.titleOnly}</span> : stretches(body, spans)}
      </p>
    </section>
  )
}

function stretches(body: string, spans: readonly Span[]) {
  const parts = []
  let at = 0
  for (const [from, to] of [...spans].sort((a, b) => a[0] - b[0])) {
    if (from > at) parts.push(<span key={at}>{body.slice(at, from)}</span>)
    if (to > Math.max(at, from)) parts.push(<mark key={`=${from}`}>{body.slice(Math.max(at, from), to)}</mark>)
    at = Math.max(at, to)
  }
  if (at < body.length) parts.push(<span key={at}>{body.slice(at)}</span>)
  return parts
}
