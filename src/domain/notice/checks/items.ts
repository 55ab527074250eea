import { finding } from '../findings.ts'
import type { Finding, NoticeItem } from '../notice.ts'
import { type Context, listPlace, nameList, type UnitList } from './context.ts'
import { grouped } from './grouped.ts'
import { storyKey } from './stories.ts'

/** Numbers of each list run 1, 2, 3 …; only the first slip of a list is said, the rest follows from it. */
export function itemNumbers({ lists }: Context): Finding[] {
  return lists.flatMap(list => {
    const numbered = list.list.items.flatMap(item => (item.number === null ? [] : [{ item, number: item.number }]))
    if (numbered.length === 0) return []
    const index = numbered.findIndex(({ number }, at) => number !== at + 1)
    const slip = numbered[index]
    if (slip === undefined) return []
    const before = numbered[index - 1]
    const how =
      before === undefined
        ? `从 ${slip.number} 开始`
        : slip.number === before.number
          ? `重号 ${slip.number}`
          : `${before.number} 之后是 ${slip.number}`
    return [finding('item-number', listPlace(list, slip.item.place), `${list.unit}清单序号${how}，应为 ${index + 1}`)]
  })
}

/** What one title may stand for once in a list: a story may be adopted in two issues, or be a commission and an adoption. */
const useKey = (item: NoticeItem): string => `${storyKey(item.title)} ${item.kind === 'commission'} ${item.issue}`

/** The same title twice in one list. */
export function repeatedItems({ lists }: Context): Finding[] {
  return lists.flatMap(list =>
    [...grouped(list.list.items, useKey).values()].flatMap(([first, ...again]) => {
      if (first === undefined || storyKey(first.title) === '') return []
      return again.map(item =>
        finding(
          'item-repeated',
          listPlace(list, item.place),
          `${list.unit}第 ${item.number ?? '？'} 条与第 ${first.number ?? '？'} 条标题相同：“${item.title}”`,
        ),
      )
    }),
  )
}

interface Listed {
  readonly list: UnitList
  readonly item: NoticeItem
}

const allItems = ({ lists }: Context): Listed[] => lists.flatMap(list => list.list.items.map(item => ({ list, item })))

/** Items whose title the notice does not merely repeat from the register. */
const ownTitles = (context: Context): Listed[] =>
  allItems(context).filter(({ item }) => !context.isRegistered(item.title))

/** So rare an issue number is taken for a slip: at most two items, and at most one in twenty. */
const RARE = { items: 2, oneIn: 20 }

/** Issue numbers that are not of this month, or not of this title: by the records, else the rare one among many alike. */
export function issueNumbers(context: Context): Finding[] {
  const used = allItems(context).filter(({ item }) => item.issue !== null)
  const misplaced = againstRecord(context, used)
  const byIssue = [...grouped(used, ({ item }) => String(item.issue))].sort((a, b) => b[1].length - a[1].length)
  const usual = byIssue[0]
  const { issues } = context.known
  if (usual === undefined) return []
  const isOdd = ([issue, uses]: [string, Listed[]]) =>
    issues
      ? !issues.includes(Number(issue))
      : uses !== usual[1] && uses.length <= RARE.items && usual[1].length >= uses.length * (RARE.oneIn - 1)
  const odd = byIssue
    .filter(isOdd)
    .flatMap(([issue, uses]) =>
      uses
        .filter(one => !misplaced.has(one))
        .map(({ list, item }) =>
          finding(
            'issue-differs',
            listPlace(list, item.place),
            issues
              ? `${list.unit}第 ${item.number ?? '？'} 条写第${issue}期，本月刊物只有第${nameList(issues.map(String))}期`
              : `${list.unit}第 ${item.number ?? '？'} 条写第${issue}期，其余 ${usual[1].length} 条都是第${usual[0]}期`,
          ),
        ),
    )
  return [...misplaced.values(), ...odd]
}

/** Titles that stand on record in other issues than here. */
function againstRecord({ known }: Context, used: readonly Listed[]): Map<Listed, Finding> {
  const onRecord = grouped(known.issuedIn ?? [], ({ title }) => storyKey(title))
  const found = new Map<Listed, Finding>()
  for (const one of used) {
    const { list, item } = one
    const issues = [...new Set((onRecord.get(storyKey(item.title)) ?? []).map(({ issue }) => issue))]
    if (issues.length === 0 || issues.some(issue => issue === item.issue)) continue
    const message = `${list.unit}第 ${item.number ?? '？'} 条写第${item.issue}期，登记采用在第${nameList(issues.map(String))}期`
    found.set(one, finding('issue-differs', listPlace(list, item.place), message))
  }
  return found
}

/** Only where nearly every title has its source behind it, one without is a slip. */
const LABELLED = 9

/** Titles that do not say where they were used, among many that do. */
export function missingLabels(context: Context): Finding[] {
  const items = allItems(context)
  const bare = items.filter(({ item }) => item.label === '')
  if (bare.length === 0 || items.length - bare.length < bare.length * LABELLED) return []
  return bare.map(({ list, item }) =>
    finding(
      'label-missing',
      listPlace(list, item.place),
      `${list.unit}第 ${item.number ?? '？'} 条没有写期号或约稿来源：“${item.title}”，其余 ${items.length - bare.length} 条都写了`,
    ),
  )
}

/** Letters that begin a word and hardly ever end one (培训, 宣传, 扎实 …), and 的 other than in 目的. */
const OPEN_ENDING = /(?:[培宣扎贯推摸弘颁踊踏携凝夯秉瞄狠锚锻砥赓于以或把被第]|(?:^|[^目])的)$/u
/** The words titles end with most, without their last letter; the words before them keep 开工, 生活 or 国情 out. */
const HALF_ENDINGS = [
  /(?:主题|宣传|系列|教育|实践|党日|志愿|慰问|竞赛|签名|公益|文化)活$/, // 活动
  /(?:进展|建设|完成|开展|落实|整改|运行|合作)情$/, // 情况
  /(?:启动|揭牌|签约|开馆|颁奖|颁发|授牌)仪$/, // 仪式
  /(?:专项|攻坚|整治|执法)行$/, // 行动
  /(?:检查|整治|调查|普查|排查|保护|修复|管理|登记|审批|验收|培训|监管|执法|防控|防治|飞防|征收|审核|指导|督导|服务|处置|筹备)工$/, // 工作
  /(?:工作|实施|行动)方$/, // 方案
  /(?:指导|实施|审查)意$/, // 意见
  /(?:问题及|意见和|有关)建$/, // 建议
  /(?:技能|知识|职业)竞$/, // 竞赛
  /乡村振$/, // 振兴
  /高质量发$/, // 发展
  /(?:级|通过|组织)验$/, // 验收
  /(?:综合|绩效|考核)评$/, // 评价
  /(?:深入|专题)研$/, // 研究, 研讨
  /动态调$/, // 调整
  /(?:参观|座谈|学习|业务)交$/, // 交流
  /(?:工作|年度)计$/, // 计划
  /(?:\d个|突出|疑难|热点)问$/, // 问题
  /(?:预算|用地|考核)指$/, // 指标
  /荣誉称$/, // 称号
  /提质增$/, // 增效
  /(?:高效|综合|集约|开发|合理|循环)利$/, // 利用
  /(?:智能|自动|联合)审$/, // 审核, 审查
  /(?:新|服务|管理|治理|监管)模$/, // 模式
  /(?:金融|债务|廉政|安全|法律)风$/, // 风险
  /(?:摘牌|挂牌|拍卖)成$/, // 成交
  /(?:荣获|获评).*[一二三]等$/, // 三等奖
  /在[^在]{2,16}[^选列义壮创检善推待]举$/, // 举办, 举行
  /》项$/, // 项目
  /完成\d[\d.]*$/, // a quantity without its unit
]
/** A title that lacks so few of another one's last letters was cut, not worded otherwise. */
const CUT_MAX = 3

/** Titles that end in the middle of a word, or a few letters before the same title elsewhere. A cut between words cannot be told. */
export function cutTitles(context: Context): Finding[] {
  const items = allItems(context)
  const keys = [...new Set(items.map(({ item }) => storyKey(item.title)))]
  return ownTitles(context).flatMap(({ list, item }) => {
    const key = storyKey(item.title)
    if (key === '') return []
    const whole = keys.find(
      other =>
        other.length > key.length &&
        key.length >= CUT_MAX * 2 &&
        other.length - key.length <= CUT_MAX &&
        other.startsWith(key),
    )
    const halved = OPEN_ENDING.test(item.title) || HALF_ENDINGS.some(ending => ending.test(item.title))
    if (whole === undefined && !halved) return []
    const why = whole === undefined ? '末尾像是断在词中' : `别处的同一标题以“${whole.slice(-CUT_MAX - 2)}”结尾`
    return [
      finding(
        'title-cut',
        listPlace(list, item.place),
        `${list.unit}第 ${item.number ?? '？'} 条“…${item.title.slice(-10)}”似不完整：${why}`,
      ),
    ]
  })
}

const PAIRS: readonly (readonly [string, string])[] = [
  ['“', '”'],
  ['‘', '’'],
  ['《', '》'],
  ['(', ')'],
  ['【', '】'],
  ['「', '」'],
  ['〔', '〕'],
]

/** Quotes and brackets without a partner. */
export function openBrackets(context: Context): Finding[] {
  return ownTitles(context).flatMap(({ list, item }) => {
    const title = item.title.replaceAll('（', '(').replaceAll('）', ')')
    const odd = [
      ...PAIRS.flatMap(([open, close]) => unpaired(title, open, close)),
      ...(title.split('"').length % 2 === 0 ? ['"'] : []),
    ]
    if (odd.length === 0) return []
    return [
      finding(
        'title-brackets',
        listPlace(list, item.place),
        `${list.unit}第 ${item.number ?? '？'} 条标题里的 ${odd.join('、')} 不成对：“${item.title}”`,
      ),
    ]
  })
}

function unpaired(text: string, open: string, close: string): string[] {
  let depth = 0
  for (const character of text) {
    if (character === open) depth += 1
    if (character === close) depth -= 1
    if (depth < 0) return [close]
  }
  return depth > 0 ? [open] : []
}

/** A full stop or comma at the end of a title. */
export function strayEndings(context: Context): Finding[] {
  return ownTitles(context).flatMap(({ list, item }) => {
    const mark = /[。，、；：,;:．.]$/u.exec(item.title.trim())?.[0]
    if (mark === undefined) return []
    return [
      finding(
        'title-ending',
        listPlace(list, item.place),
        `${list.unit}第 ${item.number ?? '？'} 条标题末尾多“${mark}”：“${item.title}”`,
      ),
    ]
  })
}
