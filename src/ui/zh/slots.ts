import type { Remark } from '../../domain/commission/remarks.ts'
import { SLOT_KIND_WORDS } from '../../domain/commission/slots.ts'

const figure = (n: number | string, unit: string): string => `${n}${unit}`

/** 任务书: drawing it, filling it in, and reading all answers side by side. */
export const slots = {
  title: '任务书',
  kinds: SLOT_KIND_WORDS,
  figure,

  draw: {
    hint: '把要求拆成一项一项，各单位逐项填，汇总时成一张表；不拆也可以下达。',
    propose: (n: number) => `由要求提取 ${n} 项`,
    proposeNone: '由要求提取',
    add: '增加一项',
    columns: { number: '序', kind: '类别', label: '名称', terms: '要求', hint: '补充说明', actions: '' },
    kind: (n: number) => `第${n}项类别`,
    label: (n: number) => `第${n}项名称`,
    unit: (n: number) => `第${n}项计量单位`,
    asOf: (n: number) => `第${n}项截止日期`,
    count: (n: number) => `第${n}项案例个数`,
    least: (n: number) => `第${n}项最少字数`,
    most: (n: number) => `第${n}项最多字数`,
    itsHint: (n: number) => `第${n}项补充说明`,
    unitWord: '单位',
    asOfWord: '截至',
    summable: '可加总',
    plainUnit: '个',
    cases: '个',
    letters: '字',
    to: '至',
    up: (n: number) => `第${n}项上移`,
    down: (n: number) => `第${n}项下移`,
    remove: (n: number) => `去掉第${n}项`,
    unnamed: '没有写名称的项不会保存。',
    noUnit: '指标要写计量单位，没有写的记作“个”。',
    changed: '已下达的任务书改了类别的项，单位要重新填。',
  },

  fill: {
    title: '任务书填报',
    progress: (done: number, all: number) => `已填 ${done}/${all} 项`,
    says: '点正文里找到的数和段落即可填入；本地没有的，选“本地无此项”。',
    takeAll: (n: number) => `填入把握大的 ${n} 个数`,
    found: '正文里的：',
    value: (label: string) => `${label}数值`,
    notNumber: '请写数字，最多四位小数。',
    selected: '用正文中选中的文字',
    selectedFor: (label: string) => `${label}：用正文中选中的文字`,
    nothingSelected: '请先在正文里选中一段文字，再点这里。',
    take: (label: string, words: string) => `${label}填入：${words}`,
    remove: (label: string) => `${label}：去掉这一段`,
    table: (n: number, rows: number, columns: number) => `正文第 ${n} 个表（${rows} 行 ${columns} 列）`,
    tableTaken: (rows: number, columns: number) => `已用正文的表，${rows} 行 ${columns} 列`,
    noTable: '正文里还没有表格，请在正文中插入。',
    name: (label: string) => `${label}姓名`,
    phone: (label: string) => `${label}电话`,
    nameWord: '姓名',
    phoneWord: '电话',
    useContact: '用稿件的报送员',
    none: '本地无此项',
    noneFor: (label: string) => `${label}：本地无此项`,
    reason: (label: string) => `${label}：为什么没有`,
    reasonWord: '为什么没有（必填）',
    states: { done: '已填', open: '未填', none: '无此项' },
    saving: {
      nothing: '',
      unsaved: '还没有保存',
      saving: '正在保存…',
      saved: '任务书已保存',
      failed: '没有存上，稍后再试',
    },
    merged: '本单位另一人也在填，已合在一起。',
    sent: (when: string) => `已报给办公室：${when}`,
    send: '补报任务书',
    didSend: '任务书已补报',
    show: '看任务书、补填',
    hide: '收起任务书',
  },

  remarks: {
    title: (n: number) => `报送前请看：还有 ${n} 处`,
    fine: '任务书填齐了，与正文对得上。',
    says: '可以回去补，也可以写一句说明先报；说明会和任务书一起给办公室看。',
    note: '说明',
    noteHint: '例如：资金数待财政核定，周五前补。',
    back: '回去补',
    go: '写了说明，先报',
    slot: (label: string) => `“${label}”`,
  },
  remark,

  table: {
    title: '任务书汇总',
    show: '看任务书汇总',
    hide: '收起任务书汇总',
    unit: '单位',
    missing: '缺',
    missingCount: (n: number) => (n === 0 ? '齐' : `缺 ${n} 项`),
    none: '无此项',
    with: (name: string) => `见${name}`,
    note: (note: string) => `说明：${note}`,
    notSent: '还没有反馈',
    noSheet: '反馈了，没有填任务书',
    exempt: '免报',
    sums: '合计',
    answered: '已答',
    of: (answered: number, none: number, all: number) => `${answered + none}/${all}`,
    notAdded: '不加总',
    count: (n: number) => `共 ${n} 家`,
    all: '全部单位',
    onlyMissing: '只看有缺项的',
    which: '单位范围',
    sort: '次序',
    sortRegister: '按单位次序',
    sortBy: (label: string) => `${label}从高到低`,
    noneMissing: '没有缺项的单位。',
    draft: '合成一稿',
    draftTitle: '由任务书合成一稿',
    draftSays: (n: number) => `由 ${n} 篇反馈合成，各单位都计入；原稿并入新稿，可以解除合并。`,
    draftLeft: (names: string) => `下列单位的稿件不能并入，内容已在稿中，请自行处理：${names}。`,
    draftFew: '要有两篇以上待处理的反馈稿件才能合稿。可以先复制下面的文字。',
    draftDone: '已合成一稿',
    draftDo: '合稿',
  },

  shares: {
    title: '时间分配',
    line: (upper: number, units: number, kept: number) =>
      `上级给 ${upper} 小时，给单位 ${units} 小时，办公室留 ${kept}%。`,
    left: (units: number, upper: number) =>
      units === 0
        ? `单位的时限已到，离上级时限还有 ${upper} 小时。`
        : `单位还剩 ${units} 小时，上级时限还剩 ${upper} 小时。`,
    tight: '给单位的时间不到一半（层层加码），请尽量往后放。',
    own: (hours: number) => `还剩 ${hours} 小时`,
    units: '单位',
    office: '办公室',
  },
}

/** What is open, and what would help, in one sentence. */
function remark(one: Remark): string {
  if (one.kind === 'off-topic') return `这一段可能与题目无关（题中的字词占 ${one.share}%）：“${cut(one.text)}”`
  const name = `“${one.slot.label}”`
  switch (one.kind) {
    case 'empty':
      return `${name}还没有填；本地没有的，选“本地无此项”。`
    case 'no-number':
      return `${name}只有文字，没有数字。`
    case 'wrong-unit':
      return `${name}要的单位是“${one.slot.unit}”，正文写的是“${one.found}”。`
    case 'not-in-text':
      return `${name}填的 ${one.value} 在正文里找不到，请核对。`
    case 'quote-gone':
      return `${name}引的这句正文已改动：“${cut(one.quote)}”`
    case 'other-day':
      return `${name}正文写“${one.found}”，与要求的截止日期不同。`
    case 'few-cases':
      return `${name}要 ${one.want} 个，只有 ${one.have} 个。`
    case 'too-short':
      return `${name}要 ${one.want} 字以上，现有 ${one.have} 字。`
    case 'too-long':
      return `${name}要 ${one.want} 字以内，现有 ${one.have} 字。`
    case 'no-contact':
      return `${name}要写姓名和电话。`
  }
}

const cut = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text)
