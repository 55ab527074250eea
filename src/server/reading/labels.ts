/** What lines at the head or foot of an article say about where it comes from. */
export interface Labels {
  readonly unit: string
  readonly person: string
  readonly phone: string
  /** 信息类别, as written. */
  readonly genre: string
  readonly approvals: readonly { readonly label: string; readonly name: string }[]
}

export const NOTHING: Labels = { unit: '', person: '', phone: '', genre: '', approvals: [] }

type Field = 'unit' | 'person' | 'phone' | 'genre' | 'approval'

const WORDS: readonly (readonly [Field, string])[] = [
  ['unit', '报送单位|供稿单位|来稿单位|投稿单位|撰稿单位|信息来源|单位名称|单位'],
  ['genre', '信息类别|稿件类别|文稿类别|信息类型|稿件类型|类别'],
  ['phone', '联系电话|联系方式|办公电话|手机号码?|手机|电话'],
  ['approval', '分管领导|主要负责人|审核人|审核|审签人|审签|签发人|签发|核稿人|核稿|审批人|审批|审稿人|审稿'],
  ['person', '联系人|报送人|报送员|信息员|撰稿人|撰稿|供稿人|供稿|拟稿人|拟稿|作者|通讯员|执笔人|执笔|编辑'],
]

const ALL = WORDS.map(([, words]) => words).join('|')
/** Letters of a label may be set apart: `审　核：`. */
const LABEL = new RegExp(`(${ALL})\\s*[：:]\\s*`, 'gu')
const LINE_MAX = 120
const PHONE = /(?:\+?86[- ]?)?(?:0\d{2,3}[- ]?\d{7,8}|1\d{10}|\d{7,8}|\d{3,4}-\d{4})/
const UNIT_END = /(?:局|科|室|中心|办|处|队|所|站|院|会|委|厅|部|政府|街道|镇|乡|公司|集团|支队|大队|分局|办公室)$/u

/** A line made of labels and their values and nothing else → what they say; null for any other line. */
export function labelsOf(line: string): Labels | null {
  const text = bare(line).replace(/(?<=[\p{Script=Han}])[\s\u3000]+(?=[\p{Script=Han}][：:])/gu, '')
  if (text.length === 0 || text.length > LINE_MAX) return null
  const marks = [...text.matchAll(LABEL)]
  if (marks.length === 0 || text.slice(0, marks[0]?.index ?? 0).trim() !== '') return null
  let found = NOTHING
  for (const [index, mark] of marks.entries()) {
    const label = mark[1] ?? ''
    const value = trimmed(text.slice(mark.index + mark[0].length, marks[index + 1]?.index ?? text.length))
    if (/[。！？]/.test(value)) return null
    found = withLabel(found, fieldOf(label), label, value)
  }
  return found
}

const fieldOf = (label: string): Field =>
  WORDS.find(([, words]) => words.split('|').some(word => new RegExp(`^${word}$`, 'u').test(label)))?.[0] ?? 'person'

function withLabel(found: Labels, field: Field, label: string, value: string): Labels {
  if (value === '') return found
  if (field === 'approval') return { ...found, approvals: [...found.approvals, { label, name: value }] }
  if (field === 'phone') return { ...found, phone: found.phone || value }
  if (field === 'unit') return { ...found, unit: found.unit || value }
  if (field === 'genre') return { ...found, genre: found.genre || value }
  // A name may have its number behind it: 张某 0635-1234567.
  const phone = PHONE.exec(value)?.[0] ?? ''
  const name = trimmed(value.replace(phone, ''))
  return { ...found, person: found.person || name, phone: found.phone || phone }
}

/** `（某某局 张某 0635-1234567）` at the very end → unit, person, phone; null when no unit is named in it. */
export function signatureOf(line: string): Labels | null {
  const match = /^[（(]([^（()）]{2,60})[）)]$/u.exec(line.trim())
  if (match === null) return null
  const phone = PHONE.exec(match[1] ?? '')?.[0] ?? ''
  const words = (match[1] ?? '')
    .replace(phone, ' ')
    .split(/[\s\u3000，,；;、：:/]+/u)
    .filter(word => word !== '' && word !== '供稿')
  const [unit, ...names] = words
  if (unit === undefined || !UNIT_END.test(unit)) return null
  return { ...NOTHING, unit, person: names.filter(name => !UNIT_END.test(name)).join('、'), phone }
}

const bare = (line: string): string => trimmed(line.replace(/^[\s\u3000（(【[]+|[\s\u3000）)】\]]+$/gu, ''))

const trimmed = (text: string): string => text.replace(/^[\s\u3000，,；;、|/]+|[\s\u3000，,；;、|/]+$/gu, '')
