import { Button, Input } from 'antd'
import { type ReactNode, useState } from 'react'
import type { Output } from '../../../api.ts'
import { LocalDate } from '../../../domain/calendar.ts'
import { useAddress } from '../../address.ts'
import { useAnswer } from '../../answers.ts'
import { Answer, Empty } from '../../parts/answer.tsx'
import { Choice } from '../../parts/choice.tsx'
import { ExportButton } from '../../parts/export.tsx'
import { Go } from '../../parts/go.tsx'
import { PageHead } from '../../parts/page-head.tsx'
import { zh } from '../../zh.ts'

const KINDS = ['article', 'issue', 'commission', 'notice'] as const
const PAGE = 20

/** One box over everything this person may see; what is asked stands in the address. */
export default function SearchPage() {
  const { filters, set } = useAddress()
  const text = filters.text ?? ''
  const kind = KINDS.find(one => one === filters.kind)
  const from = LocalDate.safeParse(filters.from)
  const to = LocalDate.safeParse(filters.to)
  const page = Math.max(1, Math.floor(Number(filters.page ?? 1)) || 1)
  const asked = {
    text,
    ...(kind === undefined ? {} : { kinds: [kind] }),
    ...(from.success ? { from: from.data } : {}),
    ...(to.success ? { to: to.data } : {}),
  }
  const found = useAnswer('search.find', text === '' ? null : { ...asked, offset: (page - 1) * PAGE, limit: PAGE })
  return (
    <>
      <PageHead title={zh.search.title}>
        {found.data !== undefined && found.data.total > 0 && (
          <ExportButton of="search.find" input={asked} name={zh.search.title} />
        )}
      </PageHead>
      <SearchBox key={text} text={text} onFind={next => set({ text: next, page: null })} />
      <div className="search-filters">
        <Choice
          label={zh.search.kind}
          value={kind ?? ''}
          options={[
            { value: '', label: zh.search.allKinds },
            ...KINDS.map(value => ({ value, label: zh.search.kinds[value] })),
          ]}
          onChange={value => set({ kind: value, page: null })}
        />
        {(['from', 'to'] as const).map(name => (
          <label key={name}>
            {zh.search[name]}{' '}
            <input
              type="date"
              value={filters[name] ?? ''}
              onChange={event => set({ [name]: event.target.value, page: null })}
            />
          </label>
        ))}
      </div>
      {text === '' ? (
        <Empty title={zh.search.beginTitle} hint={zh.search.beginHint} />
      ) : (
        <Answer of={found}>
          {answer => <Hits answer={answer} page={page} onPage={next => set({ page: String(next) })} />}
        </Answer>
      )}
    </>
  )
}

function SearchBox({ text, onFind }: { text: string; onFind: (text: string) => void }) {
  const [typed, setTyped] = useState(text)
  return (
    <search>
      <form
        className="search-box"
        onSubmit={event => {
          event.preventDefault()
          onFind(typed.trim())
        }}
      >
        <Input
          type="search"
          autoFocus
          maxLength={80}
          aria-label={zh.search.box}
          aria-describedby="search-hint"
          value={typed}
          onChange={event => setTyped(event.target.value)}
        />
        <Button type="primary" htmlType="submit" disabled={typed.trim() === ''}>
          {zh.search.find}
        </Button>
        <p className="hint" id="search-hint">
          {zh.search.hint}
        </p>
      </form>
    </search>
  )
}

type Hit = Output<'search.find'>['hits'][number]

function Hits({
  answer,
  page,
  onPage,
}: {
  answer: Output<'search.find'>
  page: number
  onPage: (page: number) => void
}) {
  if (answer.hits.length === 0) return <Empty title={zh.search.empty} hint={zh.search.emptyHint} />
  const pages = Math.ceil(answer.total / PAGE)
  return (
    <>
      <p className="quiet list-count" role="status">
        {zh.search.count(answer.total, answer.more)}
      </p>
      <ul className="hits">
        {answer.hits.map(hit => (
          <HitLine key={`${hit.kind} ${hit.id}`} hit={hit} />
        ))}
      </ul>
      {pages > 1 && (
        <nav className="row" aria-label={zh.search.page(page, pages)}>
          <Button disabled={page <= 1} onClick={() => onPage(page - 1)}>
            {zh.search.previous}
          </Button>
          <span className="quiet">{zh.search.page(page, pages)}</span>
          <Button disabled={page >= pages} onClick={() => onPage(page + 1)}>
            {zh.search.next}
          </Button>
        </nav>
      )}
    </>
  )
}

function HitLine({ hit }: { hit: Hit }) {
  return (
    <li>
      <Go to={hit.to}>
        <Marked text={hit.title} marks={hit.titleMarks} />
      </Go>
      <p className="quiet hit-about">
        {[zh.search.kinds[hit.kind], hit.on ?? '', hit.units.join('、')].filter(one => one !== '').join(' · ')}
      </p>
      {hit.excerpt !== '' && (
        <p className="hit-excerpt">
          <Marked text={hit.excerpt} marks={hit.marks} />
        </p>
      )}
    </li>
  )
}

/** A text with what was found in it marked; everything is text, whatever it looks like. */
function Marked({ text, marks }: { text: string; marks: readonly (readonly [number, number])[] }) {
  const parts: ReactNode[] = []
  let at = 0
  for (const [from, to] of marks) {
    parts.push(text.slice(at, from), <mark key={from}>{text.slice(from, to)}</mark>)
    at = to
  }
  parts.push(text.slice(at))
  return <>{parts}</>
}
