import type { ArticleDetail } from '../../../api/article.ts'
import { plainOf } from '../../../domain/rich-text.ts'
import { useAnswer } from '../../answers.ts'
import { zh } from '../../zh.ts'
import { Answer } from '../answer.tsx'
import { Section } from '../page-head.tsx'
import { RichView } from '../rich/rich-view.tsx'

const text = zh.checkup.why

/** 为什么没用: the reason, what the text reads like, and an adopted one of its kind to lay beside it. */
export function WhyUnused({ article }: { article: ArticleDetail }) {
  const found = useAnswer('checkup.example', { article: article.id })
  return (
    <Section title={text.title}>
      <p>{article.reason === null ? text.noReason : text.reason(zh.article.reasons[article.reason])}</p>
      <Answer of={found}>
        {({ genre, newsOf, example }) => (
          <>
            <p>{text.reads(zh.checkup.genre(genre, newsOf))}</p>
            {example === null ? (
              <p className="quiet">{text.none}</p>
            ) : (
              <details className="fold">
                <summary>
                  {text.example}：{example.title}
                </summary>
                <p className="quiet">
                  {[text.from(example.outlet, example.number), example.units.join('、')]
                    .filter(part => part !== '')
                    .join(' · ')}
                </p>
                {plainOf(example.body) === '' ? <p className="quiet">{text.noBody}</p> : <RichView of={example.body} />}
              </details>
            )}
          </>
        )}
      </Answer>
    </Section>
  )
}

/** States in which a unit may ask why. */
export const isUnused = (article: ArticleDetail): boolean =>
  article.state === 'unused' || article.state === 'rejected' || article.state === 'returned'
