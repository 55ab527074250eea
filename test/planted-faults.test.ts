import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { audit } from '../src/domain/notice/audit.ts'
import type { Finding } from '../src/domain/notice/notice.ts'
import { readNotice } from '../src/domain/notice/read.ts'
import { blocksOfText } from '../src/domain/notice/source.ts'

const source = readFileSync(new URL('../fixtures/notices/lc-2023-06/source.txt', import.meta.url), 'utf8')
const auditText = (text: string): Finding[] => audit(readNotice(blocksOfText(text)))
const keyOf = ({ code, severity, place }: Finding): string =>
  JSON.stringify([code, severity, place.part, place.table, place.unit, place.column, place.item])
const before = auditText(source)
const keysBefore = new Set(before.map(keyOf))

const HEADS = new Map([
  ['用途管制科', '自然用途管制科'],
  ['自然保护地管理科', '保护地管理科'],
  ['市城乡规划设计研究院', '市城乡规划设计院'],
])
const units = source
  .split('\n')
  .filter(line => line.split('\t').length === 12 && !/^(?:单位)?\t|^单位/.test(line))
  .map(line => line.split('\t')[0] ?? '')

/** A unit's line in the tables, with one cell changed (the first is the name). */
const withCell = (unit: string, column: number, change: (cell: string) => string): string =>
  source
    .split('\n')
    .map(line => {
      const cells = line.split('\t')
      return cells[0] === unit && cells.length === 12
        ? cells.map((cell, index) => (index === column ? change(cell) : cell)).join('\t')
        : line
    })
    .join('\n')

/** Where a unit's list begins and ends in the text. */
function listOf(unit: string): { start: number; end: number } {
  const name = HEADS.get(unit) ?? unit
  const start = source.search(new RegExp(`^${name}\\s*[（(]\\s*6`, 'm'))
  const body = start + name.length
  const next = source.slice(body).search(/^(?:\p{L}+\s*[（(]\s*6\s*月份|#|注：)/mu)
  return { start, end: next === -1 ? source.length : body + next }
}

/** The text with a unit's list changed; null where the change does not apply to it. */
function withList(unit: string, change: (list: string) => string): string | null {
  const { start, end } = listOf(unit)
  const list = source.slice(start, end)
  const changed = change(list)
  return changed === list ? null : source.slice(0, start) + changed + source.slice(end)
}

const plusOne = (number: string): string => String(Number(number) + 1)
const bump = (list: string, pattern: RegExp): string =>
  list.replace(pattern, (whole, number: string) => whole.replace(number, plusOne(number)))

const S = '[\\s\\n]*'
const clause = (words: string): RegExp => new RegExp(`${[...words].join(S)}${S}(\\d+(?:\\.\\d+)?)`)

/** The items of a list, as stretches of the text that begin with a number. */
const itemsIn = (list: string): string[] => list.split(/^(?=(?:- )?\d+、)/m).slice(1)

const LIST_FAULTS: readonly { readonly fault: string; readonly change: (list: string) => string }[] = [
  { fault: '报送篇数', change: list => bump(list, new RegExp(`报送(?:稿件|信息)${S}(\\d+)`)) },
  { fault: '信息篇数', change: list => bump(list, clause('采用信息')) },
  { fault: '简讯则数', change: list => bump(list, clause('简讯')) },
  { fault: '采用合计', change: list => bump(list, new RegExp(`[篇则]${S}[，,]${S}合计${S}(\\d+(?:\\.\\d+)?)`)) },
  { fault: '约稿篇数', change: list => bump(list, clause('约稿信息')) },
  { fault: '约稿合计', change: list => bump(list, new RegExp(`约稿信息${S}\\d+${S}篇${S}[，,]${S}合计${S}(\\d+)`)) },
  { fault: '报省市篇数', change: list => bump(list, new RegExp(`报${S}(?:市政府|市信息|省厅|市)${S}(\\d+)`)) },
  { fault: '基础分', change: list => bump(list, clause('本月基础分')) },
  { fault: '累计', change: list => bump(list, clause('累计')) },
  { fault: '删去第一条', change: list => list.replace(itemsIn(list)[0] ?? '无', '') },
  { fault: '删去末条', change: list => list.replace(itemsIn(list).at(-1) ?? '无', '') },
  {
    fault: '末条重复',
    change: list =>
      itemsIn(list).length === 0
        ? list
        : list.replace(/\s*$/, `\n\n${(itemsIn(list).at(-1) ?? '').replace(/\d+(?=、)/, plusOne)}\n`),
  },
  { fault: '首条改号', change: list => list.replace(/^((?:- )?)1、/m, '$17、') },
  { fault: '期号改为第8期', change: list => list.replace(/第\s*9\s*期/, '第8期') },
  { fault: '漏写出处', change: list => list.replace(/\s*[（(](?:第 ?9 ?期[^（()）]*|市政府约稿|省厅约稿)[)）]/, '') },
  { fault: '简讯改信息', change: list => list.replace(/期\s*简讯/, '期 信息') },
  {
    fault: '约稿改来源',
    change: list =>
      list.replace(
        /(充电场站建设情况|新能源矿产领域投资合作情况|存在的问题及建议|经济社会高质量发展的做法)(\s*[（(])市政府约稿/,
        '$1$2省厅约稿',
      ),
  },
  {
    fault: '标题截断',
    change: list =>
      list
        .replace('主题宣传活', '主题宣')
        .replace(/主题宣\s*动/, '主题宣')
        .replace('充电场站建设情况', '充电场站建设')
        .replace(/(乡村振|级验|高质量发|高效利|实地踏|指导工|金融风|408\.19)[兴收展用勘作险亩](?=\s*[（(])/, '$1'),
  },
  { fault: '少一半引号', change: list => list.replace('”', '') },
  { fault: '清单改名', change: list => list.replace(/^(\p{L}+)(\p{L})/u, '$1新$2') },
  { fault: '删去清单', change: () => '' },
]

/** Where the notice has the same finding already, only its words would change. */
const ALREADY: Record<string, readonly string[]> = { 报省市篇数: ['财审科'], 清单改名: [...HEADS.keys()] }

const COLUMNS = [
  '',
  '上报篇数',
  '市级以上采用',
  '市局简报采用',
  '记分',
  '约稿篇数',
  '约稿记分',
  '报省市',
  '基础分',
  '本月分数',
  '累计分数',
  '总排名',
]

const named = (finding: Finding, unit: string): boolean => finding.place.unit === unit || finding.message.includes(unit)
const found = (text: string, unit: string): Finding[] =>
  auditText(text).filter(one => !keysBefore.has(keyOf(one)) && named(one, unit))

/** Every unit meets every fault over the runs of all faults; each fault meets several units of each table. */
const some = (seed: number): string[] => units.filter((_, index) => (index + seed) % 4 === 0)

describe('one fault planted in the June notice', () => {
  it('starts from all 43 units', () => {
    expect(units).toHaveLength(43)
  })

  it.each(COLUMNS.slice(1).map((column, index) => ({ column, index: index + 1 })))(
    'shows a changed cell of $column',
    ({ index }) => {
      for (const unit of some(index)) {
        const text = withCell(unit, index, cell => plusOne(cell === '' ? '0' : cell))
        expect(found(text, unit).map(keyOf), unit).not.toEqual([])
      }
    },
  )

  it.each(COLUMNS.slice(1).map((column, index) => ({ column, index: index + 1 })))(
    'shows an emptied cell of $column',
    ({ index }) => {
      for (const unit of some(index + 1)) {
        const text = withCell(unit, index, () => '')
        if (text !== source) expect(found(text, unit).map(keyOf), unit).not.toEqual([])
      }
    },
  )

  it.each(LIST_FAULTS.map(({ fault, change }, index) => ({ fault, change, index })))(
    'shows a fault in a list: $fault',
    ({ fault, change, index }) => {
      const tried = some(index)
        .concat(some(index + 2))
        .filter(unit => !ALREADY[fault]?.includes(unit))
        .flatMap(unit => {
          const text = withList(unit, change)
          return text === null ? [] : [{ unit, found: found(text, unit).map(keyOf) }]
        })
      expect(tried.length).toBeGreaterThan(2)
      for (const one of tried) expect(one.found, one.unit).not.toEqual([])
    },
  )

  it.each(['林草资源和湿地保护监督科', '高新区分局'])('blames nobody for the total of %s that cannot be read', unit => {
    const text = withCell(unit, 10, cell => `${cell}?`)
    expect(readNotice(blocksOfText(text)).unread.map(({ place }) => [place.unit, place.column])).toEqual([
      [unit, '累计分数'],
    ])
    expect(auditText(text).filter(one => /^(?:leader-(?!short)|rank-)/.test(one.code))).toEqual([])
  })

  it('shows a unit dropped from its table', () => {
    for (const unit of some(0)) {
      const text = source
        .split('\n')
        .filter(line => !line.startsWith(`${unit}\t`))
        .join('\n')
      expect(found(text, HEADS.get(unit) ?? unit).map(keyOf), unit).not.toEqual([])
    }
  })

  it('shows a unit renamed in its table', () => {
    for (const unit of some(1)) {
      const renamed = `${unit.slice(0, -1)}新${unit.slice(-1)}`
      expect(
        found(
          withCell(unit, 0, () => renamed),
          renamed,
        ).map(keyOf),
        unit,
      ).not.toEqual([])
    }
  })

  it('shows two rows that changed places', () => {
    const lines = source.split('\n')
    for (const unit of some(2)) {
      const at = lines.findIndex(line => line.startsWith(`${unit}\t`))
      const other = lines[at + 1]?.split('\t')[0] ?? ''
      if (!units.includes(other) || unit === '人事科') continue
      const text = lines
        .map((line, index) => (index === at ? lines[at + 1] : index === at + 1 ? lines[at] : line))
        .join('\n')
      expect([...found(text, unit), ...found(text, other)].map(keyOf), unit).not.toEqual([])
    }
  })

  it('shows the numbers of two units that changed places', () => {
    const lines = source.split('\n')
    for (const unit of some(3)) {
      const at = lines.findIndex(line => line.startsWith(`${unit}\t`))
      const other = lines[at + 1]?.split('\t')[0] ?? ''
      if (!units.includes(other)) continue
      const text = lines
        .map((line, index) =>
          index === at ? line.replace(unit, other) : index === at + 1 ? line.replace(other, unit) : line,
        )
        .join('\n')
      expect(found(text, unit).map(keyOf), unit).not.toEqual([])
    }
  })

  it.each([
    { fault: '前三换人（县）', from: '阳谷局、临清局、开发区分局；', to: '阳谷局、临清局、莘县局；', names: '莘县局' },
    { fault: '前三换人（科室）', from: '利用科、调查科、林草科', to: '利用科、调查科、测绘科', names: '测绘' },
    {
      fault: '前三不在本组',
      from: '市不动产登记中心、市国土空间开发保护中心',
      to: '市不动产登记中心、阳谷局',
      names: '阳谷局',
    },
    { fault: '前三颠倒', from: '阳谷局、临清局、开发区分局；', to: '临清局、阳谷局、开发区分局；', names: '阳谷局' },
    { fault: '前三少一个', from: '阳谷局、临清局、开发区分局；', to: '阳谷局、临清局；', names: '开发区分局' },
    { fault: '总数', from: '信息396条', to: '信息397条', names: '397' },
    { fault: '县（市、区）局数', from: '信息196条', to: '信息197条', names: '197' },
    { fault: '科室数', from: '信息119条', to: '信息118条', names: '118' },
    { fault: '事业单位数', from: '信息81条', to: '信息80条', names: '80' },
    {
      fault: '发送少一类',
      from: '发：各县（市、区）局，机关各科室、',
      to: '发：各县（市、区）局，',
      names: '机关各科室',
    },
    { fault: '主送少一类', from: '局属各分局、各事业单位：', to: '局属各分局：', names: '事业单位' },
    {
      fault: '表头',
      from: '约稿\t\t报省市\t本月基础分\t本月分数\t累计分数\t总排名\n\t\t市级以上采用篇数\t市局简报采用篇数\t记分\t篇数\t计分',
      to: '约稿\t\t报省市\t本月基本分\t本月分数\t累计分数\t总排名\n\t\t市级以上采用篇数\t市局简报采用篇数\t记分\t篇数\t计分',
      names: '本月基本分',
    },
    { fault: '月份', from: '6月份，市局办公室', to: '5月份，市局办公室', names: '5' },
    { fault: '落款日期', from: '2023年7月31日', to: '2023年6月20日', names: '2023-06-20' },
  ])('shows $fault', ({ from, to, names }) => {
    const text = source.replace(from, to)
    expect(text).not.toBe(source)
    const fresh = auditText(text).filter(
      one => !keysBefore.has(keyOf(one)) || !before.some(other => other.message === one.message),
    )
    expect(fresh.filter(one => named(one, names)).map(keyOf)).not.toEqual([])
  })
})

const mapped = (text: string, from: string, to: string): string =>
  text.replace(/./gsu, character => {
    const index = [...from].indexOf(character)
    return index === -1 ? character : ([...to][index] ?? character)
  })

const TYPOGRAPHY: readonly { readonly change: string; readonly apply: (text: string) => string }[] = [
  { change: '全角数字', apply: text => mapped(text, '0123456789', '０１２３４５６７８９') },
  { change: '半角括号逗号', apply: text => mapped(text, '（），；：', '(),;:') },
  { change: '全角括号', apply: text => mapped(text, '()', '（）') },
  { change: 'CRLF 与 BOM', apply: text => `\uFEFF${text.replaceAll('\n', '\r\n')}` },
  {
    change: '数字两侧空格',
    apply: text =>
      text
        .split('\n')
        .map(line => (line.includes('\t') ? line : line.replace(/(\p{Script=Han})(\d+)(\p{Script=Han})/gu, '$1 $2 $3')))
        .join('\n'),
  },
  { change: '数字里有空格', apply: text => text.replace(/^[^\t\n]+$/gm, line => line.replace(/(?<=\d)(?=\d)/g, ' ')) },
  { change: '没有列表符号', apply: text => text.replace(/^- (?=\d+、)/gm, '') },
  { change: '都加列表符号', apply: text => text.replace(/^(?=\d+、)/gm, '- ') },
  { change: '标签另起一行', apply: text => text.replace(/(\S)([（(](?:第 ?9 ?期|市政府约稿|省厅约稿))/g, '$1\n$2') },
  { change: '词中断行', apply: text => text.replace(/(系列主题)(活动)/g, '$1\n\n$2') },
  { change: '部首代字', apply: text => mapped(text, '月日工高自里用一', '⽉⽇⼯⾼⾃⾥⽤⼀') },
  { change: '没有标题符号', apply: text => text.replace(/^#+ /gm, '') },
]

describe('typography alone', () => {
  it.each(TYPOGRAPHY)('$change changes no finding', ({ apply }) => {
    const text = apply(source)
    expect(text).not.toBe(source)
    expect(auditText(text).map(keyOf).sort()).toEqual(before.map(keyOf).sort())
  })
})
