import type { Claim, Finding, Place } from './notice.ts'

interface FindingKind {
  readonly severity: Finding['severity']
  readonly title: string
  /** What it means, one or two sentences. */
  readonly means: string
  /** What to do about it. */
  readonly todo: string
}

const kind =
  (severity: Finding['severity']) =>
  (title: string, means: string, todo: string): FindingKind => ({ severity, title, means, todo })

const error = kind('error')
const warning = kind('warning')
const question = kind('question')
const info = kind('info')

/**
 * Every finding the auditor can make. `error`: two figures of the notice contradict each other or its own rule; `warning`: very likely
 * a slip; `question`: only a person can tell; `info`: good to know, nothing is wrong with the figures. `docs/findings.md` is printed from it.
 */
export const FINDINGS = {
  // 表内
  'row-sum': error(
    '本月分数与各项之和不符',
    '一行的本月分数不等于该行各得分栏相加（扣分栏减去）。多数行相符时才按此核对。',
    '对照明细核定哪一栏有误，更正后同步更正累计分数和名次。',
  ),
  'count-rate': error(
    '得分与篇数乘分值不符',
    '某栏得分不等于篇数乘每篇分值。分值取计分办法；办法未知时取全文多数行的比例。',
    '核定篇数与得分；确有特殊计分的，在通报中注明。',
  ),
  'adoption-rate': error(
    '采用记分与信息、简讯数不符',
    '采用记分不等于信息数与简讯数按分值折算之和。分值取计分办法；办法未知时取全文多数单位的算法。',
    '核定信息、简讯各几篇，再核定记分。',
  ),
  'points-without-count': question(
    '有得分而无篇数',
    '该行有得分，对应的篇数为空。可能是补计以前月份的稿件，也可能漏填篇数。',
    '向经办人核实；属补计的，在注中写明。',
  ),
  'kinds-sum': warning(
    '采用条数与各载体条数之和不符',
    '采用条数不等于各载体采用条数相加。多数行相符时才按此核对。',
    '补填载体，或更正采用条数。',
  ),
  'points-unverifiable': info(
    '得分不能由所列篇数得出',
    '按任何固定的每篇分值都不能由所列各栏得出多数行的得分，说明得分另有依据，本表得分未核对。',
    '需要核对时，补充计分办法或得分明细。',
  ),
  'upper-no-points': question(
    '市级以上采用未见计分',
    '该行填有市级以上采用篇数，但采用记分只够本级信息、简讯之数。',
    '核实市级以上采用是否应当计分、篇数是否填错行。',
  ),
  'column-sum': error('合计行与各行之和不符', '合计行的数不等于该栏各行相加。', '核对各行后更正合计。'),
  'year-below-month': error(
    '累计分数小于本月分数',
    '累计分数含本月分数，小于本月分数则期初累计为负。',
    '核对累计分数与上月通报。',
  ),
  // 名次
  'rank-order': error('名次与得分高低不符', '名次在前的单位得分反而低。', '按得分重新排定名次，或更正得分。'),
  'rank-tie': error(
    '并列名次与得分不符',
    '得分相同而名次不同，或名次相同而得分不同。',
    '核定得分；得分确实相同的并列，另有排序规定的在注中写明。',
  ),
  'rank-number': error(
    '名次号不连续',
    '名次号既不合“并列后空出名次”（1、2、2、4），也不合“并列后不空”（1、2、2、3）。',
    '更正名次号。',
  ),
  'row-order': warning(
    '行的先后与名次不符',
    '表内其余各行按名次排列，此行不在其位。',
    '核对是否两行互换，名称与数字是否仍然对应。',
  ),
  // 正文
  'cover-total': error(
    '正文数字与表中合计不符',
    '正文的篇数不等于对应表格该栏合计。',
    '以表为准更正正文，或核对表中漏列的单位。',
  ),
  'cover-adopted': error(
    '正文采用数与表、清单都不符',
    '正文的采用数既不等于表中合计，也不等于清单计入的次数和不同标题的个数（一稿可以计入多个单位）。',
    '写明按“篇”还是按“计入单位次数”统计，并更正。',
  ),
  'cover-reading': warning(
    '正文数字与表中合计对不上（按所注读法）',
    '按消息里写明的读法，正文数字与表中各行相加不等。正文可能另含表外单位，或统计口径不同。',
    '确认口径；口径一致时更正其一。',
  ),
  'cover-parts': warning(
    '其中各项之和与总数不符',
    '把“其中”各项理解为总数的组成部分时，相加不等于总数。各项有重叠时不必相等。',
    '核对各项；有重叠的写明“有交叉”。',
  ),
  'cover-compared': error(
    '环比与上月不符',
    '正文说比上月增加或减少多少，与两个月的数相减所得不同。上月的数取台账，没有台账时取上月通报。',
    '按两个月的数更正。',
  ),
  'percent-pair': warning('百分比与个数不符', '两个个数合为全部时，所占百分比按四舍五入应为另一个数。', '更正百分比。'),
  'leader-wrong': error(
    '前几名名单与表不符',
    '正文列为前几名的单位在表中不在其列，或表中应列的单位正文没有列。',
    '按表更正名单。',
  ),
  'leader-order': error('前几名的先后与表不符', '名单里的单位都对，先后与得分高低不符。', '按得分排列名单。'),
  'leader-points': error(
    '名单所注分数与表不符或先后颠倒',
    '正文在单位后注的分数与表中分数不同，或分数低的排在前面。',
    '核对分数。',
  ),
  'leader-unknown': warning(
    '前几名名单中的单位在表中找不到',
    '名单里的名称既不是表中单位，也不能唯一地看作某个单位的简称。',
    '改用表中的单位名称。',
  ),
  'leader-count': warning('前几名的个数不符', '写“前N名”而名单不是N个，且不是因为并列。', '更正N或名单。'),
  'leader-tie': info(
    '前几名因并列多于所写个数',
    '末位得分相同，名单多出并列的单位，数字没有矛盾。',
    '不必更正；可注明“并列”。',
  ),
  'leader-short': info(
    '正文用了单位简称',
    '正文名单用简称，与表中全称不同；已按唯一可能的单位核对。',
    '建议用全称，或在单位设置里登记简称。',
  ),
  // 表与清单
  'table-text': error('表与清单文字不符', '同一单位同一项，表中的数与清单首句的数不同。', '查明细，更正其一。'),
  'head-items': error(
    '清单首句篇数与所列标题数不符',
    '首句写的信息、简讯或约稿篇数与其后列出的标题数不同。',
    '补列标题或更正篇数。',
  ),
  'table-items': error(
    '表中篇数与所列标题数不符',
    '清单没有首句数字时，用表中篇数核对标题数，两者不同。',
    '补列标题或更正表中篇数。',
  ),
  'item-number': warning('清单序号有误', '序号没有从1开始，或有跳号、重号。', '查有无漏列、重列的标题，再重新编号。'),
  'item-repeated': warning(
    '同一单位重复列出同一标题',
    '一个单位的清单里同一标题出现两次，可能重复计分。',
    '核实后删去一条，并更正篇数与得分。',
  ),
  'unit-no-list': warning('表中单位没有清单', '表中有此单位，其后的采用情况清单里没有。', '补列清单，或核对单位名称。'),
  'unit-no-row': error(
    '清单单位不在表中',
    '清单里有此单位，各表中都没有，得分无处计入。',
    '补入表格，或核对单位名称。',
  ),
  'unit-repeated': error('同一单位出现两次', '同一单位在表中有两行，或有两段清单。', '核实后合并或更正名称。'),
  'unit-name': warning(
    '同一单位有几种写法',
    '表、清单或标题里对同一单位的名称写法不同。',
    '统一为单位登记的全称；曾用名、简称登记为别名。',
  ),
  'unit-unknown': warning('单位未登记', '表中单位在单位登记中找不到。', '登记该单位，或给已有单位加别名。'),
  'unit-group': info(
    '单位所在组与名称不一致',
    '单位名称属于发文对象里的另一类，却在此组排名。',
    '确认分组；已按此登记的单位不再提示。',
  ),
  'unit-place': info(
    '同一地方有几个单位',
    '几个单位名称以同一地名开头，登记和查找时容易混同。',
    '确认确为不同单位；已登记的单位不再提示。',
  ),
  // 稿件
  'source-differs': warning(
    '同一约稿来源写法不一',
    '同一篇约稿在不同单位名下标为不同的约稿单位。',
    '核实约稿来自哪里，统一标注。',
  ),
  'commission-wording': warning('同一约稿标题写法不一', '明显是同一约稿，标题有几种写法。', '统一标题。'),
  'kind-differs': warning(
    '同一稿件的采用类别不一',
    '同一标题在一个单位名下标为信息，在另一个单位名下标为简讯。',
    '查刊物核实类别，并核对计分。',
  ),
  'same-story': question(
    '几个标题可能是同一件事',
    '标题相近，可能是同一稿件的不同写法，也可能是几篇稿件。是否合并只能由人判断，程序不作改动。',
    '是同一稿件的，统一标题；不是的，忽略。',
  ),
  'title-wording': info('同一标题标点不一', '标题只有标点不同。', '统一标点。'),
  'issue-differs': warning(
    '期号与其余各条不同',
    '其余各条都出自同一期，此条期号不同。',
    '查刊物核实期号；不属本月通报范围的移出。',
  ),
  'label-missing': warning(
    '没有写期号或来源',
    '其余各条标题后都写明期号或约稿来源，此条没有，无从核对是否采用。',
    '查刊物补上；没有采用的删去。',
  ),
  'title-cut': warning('标题似不完整', '标题末尾像是断在词中，或比其他单位名下的同一标题短一截。', '补全标题。'),
  'title-ending': info('标题末尾有多余标点', '标题以句号、逗号等结尾。', '删去标点。'),
  'title-brackets': warning('标题的引号或括号不成对', '标题里有未配对的引号、书名号或括号。', '补全或删去。'),
  // 计分办法
  'base-rule': error(
    '基础分与计分办法不符',
    '按计分办法和表中报省市篇数，应有的基础分与表中不同。',
    '核对报省市篇数与基础分。',
  ),
  'base-missing': warning('有报省市而无基础分', '其余有报省市的单位都有基础分，此单位没有。', '核实是否漏计。'),
  'base-without-forwarding': warning(
    '无报省市而有基础分',
    '同组其余无报省市的单位没有基础分，此单位有。',
    '核实报省市是否漏填、基础分是否误计。',
  ),
  'base-amount': warning('基础分数额与其余单位不同', '其余单位的基础分都是同一数额。', '核实数额。'),
  'base-group': info(
    '各组计基础分的条件不同',
    '其余各组有报省市才计基础分，此组没有报省市也都计。',
    '确认此组另有规定；计分办法登记后不再提示。',
  ),
  'commission-without-forwarding': question(
    '有约稿而报省市篇数不足',
    '其余有约稿的单位报省市篇数都不少于约稿篇数，此单位例外，可能漏填报省市。',
    '核实是否漏填；漏填的还要核对基础分、本月分数和累计。',
  ),
  'upper-blank': info(
    '市级以上采用一栏全空',
    '各单位有报省市或上级约稿，市级以上采用一栏却全部空白。',
    '确认是没有采用还是没有统计。',
  ),
  scope: question(
    '通报范围与计分内容不一',
    '注中写明的通报范围只是本级刊物，得分里却有约稿分，约稿不在该刊物中。',
    '在注中写明约稿计入，或说明计分口径。',
  ),
  // 文字
  recipients: warning('主送与发送范围不一', '主送（称呼）里的对象在文末“发：”里没有，或反之。', '统一两处的对象。'),
  'attachment-title': info('附件名称与表题不一', '附件说明里的名称在各表题里找不到。', '统一名称。'),
  'period-differs': warning('月份前后不一', '某处写的月份与通报的月份不同。', '核实月份。'),
  'issued-early': warning('落款日期早于通报月份结束', '落款日期在通报所述月份结束之前。', '核实日期。'),
  'column-head': info('表头写法不一', '同一栏在不同表里表头用字不同。', '统一表头。'),
  'head-source': warning(
    '首句约稿来源与所列约稿不符',
    '首句只写一个约稿单位，所列约稿里却有别的约稿单位。',
    '改写为“上级约稿”，或核实来源。',
  ),
  'clause-wording': info(
    '首句同一项写法不一',
    '各单位清单首句里同一项用了不同的说法，都计入表中同一栏。',
    '统一说法；确有区别的分栏填写。',
  ),
  'kind-word': info(
    '标签里有的没有写类别',
    '有的标题标签写明类别，有的只写期号，已按其余数字推定类别。',
    '统一写明类别。',
  ),
  'measure-word': info('量词不一', '同样的东西有的用条、有的用篇、有的用则。', '统一量词。'),
  typography: info(
    '排印不统一',
    '全角半角、空格、断行、编号等排印不统一，不影响数字，读取时已归一。',
    '定稿前统一排印。',
  ),
  // 与上月
  'year-previous': error(
    '累计与上月累计不衔接',
    '累计分数不等于上月通报的累计分数加本月分数。',
    '核对上月通报；有更正的，在注中写明。',
  ),
  'unit-new': info('上月通报没有此单位', '此单位本月首次出现。', '确认是新增、改名还是漏列。'),
  'unit-gone': info('上月有而本月没有的单位', '上月通报中的单位本月不在表中。', '确认是撤并、改名还是漏列。'),
}

export type FindingCode = keyof typeof FINDINGS

/** One finding of a code; its severity comes from the list. */
export function finding(code: FindingCode, place: Place, message: string, claims: readonly Claim[] = []): Finding {
  return { code, severity: FINDINGS[code].severity, place, claims, message }
}
