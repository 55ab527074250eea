import type { CommissionId } from '../../../domain/model.ts'
import { useAnswer } from '../../answers.ts'
import { shortClock } from '../../format.ts'
import { Answer, Empty } from '../../parts/answer.tsx'
import { RichView } from '../../parts/rich/rich-view.tsx'
import { zh } from '../../zh.ts'

const text = zh.commission

/** All replies with their texts in one table, to be read across and made into one. */
export function Replies({ id }: { id: CommissionId }) {
  const replies = useAnswer('commission.replies', { commission: id })
  return (
    <Answer of={replies}>
      {answer =>
        answer.replies.length === 0 ? (
          <Empty title={text.noReplies} />
        ) : (
          <>
            <p className="quiet">{text.collatedHint(answer.replies.length)}</p>
            <table className="plain replies">
              <tbody>
                {answer.replies.map(reply => (
                  <tr key={`${reply.unit.unit} ${reply.article}`}>
                    <th scope="row">
                      {reply.unit.name}
                      <div className="when quiet">{shortClock(reply.at)}</div>
                    </th>
                    <td>
                      <h3>{reply.title}</h3>
                      <RichView of={reply.body} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </>
        )
      }
    </Answer>
  )
}
