import { Button } from 'antd'
import { useEffect, useState } from 'react'
import type { Output } from '../../../api.ts'
import type { Instant } from '../../../domain/calendar.ts'
import type { ArticleId } from '../../../domain/model.ts'
import { useAnswer } from '../../answers.ts'
import { Verdict } from '../../parts/article/verdict.tsx'
import { Go } from '../../parts/go.tsx'
import { zh } from '../../zh.ts'
import type { Saving } from './autosave.ts'

const text = zh.article.mine

/** 查重 while writing: a hint above the text and no hindrance. It is asked anew each time the text was saved, and stays while that is asked. */
export function AlikeHint({ article, saving }: { article: ArticleId | null; saving: Saving }) {
  const [savedAt, setSavedAt] = useState<Instant | null>(null)
  const [shown, setShown] = useState<Output<'article.alike'> | null>(null)
  const [closed, setClosed] = useState(false)
  const last = saving.kind === 'saved' ? saving.at : null
  useEffect(() => {
    if (last !== null) setSavedAt(last)
  }, [last])
  const { data } = useAnswer('article.alike', article === null ? null : { article, ...(savedAt && { savedAt }) })
  useEffect(() => {
    if (data !== undefined) setShown(data)
  }, [data])
  if (closed || shown === null) return null
  const { own, elsewhere } = shown
  if (own.length === 0 && !elsewhere) return null
  return (
    <aside className="alike" aria-label={text.alike}>
      {own.length > 0 && (
        <>
          <p>{text.alikeOwn}</p>
          <ul>
            {own.map(one => (
              <li key={one.id}>
                <Verdict of={one.verdict} share={one.share} /> <Go to={`/my-article?article=${one.id}`}>{one.title}</Go>{' '}
                <span className="quiet">{one.receivedOn}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {elsewhere && <p>{text.alikeElsewhere}</p>}
      <p className="quiet">
        {text.alikeSoft}{' '}
        <Button size="small" type="link" onClick={() => setClosed(true)}>
          {zh.common.close}
        </Button>
      </p>
    </aside>
  )
}
