import { useState } from 'react'
import type { Move } from '../../api/office-work.ts'
import { pointsOrBlank } from '../format.ts'
import { zh } from '../zh.ts'

const SHOWN = 6

/** Units that change places, the biggest move first. */
export function Moves({ moves }: { moves: readonly Move[] }) {
  const [all, setAll] = useState(false)
  if (moves.length === 0) return <p className="quiet">{zh.notice.movesNone}</p>
  const shown = all ? moves : moves.slice(0, SHOWN)
  return (
    <>
      <table className="plain moves">
        <tbody>
          {shown.map(move => (
            <tr key={move.unit}>
              <td>
                {move.name} <span className="quiet">{move.group}</span>
              </td>
              <td className="num">{pointsOrBlank(move.month)}</td>
              <td className="num">
                <span className={(move.before ?? move.now) > move.now ? 'up' : 'down'} aria-hidden="true">
                  {(move.before ?? move.now) > move.now ? '▲' : '▼'}
                </span>{' '}
                {zh.notice.move(move.before ?? move.now, move.now)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < moves.length && (
        <button type="button" className="number" onClick={() => setAll(true)}>
          {zh.notice.movesShown(moves.length)}
        </button>
      )}
    </>
  )
}
