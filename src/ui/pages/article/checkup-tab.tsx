import type { ArticleDetail } from '../../../api/article.ts'
import { plainOf } from '../../../domain/rich-text.ts'
import { useAnswer } from '../../answers.ts'
import { Answer } from '../../parts/answer.tsx'
import { CheckedHead } from '../../parts/checkup/checked.tsx'
import { MarkedText } from '../../parts/checkup/marked-text.tsx'
import { RemarkList } from '../../parts/checkup/remark-list.tsx'
import { zh } from '../../zh.ts'

/** The same remarks the unit saw, as the office reads the text; with what the unit said to them. */
export function CheckupTab({ article }: { article: ArticleDetail }) {
  const { title, body, genre } = article
  const checked = useAnswer('checkup.run', { title, body, genre })
  const lines = [title, ...plainOf(body).split('\n')]
  const note = article.versions.findLast(one => one.side === 'unit')?.note ?? ''
  return (
    <Answer of={checked}>
      {found => (
        <>
          <CheckedHead of={found} />
          {note !== '' && (
            <p className="unit-note">
              {zh.checkup.fromUnit}：{note}
            </p>
          )}
          <div className="checkup-columns">
            <MarkedText lines={lines} remarks={found.remarks} />
            <RemarkList lines={lines} remarks={found.remarks} />
          </div>
        </>
      )}
    </Answer>
  )
}
