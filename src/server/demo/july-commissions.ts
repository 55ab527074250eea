import { localDate } from '../../domain/calendar.ts'
import { Answers, Slots } from '../../domain/commission/slots.ts'
import type { UnitId } from '../../domain/model.ts'
import { type DemoWorld, july } from './world.ts'

interface Asked {
  readonly title: string
  readonly source: string
  readonly level: 'city' | 'province'
  readonly from: number
  readonly dueOn: number
  readonly upperDueOn: number
  readonly requirements: string
  readonly materials: readonly { readonly kind: 'figure' | 'case'; readonly text: string }[]
  readonly slots?: Slots
  readonly units: readonly string[]
  /** Who has answered, with what; who has only signed for it. */
  readonly answers: readonly {
    readonly unit: string
    readonly day: number
    readonly title: string
    readonly text: string
    /** What of the 任务书 was filled in, and why the rest was not. */
    readonly sheet?: Answers
    readonly note?: string
  }[]
  readonly signed: readonly string[]
}

const DONG_E = '应修复历史遗留矿山14处、1920亩，已完成11处、1530亩，资金到位率82%。'
const MINE_SLOTS = Slots.parse([
  {
    key: 'should',
    kind: 'figure',
    label: '应修复面积',
    hint: '',
    unit: '亩',
    asOf: localDate('2023-06-30'),
    summable: true,
  },
  {
    key: 'done',
    kind: 'figure',
    label: '已修复面积',
    hint: '',
    unit: '亩',
    asOf: localDate('2023-06-30'),
    summable: true,
  },
  { key: 'money', kind: 'figure', label: '资金到位率', hint: '', unit: '%', asOf: null, summable: false },
  { key: 'example', kind: 'case', label: '修复后产生效益的矿山', hint: '写清收益和带动户数', count: 1 },
  { key: 'trouble', kind: 'text', label: '存在的问题', hint: '', least: null, most: 300 },
])

const ASKED: readonly Asked[] = [
  {
    title: '当前自然资源要素保障中存在的困难问题及对策建议',
    source: '市政府',
    level: 'city',
    from: 3,
    dueOn: 14,
    upperDueOn: 18,
    requirements: '围绕建设用地报批、占补平衡、林地手续等环节，反映基层遇到的具体困难，提出可操作的建议，1500字以内。',
    materials: [
      { kind: 'figure', text: '今年上半年报批宗数、面积与平均用时' },
      { kind: 'case', text: '一个因要素不足而未能按期开工的项目' },
    ],
    units: ['阳谷局', '临清局', '高唐局', '莘县局', '冠县局', '开发利用科'],
    answers: [
      {
        unit: '阳谷局',
        day: 10,
        title: '阳谷县反映要素保障中的三个堵点及建议',
        text: '上半年报批建设用地21宗、1360亩，平均用时74天。某农产品加工项目因占补平衡指标不足，开工推迟46天。建议市级统筹指标调剂，按季度公布可用指标。',
      },
      {
        unit: '开发利用科',
        day: 11,
        title: '建设用地供应中存在的困难及对策建议',
        text: '上半年全市供应建设用地312宗、1.4万亩，同比下降9.6%。主要困难是规划调整周期长、净地交付不及时。建议建立净地交付联审清单。',
      },
      {
        unit: '莘县局',
        day: 15,
        title: '莘县林地手续办理情况及建议',
        text: '上半年办理使用林地手续17件，平均用时38天，其中补正材料占11天。建议把林地查询前移到项目选址阶段。',
      },
    ],
    signed: ['临清局'],
  },
  {
    title: '矿山生态修复工作进展情况、存在的问题及建议',
    source: '省厅',
    level: 'province',
    from: 12,
    dueOn: 24,
    upperDueOn: 28,
    requirements: '写清任务数、完成数、资金到位数和验收情况；问题要有数字，建议要具体到部门。',
    materials: [
      { kind: 'figure', text: '应修复面积、已修复面积、资金到位率' },
      { kind: 'case', text: '一处修复后产生效益的矿山' },
    ],
    slots: MINE_SLOTS,
    units: ['阳谷局', '东阿局', '茌平局', '生态修复科'],
    answers: [
      {
        unit: '东阿局',
        day: 18,
        title: '东阿县矿山生态修复进展情况及建议',
        text: '应修复历史遗留矿山14处、1920亩，已完成11处、1530亩，资金到位率82%。某采石场修复后种植苗木260亩，带动38户就业。问题是后期管护没有资金来源。',
        sheet: Answers.parse([
          { slot: 'should', answer: { kind: 'figure', value: '1920', quote: DONG_E } },
          { slot: 'done', answer: { kind: 'figure', value: '1530', quote: DONG_E } },
          { slot: 'money', answer: { kind: 'figure', value: '82', quote: DONG_E } },
          { slot: 'example', answer: { kind: 'passages', quotes: ['某采石场修复后种植苗木260亩，带动38户就业。'] } },
          { slot: 'trouble', answer: { kind: 'passages', quotes: ['问题是后期管护没有资金来源。'] } },
        ]),
      },
      {
        unit: '茌平局',
        day: 19,
        title: '茌平区矿山生态修复进展情况',
        text: '应修复历史遗留矿山3处、410亩，已修复260亩。问题是修复后的土地用途调整没有依据，承包合同签不下来。',
        sheet: Answers.parse([
          { slot: 'should', answer: { kind: 'figure', value: '410', quote: '' } },
          { slot: 'done', answer: { kind: 'figure', value: '260', quote: '' } },
          { slot: 'example', answer: { kind: 'none', reason: '已修复的还在养护期，没有产生效益' } },
          {
            slot: 'trouble',
            answer: { kind: 'passages', quotes: ['问题是修复后的土地用途调整没有依据，承包合同签不下来。'] },
          },
        ]),
        note: '资金到位数待财政核定，下周补报。',
      },
    ],
    signed: ['阳谷局', '生态修复科'],
  },
]

/** Three 约稿: one past its day with answers on time, late and missing; one under way; one still being drafted. */
export async function commissionsInJuly(world: DemoWorld): Promise<void> {
  for (const asked of ASKED) await under(world, asked)
  const house = world.at(july(20), 9, 40)
  const units: UnitId[] = []
  await house.call(
    'commission.save',
    {
      title: '三季度土地供应形势预判',
      source: '市政府',
      level: 'city',
      upperDueOn: july(31),
      dueOn: null,
      requirements: '',
      materials: [],
      contact: '办公室信息科',
      units,
    },
    world.editor,
  )
}

async function under(world: DemoWorld, asked: Asked): Promise<void> {
  const { title, source, level, requirements, materials } = asked
  const house = world.at(july(asked.from), 9, 30)
  const saved = await house.call(
    'commission.save',
    {
      title,
      source,
      level,
      requirements,
      materials: [...materials],
      ...(asked.slots === undefined ? {} : { slots: asked.slots }),
      upperDueOn: july(asked.upperDueOn),
      dueOn: july(asked.dueOn),
      contact: '办公室信息科',
      units: asked.units.map(world.unitOf),
    },
    world.editor,
  )
  const { commission, version } = saved
  await house.call(
    'commission.step',
    { commission, version, step: 'issue', on: null, adopted: [], comment: '' },
    world.editor,
  )
  for (const unit of asked.signed) {
    const later = world.at(july(asked.from + 1), 10, 0)
    await later.call('assignment.step', { commission, unit: world.unitOf(unit), step: 'sign' }, world.writerOf(unit))
  }
  for (const answer of asked.answers) {
    const day = world.at(july(answer.day), 16, 0)
    const writer = world.writerOf(answer.unit)
    const draft = await day.call(
      'article.save-draft',
      {
        title: answer.title,
        body: [{ kind: 'paragraph', runs: [{ text: answer.text }] }],
        genre: 'commission',
        outlet: null,
        commission,
        units: [],
        contact: { name: `${answer.unit}通讯员`, phone: '0635-0000000' },
        files: [],
      },
      writer,
    )
    if (answer.sheet !== undefined) {
      const sheet = { version: 0, answers: answer.sheet, note: '', send: false }
      await day.call('assignment.fill', { commission, unit: world.unitOf(answer.unit), ...sheet }, writer)
    }
    const note = answer.note === undefined ? {} : { slotsNote: answer.note }
    await day.call(
      'article.hand-in',
      { article: draft.article, version: draft.version, confirmedDuplicate: true, ...note },
      writer,
    )
  }
}
