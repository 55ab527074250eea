import { CONFUSIONS } from './confusions.ts'
import { type Check, type Remark, type RemarkCode, remarkAt, remarkOn } from './remark.ts'

/** One way of writing that is wrong, or to be looked at: what it is called, and what it should be (`$1` as in `replace`). */
interface Slip {
  readonly pattern: RegExp
  readonly says: string
  readonly helps: string
  /** Left out where a person must choose. */
  readonly instead?: (match: RegExpMatchArray) => string
}

const HAN = String.raw`\p{Script=Han}`
const WIDE: ReadonlyMap<string, string> = new Map([
  [',', '，'],
  [';', '；'],
  [':', '：'],
  ['?', '？'],
  ['!', '！'],
])

/** GB/T 15834—2011, as far as letters alone show it. */
const PUNCTUATION: readonly Slip[] = [
  {
    pattern: new RegExp(`(?<=[${HAN}”》）])[,;:?!](?!\\d)`, 'gu'),
    says: '中文里用了半角标点',
    helps: '中文用全角标点。',
    instead: match => WIDE.get(match[0]) ?? match[0],
  },
  {
    pattern: new RegExp(`(?<=${HAN})\\.(?=\\s*(?:$|${HAN}))`, 'gu'),
    says: '句号写成了小圆点',
    helps: '中文句号用“。”。',
    instead: () => '。',
  },
  {
    pattern: new RegExp(`(?<=${HAN})\\((?=[^()]*${HAN})[^()]{1,60}\\)`, 'gu'),
    says: '中文里用了半角括号',
    helps: '中文用全角括号“（）”。',
    instead: match => `（${match[0].slice(1, -1)}）`,
  },
  {
    pattern: /([，。；：、！？])\1+/gu,
    says: '标点重复',
    helps: '只留一个。',
    instead: match => match[1] ?? '',
  },
  { pattern: /[，、；：][。；]|[。；][，、]/gu, says: '两个标点连用', helps: '只留该用的一个。' },
  {
    pattern: /\.{3,}|。{3,}|(?<!…)…(?!…)/gu,
    says: '省略号不规范',
    helps: '省略号是六个小圆点“……”。',
    instead: () => '……',
  },
  { pattern: /……\s*等|等\s*……/gu, says: '省略号与“等”连用', helps: '两个意思相同，留一个。' },
  {
    pattern: /(?<=[”》])、(?=[“《])/gu,
    says: '并列的引号、书名号之间用了顿号',
    helps: '并列的引号或书名号之间一般不用顿号（GB/T 15834—2011，4.5.3.5）。',
    instead: () => '',
  },
  {
    pattern: /(?<=^|[。；\n])\s*(?:\d{1,2})、(?!\d)/gu,
    says: '阿拉伯数字序号后用了顿号',
    helps: '序号写作“1.”；“一、”后面才用顿号。',
    instead: match => match[0].replace('、', '.'),
  },
  {
    pattern: /(?<=^|[。；\n])\s*[一二三四五六七八九十]{1,3}[，,.．](?=\p{Script=Han})/gu,
    says: '汉字序号后的标点不对',
    helps: '写作“一、”。',
    instead: match => match[0].replace(/[，,.．]/u, '、'),
  },
  {
    pattern: /[（(][一二三四五六七八九十]{1,3}[)）][、，.]/gu,
    says: '带括号的序号后又加了标点',
    helps: '“（一）”后面不加标点。',
    instead: match => match[0].slice(0, -1),
  },
  {
    pattern: /(?:第?[一二三四五六七八九]是[^。；]{2,60}，(?=第?[二三四五六七八九]是))/gu,
    says: '“一是……，二是……”之间用了逗号',
    helps: '分项之间用分号或句号。',
  },
  { pattern: /["＂]/gu, says: '用了直引号', helps: '中文引号用“ ”。' },
]

/** GB/T 15835—2011. */
const NUMERALS: readonly Slip[] = [
  {
    pattern: /[０-９]+/gu,
    says: '用了全角数字',
    helps: '阿拉伯数字用半角。',
    instead: match => match[0].normalize('NFKC'),
  },
  {
    pattern: /[二两][〇零○Oo0]{1,2}[一二三四五六七八九十〇零○]{1,2}年(?!级)/gu,
    says: '公历年份写成了汉字',
    helps: '公历年月日用阿拉伯数字，如“2023年7月”。',
  },
  { pattern: /\d{4}年[一二三四五六七八九十]{1,2}月/gu, says: '同一日期里数字和汉字混用', helps: '写作“2023年7月”。' },
  {
    pattern: /(?<![\d年.])(?:[12]\d)年(?=(?:[1-9]|1[0-2])月|上半年|下半年|度|底|初|以来|全年)/gu,
    says: '年份只写了后两位',
    helps: '年份写四位。',
    instead: match => `20${match[0]}`,
  },
  {
    pattern: /百分之\d+(?:\.\d+)?/gu,
    says: '“百分之”与阿拉伯数字混用',
    helps: '写作“30%”或“百分之三十”。',
    instead: match => `${match[0].slice(3)}%`,
  },
  {
    pattern: /\d\s*[、,，]\s*\d\s*(?:个|家|户|天|处|人|件|次)(?!\d)/gu,
    says: '概数用了阿拉伯数字',
    helps: '相邻两个数表示概数，用汉字，中间不加顿号：三四个。',
  },
  {
    pattern: /\d+\s*几(?=[个家户天处人件次年万])|(?<=[一二三四五六七八九])\d+余/gu,
    says: '概数写法不当',
    helps: '“几”“余”表示的概数，写作“十几”“20余”。',
  },
  {
    pattern: /(?<!\d[-—–]|\d)\d{1,2}\s*[-−]\s*\d{1,2}\s*月(?!\s*[-−]?\d)/gu,
    says: '起止月份用了短横线',
    helps: '数值起止用一字线或浪纹线：1—6月、1～6月。',
    instead: match => match[0].replace(/\s*[-−]\s*/u, '—'),
  },
  {
    pattern: /\d+(?:\.\d+)?\s*[-—–~～]\s*\d+(?:\.\d+)?[%％]/gu,
    says: '百分数的范围，前一个数缺百分号',
    helps: '写作“5%～10%”。',
  },
  {
    pattern: /(?:约|近|大约)\s*\d[\d.]*\s*(?:万|亿)?\s*[\p{Script=Han}%]{0,3}(?:左右|余|多|以上|上下)/gu,
    says: '“约”与“左右”“余”“以上”重复',
    helps: '表示概数的词只用一个。',
  },
  {
    pattern: /(?:超过|突破|达到?)\s*\d[\d.]*\s*(?:万|亿)?\s*\p{Script=Han}{0,2}(?:多|余)(?!\p{Script=Han}{0,2}以)/gu,
    says: '“超过”与“多”“余”重复',
    helps: '表示概数的词只用一个。',
  },
  {
    pattern: /(?:降低|减少|下降|缩短|缩小)了?\s*\d+(?:\.\d+)?\s*倍/gu,
    says: '减少不能用倍数',
    helps: '写作“减少百分之几”或“减少到原来的几分之一”。',
  },
]

const slips =
  (code: RemarkCode, weight: Remark['weight'], list: readonly Slip[]): Check =>
  ({ lines }) =>
    lines.flatMap((line, paragraph) =>
      list.flatMap(({ pattern, says, helps, instead }) =>
        [...line.matchAll(pattern)].map(match =>
          remarkAt(paragraph, match, {
            code,
            weight,
            says: `${says}：“${match[0].trim()}”。`,
            helps,
            ...(instead === undefined ? {} : { instead: instead(match) }),
          }),
        ),
      ),
    )

const DOUBLED =
  /(\p{Script=Han}{2,6})\1|(?<!\p{Script=Han}目)(的|了|在|和|是|对|将|与|及|为)\2(?!\p{Script=Han}?确|士|不)/gu
/** Said twice on purpose. */
const REDUPLICATED = new Set(
  '研究 商量 讨论 考虑 了解 打听 学习 休息 整理 收拾 体会 锻炼 观察 琢磨 彼此 一步 许多 星星 一个 一遍 一户 一村 一件'.split(
    ' ',
  ),
)

const repeated: Check = ({ lines, sentences }) => {
  const doubled = lines.flatMap((line, paragraph) =>
    [...line.matchAll(DOUBLED)]
      .filter(match => !REDUPLICATED.has(match[1] ?? ''))
      .map(match =>
        remarkAt(paragraph, match, {
          code: 'repeated',
          weight: 'warning',
          says: `“${match[1] ?? match[2] ?? ''}”连写了两遍。`,
          helps: '删去多余的一个。',
          instead: match[1] ?? match[2] ?? '',
        }),
      ),
  )
  const seen = new Map<string, number>()
  const twice = sentences.flatMap(({ text, paragraph, from, to }) => {
    const key = text.replace(/[\p{P}\s]/gu, '')
    if (key.length < 10) return []
    const before = seen.get(key)
    seen.set(key, before ?? paragraph)
    if (before === undefined) return []
    return [
      {
        code: 'repeated' as const,
        weight: 'warning' as const,
        place: { paragraph, from, to },
        says: `这一句与第 ${before} 段里的一句相同。`,
        helps: '删去其中一句。',
        instead: null,
      },
    ]
  })
  return [...doubled, ...twice]
}

const STOCK =
  /(?:进一步|切实|高度重视|狠抓落实|扎实推进|全力以赴|真抓实干|凝心聚力|奋力|稳步推进|提高政治站位|压紧压实|再上新台阶|坚强保障|有力保障|坚实基础|良好氛围|浓厚氛围|得到一致好评|取得(?:了)?(?:明显|显著|良好|阶段性)?成效)/gu
const STOCK_MANY = 4

const stock: Check = ({ lines, sentences }) => {
  const found = lines.slice(1).flatMap((line, index) => [...line.matchAll(STOCK)].map(match => ({ index, match })))
  if (found.length < STOCK_MANY || found.length * 3 < sentences.length) return []
  const words = [...new Set(found.map(({ match }) => match[0]))].slice(0, 4)
  return [
    remarkOn({
      code: 'stock',
      weight: 'hint',
      says: `套话 ${found.length} 处：${words.map(word => `“${word}”`).join('、')}……`,
      helps: '删去不影响意思的套话，把位置让给数据和做法。',
    }),
  ]
}

const confusions = slips('confusion', 'warning', CONFUSIONS)

/** How it is written down. */
export const WRITING_CHECKS: readonly Check[] = [
  slips('punctuation', 'warning', PUNCTUATION),
  slips('numerals', 'warning', NUMERALS),
  repeated,
  stock,
  confusions,
]
