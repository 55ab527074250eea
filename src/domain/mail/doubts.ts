import { z } from 'zod'

interface Kind {
  /** The letter is kept apart until an editor releases it: somebody may be pretending to be another. */
  readonly quarantines: boolean
  readonly says: (detail: string) => string
}

const apart = (says: Kind['says']): Kind => ({ quarantines: true, says })
const noted = (says: Kind['says']): Kind => ({ quarantines: false, says })
const named = (detail: string): string => (detail === '' ? '' : `（${detail}）`)

/** Everything that may be odd about a letter, each once with its sentence. `detail` is text from outside: shown, never more. */
const DOUBTS = {
  // Who wrote it (MAIL-03).
  'from-none': apart(() => '没有发件人'),
  'from-many': apart(() => '写了不止一个发件人字段，真假不能分辨'),
  'from-list': apart(d => `发件人里写了不止一个地址${named(d)}`),
  'from-group': apart(() => '发件人写成了地址组'),
  'from-unreadable': apart(d => `发件人的地址写法不正常${named(d)}`),
  'from-encoded': apart(d => `发件人的地址藏在编码里${named(d)}`),
  'from-name': apart(d => `显示的名字里写着另一个地址${named(d)}`),
  'from-lookalike': apart(d => `发件地址的域名与登记过的很像，但不是同一个${named(d)}`),
  'from-near': noted(d => `发件地址与登记过的相近，但不相同${named(d)}`),
  'name-other': noted(d => `显示的名字是“${d}”，与地址登记的单位不同`),
  'sender-differs': apart(d => `实际发出的地址与发件人不同${named(d)}`),
  resent: apart(() => '是别人代为重发的信'),
  'reply-elsewhere': noted(d => `要求回复到另一个地址${named(d)}`),
  'auth-failed': apart(d => `收信服务器核验来源没有通过${named(d)}`),
  list: apart(() => '来自邮件列表或群发'),
  auto: apart(() => '是自动回复或程序发出的信'),
  'id-again': noted(() => '信的编号与另一封相同而内容不同，两封都已保留'),
  // How it is made (MAIL-06, 07, 08).
  'header-broken': apart(() => '信头里有不该有的字符'),
  'too-large': apart(d => `超过 30 MB${named(d)}，只取了信头，原信仍在邮箱里`),
  'headers-too-many': apart(() => '信头太多或太长'),
  'addresses-too-many': apart(() => '地址太多'),
  'too-deep': apart(() => '信套信的层数太多'),
  'parts-too-many': apart(() => '附件和分段太多'),
  'charset-refused': apart(d => `使用了不安全的字符编码${named(d)}`),
  unreadable: apart(() => '三次都没有读成，请下载原信查看'),
  'charset-unknown': noted(d => `字符编码不认识${named(d)}，文字可能不对，请对照原信`),
  'charset-wrong': noted(d => `标明的字符编码与内容不符${named(d)}，请对照原信`),
  'encoding-wrong': noted(() => '有的内容传输编码不完整，请对照原信'),
  'boundary-missing': noted(() => '信的分段不完整，可能缺了后面的内容'),
  'message-inside': noted(d => `信里附着另一封信${named(d)}，已列为附件`),
  winmail: noted(() => '附件是 Outlook 专用格式（winmail.dat），请对方改用普通附件重发'),
  'body-too-long': noted(() => '正文太长，没有读入，请下载原信查看'),
  'body-outside': noted(() => '有的内容不在信里，没有去取'),
  // What it says.
  'unit-other': noted(d => `文中写的报送单位是“${d}”，与发件地址登记的单位不同`),
  'unit-unknown': noted(d => `单位名录里没有文中写的“${d}”`),
  'unit-ambiguous': noted(d => `文中写的“${d}”可能指不止一个单位`),
  'no-text': noted(() => '没有读出正文，请打开附件查看'),
  'no-title': noted(() => '没有标题，请补上'),
  'file-unread': noted(d => `附件没有读成${named(d)}`),
  'body-beside': noted(() => '稿件在附件里，信的正文另有较长文字，请看一眼'),
  quoted: noted(() => '含有转发或引用的内容，请核对来源'),
  split: noted(d => `一封信里分出 ${d} 篇，请核对`),
} as const satisfies Record<string, Kind>

export type DoubtCode = keyof typeof DOUBTS
const isCode = (text: string): text is DoubtCode => Object.hasOwn(DOUBTS, text)

/** Longest detail that is kept: an address, a file name. */
const DETAIL_MAX = 200

export const Doubt = z.object({
  code: z.string().refine(isCode),
  detail: z.string().max(DETAIL_MAX),
})
export type Doubt = z.infer<typeof Doubt>

/** A doubt, its detail without what hides or turns text. */
export const doubt = (code: DoubtCode, detail = ''): Doubt => ({
  code,
  detail: detail
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '')
    .slice(0, DETAIL_MAX)
    .replace(/[\uD800-\uDBFF]$/, ''),
})

/** The sentence of a doubt. */
export const doubtSentence = ({ code, detail }: Doubt): string => `${DOUBTS[code].says(detail)}。`

/** Whether a letter with this doubt is kept apart. */
export const quarantines = ({ code }: Doubt): boolean => DOUBTS[code].quarantines

/** Each doubt once, in the order they were found. */
export function distinct(doubts: readonly Doubt[]): Doubt[] {
  const seen = new Set<string>()
  return doubts.filter(({ code, detail }) => {
    const key = `${code} ${detail}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
