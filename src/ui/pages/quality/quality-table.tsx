import type { QualityView, UnitQuality } from '../../../api/quality.ts'
import { percentOf, QualityClass } from '../../../domain/quality.ts'
import { useAddress } from '../../address.ts'
import { Choice, Pick } from '../../parts/choice.tsx'
import { Section } from '../../parts/page-head.tsx'
import { zh } from '../../zh.ts'
import { tenths } from './tenths.ts'

const text = zh.quality

type Sort = keyof typeof text.sorts
const SORTS = ['register', 'handedIn', 'perTen', 'news', 'returned', 'lastThree', 'inBursts'] as const satisfies Sort[]

/** What each order puts first. */
const FIRST: Readonly<Record<Sort, (row: UnitQuality) => number>> = {
  register: () => 0,
  handedIn: row => row.quality.handedIn,
  perTen: row => row.quality.perTenX100 ?? -1,
  news: row => percentOf(row.quality.classes.news, row.quality.told) ?? -1,
  returned: row => row.quality.returned + row.quality.declined,
  lastThree: row => percentOf(row.timing.lastThree ?? 0, row.timing.dated) ?? -1,
  inBursts: row => row.timing.inBursts,
}

/** A row for each unit, beside its own past. */
export function QualityTable({ view, onAsk }: { view: QualityView; onAsk: (unit: string, what: string) => void }) {
  const { filters, set } = useAddress()
  const groups = [...new Set(view.rows.map(row => row.group))]
  const group = groups.find(one => one === filters.group) ?? ''
  const sort = SORTS.find(one => one === filters.sort) ?? 'register'
  const rows = view.rows
    .filter(row => group === '' || row.group === group)
    .sort((a, b) => FIRST[sort](b) - FIRST[sort](a))
  return (
    <Section title={text.tableTitle} note={`${text.count(rows.length)} · ${text.tableHint}`}>
      {view.rows.length > 1 && (
        <div className="row">
          <Choice
            label={text.group}
            value={group}
            options={[{ value: '', label: text.allGroups }, ...groups.map(one => ({ value: one, label: one }))]}
            onChange={value => set({ group: value })}
          />
          <Pick
            label={text.sort}
            value={sort}
            options={SORTS.map(one => ({ value: one, label: text.sorts[one] }))}
            onChange={value => set({ sort: value === 'register' ? null : value })}
          />
        </div>
      )}
      <div className="scroll" tabIndex={-1}>
        <table className="figures-table quality-table">
          <caption className="hidden-label">{text.tableTitle}</caption>
          <Head />
          <tbody>
            {rows.map(row => (
              <Row key={row.unit} row={row} onAsk={onAsk} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="quiet foot">{text.burstMeans}</p>
    </Section>
  )
}

function Head() {
  const { columns } = text
  const num = (label: string) => (
    <th key={label} scope="col" className="num">
      {label}
    </th>
  )
  return (
    <thead>
      <tr>
        <th scope="col" rowSpan={2}>
          {columns.unit}
        </th>
        <th scope="col" rowSpan={2} className="num">
          {columns.handedIn}
        </th>
        <th scope="colgroup" colSpan={4} className="over">
          {columns.kinds}
        </th>
        <th scope="colgroup" colSpan={5} className="over">
          {columns.results}
        </th>
        <th scope="colgroup" colSpan={3} className="over">
          {columns.time}
        </th>
      </tr>
      <tr>
        {QualityClass.options.map(one => num(text.classes[one]))}
        {num(columns.adopted)}
        {num(columns.perTen)}
        {num(columns.returned)}
        {num(columns.declined)}
        {num(columns.upper)}
        {num(columns.lastThree)}
        {num(columns.past)}
        {num(columns.inBursts)}
      </tr>
    </thead>
  )
}

function Row({ row, onAsk }: { row: UnitQuality; onAsk: (unit: string, what: string) => void }) {
  const { quality, timing, past } = row
  const number = (what: string, label: string, value: number, shown: string = value === 0 ? '' : String(value)) => (
    <td key={what} className="num">
      {value === 0 ? (
        shown
      ) : (
        <button
          type="button"
          className="number"
          aria-label={text.figures.show(row.name, label, shown)}
          onClick={() => onAsk(row.unit, what)}
        >
          {shown}
        </button>
      )}
    </td>
  )
  const last = percentOf(timing.lastThree ?? 0, timing.dated)
  const before = percentOf(past.lastThree, past.dated)
  return (
    <tr>
      <th scope="row" className="unit">
        {row.name}
      </th>
      {number('handedIn', text.columns.handedIn, quality.handedIn)}
      {QualityClass.options.map(one => number(one, text.classes[one], quality.classes[one]))}
      {number('adopted', text.columns.adopted, quality.adopted)}
      <td className="num">{quality.handedIn === 0 ? '' : tenths(quality.perTenX100)}</td>
      {number('returned', text.columns.returned, quality.returned)}
      {number('declined', text.columns.declined, quality.declined)}
      {number('upper', text.columns.upper, quality.upper)}
      {number(
        'lastThree',
        text.columns.lastThree,
        timing.lastThree ?? 0,
        timing.lastThree === null || last === null ? '' : `${last}%`,
      )}
      <td className="num quiet">{before === null ? '' : `${before}%`}</td>
      {number('inBursts', text.columns.inBursts, timing.inBursts)}
    </tr>
  )
}
