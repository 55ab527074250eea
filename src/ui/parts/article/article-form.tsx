import { Button, Input } from 'antd'
import { type DragEvent, type ReactNode, useRef, useState } from 'react'
import type { Output } from '../../../api.ts'
import { ArticleGenre } from '../../../domain/article.ts'
import type { CommissionId, Outlet, OutletId, Unit, UnitId } from '../../../domain/model.ts'
import { plainOf, type RichText } from '../../../domain/rich-text.ts'
import { useAnswer } from '../../answers.ts'
import { useRights } from '../../session.ts'
import { zh } from '../../zh.ts'
import { Loading, ProblemAlert } from '../answer.tsx'
import { Field } from '../field.tsx'
import { Editor } from '../rich/editor.tsx'
import type { TextMark } from '../rich/marks.ts'
import { type Attached, useAttach, useTakeFile } from './take-file.ts'

const text = zh.article.form

/** What is written into the form of an article. */
export interface Written {
  readonly title: string
  readonly body: RichText
  readonly genre: ArticleGenre | null
  readonly outlet: OutletId | null
  readonly commission: CommissionId | null
  readonly units: readonly UnitId[]
  readonly contact: { readonly name: string; readonly phone: string }
  readonly files: readonly Attached[]
}

export const NOTHING_WRITTEN: Written = {
  title: '',
  body: [],
  genre: null,
  outlet: null,
  commission: null,
  units: [],
  contact: { name: '', phone: '' },
  files: [],
}

interface Props {
  readonly value: Written
  readonly onChange: (value: Written) => void
  readonly units: readonly Unit[]
  readonly outlets: readonly Outlet[]
  /** What only one of the places asks for: the unit and day of a 补录. */
  readonly children?: ReactNode
  /** Called with what a file proposes besides title, text and contact. */
  readonly onProposed?: (proposed: Output<'article.read-file'>) => void
  /** Stretches of the body that are marked, and the one to be shown. */
  readonly marks?: readonly TextMark[]
  readonly markShown?: TextMark | null
}

/** The form of an article: drop a file or paste, look, done; the rest is folded away. */
export function ArticleForm({ value, onChange, units, outlets, children, onProposed, marks, markShown }: Props) {
  const now = useRef(value)
  now.current = value
  // Another text from outside is another editor; letters typed into it are not.
  const [shown, setShown] = useState(0)
  const [warnings, setWarnings] = useState<readonly string[]>([])
  const change = (changes: Partial<Written>): void => onChange({ ...now.current, ...changes })
  const take = useTakeFile((proposed, original) => {
    const { title, body, contact } = now.current
    change({
      title: title.trim() === '' ? proposed.title : title,
      body: [...body, ...proposed.body],
      contact: { name: contact.name || proposed.contact.name, phone: contact.phone || proposed.contact.phone },
      files: [...now.current.files.filter(one => one.file !== original.file), original],
    })
    setWarnings(proposed.warnings)
    setShown(count => count + 1)
    onProposed?.(proposed)
  })
  const pasted = (found: RichText): RichText => {
    const { title, rest } = titleFrom(found)
    if (now.current.title.trim() !== '' || title === '') return found
    change({ title })
    return rest
  }
  return (
    <div className="article-form">
      <DropZone busy={take.isPending} onFile={file => take.mutate(file)} />
      <ProblemAlert error={take.error} />
      {warnings.length > 0 && (
        <ul className="warnings" role="status">
          {warnings.map(warning => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
      {children}
      <Field label={text.title}>
        <Input maxLength={300} value={value.title} onChange={event => change({ title: event.target.value })} />
      </Field>
      <div className="field">
        <p className="label">
          {text.body} <span className="quiet">{text.characters([...plainOf(value.body)].length)}</span>
        </p>
        <Editor
          key={shown}
          label={text.body}
          value={value.body}
          onChange={body => change({ body })}
          onPasted={pasted}
          {...(marks === undefined ? {} : { marks })}
          {...(markShown === undefined ? {} : { shown: markShown })}
        />
      </div>
      <More value={value} change={change} units={units} outlets={outlets} now={() => now.current} />
      <p className="quiet">{text.secret}</p>
    </div>
  )
}

const TITLE_MAX = 60

/** The first of several paragraphs is a title when it is short and ends like none. */
function titleFrom(found: RichText): { title: string; rest: RichText } {
  const [first, ...rest] = found
  const none = { title: '', rest: found }
  if (first === undefined || first.kind !== 'paragraph' || rest.length === 0) return none
  const words = plainOf([first]).trim()
  return words.length > TITLE_MAX || /[。；：，]$/u.test(words) || words.includes('\n') ? none : { title: words, rest }
}

function DropZone({ busy, onFile }: { busy: boolean; onFile: (file: File) => void }) {
  const [over, setOver] = useState(false)
  const dropped = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    const [file] = event.dataTransfer.files
    if (file !== undefined) onFile(file)
  }
  return (
    <section
      className={over ? 'drop small over' : 'drop small'}
      aria-label={text.drop}
      onDragOver={event => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={dropped}
    >
      {busy ? (
        <Loading text={text.reading} />
      ) : (
        <>
          <FileButton label={text.choose} onFile={onFile} /> <span>{text.drop}</span>
          <span className="quiet">{text.formats}</span>
        </>
      )}
    </section>
  )
}

function FileButton({ label, onFile, busy = false }: { label: string; onFile: (file: File) => void; busy?: boolean }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button loading={busy} onClick={() => input.current?.click()}>
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={label}
        onChange={event => {
          const file = event.target.files?.[0]
          if (file !== undefined) onFile(file)
          event.target.value = ''
        }}
      />
    </>
  )
}

function More({
  value,
  change,
  units,
  outlets,
  now,
}: Pick<Props, 'value' | 'units' | 'outlets'> & { change: (changes: Partial<Written>) => void; now: () => Written }) {
  const may = useRights()
  const commissions = useAnswer('commission.table', may('commission.table') === null ? null : { limit: 100 })
  const attach = useAttach(file => change({ files: [...now().files.filter(one => one.file !== file.file), file] }))
  return (
    <details className="fold">
      <summary>{text.more}</summary>
      <div className="form-columns">
        <Choose
          label={text.genre}
          value={value.genre}
          options={ArticleGenre.options.map(genre => ({ value: genre, label: zh.article.genres[genre] }))}
          onChange={genre => change({ genre })}
        />
        <Choose
          label={text.outlet}
          value={value.outlet}
          options={outlets.filter(one => one.level === 'own').map(one => ({ value: one.id, label: one.name }))}
          onChange={outlet => change({ outlet })}
        />
        <Choose
          label={text.commission}
          value={value.commission}
          options={(commissions.data?.commissions ?? []).map(one => ({ value: one.id, label: one.title }))}
          onChange={commission => change({ commission })}
        />
        <Field label={text.contactName}>
          <Input
            maxLength={80}
            value={value.contact.name}
            onChange={event => change({ contact: { ...value.contact, name: event.target.value } })}
          />
        </Field>
        <Field label={text.contactPhone}>
          <Input
            maxLength={40}
            inputMode="tel"
            value={value.contact.phone}
            onChange={event => change({ contact: { ...value.contact, phone: event.target.value } })}
          />
        </Field>
      </div>
      <Choose
        label={text.units}
        hint={text.unitsHint}
        empty={text.addUnit}
        value={null}
        options={units.filter(one => !value.units.includes(one.id)).map(one => ({ value: one.id, label: one.name }))}
        onChange={unit => unit !== null && change({ units: [...value.units, unit] })}
      />
      <ul className="inline-list">
        {value.units.map(id => {
          const name = units.find(one => one.id === id)?.name ?? ''
          return (
            <li key={id} className="tag">
              {name}
              <button
                type="button"
                aria-label={text.removeUnit(name)}
                onClick={() => change({ units: value.units.filter(one => one !== id) })}
              >
                ×
              </button>
            </li>
          )
        })}
      </ul>
      <FileButton label={text.attach} busy={attach.isPending} onFile={file => attach.mutate(file)} />
      <ProblemAlert error={attach.error} />
      <ul className="inline-list">
        {value.files.map(one => (
          <li key={one.file} className="tag">
            <bdi>{one.name}</bdi> {one.original && <span className="quiet">{zh.article.original}</span>}
            <button
              type="button"
              aria-label={text.removeFile(one.name)}
              onClick={() => change({ files: value.files.filter(file => file.file !== one.file) })}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** One of several, or none. */
export function Choose<Value extends string>({
  label,
  hint,
  empty = text.none,
  value,
  options,
  onChange,
}: {
  label: string
  hint?: string
  empty?: string
  value: Value | null
  options: readonly { readonly value: Value; readonly label: string }[]
  onChange: (value: Value | null) => void
}) {
  return (
    <Field label={label} {...(hint === undefined ? {} : { hint })}>
      <select
        value={value ?? ''}
        onChange={event => onChange(options.find(one => one.value === event.target.value)?.value ?? null)}
      >
        <option value="">{empty}</option>
        {options.map(one => (
          <option key={one.value} value={one.value}>
            {one.label}
          </option>
        ))}
      </select>
    </Field>
  )
}
