import type { ExportName } from '../../api/export.ts'
import type { Output } from '../../api.ts'
import { FLAG_WORDS } from '../../domain/article/flags.ts'
import { GENRE_WORDS, REASON_WORDS, STATE_WORDS } from '../../domain/article.ts'
import { dayOf, type Instant } from '../../domain/calendar.ts'
import { ASSIGNMENT_STATE_WORDS, COMMISSION_STATE_WORDS } from '../../domain/commission.ts'
import { INSTRUCTION_STATE_WORDS } from '../../domain/instruction.ts'
import { ISSUE_STATE_WORDS } from '../../domain/issue.ts'
import { LETTER_STATE_WORDS } from '../../domain/letter.ts'
import type { AdoptionKind, Fact, PeriodState, UnitId } from '../../domain/model.ts'
import { decimalOf } from '../../domain/points.ts'
import { CLASS_WORDS, classOf, OUTCOME_WORDS } from '../../domain/quality.ts'
import { CALLERS } from '../openapi.ts'
import { KIND_WORDS, LEVEL_WORDS } from '../words.ts'
import { SLOT_LIST } from './slot-list.ts'
import type { Cell } from './workbook.ts'

/** Names of units, for lists that only say which. */
export type UnitNames = ReadonlyMap<UnitId, string>

/** How a list goes out: its title, the head of each column, and its rows. */
export interface List<Answer> {
  readonly title: string
  readonly heads: (answer: Answer) => readonly string[]
  readonly rows: (answer: Answer, units: UnitNames) => readonly (readonly Cell[])[]
}

type Column<Row> = readonly [head: string, cell: (row: Row, units: UnitNames) => Cell]

function list<Answer, Row>(
  title: string,
  of: (answer: Answer) => readonly Row[],
  columns: readonly Column<Row>[],
): List<Answer> {
  return {
    title,
    heads: () => columns.map(([head]) => head),
    rows: (answer, units) => of(answer).map(row => columns.map(([, cell]) => cell(row, units))),
  }
}

/** As a wall clock in China shows it, and a spreadsheet sorts it. */
const clock = (instant: Instant | null): Cell =>
  instant === null
    ? null
    : `${dayOf(instant)} ${new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(11, 16)}`
const named = (units: readonly { readonly name: string }[]): string => units.map(unit => unit.name).join('、')
const yes = (is: boolean): Cell => (is ? '是' : null)
const kindOf = (kind: AdoptionKind | null): Cell => (kind === null ? null : KIND_WORDS[kind])
const PERIOD_WORDS: Readonly<Record<PeriodState, string>> = { open: '未月结', closed: '已月结', issued: '已印发' }
const HIT_WORDS = { article: '稿件', issue: '刊物', commission: '约稿', notice: '通报' } as const
const PERSON_WORDS = { ungranted: '待授权', unactivated: '待启用', active: '正常', disabled: '已停用' } as const
const DUTY_WORDS = { quota: '任务', base: '基础分条件', award: '评先条件' } as const
const OBJECTION_WORDS = { open: '待答复', upheld: '认可', rejected: '不认可', withdrawn: '已撤回' } as const
const FACT_WORDS: Readonly<Record<Fact['type'], string>> = {
  submission: '报送',
  adoption: '采用',
  commission: '约稿',
  forwarding: '上报',
  instruction: '批示',
  adjustment: '加减分',
  incident: '扣分情形',
  opening: '期初累计',
  retraction: '撤销',
}

type ArticleRows = Output<'article.pool'>
const articles = (title: string): List<ArticleRows> =>
  list<ArticleRows, ArticleRows['articles'][number]>(title, answer => answer.articles, [
    ['收稿号', row => row.receipt],
    ['标题', row => row.title],
    ['报送单位', row => named(row.units)],
    ['状态', row => STATE_WORDS[row.state]],
    ['采用为', row => kindOf(row.kind)],
    ['信息类别', row => (row.genre === null ? null : GENRE_WORDS[row.genre])],
    ['约稿', row => row.commission?.title ?? null],
    ['报送时间', row => clock(row.submittedAt)],
    ['已等天数', row => row.waitingDays],
    ['提示', row => row.flags.map(flag => FLAG_WORDS[flag]).join('、')],
    ['经办', row => row.assignee?.name ?? null],
  ])

const standings: List<Output<'standing.list'>> = {
  title: '积分排名',
  heads: ({ components }) => [
    '组别',
    '名次',
    '单位',
    '报送',
    '市级以上采用',
    '信息',
    '简讯',
    '约稿',
    '上报',
    ...components,
    '本月',
    '全年累计',
  ],
  rows: ({ groups, components }) =>
    groups.flatMap(({ group, rows }) =>
      rows.map(row => [
        group.name,
        row.rank,
        row.name,
        ...[
          row.counts.submitted,
          row.counts.upperAdopted,
          row.counts.reports,
          row.counts.briefs,
          row.counts.commissions,
          row.counts.forwarded,
        ],
        ...components.map(component => {
          const points = row.components[component]
          return points === undefined ? null : decimalOf(points)
        }),
        decimalOf(row.month),
        decimalOf(row.yearTotal),
      ]),
    ),
}

/** Every list that goes out. A name without its list does not compile. */
export const LISTS: { readonly [Name in ExportName]: List<Output<Name>> } = {
  'standing.list': standings,
  'entry.list': list('计分明细', answer => answer.entries, [
    ['月份', row => row.period],
    ['计分项', row => row.component],
    ['条款', row => row.clause],
    ['说明', row => row.sentence],
    ['数量', row => row.quantity],
    ['每项分', row => decimalOf(row.each)],
    ['得分', row => decimalOf(row.points)],
    ['依据', row => row.reasons.map(reason => reason.text).join('；')],
  ]),
  'fact.list': list('计分事实', answer => answer.facts, [
    ['类别', row => FACT_WORDS[row.fact.type]],
    ['日期', row => row.fact.occurredOn],
    ['计入月份', row => row.fact.posting],
    ['题目', row => row.title],
    ['单位', row => row.units.join('、')],
    ['数量', row => row.fact.quantity],
    ['补记', row => yes(row.late)],
    ['已撤销', row => yes(row.retracted)],
    ['登记时间', row => clock(row.fact.recordedAt)],
  ]),
  'article.list': list('稿件', answer => answer.articles, [
    ['标题', row => row.title],
    ['单位', row => named(row.units)],
    ['收到', row => row.receivedOn],
    [
      '采用',
      row =>
        row.adoptions
          .map(one => `${one.outlet}${one.issue === null ? '' : `第${one.issue}期`} ${KIND_WORDS[one.kind]}`)
          .join('；'),
    ],
  ]),
  'article.pool': articles('稿件池'),
  'article.mine': articles('我的稿件'),
  'issue.list': list('刊物', answer => answer.issues, [
    ['刊物', row => row.bulletinName],
    ['年', row => row.year],
    ['期号', row => row.number],
    ['总期号', row => row.totalNumber],
    ['状态', row => ISSUE_STATE_WORDS[row.state]],
    ['印发日期', row => row.issuedOn],
    ['计入月份', row => row.period],
    ['篇数', row => row.items],
  ]),
  'commission.table': list('约稿', answer => answer.commissions, [
    ['题目', row => row.title],
    ['约稿单位', row => row.source],
    ['级别', row => LEVEL_WORDS[row.level]],
    ['状态', row => COMMISSION_STATE_WORDS[row.state]],
    ['上级期限', row => row.upperDueOn],
    ['反馈期限', row => row.dueOn],
    ['下达单位', row => row.asked],
    ['已签收', row => row.signed],
    ['已反馈', row => row.replied],
    ['逾期', row => row.late],
  ]),
  'commission.get': list('约稿办理情况', answer => answer.assignments, [
    ['单位', row => row.name],
    ['状态', row => ASSIGNMENT_STATE_WORDS[row.state]],
    ['期限', row => row.dueOn],
    ['逾期', row => yes(row.late)],
    ['签收', row => clock(row.signedAt)],
    ['反馈', row => clock(row.repliedAt)],
    ['催办次数', row => row.urged],
    ['反馈稿件', row => row.replies.map(reply => reply.title).join('；')],
    ['免报理由', row => row.reason],
  ]),
  'commission.slots': SLOT_LIST,
  'forwarding.list': list('上报', answer => answer.forwardings, [
    ['日期', row => row.on],
    ['题目', row => row.title],
    ['单位', row => named(row.units)],
    ['报往', row => row.to],
    ['刊物', row => row.outlet],
    ['级别', row => LEVEL_WORDS[row.level]],
    ['上级采用', row => row.adoptions.map(one => `${one.on} ${one.outlet} ${KIND_WORDS[one.kind]}`).join('；')],
    ['经办', row => row.by],
  ]),
  'instruction.list': list('批示', answer => answer.instructions, [
    ['日期', row => row.on],
    ['领导', row => row.leader],
    ['级别', row => LEVEL_WORDS[row.level]],
    ['题目', row => row.title],
    ['批示内容', row => row.text],
    ['单位', row => named(row.units)],
    ['状态', row => INSTRUCTION_STATE_WORDS[row.state]],
  ]),
  'notice.list': list('通报', answer => answer.notices, [
    ['月份', row => row.period],
    ['标题', row => row.title],
    ['状态', row => PERIOD_WORDS[row.state]],
    ['印发时间', row => clock(row.issuedAt)],
  ]),
  'quality.list': list('报送质量', answer => answer.rows, [
    ['组别', row => row.group],
    ['单位', row => row.name],
    ['来稿', row => row.quality.handedIn],
    [CLASS_WORDS.problem, row => row.quality.classes.problem],
    [CLASS_WORDS.experience, row => row.quality.classes.experience],
    [CLASS_WORDS.news, row => row.quality.classes.news],
    [CLASS_WORDS.commission, row => row.quality.classes.commission],
    ['采用', row => row.quality.adopted],
    ['每十篇采用', row => (row.quality.perTenX100 === null ? null : row.quality.perTenX100 / 100)],
    ['退改', row => row.quality.returned],
    ['未采用', row => row.quality.declined],
    ['上级采用', row => row.quality.upper],
    ['最后三个工作日', row => row.timing.lastThree],
    ['集中报送', row => row.timing.inBursts],
    ['往月篇数', row => row.past.dated],
    ['往月最后三个工作日', row => row.past.lastThree],
    ['往月集中报送', row => row.past.inBursts],
  ]),
  'quality.get': list('来稿', answer => answer.handIns, [
    ['单位', row => row.name],
    ['题目', row => row.title],
    ['报送日期', row => row.on],
    ['篇数', row => row.quantity],
    ['类别', row => (row.genre === null ? null : CLASS_WORDS[classOf(row.genre)])],
    ['结果', row => OUTCOME_WORDS[row.outcome]],
    ['退改、未用的原因', row => row.reasons.map(reason => REASON_WORDS[reason]).join('、')],
    ['上级采用', row => row.upper],
    ['最后三个工作日', row => yes(row.isLast)],
    ['集中报送', row => yes(row.isInBurst)],
  ]),
  'letter.list': list('来信', answer => answer.letters, [
    ['编号', row => row.number],
    ['收到时间', row => clock(row.receivedAt)],
    ['状态', row => LETTER_STATE_WORDS[row.state]],
    ['单位', row => row.unit?.name ?? null],
    ['发件人', row => row.from.name],
    ['发件地址', row => row.from.address],
    ['主题', row => row.subject],
    ['稿件', row => row.titles.join('、')],
    ['附件', row => row.files],
    ['疑点', row => row.doubts.join('')],
  ]),
  'mailbox.senders': list('来信地址', answer => answer.senders, [
    ['单位', row => row.unit.name],
    ['地址', row => row.address],
    ['登记人', row => row.by],
    ['登记时间', row => clock(row.at)],
  ]),
  'search.find': list('检索', answer => answer.hits, [
    ['类别', row => HIT_WORDS[row.kind]],
    ['标题', row => row.title],
    ['日期', row => row.on],
    ['单位', row => row.units.join('、')],
    ['摘录', row => row.excerpt],
  ]),
  'todo.list': list('待办', answer => answer.todos, [
    ['事项', row => row.text],
    ['件数', row => row.count],
    ['时间', row => clock(row.since)],
    ['急', row => yes(row.urgent)],
  ]),
  'duty.list': list('任务', answer => answer.duties, [
    ['单位', row => row.name],
    ['类别', row => DUTY_WORDS[row.why]],
    ['事项', row => row.what],
    ['已有', row => row.has],
    ['应有', row => row.needs],
    ['还差', row => row.left],
    ['截止', row => row.to],
    ['条文', row => row.clause],
  ]),
  'objection.list': list('异议', answer => answer.objections, [
    ['单位', row => row.name],
    ['月份', row => row.period],
    ['计分项', row => row.component],
    ['当时得分', row => decimalOf(row.points)],
    ['理由', row => row.reason],
    ['提出人', row => row.raisedBy],
    ['提出时间', row => clock(row.raisedAt)],
    ['状态', row => OBJECTION_WORDS[row.state]],
    ['答复', row => row.answer?.text ?? null],
    ['答复人', row => row.answer?.by ?? null],
    ['依据文件', row => row.answer?.document ?? null],
  ]),
  'unit.list': list(
    '单位与分组',
    ({ units, groups }) => units.map(unit => ({ unit, group: groups.find(group => group.id === unit.group) })),
    [
      ['组别', row => row.group?.name ?? null],
      ['单位', row => row.unit.name],
      ['别名、曾用名', row => row.unit.aliases.map(alias => alias.name).join('、')],
      ['已停用', row => yes(!row.unit.active)],
    ],
  ),
  'unit.people': list('单位人员', answer => answer.people, [
    ['单位', (row, units) => (row.unit === null ? '办公室' : (units.get(row.unit) ?? null))],
    ['姓名', row => row.name],
    ['账户', row => row.account],
    ['角色', row => row.roles.map(role => CALLERS[role]).join('、')],
    ['状态', row => PERSON_WORDS[row.state]],
  ]),
  'user.list': list('用户与角色', answer => answer.users, [
    ['姓名', row => row.name],
    ['账户', row => row.account],
    ['单位', (row, units) => (row.unit === null ? '办公室' : (units.get(row.unit) ?? null))],
    ['角色', row => row.roles.map(role => CALLERS[role]).join('、')],
    ['上次登录', row => clock(row.lastLoginAt)],
    ['已停用', row => yes(row.disabled)],
  ]),
  'activity.list': list('操作日志', answer => answer.activities, [
    ['序号', row => row.seq],
    ['时间', row => clock(row.at)],
    ['用户', row => row.user],
    ['操作', row => row.operation],
    ['对象', row => row.subject],
    ['结果', row => row.result],
    ['来源地址', row => row.ip],
  ]),
}
