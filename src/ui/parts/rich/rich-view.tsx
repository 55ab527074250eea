import type { ReactNode } from 'react'
import type { RichBlock, RichRun, RichText } from '../../../domain/rich-text.ts'

/** A text as React elements: there is no other way for it onto the screen, so markup in it is letters (HTML-03). */
export const RichView = ({ of }: { of: RichText }) => (
  <div className="rich">{of.map((block, index) => keyed(index, <Block block={block} />))}</div>
)

const keyed = (index: number, child: ReactNode) => <RichPart key={index}>{child}</RichPart>
const RichPart = ({ children }: { children: ReactNode }) => <>{children}</>

function Block({ block }: { block: RichBlock }) {
  if (block.kind === 'paragraph')
    return (
      <p>
        <Runs runs={block.runs} />
      </p>
    )
  if (block.kind === 'list') {
    const items = block.items.map((item, index) =>
      keyed(
        index,
        <li className={`level-${item.level}`}>
          <Runs runs={item.runs} />
        </li>,
      ),
    )
    return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>
  }
  return (
    <div className="scroll">
      <table>
        <tbody>
          {block.rows.map((row, at) =>
            keyed(
              at,
              <tr>
                {row.map((cell, column) => {
                  const span = { rowSpan: cell.rowSpan ?? 1, colSpan: cell.colSpan ?? 1 }
                  const lines = cell.paragraphs.map((runs, line) =>
                    keyed(
                      line,
                      <p>
                        <Runs runs={runs} />
                      </p>,
                    ),
                  )
                  return keyed(column, cell.head === true ? <th {...span}>{lines}</th> : <td {...span}>{lines}</td>)
                })}
              </tr>,
            ),
          )}
        </tbody>
      </table>
    </div>
  )
}

const Runs = ({ runs }: { runs: readonly RichRun[] }) => (
  <>{runs.map((run, index) => keyed(index, <Run run={run} />))}</>
)

function Run({ run }: { run: RichRun }) {
  let shown: ReactNode = run.text
  if (run.underline === true) shown = <u>{shown}</u>
  if (run.em === true) shown = <em>{shown}</em>
  if (run.strong === true) shown = <strong>{shown}</strong>
  return run.href === undefined ? (
    shown
  ) : (
    <a href={run.href} target="_blank" rel="noopener noreferrer">
      {shown}
    </a>
  )
}
