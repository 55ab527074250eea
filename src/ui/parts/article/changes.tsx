import { useState } from 'react'
import type { ArticleDetail } from '../../../api/article.ts'
import { plainOf, type RichText } from '../../../domain/rich-text.ts'
import { differences, isChanged, type Stretch } from '../../../domain/text/diff.ts'
import { clock } from '../../format.ts'
import { zh } from '../../zh.ts'
import { Choice, Pick } from '../choice.tsx'
import { RichView } from '../rich/rich-view.tsx'

const text = zh.article

/** Two versions of an article: beside each other as they read, or one text with what changed marked in it. */
export function Changes({ article }: { article: Pick<ArticleDetail, 'versions'> }) {
  const { versions } = article
  const numbers = versions.map(one => String(one.number))
  const [from, setFrom] = useState(numbers.at(-2) ?? numbers[0] ?? '')
  const [to, setTo] = useState(numbers.at(-1) ?? '')
  const [how, setHow] = useState<'marked' | 'beside'>('marked')
  const [before, after] = [from, to].map(number => versions.find(one => String(one.number) === number))
  const options = versions.map(one => ({
    value: String(one.number),
    label: `${text.version(one.number, one.side)} ${clock(one.at)} ${one.by}`,
  }))
  return (
    <>
      <p className="filter">
        <Pick label={text.compareFrom} showLabel value={from} options={options} onChange={setFrom} />
        <Pick label={text.compareTo} showLabel value={to} options={options} onChange={setTo} />
        <Choice
          label={text.compare}
          value={how}
          options={[
            { value: 'marked', label: text.marked },
            { value: 'beside', label: text.sideBySide },
          ]}
          onChange={setHow}
        />
      </p>
      {before !== undefined &&
        after !== undefined &&
        (how === 'marked' ? (
          <Marked before={before} after={after} />
        ) : (
          <Beside
            left={{ head: text.version(before.number, before.side), ...before }}
            right={{ head: text.version(after.number, after.side), ...after }}
          />
        ))}
    </>
  )
}

interface Written {
  readonly title: string
  readonly body: RichText
}

/** One text in which letters that went are struck out and letters that came are underlined; the title by itself. */
function Marked({ before, after }: { before: Written; after: Written }) {
  const title = differences(before.title, after.title)
  const body = differences(plainOf(before.body), plainOf(after.body))
  if (!isChanged(title) && !isChanged(body)) return <p className="quiet">{text.unchanged}</p>
  return (
    <>
      <p className="changes article-title">
        <Stretches of={title} />
      </p>
      <p className="changes">
        <Stretches of={body} />
      </p>
    </>
  )
}

function Stretches({ of }: { of: readonly Stretch[] }) {
  let at = 0
  return of.map(({ kind, text: words }) => {
    at += words.length
    const key = `${at} ${kind}`
    if (kind === 'gone') return <del key={key}>{words}</del>
    if (kind === 'new') return <ins key={key}>{words}</ins>
    return <span key={key}>{words}</span>
  })
}

/** Two texts side by side; under each other on a phone. */
export const Beside = ({
  left,
  right,
}: {
  left: Written & { readonly head: string }
  right: Written & { readonly head: string }
}) => (
  <div className="beside">
    {[left, right].map(one => (
      <section key={one.head} aria-label={one.head}>
        <h3>{one.head}</h3>
        <p className="article-title">{one.title}</p>
        <RichView of={one.body} />
      </section>
    ))}
  </div>
)
