import { Button, Input } from 'antd'
import { useState } from 'react'
import type { ArticleView } from '../../../api.ts'
import { useAnswer } from '../../answers.ts'
import { shortDay } from '../../format.ts'
import { Field } from '../../parts/field.tsx'
import { zh } from '../../zh.ts'

const text = zh.upward
const SHOWN = 8

/** One article of the office, found by a few letters of its title. */
export function ArticleField({
  label,
  value,
  onChange,
}: {
  label: string
  value: ArticleView | null
  onChange: (article: ArticleView | null) => void
}) {
  const [asked, setAsked] = useState('')
  const found = useAnswer('article.list', value === null ? { text: asked, limit: SHOWN } : null)
  if (value !== null)
    return (
      <div className="field">
        <p className="label">{label}</p>
        <p>
          <strong>{value.title}</strong> <span className="quiet">{value.units.map(unit => unit.name).join('、')}</span>{' '}
          <Button size="small" onClick={() => onChange(null)}>
            {text.changeArticle}
          </Button>
        </p>
      </div>
    )
  const articles = found.data?.articles ?? []
  return (
    <div className="article-field">
      <Field label={label}>
        <Input
          type="search"
          allowClear
          placeholder={text.findArticle}
          value={asked}
          onChange={event => setAsked(event.target.value)}
        />
      </Field>
      {found.data !== undefined && articles.length === 0 && <p className="quiet">{text.noArticle}</p>}
      <ul className="choose-article">
        {articles.map(one => (
          <li key={one.id}>
            <button type="button" className="number" onClick={() => onChange(one)}>
              {one.title}
            </button>
            <span className="quiet">
              {one.units.map(unit => unit.name).join('、')} <span className="when">{shortDay(one.receivedOn)}</span>
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
