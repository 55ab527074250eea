import type { RichBlock, RichText } from '../rich-text.ts'
import { matchingKey } from '../text.ts'

/** The body of a letter, without what is no article: greetings, signatures, and the letter it answers. */
export interface BodyText {
  readonly pieces: readonly RichText[]
  readonly quoted: boolean
}

/** So many articles are split from one body; more is no list of articles. */
const PIECES_MAX = 30
/** Who forwards writes little above what is forwarded; who answers writes more. In letters. */
const FORWARD_MAX = 20
const LINE_MAX = 120

const ORIGINAL =
  /^[-_\s]*(?:原始邮件|转发邮件|转发的邮件|转发邮件信息|邮件原文|original message|forwarded message|begin forwarded message)[-_\s:：]*$/iu
const WROTE = /^(?:在|于|on)\s?.{4,80}(?:写道|wrote)\s?[：:]$/iu
const QUOTE_HEAD = /^(?:发件人|发送者|发送时间|发送日期|日期|收件人|抄送|主题|from|sent|date|to|cc|subject)\s?[：:]/iu
const GREETING =
  /^(?:尊敬的.{0,20}|各位.{0,12}|.{0,16}(?:老师|领导|同志|编辑|编辑部|办公室|信息科|信息处|督查室|科长|主任)|您好|你好|大家好|好)(?:[，,\s]?(?:您好|你好|好))?[!！：:，,。.\s]*$/u
const COVERING =
  /^(?:您好[，,！!。]?)?(?:现将|现报上|附件(?:是|为|中)|请查收|请审阅|请审核|请审改|请接收|报上|报送).{0,50}$/u
const CLOSING =
  /^(?:此致|敬礼|谢谢.{0,8}|感谢.{0,8}|祝.{1,8}|顺祝.{1,8}|以上信息.{0,20}|妥否.{0,12}|请查收.{0,8}|请审阅.{0,8}|发自我的.{1,20}|sent from my .{1,30})[!！。.~\s]*$/iu
/** A line of nothing but one kind of mark, drawn to part what stands above from what stands below. */
const RULE = /^\s*([-=*_~#—─·＊－＝…])(?:\s?\1){4,}\s*$/u
/** `稿件一：…`, `信息2、…`, `第三篇 …`; plain `一、` is a chapter. */
const NUMBERED =
  /^(?:【|\[)?(?:(?:稿件|信息|简讯|文稿|材料)\s?[一二三四五六七八九十\d]{1,3}|第[一二三四五六七八九十\d]{1,3}(?:篇|条))(?:】|\])?\s?[：:、.．\s]?/u
const TITLED = /^(?:【标题】|标题\s?[：:]|题目\s?[：:])\s*/u

/** The body of a letter → the articles in it, each with what stands above and below it. Empty pieces are left out. */
export function splitBody(body: RichText): BodyText {
  const { own, quoted } = unquoted(body)
  return { pieces: split(covered(own)).filter(piece => matchingKey(piece.map(wordsOf).join('')) !== ''), quoted }
}

/** The words of one block, for looking at. */
const wordsOf = (block: RichBlock): string => {
  if (block.kind === 'paragraph') return block.runs.map(run => run.text).join('')
  if (block.kind === 'list') return block.items.flatMap(item => item.runs.map(run => run.text)).join('')
  return block.rows
    .flatMap(row => row.flatMap(cell => cell.paragraphs.flatMap(runs => runs.map(run => run.text))))
    .join('')
}

/** The words of a short paragraph; '' for what is none. */
const lineOf = (block: RichBlock | undefined): string => {
  if (block === undefined || block.kind !== 'paragraph') return ''
  const words = wordsOf(block).trim()
  return words.length > LINE_MAX ? '' : words
}

/** Without the letter that is answered. Where little stands above it, it is the one that is meant, forwarded. */
function unquoted(body: RichText): { own: RichText; quoted: boolean } {
  const isQuoted = (block: RichBlock) => lineOf(block).startsWith('>')
  const mark = body.findIndex(block => ORIGINAL.test(lineOf(block)) || WROTE.test(lineOf(block)))
  const plain = mark === -1 ? body : body.slice(0, mark)
  const own = plain.filter(block => !isQuoted(block))
  if (mark === -1) return { own, quoted: own.length < plain.length }
  if (matchingKey(covered(own).map(wordsOf).join('')).length > FORWARD_MAX) return { own, quoted: true }
  const below = body.slice(mark + 1)
  const first = below.findIndex(block => lineOf(block) !== '' && !QUOTE_HEAD.test(lineOf(block)))
  return { own: first === -1 ? [] : below.slice(first), quoted: true }
}

/** Without greeting and covering words at the head, and thanks and signature at the foot. */
function covered(body: RichText): RichText {
  let [from, to] = [0, body.length]
  const signature = body.findIndex(block => lineOf(block) === '--')
  if (signature > 0) to = signature
  const isCover = (line: string) => line === '' || GREETING.test(line) || COVERING.test(line)
  while (from < to && body[from]?.kind === 'paragraph' && isCover(shortOf(body[from]))) from += 1
  while (to > from && body[to - 1]?.kind === 'paragraph' && isClosing(shortOf(body[to - 1]))) to -= 1
  return body.slice(from, to)
}

/** The line of a paragraph that is short, or a text that no pattern fits. */
const shortOf = (block: RichBlock | undefined): string => {
  if (block === undefined) return '…'
  return wordsOf(block).trim() === '' ? '' : lineOf(block) || '…'
}
const isClosing = (line: string): boolean => line === '' || CLOSING.test(line)

/** Parts a body at marks that stand there at least twice: 标题：…, 稿件一：…; else at drawn rules. */
function split(body: RichText): RichText[] {
  for (const mark of [TITLED, NUMBERED]) {
    const at = body.flatMap((block, index) => (mark.test(lineOf(block)) ? [index] : []))
    if (at.length < 2 || at.length > PIECES_MAX) continue
    return at.map((from, index) => [
      ...unmarked(body[from], mark),
      ...body.slice(from + 1, at[index + 1] ?? body.length).filter(block => !RULE.test(lineOf(block))),
    ])
  }
  const rules = body.flatMap((block, index) => (RULE.test(lineOf(block)) ? [index] : []))
  if (rules.length === 0 || rules.length >= PIECES_MAX) return [unmarkedHead(body)]
  return [-1, ...rules].map((from, index) => body.slice(from + 1, rules[index] ?? body.length))
}

/** 标题：… of the only article is its title without the word. */
const unmarkedHead = (body: RichText): RichText => [
  ...(body[0] !== undefined && TITLED.test(lineOf(body[0])) ? unmarked(body[0], TITLED) : body.slice(0, 1)),
  ...body.slice(1),
]

/** A paragraph without the mark at its head; nothing where nothing else stood in it. */
function unmarked(block: RichBlock | undefined, mark: RegExp): RichBlock[] {
  const text = lineOf(block).replace(mark, '').trim()
  return text === '' ? [] : [{ kind: 'paragraph', runs: [{ text }] }]
}
