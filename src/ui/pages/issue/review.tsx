import { App, Button } from 'antd'
import type { IssueDetail } from '../../../api/bulletin.ts'
import type { IssueChange } from '../../../domain/issue/look.ts'
import { differences } from '../../../domain/text/diff.ts'
import { useCommand } from '../../answers.ts'
import { clock } from '../../format.ts'
import { ProblemAlert } from '../../parts/answer.tsx'
import { Section } from '../../parts/page-head.tsx'
import { useRights } from '../../session.ts'
import { zh } from '../../zh.ts'
import { Paper } from './paper.tsx'
import { SigningBar } from './steps.tsx'

const text = zh.issue.review

/** An issue that is not put together any more: its pages, what changed since the reader's last look, whom it credits, and what happened. */
export function Review({
  issue,
  pages,
  onPages,
}: {
  issue: IssueDetail
  pages: number
  onPages: (pages: number) => void
}) {
  return (
    <>
      <div className="notice-columns">
        <section aria-label={zh.issue.board.pages}>
          <Paper issue={issue} items={issue.items} onPages={onPages} />
        </section>
        <aside>
          {issue.preparedByAsker && issue.state === 'in-review' && <p className="lead">{zh.issue.head.ownReview}</p>}
          <Changes issue={issue} />
          {issue.corrections.length > 0 && (
            <Section title={text.corrections}>
              <ul className="change-list">
                {issue.corrections.map(one => (
                  <li key={one.at}>
                    {one.text} <span className="quiet">{`${one.by} ${clock(one.at)}`}</span>
                  </li>
                ))}
              </ul>
            </Section>
          )}
          <Contents issue={issue} />
          <Events issue={issue} />
        </aside>
      </div>
      <SigningBar issue={issue} pages={pages} />
    </>
  )
}

function Changes({ issue }: { issue: IssueDetail }) {
  const { changes } = issue
  const { message } = App.useApp()
  const may = useRights()
  const look = useCommand('issue.look', () => void message.success(text.lookedDone))
  if (issue.state !== 'in-review' && issue.state !== 'signed') return null
  return (
    <Section title={text.changes}>
      {changes === null && <p className="quiet">{text.firstLook}</p>}
      {changes?.length === 0 && <p className="all-well">{text.noChanges}</p>}
      {changes !== null && changes.length > 0 && (
        <ul className="change-list">
          {changes.map(change => (
            <li key={`${change.kind} ${change.title} ${change.before}`}>
              <Change of={change} />
            </li>
          ))}
        </ul>
      )}
      <ProblemAlert error={look.error} />
      {may('issue.look') !== null && changes?.length !== 0 && (
        <p className="row">
          <Button loading={look.isPending} onClick={() => look.mutate({ issue: issue.id, pages: issue.pages })}>
            {text.looked}
          </Button>
        </p>
      )}
    </Section>
  )
}

function Change({ of: { kind, title, before, after } }: { of: IssueChange }) {
  return (
    <>
      <strong>{text.changed[kind]}</strong> {title}
      {kind === 'text' || kind === 'title' ? (
        <p className="changes">
          <Marked before={before} after={after} />
        </p>
      ) : (
        <span className="quiet"> {wasAndIs(before, after)}</span>
      )}
    </>
  )
}

function wasAndIs(before: string, after: string): string {
  if (before === '' || after === '') return before + after
  return before === after ? text.reordered(after) : text.fromTo(before, after)
}

/** Stretches that stayed are shortened: only what changed is to be read. */
const AROUND = 24

function Marked({ before, after }: { before: string; after: string }) {
  const stretches = differences(before, after)
  let at = 0
  return stretches.map(({ kind, text: words }, index) => {
    at += words.length
    const key = `${at} ${kind}`
    if (kind === 'gone') return <del key={key}>{words}</del>
    if (kind === 'new') return <ins key={key}>{words}</ins>
    return <span key={key}>{shortened(words, index === 0, index === stretches.length - 1)}</span>
  })
}

function shortened(words: string, isFirst: boolean, isLast: boolean): string {
  if (words.length <= 2 * AROUND) return words
  const [head, tail] = [isFirst ? '' : words.slice(0, AROUND), isLast ? '' : words.slice(-AROUND)]
  return `${head}…${tail}`
}

const Contents = ({ issue }: { issue: IssueDetail }) => (
  <Section title={text.contents}>
    {issue.columns.map(column => {
      const items = issue.items.filter(item => item.column === column.key)
      return items.length === 0 ? null : (
        <div key={column.key}>
          <h3>{zh.issue.board.column(column.name, items.length)}</h3>
          <ol className="contents-list">
            {items.map(item => (
              <li key={item.article}>
                {item.title}
                <span className="quiet">{zh.issue.board.credits(item.credits.map(({ name }) => name).join('、'))}</span>
              </li>
            ))}
          </ol>
        </div>
      )
    })}
  </Section>
)

const Events = ({ issue }: { issue: IssueDetail }) => (
  <Section title={text.events}>
    <ol className="timeline">
      {issue.events.map(event => (
        <li key={`${event.at} ${event.step}`}>
          <time dateTime={event.at}>{clock(event.at)}</time>
          <span>
            {zh.issue.steps[event.step]}
            {event.comment !== '' && <span className="said">{event.comment}</span>}
            <span className="quiet"> {event.by}</span>
          </span>
        </li>
      ))}
    </ol>
  </Section>
)
