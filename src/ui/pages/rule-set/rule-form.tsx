import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import type { Document } from 'yaml'
import type { RuleType } from '../../../domain/rules/grammar.ts'
import { Pick } from '../../parts/choice.tsx'
import { Field } from '../../parts/field.tsx'
import { Section } from '../../parts/page-head.tsx'
import { zh } from '../../zh.ts'
import { changedAt, documentOf, type Path, ruleCount, shownAt, withoutRule, withRule } from './document.ts'

const text = zh.ruleSet

/** Which properties each type of rule has, in the order of the form; those that only some rules need come last. */
const PROPERTIES: Readonly<Record<RuleType, readonly string[]>> = {
  rate: [
    'on',
    'when',
    'points',
    'rows',
    'otherwise',
    'table',
    'except',
    'times',
    'atMost',
    'stack',
    'credit',
    'order',
    'merged',
    'weights',
    'names',
    'during',
  ],
  bonus: ['when', 'adopted', 'points', 'once', 'further', 'times', 'credit', 'order', 'merged', 'names', 'during'],
  base: ['per', 'when', 'points', 'pay', 'paid', 'during'],
  quota: ['per', 'of', 'when', 'owed', 'over', 'short', 'met', 'missed', 'during'],
  deduction: ['on', 'when', 'except', 'points', 'fromTime', 'per', 'if', 'once', 'during'],
  cap: ['per', 'of', 'atMost', 'atLeast', 'if', 'during'],
  'roll-up': ['of', 'share', 'during'],
}
const TYPES: readonly RuleType[] = ['rate', 'bonus', 'base', 'quota', 'deduction', 'cap', 'roll-up']
/** Written with quotes: a number there would be refused. */
const TEXTS = new Set([
  'points',
  'otherwise',
  'atMost',
  'atLeast',
  'merged',
  'further',
  'over',
  'short',
  'met',
  'missed',
  'share',
  'clause',
  'id',
  'component',
  'title',
  'issued',
  'from',
])

interface Editing {
  readonly document: Document
  readonly onChange: (text: string) => void
}

/** The guided form: every field writes into the same text, comments and order kept. */
export function RuleForm({ text: source, onChange }: { text: string; onChange: (text: string) => void }) {
  const document = documentOf(source)
  if (document === null) return <p role="status">{text.unreadable}</p>
  const editing = { document, onChange }
  return (
    <>
      <Section title={text.head}>
        <Head {...editing} />
      </Section>
      {Array.from({ length: ruleCount(document) }, (_, place) => (
        <RuleCard key={shownAt(document, ['rules', place, 'id']) || place} place={place} {...editing} />
      ))}
      <p>
        <AddRule {...editing} />
      </p>
    </>
  )
}

function Head(editing: Editing) {
  const { document, onChange } = editing
  const components = document.toJS().components
  const written = Array.isArray(components) ? components.join('、') : ''
  return (
    <div className="rule-fields">
      <Property {...editing} path={['id']} label={text.fields.id} />
      <Property {...editing} path={['title']} label={text.fields.title} wide />
      <Property {...editing} path={['issued']} label={text.fields.issued} />
      <Property {...editing} path={['from']} label={text.fields.from} />
      <Property {...editing} path={['year', 'starts']} label={text.fields.starts} />
      <Chosen {...editing} path={['counts']} label={text.fields.counts} options={text.counts} />
      <Chosen {...editing} path={['ranking', 'by']} label={text.fields.by} options={text.by} />
      <Chosen {...editing} path={['ranking', 'ties']} label={text.fields.ties} options={text.ties} />
      <Field label={text.fields.components}>
        <Settled
          value={written}
          onSettle={value => {
            const names = value.split(/[、,，\s]+/).filter(name => name !== '')
            onChange(changedAt(document, ['components'], JSON.stringify(names), 'yaml'))
          }}
        />
      </Field>
    </div>
  )
}

function RuleCard({ place, ...editing }: Editing & { place: number }) {
  const { document, onChange } = editing
  const at = (key: string): Path => ['rules', place, key]
  const type = TYPES.find(one => one === shownAt(document, at('type')))
  const present = (type === undefined ? [] : PROPERTIES[type]).filter(key => shownAt(document, at(key)) !== '')
  const absent = (type === undefined ? [] : PROPERTIES[type]).filter(key => !present.includes(key))
  const [more, setMore] = useState<readonly string[]>([])
  return (
    <Section
      title={`${text.rule(place + 1)} · ${type === undefined ? '' : text.types[type]}`}
      note={
        <Button
          size="small"
          aria-label={text.removeRule(place + 1)}
          onClick={() => onChange(withoutRule(document, place))}
        >
          {text.removeShort}
        </Button>
      }
    >
      <div className="rule-fields">
        <Property {...editing} path={at('clause')} label={text.properties.clause ?? ''} wide />
        {['id', 'component', 'groups', ...present, ...more.filter(key => absent.includes(key))].map(key => (
          <Property key={key} {...editing} path={at(key)} label={text.properties[key] ?? key} />
        ))}
      </div>
      {absent.length > 0 && (
        <p className="quiet">
          {absent
            .filter(key => !more.includes(key))
            .map(key => (
              <Button key={key} size="small" type="link" onClick={() => setMore([...more, key])}>
                + {text.properties[key] ?? key}
              </Button>
            ))}
        </p>
      )}
    </Section>
  )
}

function Property({
  document,
  onChange,
  path,
  label,
  wide = false,
}: Editing & { path: Path; label: string; wide?: boolean }) {
  const key = String(path.at(-1))
  const kind = TEXTS.has(key) ? 'text' : 'yaml'
  // `null` means none there, and is no text.
  const kindOf = (written: string) => (written.trim() === 'null' ? 'yaml' : kind)
  return (
    <div className={wide ? 'wide-field' : ''}>
      <Field label={label} {...(kind === 'yaml' && key !== 'starts' ? { hint: text.yamlHint } : {})}>
        <Settled
          value={shownAt(document, path)}
          onSettle={written => onChange(changedAt(document, path, written, kindOf(written)))}
        />
      </Field>
    </div>
  )
}

/** A text that is taken over when the field is left, so that half-written values are not read. */
function Settled({ value, onSettle, ...rest }: { value: string; onSettle: (value: string) => void; id?: string }) {
  const [typed, setTyped] = useState<string | null>(null)
  const settle = () => {
    if (typed !== null && typed !== value) onSettle(typed)
    setTyped(null)
  }
  return (
    <Input
      {...rest}
      value={typed ?? value}
      onChange={event => setTyped(event.target.value)}
      onBlur={settle}
      onPressEnter={settle}
    />
  )
}

function Chosen({
  document,
  onChange,
  path,
  label,
  options,
}: Editing & { path: Path; label: string; options: Readonly<Record<string, string>> }) {
  const id = useId()
  const value = shownAt(document, path)
  const known = Object.hasOwn(options, value) ? [] : [{ value, label: value }]
  return (
    <div className="field" id={id}>
      <Pick
        label={label}
        showLabel
        value={value}
        options={[...known, ...Object.entries(options).map(([key, said]) => ({ value: key, label: said }))]}
        onChange={chosen => onChange(changedAt(document, path, chosen, 'text'))}
      />
    </div>
  )
}

function AddRule({ document, onChange }: Editing) {
  return (
    <Pick
      label={text.addRule}
      showLabel
      value=""
      options={[{ value: '', label: text.addRuleOf }, ...TYPES.map(type => ({ value: type, label: text.types[type] }))]}
      onChange={type => {
        const chosen = TYPES.find(one => one === type)
        if (chosen !== undefined) onChange(withRule(document, chosen))
      }}
    />
  )
}
