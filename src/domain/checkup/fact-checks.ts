import { chineseDate, daysBetween, LocalDate } from '../calendar.ts'
import { type Check, type Remark, remarkAt, remarkOn } from './remark.ts'

const FULL_DAY = /(?:(\d{4})\s*年\s*)?(\d{1,2})\s*月\s*(\d{1,2})\s*日/gu

/** Every day a text names, by the year it gives or the last one before today in which it can have been; null where the calendar has none. */
function daysIn(lines: readonly string[], today: LocalDate) {
  return lines.flatMap((line, paragraph) =>
    [...line.matchAll(FULL_DAY)].map(match => {
      const text = (year: number): string =>
        `${year}-${(match[2] ?? '').padStart(2, '0')}-${(match[3] ?? '').padStart(2, '0')}`
      const thisYear = Number(today.slice(0, 4))
      const day = LocalDate.safeParse(text(Number(match[1] ?? thisYear))).data ?? null
      // 12月28日 read in January was last year's.
      const earlier =
        match[1] === undefined && day !== null && daysBetween(today, day) > 180
          ? (LocalDate.safeParse(text(thisYear - 1)).data ?? day)
          : day
      return { paragraph, match, day: earlier }
    }),
  )
}

const dates: Check = ({ lines, today, found, settings: { daysOld } }) => {
  const days = daysIn(lines, today)
  const remarks: Remark[] = days
    .filter(({ day }) => day === null)
    .map(({ paragraph, match }) =>
      remarkAt(paragraph, match, {
        code: 'date',
        weight: 'warning',
        says: `日历上没有“${match[0]}”。`,
        helps: '请核对原始记录后改正。',
      }),
    )
  const known = days.flatMap(({ day, ...rest }) => (day === null ? [] : [{ ...rest, day }]))
  const last = known.toSorted((a, b) => (a.day < b.day ? 1 : -1))[0]
  if (found.genre !== 'news' || last === undefined || daysBetween(last.day, today) <= daysOld) return remarks
  return [
    ...remarks,
    remarkAt(last.paragraph, last.match, {
      code: 'outdated',
      weight: 'warning',
      says: `文中最近的日期是${chineseDate(last.day)}，距今 ${daysBetween(last.day, today)} 天，超过 ${daysOld} 天。`,
      helps: '动态信息过时就失去意义：补上最近的进展和数据，或改写成经验、问题类信息。',
    }),
  ]
}

const WHEN =
  /(?:\d+\s*月|\d+\s*日|今年|去年|上半年|下半年|季度|截至|近年|以来|目前|近日|日前|汛期|春季|夏季|秋季|冬季|本月|上月)/u
const WHO =
  /(?:局|科|处|中心|支队|所|站|乡|镇|街道|村|公司|企业|合作社|社区|部门|单位|委|办|群众|农户|党员|林场|县|市|区)/u
const WHERE = /(?:县|市|区|乡|镇|村|街道|社区|园区|林场|湿地|河|湖|库|路|项目|全域|辖区|基层|单位|窗口|大厅)/u
const WHY = /(?:为|针对|因|由于|围绕|着眼|问题|难|需求|要求|目的|以便|从而|影响|制约|保障|落实|解决)/u
const HOW = /(?:一是|通过|采取|建立|推行|实行|组织|开展|利用|把|将|对|由|成立|制定|安排|建议|做法|完成|办理)/u

/** 五要素: when, where, who, why and how; the what is the text. Looked for in the whole of it, and only in a text of some length. */
const elements: Check = ({ lines, sentences }) => {
  const all = lines.join('\n')
  if (sentences.length === 0) return []
  const missing = [
    ...(WHEN.test(all) ? [] : ['何时']),
    ...(WHERE.test(all) ? [] : ['何地']),
    ...(WHO.test(all) ? [] : ['何人（何单位）']),
    ...(WHY.test(all) ? [] : ['为何']),
    ...(HOW.test(all) ? [] : ['如何做']),
  ]
  const remarks: Remark[] =
    missing.length === 0
      ? []
      : [
          remarkOn({
            code: 'elements',
            weight: missing.length > 1 ? 'warning' : 'hint',
            says: `没有看到：${missing.join('、')}。`,
            helps: '一条信息应交代何时、何地、何人、何事、为何、如何，缺哪一项就补哪一项。',
          }),
        ]
  const dated = /\d+\s*[月日]/u.test(all)
  const soon = lines.flatMap((line, paragraph) => {
    const match = /(?:近日|日前|近期|前不久|前段时间)/u.exec(line)
    return match === null || dated ? [] : [{ paragraph, match }]
  })[0]
  if (soon !== undefined)
    remarks.push(
      remarkAt(soon.paragraph, soon.match, {
        code: 'elements',
        weight: 'hint',
        says: `只写“${soon.match[0]}”，没有日期。`,
        helps: '写明月、日，编辑才能判断时效和编入哪一期。',
      }),
    )
  return remarks
}

const NO_UNIT = /(?<![\d.,，/\-—–~～:：第之〔[（(A-Za-z#＃“"])\d{2,}(?:\.\d+)?(?=[，。；、）)]|$)/gu
/** Figures that need none: years, telephone and document numbers, what stands after 比分 or in a list of numbers with one unit at its end. */
const NEEDS_NO_UNIT = /(?:电话|联系|邮编|编号|文号|第|图斑号|号|代码|其中：|分别为|比分|代|版)[^，。；]{0,12}$/u

const AROUND = 30

const units: Check = ({ lines }) =>
  lines.slice(1).flatMap((line, index) =>
    [...line.matchAll(NO_UNIT)]
      .filter(({ 0: figure, index: at }) => {
        // A short look to either side: a line may be a whole book of figures.
        const before = line.slice(Math.max(0, at - AROUND), at)
        const list = /^(?:、\d+(?:\.\d+)?)+\s*[\p{Script=Han}%％]/u.test(
          line.slice(at + figure.length, at + figure.length + AROUND),
        )
        return !NEEDS_NO_UNIT.test(before) && !list && !/^(?:19|20)\d\d$/u.test(figure) && figure.length < 7
      })
      .map(match =>
        remarkAt(index + 1, match, {
          code: 'unit',
          weight: 'warning',
          says: `“${match[0]}”后面没有计量单位。`,
          helps: '补上单位：亩、公顷、件、户、万元、%……',
        }),
      ),
  )

const MEASURED = /\d+(?:\.\d+)?\s*(?:%|％|个百分点|万|亿|亩|公顷|件|户|宗|处|吨|人次)/gu
const SOURCED =
  /(?:截至|截止|据|统计|调查|摸底|排查|抽查|测算|显示|普查|核查|比对|台账|监测|年|月|季度|目前|以来|累计|今年|去年|同比)/u

const sources: Check = ({ lines }) => {
  const measured = lines
    .slice(1)
    .flatMap((line, index) => [...line.matchAll(MEASURED)].map(match => ({ index, match })))
  const [first] = measured
  if (first === undefined || measured.length < 2 || SOURCED.test(lines.join('\n'))) return []
  return [
    remarkAt(first.index + 1, first.match, {
      code: 'source',
      weight: 'hint',
      says: '数据没有来源，也没有统计时点。',
      helps: '写明“截至×月×日”“据××统计（摸底、抽查）”，便于编辑核对和领导引用。',
    }),
  ]
}

const VAGUE =
  /(?:大幅|明显|显著|极大|大大|有效|不断|进一步)(?:提高|提升|增加|增强|改善|下降|减少|缩短|降低)|(?:大量|大批|众多|不少|绝大多数|一大批)(?=的?[\p{Script=Han}])/gu

const vagueness: Check = ({ lines, sentences }) =>
  sentences
    .filter(({ text }) => !/\d|[一二三四五六七八九十百]+(?:成|倍)/u.test(text))
    .flatMap(({ text, paragraph, from }) =>
      [...text.matchAll(VAGUE)].slice(0, 1).map(match => ({ match, paragraph, from })),
    )
    .slice(0, 5)
    .map(({ match, paragraph, from }) => {
      const at = from + match.index
      return {
        code: 'vague' as const,
        weight: 'hint' as const,
        place: { paragraph, from: at, to: at + match[0].length },
        says: `“${match[0]}”只说了程度。`,
        helps: '换成数：由多少到多少，涉及多少户、多少件。',
        instead: null,
      }
    })
    .filter(({ place }) => lines[place.paragraph] !== undefined)

const POSTS =
  '(?:党委|党组|支部|工委)?(?:书记|副书记)|(?:副?(?:市长|县长|区长|局长|主任|厅长|处长|科长|支队长|镇长|乡长|主席|部长|秘书长|总师|总工程师|总规划师))|二级巡视员|一级调研员|(?:党组|班子|党委)成员|总林长'
const LEADER = new RegExp(`(?:${POSTS})(?:、(?:${POSTS}))*(?!会议|专题|带队|办公|接待|热线|信箱|组织|主持)`, 'gu')
const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤'
const NAME = new RegExp(
  `^(?:同志)?[${SURNAMES}][\\p{Script=Han}]{1,2}(?=(?:同志|带队|一行|主持|出席|参加|到|赴|来|在|率|强调|指出|作|陪同|对|深入|先后|[，、。；]|$))`,
  'u',
)

const leaders: Check = ({ lines }) =>
  lines.flatMap((line, paragraph) =>
    [...line.matchAll(LEADER)].flatMap(match => {
      const name = NAME.exec(line.slice(match.index + match[0].length))
      if (name === null) return []
      const whole = { 0: `${match[0]}${name[0]}`, index: match.index }
      return [
        remarkAt(paragraph, whole, {
          code: 'leader',
          weight: 'hint',
          says: `写了领导姓名：“${whole[0]}”。`,
          helps: '请核对姓名、现任职务和排序；信息一般只写单位做了什么，领导活动少写或不写。',
        }),
      ]
    }),
  )

/** Facts that can be seen to be missing or doubtful without knowing the office. */
export const FACT_CHECKS: readonly Check[] = [dates, elements, units, sources, vagueness, leaders]
