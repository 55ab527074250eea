import { Button, Input } from 'antd'
import type { BulletinColumn } from '../../../domain/issue.ts'
import { zh } from '../../zh.ts'

const text = zh.issue.bulletin

const KINDS = ['report', 'brief', 'none'] as const

/** The columns of a bulletin in the order in which they are printed. */
export function ColumnRows({
  columns,
  onChange,
}: {
  columns: readonly BulletinColumn[]
  onChange: (columns: BulletinColumn[]) => void
}) {
  const set = (at: number, changes: Partial<BulletinColumn>): void =>
    onChange(columns.map((column, index) => (index === at ? { ...column, ...changes } : column)))
  const up = (at: number): void => {
    const [before, own] = [columns[at - 1], columns[at]]
    if (before === undefined || own === undefined) return
    onChange([...columns.slice(0, at - 1), own, before, ...columns.slice(at + 1)])
  }
  return (
    <div className="field">
      <p>{text.columns}</p>
      <ol className="column-rows">
        {columns.map((column, at) => (
          <li key={column.key}>
            <Input
              aria-label={text.columnName(at + 1)}
              maxLength={20}
              value={column.name}
              onChange={event => set(at, { name: event.target.value })}
            />
            <select
              aria-label={text.columnKind(at + 1)}
              value={column.kind ?? 'none'}
              onChange={event => {
                const kind = KINDS.find(one => one === event.target.value) ?? 'none'
                set(at, { kind: kind === 'none' ? null : kind })
              }}
            >
              {KINDS.map(kind => (
                <option key={kind} value={kind}>
                  {text.kinds[kind]}
                </option>
              ))}
            </select>
            <Button disabled={at === 0} aria-label={text.up(column.name)} onClick={() => up(at)}>
              ↑
            </Button>
            <Button
              disabled={columns.length === 1}
              aria-label={text.removeColumn(column.name)}
              onClick={() => onChange(columns.filter((_, index) => index !== at))}
            >
              ×
            </Button>
          </li>
        ))}
      </ol>
      <Button
        disabled={columns.length >= 12}
        onClick={() => onChange([...columns, { key: freeKey(columns), name: '', kind: null }])}
      >
        {text.addColumn}
      </Button>
      <p className="hint">{text.columnsHint}</p>
    </div>
  )
}

/** A key no column has: what items refer to, whatever the column is called later. */
function freeKey(columns: readonly BulletinColumn[]): string {
  for (let number = columns.length + 1; ; number += 1) {
    const key = `column-${number}`
    if (!columns.some(column => column.key === key)) return key
  }
}
