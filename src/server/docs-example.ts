import { z } from 'zod'

/** Texts that fit a pattern of ours, tried in this order. */
const SAMPLES: readonly string[] = [
  '2023-06',
  '2023-06-30',
  '2023-06-30T08:00:00.000Z',
  'county',
  'wanghong',
  '12',
  ...[
    'off',
    'unt',
    'grp',
    'usr',
    'art',
    'out',
    'com',
    'fct',
    'ent',
    'iss',
    'dec',
    'fwd',
    'ins',
    'upl',
    'obj',
    'let',
    'box',
    'snd',
  ].map(prefix => `${prefix}_01H4ZK8Q9T`),
]
/** What a field of this name would hold; for the rest 示例. */
const WORDS: Readonly<Record<string, string>> = {
  account: 'wanghong',
  address: 'wanghong@example.gov.cn',
  password: '（密码）',
  code: 'ABCD-EFGH-JKMN-PQRS-TVWX',
  title: '关于开展林长制督查的报告',
  name: '自然资源调查监测科',
  reason: '登记时选错了单位',
  source: '市政府',
  component: '采用',
  decider: '信息工作领导小组',
  leader: '分管局领导',
  to: '省自然资源厅办公室',
  text: '林长制',
  host: 'imap.example.gov.cn',
  username: 'tougao@example.gov.cn',
  folder: 'INBOX',
  ca: '',
  authServer: 'mx.example.gov.cn',
}

/** An input that fits a schema, as people would write it: what must be there, and lists with one member. Made from the schema, so it cannot be out of date. */
export function exampleOf(schema: z.ZodType): unknown {
  return sample(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), '')
}

type Schema = z.core.JSONSchema._JSONSchema

function sample(schema: Schema, name: string): unknown {
  if (typeof schema === 'boolean') return '示例'
  if (schema.const !== undefined) return schema.const
  if (schema.enum !== undefined) return schema.enum[0]
  const [first] = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]
  if (first !== undefined) return sample(first, name)
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(([field]) => schema.required?.includes(field))
          .map(([field, part]) => [field, sample(part, field)]),
      )
    case 'array':
      return members(schema, name)
    case 'integer':
    case 'number':
      return name === 'points' ? 500 : Math.max(schema.minimum ?? 1, 1)
    case 'boolean':
      return false
    default:
      return words(schema, name)
  }
}

/** As many members as there must be, and at least one to show what one is. */
function members({ items, minItems = 1 }: z.core.JSONSchema.JSONSchema, name: string): unknown[] {
  if (items === undefined || Array.isArray(items)) return []
  return Array.from({ length: Math.max(minItems, 1) }, () => sample(items, name))
}

function words(schema: z.core.JSONSchema.JSONSchema, name: string): string {
  const patterns = [
    schema.pattern,
    ...(schema.allOf ?? []).map(one => (typeof one === 'object' ? one.pattern : undefined)),
  ]
  const fits = (text: string) => patterns.every(one => one === undefined || new RegExp(one, 'u').test(text))
  const exact =
    schema.minLength !== undefined && schema.minLength === schema.maxLength ? 'a1'.repeat(schema.minLength / 2) : null
  const candidates = [WORDS[name], exact, ...SAMPLES].filter(one => typeof one === 'string')
  return patterns.some(one => one !== undefined) ? (candidates.find(fits) ?? '示例') : (exact ?? WORDS[name] ?? '示例')
}
