import { Button } from 'antd'
import { useState } from 'react'
import type { Remark } from '../../../domain/checkup/remark.ts'
import { zh } from '../../zh.ts'

const text = zh.checkup
/** So many are shown before the rest is asked for. */
const SHOWN = 12
/** Letters before and after the marked ones. */
const AROUND = 12

interface Deeding {
  readonly onInstead?: ((remark: Remark) => void) | undefined
  readonly onPlace?: ((remark: Remark) => void) | undefined
}

interface Props extends Deeding {
  readonly lines: readonly string[]
  readonly remarks: readonly Remark[]
}

/** What a check-up found: what is wrong, what would help, the letters it is about, and one press where there is no doubt. */
export function RemarkList({ lines, remarks, onInstead, onPlace }: Props) {
  const [all, setAll] = useState(false)
  const shown = all ? remarks : remarks.slice(0, SHOWN)
  return (
    <>
      <ol className="checkup-remarks">
        {shown.map(remark => (
          <li key={keyOf(remark)} className={`checkup-remark checkup-remark-${remark.weight}`}>
            <p>
              <span className="badge">{text.weights[remark.weight]}</span> <strong>{text.codes[remark.code]}</strong>
            </p>
            <p>{remark.says}</p>
            <Letters lines={lines} remark={remark} />
            <p className="quiet">{remark.helps}</p>
            <Deeds remark={remark} onInstead={onInstead} onPlace={onPlace} />
          </li>
        ))}
      </ol>
      {remarks.length > shown.length && (
        <Button size="small" onClick={() => setAll(true)}>
          {text.more(remarks.length - shown.length)}
        </Button>
      )}
    </>
  )
}

/** What may be done about a remark with a place; nothing where there is nothing to do. */
function Deeds({ remark, onInstead, onPlace }: { remark: Remark } & Deeding) {
  const amends = onInstead !== undefined && remark.instead !== null && remark.place !== null
  const shows = onPlace !== undefined && remark.place !== null && remark.place.paragraph > 0
  if (!amends && !shows) return null
  return (
    <p className="row">
      {amends && (
        <Button size="small" onClick={() => onInstead(remark)}>
          {text.instead(remark.instead ?? '')}
        </Button>
      )}
      {shows && (
        <Button size="small" type="text" onClick={() => onPlace(remark)}>
          {text.place}
        </Button>
      )}
    </p>
  )
}

const keyOf = ({ code, place, says }: Remark): string =>
  `${code} ${place === null ? '' : `${place.paragraph}:${place.from}-${place.to}`} ${says}`

/** The marked letters with a few around them; nothing for a remark about the whole. */
function Letters({ lines, remark: { place } }: { lines: readonly string[]; remark: Remark }) {
  if (place === null) return null
  const line = lines[place.paragraph] ?? ''
  const from = Math.max(0, place.from - AROUND)
  const to = Math.min(line.length, place.to + AROUND)
  return (
    <p className="letters">
      <span className="quiet">{place.paragraph === 0 ? text.title0 : text.paragraph(place.paragraph)}</span>{' '}
      {from > 0 && '…'}
      {line.slice(from, place.from)}
      <mark>{line.slice(place.from, place.to)}</mark>
      {line.slice(place.to, to)}
      {to < line.length && '…'}
    </p>
  )
}
