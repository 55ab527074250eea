import type { Remark } from '../../../domain/checkup/remark.ts'
import { zh } from '../../zh.ts'

/** A text as lines with the places of remarks marked in it; what a mark says is read with it and shown under the pointer. */
export const MarkedText = ({ lines, remarks }: { lines: readonly string[]; remarks: readonly Remark[] }) => (
  <div className="rich marked">
    {lines.slice(1).map((line, index) => (
      <Line key={`${index}${line}`} line={line} marks={marksOn(remarks, index + 1)} />
    ))}
  </div>
)

interface Mark {
  readonly from: number
  readonly to: number
  readonly says: string
}

/** Marks of one line that do not overlap: the first one wins. */
function marksOn(remarks: readonly Remark[], paragraph: number): Mark[] {
  const marks: Mark[] = []
  for (const { place, says, code } of remarks) {
    if (place === null || place.paragraph !== paragraph || place.from === place.to) continue
    if (marks.some(mark => place.from < mark.to && mark.from < place.to)) continue
    marks.push({ from: place.from, to: place.to, says: `${zh.checkup.codes[code]}：${says}` })
  }
  return marks.sort((a, b) => a.from - b.from)
}

function Line({ line, marks }: { line: string; marks: readonly Mark[] }) {
  return (
    <p>
      {marks.map(({ from, to, says }, index) => (
        <span key={from}>
          {line.slice(marks[index - 1]?.to ?? 0, from)}
          <mark title={says}>{line.slice(from, to)}</mark>
        </span>
      ))}
      {line.slice(marks.at(-1)?.to ?? 0)}
    </p>
  )
}
