import fc from 'fast-check'
import { firstDay, period, periodAfter } from '../../src/domain/calendar.ts'
import type {
  Claim,
  HeadClause,
  Measure,
  Notice,
  NoticeItem,
  NoticeList,
  NoticeTable,
  Wording,
} from '../../src/domain/notice/notice.ts'

/** Notices of any shape that `layout` can print and `readNotice` must read again, for property tests. */

const claim = (x100: number): Claim => ({ x100, place: { part: 'document' } })
const say = (text: string): Wording => ({ text, place: { part: 'document' } })

interface Group {
  readonly title: string
  readonly group: string
  readonly section: string
  readonly units: readonly string[]
}

/** `title` is what stands between the month and 政务信息统计; a class alone goes on under the title before it. */
const GROUPS: readonly Group[] = [
  {
    title: '县（市、区）局政务信息统计',
    group: '县（市、区）局',
    section: '县（市、区）局',
    units: ['阳谷局', '临清局', '开发区分局', '莘县局'],
  },
  {
    title: '机关各科室政务信息统计（A类）',
    group: 'A类',
    section: '机关各科室（A类）',
    units: ['开发利用科', '监察（审计）科', '综合科', '林草资源和湿地保护监督科'],
  },
  { title: '（B类）', group: 'B类', section: '机关各科室（B类）', units: ['离退休干部科', '人事科', '财审科'] },
  {
    title: '局属事业单位政务信息统计',
    group: '事业单位',
    section: '事业单位',
    units: ['市林业发展中心', '市规划展览馆', '信息中心'],
  },
]

const COLUMNS: readonly (readonly [heads: readonly string[], measure: Measure])[] = [
  [['上报篇数'], 'submitted'],
  [['采用信息', '市级以上采用篇数'], 'upperAdopted'],
  [['采用信息', '市局简报采用篇数'], 'ownAdopted'],
  [['采用信息', '记分'], 'adoptionPoints'],
  [['采用情况', '园林动态', '综合'], 'outletAdopted'],
  [['采用情况', '园林动态', '独立'], 'outletAdopted'],
  [['采用情况', '条数'], 'adopted'],
  [['约稿', '篇数'], 'commissions'],
  [['约稿', '记分'], 'commissionPoints'],
  [['报省市'], 'forwarded'],
  [['本月基础分'], 'basePoints'],
  [['加分'], 'bonusPoints'],
  [['扣分'], 'deductionPoints'],
  [['本月分数'], 'monthPoints'],
  [['累计分数'], 'yearPoints'],
  [['总排名'], 'rank'],
  [['备注'], 'other'],
]

const columnsOf = fc
  .subarray([...COLUMNS], { minLength: 1 })
  .map(columns => columns.map(([heads, measure]) => ({ heads: [...heads], measure })))

const number = fc.oneof(
  fc.integer({ min: 0, max: 400 }).map(whole => whole * 100),
  fc.integer({ min: 0, max: 999_999 }),
  fc.integer({ min: 0, max: 400 }).map(halves => halves * 50),
)
const cell = fc.oneof(
  { weight: 6, arbitrary: number.map((x100): Claim | Wording | null => claim(x100)) },
  { weight: 2, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.constantFrom('/', '未报', '见注').map(say) },
)

const tableOf = (group: Group, index: number, month: string): fc.Arbitrary<NoticeTable> =>
  columnsOf.chain(columns =>
    fc
      .record({
        units: fc.shuffledSubarray([...group.units], { minLength: 1 }),
        cells: fc.array(fc.array(cell, { minLength: columns.length, maxLength: columns.length }), {
          minLength: group.units.length,
          maxLength: group.units.length,
        }),
        total: fc.option(fc.array(number, { minLength: columns.length, maxLength: columns.length })),
      })
      .map(({ units, cells, total }) => ({
        id: `表${index + 1}`,
        title: group.title.startsWith('（') ? group.title : `${month}${group.title}`,
        group: group.group,
        unitHead: '单位',
        columns,
        // A first row without any figure could be one more row of heads.
        rows: units.map((unit, row) => ({
          unit,
          cells: (cells[row] ?? []).map((value, at) => (row === 0 && at === 0 ? claim(700) : value)),
          place: { part: 'table' as const },
        })),
        total: total === null ? null : { unit: '合计', cells: total.map(claim), place: { part: 'table' as const } },
        repeatedHeads: [],
        place: { part: 'table' as const },
      })),
  )

const TITLES = [
  '全市自然资源系统组织开展“庆七一”系列主题活动',
  '1-5月份,冠县2020年-2022年批而未供土地处置已超额完成408.19亩',
  '2023年《林业》工作要点发布',
  '临清局对土地(林业)执法案件进行集体会审',
  '3分钟办结不动产登记',
  '10余起案件会审',
  '市规划展览馆被确定为主题党日活动教育点（基地）',
  '“两河明珠”行动',
  '端午节到来之际，市局开展系列主题活动。',
  '省厅约稿工作培训',
  'GIS平台与Smart City试点上线',
  '高新区“田长制”管理模式落地有“三招”',
]

const LABELS: readonly Pick<NoticeItem, 'label' | 'issue' | 'kind' | 'source'>[] = [
  { label: '第9期', issue: 9, kind: null, source: '' },
  { label: '第9期 信息', issue: 9, kind: 'report', source: '' },
  { label: '第10期 简讯', issue: 10, kind: 'brief', source: '' },
  { label: '市政府约稿', issue: null, kind: 'commission', source: '市政府' },
  { label: '省厅约稿', issue: null, kind: 'commission', source: '省厅' },
]

const item = fc.record({ title: fc.constantFrom(...TITLES), label: fc.constantFrom(...LABELS) })

const CLAUSES: readonly (readonly [Measure, string, string])[] = [
  ['submitted', '报送稿件', '篇'],
  ['upperAdopted', '市级以上采用', '篇'],
  ['reports', '市局采用信息', '篇'],
  ['briefs', '简讯', '则'],
  ['adoptionPoints', '合计', '分'],
  ['commissions', '上级约稿信息', '篇'],
  ['commissionPoints', '合计', '分'],
  ['forwarded', '报市', '篇'],
  ['basePoints', '本月基础分', '分'],
  ['yearPoints', '累计', '分'],
]

/** 合计 says what it sums by what stands before it. */
const isTold = (measure: Measure, before: Measure | undefined): boolean =>
  measure === 'adoptionPoints'
    ? before === 'reports' || before === 'briefs'
    : measure === 'commissionPoints'
      ? before === 'commissions'
      : true

const head = fc
  .subarray([...CLAUSES])
  .chain(clauses =>
    fc.tuple(fc.constant(clauses), fc.array(number, { minLength: clauses.length, maxLength: clauses.length })),
  )
  .map(([clauses, numbers]) =>
    clauses.flatMap(([measure, wording, unit], index): HeadClause[] =>
      isTold(measure, clauses[index - 1]?.[0]) ? [{ measure, wording, unit, claim: claim(numbers[index] ?? 0) }] : [],
    ),
  )

const listOf = (unit: string, section: string): fc.Arbitrary<NoticeList> =>
  fc.record({ head, items: fc.array(item, { maxLength: 4 }) }).map(({ head, items }) => ({
    unit,
    section,
    head,
    items: items.map(({ title, label }, index) => ({
      number: index + 1,
      title,
      ...label,
      place: { part: 'list' as const },
    })),
    place: { part: 'list' as const },
  }))

/** A name alone can be told from any other words only by its row or its titles. */
const isKnown = (list: NoticeList, tables: readonly NoticeTable[]): boolean =>
  list.head.length + list.items.length > 0 || tables.some(table => table.rows.some(row => row.unit === list.unit))

const NOTES = [
  '按照考核办法规定的标准计分。',
  '本次通报范围为6月份刊物。',
  '2023年以前的稿件不计。',
  '1.5分的按0.5分计。',
]
const PROSE = [
  '总体来看，各单位报送稿件有所增加、质量有所上升，但部分单位仍然就会议写会议。',
  '请各单位加大问题分析类、经验总结类信息的挖掘，更好地发挥参谋辅政的作用。',
]

const count = fc.integer({ min: 0, max: 2000 })

/** The paragraph of figures, as most offices word it, and what it states. */
const figures = fc.tuple(count, count, count, count, count).map(numbers => {
  const [whole = 0, first = 0, second = 0, third = 0, fourth = 0] = numbers
  return {
    text: `市局办公室共收到信息${whole}条，其中各县（市、区）局信息${first}条、机关各科室信息${second}条；市局采用县（市、区）局信息${third}条、机关各科室信息${fourth}条。`,
    cover: [
      { measure: 'submitted' as const, subject: '', claim: claim(whole * 100), partOf: null },
      { measure: 'submitted' as const, subject: '各县（市、区）局', claim: claim(first * 100), partOf: 0 },
      { measure: 'submitted' as const, subject: '机关各科室', claim: claim(second * 100), partOf: 0 },
      { measure: 'ownAdopted' as const, subject: '县（市、区）局', claim: claim(third * 100), partOf: null },
      { measure: 'ownAdopted' as const, subject: '机关各科室', claim: claim(fourth * 100), partOf: null },
    ],
  }
})

const leaders = fc
  .record({
    by: fc.constantFrom('yearPoints' as const, 'monthPoints' as const, 'unknown' as const),
    names: fc.subarray(['阳谷局', '临清局', '开发区分局', '东昌府（江北）分局'], { minLength: 1 }),
    points: fc.option(fc.array(number, { minLength: 4, maxLength: 4 })),
  })
  .map(({ by, names, points }) => {
    const score = (index: number): string => (points === null ? '' : `（${(points[index] ?? 0) / 100}分）`)
    const words = { yearPoints: '累计得分', monthPoints: '本月得分', unknown: '得分' }[by]
    return {
      text: `${words}前三的县（市、区）局为${names.map((name, index) => `${name}${score(index)}`).join('、')}。`,
      leaders: [
        {
          by,
          subject: '县（市、区）局',
          stated: 3,
          names: names.map((name, index) => ({ name, points: points === null ? null : claim(points[index] ?? 0) })),
          place: { part: 'body' as const },
        },
      ],
    }
  })

/** Notices with several groups, columns of one to three levels, heads, titles with every kind of mark, and any part left out. */
export const anyNotice: fc.Arbitrary<Notice> = fc
  .record({
    month: fc.integer({ min: 0, max: 30 }).map(index => periodAfter(period('2022-01'), index)),
    groups: fc.subarray([...GROUPS], { minLength: 1 }).filter(groups => groups[0]?.title !== '（B类）'),
    span: fc.constantFrom('', '', '', '1-3月份', '三季度'),
  })
  .chain(({ month, groups, span }) => {
    const spoken = span === '' ? `${Number(month.slice(5))}月份` : span
    return fc
      .record({
        tables: fc.tuple(...groups.map((group, index) => tableOf(group, index, spoken))),
        lists: fc.tuple(...groups.flatMap(group => group.units.map(unit => listOf(unit, group.section)))),
        hasLists: fc.boolean(),
        recipients: fc.option(fc.constantFrom('各县（市、区）局，机关各科室、局属各分局', '各科室')),
        attachment: fc.option(fc.constantFrom('政务信息采用情况', '采用统计表')),
        notes: fc.subarray(NOTES),
        prose: fc.subarray(PROSE, { minLength: 1 }),
        figures: fc.option(figures),
        leaders: fc.option(leaders),
        sentTo: fc.option(fc.constant('各县（市、区）局，机关各科室')),
        colophon: fc.subarray(['责任编辑：甲　乙', '投稿：news@example.cn', '电话：0635-8321680']),
        issuer: fc.option(fc.constant('聊城市自然资源和规划局')),
      })
      .map(
        (parts): Notice => ({
          title: say(`关于${spoken}政务信息采用情况的通报`),
          period: span === '' ? month : null,
          span,
          issuer: parts.issuer === null ? null : say(parts.issuer),
          issuedOn: firstDay(periodAfter(month)),
          recipients: parts.recipients === null ? null : say(parts.recipients),
          sentTo: parts.sentTo === null ? null : say(parts.sentTo),
          attachment: parts.attachment === null ? null : say(`${spoken}${parts.attachment}`),
          body: [
            ...(parts.figures === null ? [] : [`${spoken}，${parts.figures.text}`]),
            ...(parts.leaders === null ? [] : [parts.leaders.text]),
            ...parts.prose,
          ].map(say),
          cover: parts.figures === null ? [] : parts.figures.cover,
          leaders: parts.leaders === null ? [] : parts.leaders.leaders,
          tables: parts.tables,
          lists: parts.hasLists ? parts.lists.filter(list => isKnown(list, parts.tables)) : [],
          notes: parts.notes.map(say),
          colophon: parts.colophon.map(say),
        }),
      )
  })
