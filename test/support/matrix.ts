import { z } from 'zod'
import { API } from '../../src/api.ts'
import type { Operation } from '../../src/domain/access.ts'
import { exampleOf } from '../../src/server/docs-example.ts'

/** How what a call names stands to whoever asks. `foreign`: of another office; `nowhere`: never was; `gone`: withdrawn, ended, disabled. */
export const RELATIONS = ['alone', 'own', 'other', 'gone', 'foreign', 'nowhere', 'open', 'closed', 'unkept'] as const
export type Relation = (typeof RELATIONS)[number]

/** What may be named, by the name of its field. Every field of an input that holds an id stands here, or the test is red. */
export type Subject =
  | 'article'
  | 'unit'
  | 'commission'
  | 'issue'
  | 'user'
  | 'fact'
  | 'forwarding'
  | 'instruction'
  | 'decision'
  | 'outlet'
  | 'objection'
  | 'session'
  | 'file'
  | 'letter'
  | 'mailbox'
  | 'sender'
export type Ids = Readonly<Record<Subject, Readonly<Record<'own' | 'other' | 'gone' | 'foreign' | 'nowhere', string>>>>

const SUBJECT_OF: Readonly<Record<string, Subject>> = {
  article: 'article',
  unit: 'unit',
  into: 'unit',
  commission: 'commission',
  issue: 'issue',
  user: 'user',
  assignee: 'user',
  to: 'user',
  fact: 'fact',
  forwarding: 'forwarding',
  instruction: 'instruction',
  decision: 'decision',
  outlet: 'outlet',
  objection: 'objection',
  bulletin: 'outlet',
  session: 'session',
  file: 'file',
  letter: 'letter',
  mailbox: 'mailbox',
  sender: 'sender',
}
/** Ids that say nothing about who may ask: a group of the register, what somebody saw of pages of a month. */
const BESIDE = ['group', 'message', 'seen', 'sm3', 'page', 'finding']

const PERIODS = { open: '2023-07', closed: '2023-06', unkept: '1999-01' } as const

/** The relations that mean something for an operation. */
export function relationsOf(operation: Operation): Relation[] {
  const fields = namesIn(schemaOf(operation))
  const named = [...fields].some(([name, id]) => id && SUBJECT_OF[name] !== undefined)
  const monthly = fields.has('period')
  return [
    ...(named ? (['own', 'other', 'gone', 'foreign', 'nowhere'] as const) : []),
    ...(monthly ? (['open', 'closed', 'unkept'] as const) : []),
    ...(named || monthly ? [] : (['alone'] as const)),
  ]
}

/** Fields with an id in them that nobody has given a place here. */
export const strangersIn = (operation: Operation): string[] =>
  [...namesIn(schemaOf(operation))]
    .filter(([name, id]) => id && SUBJECT_OF[name] === undefined && !BESIDE.includes(name))
    .map(([name]) => name)

/** An input of an operation that stands in this relation to the unit whose ids these are. */
export function inputFor(operation: Operation, relation: Relation, ids: Ids): unknown {
  const whole = { ...optionals(operation), ...z.record(z.string(), z.unknown()).parse(exampleOf(API[operation].input)) }
  const which =
    relation === 'own' ||
    relation === 'other' ||
    relation === 'gone' ||
    relation === 'foreign' ||
    relation === 'nowhere'
      ? relation
      : 'own'
  const month = relation === 'closed' || relation === 'unkept' ? PERIODS[relation] : PERIODS.open
  return filled(whole, '', { ids, which, month })
}

interface Fill {
  readonly ids: Ids
  readonly which: 'own' | 'other' | 'gone' | 'foreign' | 'nowhere'
  readonly month: string
}

function filled(value: unknown, name: string, fill: Fill): unknown {
  if (Array.isArray(value)) return value.map(one => filled(one, name.replace(/s$/, ''), fill))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([field, part]) => [field, filled(part, field, fill)]))
  const subject = SUBJECT_OF[name]
  if (typeof value === 'string' && isId(value) && subject !== undefined) return fill.ids[subject][fill.which]
  if (name === 'period' || (name === 'from' && typeof value === 'string' && /^\d{4}-\d\d$/.test(value)))
    return fill.month
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)) return `${fill.month}-19`
  return value
}

const isId = (text: string): boolean => /^[a-z]{3}_/.test(text) || /^(a1){32}$/.test(text)

/** Fields that may be left out and name something: they are what reaches for another's. */
function optionals(operation: Operation): Record<string, string> {
  const { properties = {}, required = [] } = schemaOf(operation)
  const named = Object.entries(properties).filter(([name]) => !required.includes(name))
  return Object.fromEntries(
    named.flatMap(([name, part]) => {
      if (name === 'period') return [[name, PERIODS.open]]
      const prefix = typeof part === 'object' ? /\^([a-z]{3})_/.exec(part.pattern ?? '')?.[1] : undefined
      return prefix === undefined || SUBJECT_OF[name] === undefined ? [] : [[name, `${prefix}_x`]]
    }),
  )
}

type Schema = z.core.JSONSchema.JSONSchema
const schemaOf = (operation: Operation): Schema =>
  z.toJSONSchema(API[operation].input, { io: 'input', unrepresentable: 'any' })

/** All names of fields of an input, at any depth, in the singular, and whether an id stands there. */
function namesIn(schema: Schema, found = new Map<string, boolean>(), name = ''): Map<string, boolean> {
  const singular = name.replace(/s$/, '')
  if (name !== '' && schema.type === 'string') {
    const id = /\^[a-z]{3}_/.test(schema.pattern ?? '') || (schema.minLength === 64 && schema.maxLength === 64)
    found.set(singular, (found.get(singular) ?? false) || id)
  }
  for (const [field, part] of Object.entries(schema.properties ?? {}))
    if (typeof part === 'object') namesIn(part, found, field)
  for (const part of [schema.items, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flat())
    if (typeof part === 'object' && part !== null) namesIn(part, found, name)
  return found
}
