import { z } from 'zod'
import { columnName } from '../checks/context.ts'
import { canonOf } from '../reading/fold.ts'
import { isBlank, isNumeric } from '../reading/grids.ts'
import { headText } from '../reading/heads-of-columns.ts'
import { isTotalName, isUnitHead } from '../reading/measures.ts'

/**
 * The columns of an office's tables: a tree of heads, each leaf fed by something the ledger has. What an office draws here is all it
 * decides; what a column holds follows from the rules alone.
 */

const HEAD_MAX = 24
/** More than a page across can hold. */
const LEAVES_MAX = 40
const WIDTH_MAX = 30

export const CountName = z.enum([
  'submitted', // 上报篇数
  'submittedYear', // 全年累计上报
  'reports', // 采用信息
  'briefs', // 采用简讯
  'ownAdopted', // 信息 + 简讯
  'upperAdopted', // 市级以上采用
  'commissions', // 约稿
  'forwarded', // 报省市
])
export type CountName = z.infer<typeof CountName>

const Component = z.string().trim().min(1).max(40)

/** What fills a column. Points of a component are those that facts earned; points by decision have columns of their own. */
export const Feed = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('count'), count: CountName }),
  z.strictObject({ from: z.literal('points'), component: Component }),
  /** How many facts earned points of the component. */
  z.strictObject({ from: z.literal('number'), component: Component }),
  /** Points of the component in the year so far. */
  z.strictObject({ from: z.literal('year-points'), component: Component }),
  z.strictObject({ from: z.literal('month') }),
  z.strictObject({ from: z.literal('year') }),
  z.strictObject({ from: z.literal('rank') }),
])
export type Feed = z.infer<typeof Feed>

/** The words of one head. */
export const HeadText = z
  .string()
  .min(1, '表头不能空着')
  .max(HEAD_MAX, `表头最多 ${HEAD_MAX} 个字`)
  .refine(text => text === headText(text), '表头里不要有空格、换行或全角数字')
  .refine(text => !isBlank(text) && !isNumeric(text), '表头不能只是数字或横线')
  .refine(
    text => !isUnitHead(canonOf(text)) && !isTotalName(canonOf(text)),
    '这是单位名称栏或合计行的叫法，不能作别的表头',
  )

export const Leaf = z.strictObject({ head: HeadText, feed: Feed })
export type Leaf = z.infer<typeof Leaf>
const Branch = z.strictObject({ head: HeadText, columns: z.array(Leaf).min(1).max(WIDTH_MAX) })
const Stem = z.strictObject({
  head: HeadText,
  columns: z
    .array(z.union([Leaf, Branch]))
    .min(1)
    .max(WIDTH_MAX),
})

/** A head with a column under it, or with further heads: up to three levels. */
export type HeadNode = Leaf | z.infer<typeof Branch> | z.infer<typeof Stem>

const Tree = z.strictObject({
  columns: z
    .array(z.union([Leaf, Stem]))
    .min(1)
    .max(WIDTH_MAX),
  /** Where 名次 stands: before the names of the units, or in its place among the columns. */
  rank: z.enum(['first', 'placed']).default('placed'),
  /** One table for each group, or one with all units, ranked together. */
  tables: z.enum(['by-group', 'together']).default('by-group'),
  /** Units with nothing this month: with the others, left out, or left out and named under the tables (零报送单位). */
  zeroRows: z.enum(['shown', 'omitted', 'named']).default('shown'),
  /** 合计. */
  totalRow: z.boolean().default(false),
  /** What stands for 0. */
  blanks: z.enum(['empty', 'zero']).default('empty'),
})

/** A leaf with its heads from top to bottom. */
export interface Column {
  readonly heads: readonly string[]
  readonly feed: Feed
}

/** The columns of a tree of heads, from left to right. */
export function columnsIn(nodes: readonly HeadNode[], above: readonly string[] = []): Column[] {
  return nodes.flatMap((node): Column[] => {
    const heads = [...above, node.head]
    return 'feed' in node ? [{ heads, feed: node.feed }] : columnsIn(node.columns, heads)
  })
}

/** What is wrong with a tree as a whole, in words: twins among its heads or columns, and 名次 where it cannot stand. */
function faultsOf({ columns, rank }: z.infer<typeof Tree>): string[] {
  const leaves = columnsIn(columns)
  const twins = <One>(all: readonly One[], key: (one: One) => string): string[] =>
    all.map(key).filter((one, index, keys) => keys.indexOf(one) !== index)
  const ranks = leaves.filter(({ feed }) => feed.from === 'rank')
  return [
    ...siblingFaults(columns, null),
    ...twins(leaves, ({ heads }) => columnName(heads)).map(name => `有两栏都叫“${name}”`),
    ...twins(leaves, ({ feed }) => JSON.stringify(feed)).map(
      key =>
        `“${leaves.find(({ feed }) => JSON.stringify(feed) === key)?.heads.join('·') ?? ''}”的内容另有一栏，同一个数只能列一次`,
    ),
    ...(ranks.some(({ heads }) => heads.length > 1) ? ['名次要单独成栏，不能放在别的表头下面'] : []),
    ...(rank === 'first' && ranks.length === 0 ? ['表头里没有名次一栏，不能排在最前'] : []),
    ...(leaves.length === ranks.length ? ['除名次外至少要有一栏'] : []),
    ...(leaves.length > LEAVES_MAX ? [`最多 ${LEAVES_MAX} 栏`] : []),
  ]
}

function siblingFaults(nodes: readonly HeadNode[], above: string | null): string[] {
  const heads = nodes.map(node => node.head)
  return [
    ...heads.filter((head, index) => heads.indexOf(head) !== index).map(head => `并排的两个表头都叫“${head}”`),
    ...heads.filter(head => head === above).map(head => `“${head}”下面的表头不能还叫“${head}”`),
    ...nodes.flatMap(node => ('feed' in node ? [] : siblingFaults(node.columns, node.head))),
  ]
}

export const NoticeTableForm = Tree.superRefine((form, context) => {
  for (const message of new Set(faultsOf(form))) context.addIssue({ code: 'custom', message, path: ['columns'] })
})
export type NoticeTableForm = z.infer<typeof NoticeTableForm>

/** A form of another office, to begin from: `about` says whose and what of it was left out. */
export const ShippedTableForm = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  title: z.string().min(1).max(80),
  about: z.string().min(1).max(300),
  table: NoticeTableForm,
})
export type ShippedTableForm = z.infer<typeof ShippedTableForm>
