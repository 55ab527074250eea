import { Button } from 'antd'
import type { Output } from '../../../api.ts'
import { useAddress } from '../../address.ts'
import { useAnswer } from '../../answers.ts'
import { clock } from '../../format.ts'
import { Answer, Empty } from '../../parts/answer.tsx'
import { ExportButton } from '../../parts/export.tsx'
import { PageHead } from '../../parts/page-head.tsx'
import { zh } from '../../zh.ts'

const text = zh.settings.activity
const PAGE_SIZE = 50

/** 操作日志: who did what when, newest first, and whether the log is whole. */
export default function ActivityPage() {
  const { filters, set } = useAddress()
  const asked = Number(filters.offset ?? '0')
  const offset = Number.isInteger(asked) && asked > 0 ? asked : 0
  const log = useAnswer('activity.list', { offset, limit: PAGE_SIZE })
  return (
    <>
      <PageHead
        title={text.title}
        aside={
          log.data !== undefined && (
            <>
              <span className="quiet">{text.count(log.data.total)}</span>
              <span className={log.data.intact ? 'holds' : 'needs-action'}>
                {log.data.intact ? `✓ ${text.intact}` : text.broken}
              </span>
            </>
          )
        }
      >
        <ExportButton of="activity.list" input={{}} name={text.title} />
      </PageHead>
      <Answer of={log}>
        {answer =>
          answer.activities.length === 0 ? (
            <Empty title={text.empty} />
          ) : (
            <>
              <Activities activities={answer.activities} />
              <p className="row">
                <Button
                  disabled={offset === 0}
                  onClick={() => set({ offset: String(Math.max(0, offset - PAGE_SIZE)) })}
                >
                  {text.newer}
                </Button>
                <Button
                  disabled={offset + PAGE_SIZE >= answer.total}
                  onClick={() => set({ offset: String(offset + PAGE_SIZE) })}
                >
                  {text.older}
                </Button>
                <span className="quiet">
                  {text.pageOf(offset + 1, offset + answer.activities.length, answer.total)}
                </span>
              </p>
            </>
          )
        }
      </Answer>
    </>
  )
}

const Activities = ({ activities }: Pick<Output<'activity.list'>, 'activities'>) => (
  <div className="scroll">
    <table className="plain wide">
      <thead>
        <tr>
          <th scope="col">{text.at}</th>
          <th scope="col">{text.user}</th>
          <th scope="col">{text.operation}</th>
          <th scope="col">{text.subject}</th>
          <th scope="col">{text.result}</th>
          <th scope="col">{text.ip}</th>
        </tr>
      </thead>
      <tbody>
        {activities.map(one => (
          <tr key={one.seq}>
            <td className="figures">{clock(one.at)}</td>
            <td>{one.user}</td>
            <td>{one.operation}</td>
            <td>{one.subject}</td>
            <td>{one.result}</td>
            <td className="figures">{one.ip}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)
