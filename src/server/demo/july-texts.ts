import type { ArticleGenre } from '../../domain/article.ts'

/**
 * Articles for the demo office's July: what the units of such a bureau write about in that month, in our own words, with figures that differ by
 * unit and are made up by a fixed rule. Some are good, some only report a meeting, some lack figures: so that every flag and state has its example.
 */
export interface DemoArticle {
  readonly unit: string
  readonly day: number
  readonly genre: ArticleGenre
  readonly title: string
  readonly paragraphs: readonly string[]
}

interface Theme {
  readonly genre: ArticleGenre
  /** `figure(n, from, to)` is the n-th figure of this article, between the two. */
  readonly write: (place: string, figure: (n: number, from: number, to: number) => number) => readonly string[]
}

/** First text is the title. */
const COUNTY: readonly Theme[] = [
  {
    genre: 'experience',
    write: (place, figure) => [
      `${place}“三个一”做法破解设施农业用地备案难`,
      `针对设施农业用地备案材料多、往返次数多的问题，${place}把踏勘、审核、上图三个环节并为一次办理。今年以来办理备案${figure(1, 18, 64)}宗、面积${figure(2, 320, 980)}亩，平均用时由${figure(3, 12, 18)}个工作日缩短到${figure(4, 4, 7)}个工作日。`,
      `一是一张清单告知，把应交材料由${figure(5, 11, 15)}项减到${figure(6, 5, 7)}项；二是一次踏勘定界，乡镇、自然资源所、经营主体同时到场；三是一图上账，备案当日录入国土调查云。`,
      `${place}某种植专业合作社申请建设育苗温室，从提交材料到拿到备案回执只用了3天，比去年同类事项少跑2次。下一步拟在全部乡镇推开，建议上级明确附属设施占比的认定口径。`,
    ],
  },
  {
    genre: 'problem',
    write: (place, figure) => [
      `基层反映闲置宅基地盘活存在三方面问题`,
      `${place}对${figure(1, 24, 60)}个村摸底发现，闲置宅基地${figure(2, 410, 1260)}处，占总数的${figure(3, 6, 14)}%，其中连续闲置5年以上的${figure(4, 120, 380)}处。`,
      `一是权属不清，${figure(5, 21, 46)}%的闲置宅基地有继承、分户未登记等情形；二是退出补偿无资金来源，村集体平均可支配收入只有${figure(6, 3, 9)}万元；三是流转用途受限，有意租用的${figure(7, 8, 26)}家经营主体因手续问题搁置。`,
      '建议：出台退出补偿的指导标准；把盘活项目纳入城乡建设用地增减挂钩；对继承登记开设集中办理窗口。',
    ],
  },
  {
    genre: 'news',
    write: (place, figure) => [
      `${place}上半年批而未供土地处置完成年度任务的${figure(1, 58, 92)}%`,
      `截至6月底，${place}处置批而未供土地${figure(2, 640, 2100)}亩，完成年度任务的${figure(1, 58, 92)}%；处置闲置土地${figure(3, 90, 410)}亩，完成${figure(4, 45, 88)}%，均高于序时进度。`,
      `对${figure(5, 9, 31)}个项目逐宗建账，实行周调度、月通报，由分管负责人包保。`,
    ],
  },
  {
    genre: 'news',
    write: (place, figure) => [
      `${place}完成汛前地质灾害隐患点排查`,
      `汛期来临前，${place}组织技术单位对${figure(1, 6, 19)}处地质灾害隐患点和${figure(2, 12, 40)}处采空塌陷区边缘逐点核查，更新警示标志${figure(3, 14, 52)}块，落实群测群防员${figure(4, 9, 36)}名，发放明白卡${figure(5, 120, 460)}份。`,
      '对核查出的问题建立台账，明确整改时限和责任人，汛期实行24小时值班。',
    ],
  },
  {
    genre: 'news',
    write: place => [
      `${place}召开7月份重点工作推进会议`,
      `7月上旬，${place}召开重点工作推进会议，班子成员、各科室负责人参加。会议传达了上级有关会议精神，听取了各科室工作汇报。`,
      '会议强调，要提高认识，加强领导，明确责任，狠抓落实。会议要求，各科室要认真贯彻会议精神，确保各项工作落到实处。',
    ],
  },
  {
    genre: 'experience',
    write: (place, figure) => [
      `${place}推行“交房即交证”让群众少跑腿`,
      `${place}把不动产登记窗口前移到交房现场，已在${figure(1, 4, 13)}个小区推行“交房即交证”，发放不动产权证书${figure(2, 620, 2800)}本，群众平均少跑${figure(3, 2, 3)}次，办理时间由${figure(4, 5, 10)}天压缩到当场办结。`,
      '做法是提前介入，在竣工验收阶段同步完成测绘成果审核；并联办理，税务、住建、登记三家数据共享；现场核验，业主凭身份证当场领证。',
      `${place}某小区交付当天，312户业主中有${figure(5, 240, 305)}户拿到证书。`,
    ],
  },
  {
    genre: 'suggestion',
    write: (place, figure) => [
      `关于完善耕地“进出平衡”管理的建议`,
      `${place}在落实耕地“进出平衡”中发现，今年计划转出${figure(1, 180, 760)}亩、转进${figure(2, 190, 790)}亩，实际落实转进${figure(3, 90, 420)}亩，主要受地块零散和整改成本制约，每亩恢复成本${figure(4, 1800, 3900)}元。`,
      '建议明确零散地块归并的最小面积标准；把恢复成本纳入涉农资金统筹；对确实不宜恢复的地块给出退出程序。',
    ],
  },
  {
    genre: 'news',
    write: (place, figure) => [
      `${place}开展违法占用耕地建房“回头看”`,
      `${place}对近三年查处的${figure(1, 21, 74)}宗违法占用耕地建房案件“回头看”，已整改到位${figure(2, 15, 60)}宗，复耕${figure(3, 30, 160)}亩，对整改不彻底的${figure(4, 2, 9)}宗重新立账督办。`,
      `同步巡查新增图斑${figure(5, 40, 190)}个，发现苗头性问题${figure(6, 3, 14)}起，均在动工前制止。`,
    ],
  },
  {
    genre: 'news',
    write: place => [
      `${place}开展防汛应急演练活动`,
      `近日，${place}开展防汛应急演练活动，各有关单位参加。活动中，参演人员按照预案有序开展预警发布、人员转移、物资调运等科目。`,
      '通过演练活动，进一步增强了干部职工的防汛意识和应急处置能力，达到了预期效果。',
    ],
  },
  {
    genre: 'problem',
    write: (place, figure) => [
      `${place}反映高标准农田与永久基本农田图斑套合不一致问题`,
      `${place}套合比对发现，已建高标准农田${figure(1, 12, 38)}万亩中有${figure(2, 900, 4200)}亩不在永久基本农田范围内，涉及${figure(3, 6, 17)}个乡镇、${figure(4, 41, 190)}个图斑。`,
      `原因主要是两次调查的底图不同（占${figure(5, 52, 71)}%）和建设后地类变化。影响补贴核算和后续管护责任划分。`,
      '建议由省级统一下发套合规则和修正时点，允许县级按年度集中更新。',
    ],
  },
]

const SECTION: readonly Theme[] = [
  {
    genre: 'news',
    write: (place, figure) => [
      `${place}上半年业务办理情况分析`,
      `上半年${place}共受理业务${figure(1, 130, 620)}件，同比增长${figure(2, 3, 19)}%；按时办结率${figure(3, 97, 100)}%，提前办结${figure(4, 60, 210)}件。`,
      `退件${figure(5, 7, 33)}件，主要是材料不齐（${figure(6, 55, 80)}%）。已把常见退件原因编成一页清单，供各县（市、区）局对照。`,
    ],
  },
  {
    genre: 'experience',
    write: (place, figure) => [
      `${place}以“码上查”方便群众查询办件进度`,
      `${place}为每件业务生成查询码，群众扫码即可看到办到哪一步、谁在办、还差什么。上线以来查询${figure(1, 900, 4300)}次，电话咨询量下降${figure(2, 22, 48)}%。`,
      `对超过承诺时限的事项自动提醒，已提醒${figure(3, 12, 44)}次，全部按期办结。`,
    ],
  },
  {
    genre: 'news',
    write: place => [
      `${place}组织集中学习`,
      `7月中旬，${place}组织集中学习，全体人员参加。会议学习了有关文件，与会人员谈了体会。`,
      '会议要求，要以学促干，做好当前各项工作。',
    ],
  },
  {
    genre: 'problem',
    write: (place, figure) => [
      `县级数据报送口径不一影响汇总，${place}建议统一`,
      `${place}汇总6月份县级报表时发现，${figure(1, 5, 9)}个县（市、区）局对同一指标有${figure(2, 2, 4)}种口径，返工${figure(3, 9, 28)}次。`,
      '建议统一指标解释，报表带出上期数供核对，对口径调整提前一个月告知。',
    ],
  },
]

const BODY: readonly Theme[] = [
  {
    genre: 'news',
    write: (place, figure) => [
      `${place}上半年完成${figure(1, 9, 31)}项技术服务`,
      `上半年${place}为各县（市、区）完成技术服务${figure(1, 9, 31)}项，外业${figure(2, 210, 760)}人次，形成成果图件${figure(3, 80, 330)}幅，一次验收通过率${figure(4, 91, 100)}%。`,
      `其中为${figure(5, 3, 9)}个重点项目开通绿色通道，平均提前${figure(6, 4, 11)}天交付。`,
    ],
  },
  {
    genre: 'experience',
    write: (place, figure) => [
      `${place}用无人机巡查补上“看不见的最后一公里”`,
      `${place}把无人机巡查与网格员巡查结合，6月以来飞行${figure(1, 31, 120)}架次、覆盖${figure(2, 260, 940)}平方公里，发现疑似问题${figure(3, 17, 66)}处，核实${figure(4, 9, 41)}处，比单靠人工巡查多发现${figure(5, 28, 55)}%。`,
      '图像当日上传、当日派单，属地三个工作日内反馈；对重复出现的点位设为常飞航线。',
    ],
  },
  {
    genre: 'news',
    write: place => [
      `${place}开展主题党日活动`,
      `近日，${place}开展主题党日活动，全体党员参加。活动中，大家重温入党誓词，参观了展览。`,
      '通过活动，党员干部进一步坚定了理想信念。',
    ],
  },
  {
    genre: 'suggestion',
    write: (place, figure) => [
      `${place}关于共享测绘成果减少重复测量的建议`,
      `${place}统计，近两年各类项目重复测量同一区域${figure(1, 24, 83)}次，多支出约${figure(2, 38, 160)}万元。`,
      '建议建立成果目录，凡财政出资的测绘成果三个月内汇交；立项前先查目录，已有成果满足精度的不再另测。',
    ],
  },
]

/** Units with the place their texts speak of. */
const COUNTIES: readonly (readonly [unit: string, place: string])[] = [
  ['阳谷局', '阳谷县'],
  ['临清局', '临清市'],
  ['开发区分局', '开发区'],
  ['高新区分局', '高新区'],
  ['茌平局', '茌平区'],
  ['高唐局', '高唐县'],
  ['度假区分局', '度假区'],
  ['冠县局', '冠县'],
  ['冠县林业局', '冠县林业局'],
  ['东昌府区分局', '东昌府区'],
  ['莘县局', '莘县'],
  ['东阿局', '东阿县'],
]

/** Two units hand in their whole month within three working days: what 报送质量 calls 集中报送. */
const HURRIED: Readonly<Record<string, readonly [number, number, number]>> = {
  度假区分局: [11, 12, 13],
  冠县局: [13, 14, 17],
}

/** A figure that is always the same for one unit, theme and place in the text. */
const figureOf = (seed: number) => (n: number, from: number, to: number) =>
  from + (((seed * 7919 + n * 104_729) % 99_991) % (to - from + 1))

function textOf(theme: Theme, unit: string, place: string, seed: number, day: number): DemoArticle {
  const [title = '', ...paragraphs] = theme.write(place, figureOf(seed))
  return { unit, day, genre: theme.genre, title, paragraphs }
}

/** About 150 articles of 1…23 July, in the order of their days. `sections` and `bodies` are the names of 科室 and 事业单位 in the register. */
export function julyArticles(sections: readonly string[], bodies: readonly string[]): DemoArticle[] {
  const counties = COUNTIES.flatMap(([unit, place], at) =>
    COUNTY.filter((_, theme) => unit in HURRIED || (theme + at) % 6 !== 5).map((theme, index) =>
      textOf(
        theme,
        unit,
        place,
        at * 31 + index * 7 + 3,
        HURRIED[unit]?.[index % 3] ?? 1 + ((at * 5 + index * 3) % 23),
      ),
    ),
  )
  const offices = sections.flatMap((unit, at) =>
    SECTION.filter((_, theme) => (theme + at) % 3 === 0).map((theme, index) =>
      textOf(theme, unit, unit, at * 17 + index * 5 + 11, 2 + ((at * 4 + index * 7) % 21)),
    ),
  )
  const institutions = bodies.flatMap((unit, at) =>
    BODY.filter((_, theme) => (theme + at) % 4 !== 3).map((theme, index) =>
      textOf(theme, unit, unit, at * 13 + index * 3 + 29, 3 + ((at * 6 + index * 5) % 20)),
    ),
  )
  return [...counties, ...offices, ...institutions].sort((a, b) => a.day - b.day)
}
