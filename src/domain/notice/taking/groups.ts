import { type Group, Name } from '../../model.ts'
import { foldName } from '../checks/names.ts'
import type { NoticeTable } from '../notice.ts'

/** A group as it is to be registered. `key` is what rule sets call it. */
export interface TakenGroup {
  readonly key: string
  readonly name: string
  readonly kind: string
  readonly position: number
}

const CLASS = /[（(]?([A-Z]类)[）)]?$/

/**
 * The groups of the tables, a table each; tables of one name are one group. `sections`: what stands over the lists of each table's units, ''
 * where none does. A group that is registered already keeps its key, kind and position.
 */
export function groupsOf(
  tables: readonly NoticeTable[],
  sections: readonly string[],
  known: readonly Group[],
): { groups: TakenGroup[]; keyOf: ReadonlyMap<string, string> } {
  const groups: TakenGroup[] = []
  const keyOf = new Map<string, string>()
  let kind = ''
  for (const [index, table] of tables.entries()) {
    const letter = CLASS.exec(table.group)?.[1] ?? CLASS.exec(table.title)?.[1] ?? ''
    kind = kindOf(table, letter, { section: sections[index] ?? '', before: kind, ordinal: index + 1 })
    const name = letter === '' ? kind : `${kind}（${letter}）`
    const same = [...groups, ...known].find(one => foldName(one.name) === foldName(name))
    const taken = new Set([...groups, ...known].map(one => one.key))
    const group = {
      key: same?.key ?? keyFor(kind, letter, taken),
      name: same?.name ?? name,
      kind: same?.kind ?? kind,
      position: same?.position ?? groups.length + known.length + 1,
    }
    keyOf.set(table.id, group.key)
    if (!groups.some(one => one.key === group.key)) groups.push(group)
  }
  return { groups, keyOf }
}

/** A kind in words: the table's group; of a class, what stands over its lists or before it in the title, or over the class before. */
function kindOf(
  table: NoticeTable,
  letter: string,
  { section, before, ordinal }: { section: string; before: string; ordinal: number },
): string {
  const title = table.title
    .replace(/^(?:\d{4}年)?\d{1,2}月份?/, '')
    .replace(CLASS, '')
    .replace(/(?:各类)?(?:政务|工作|门户网站)?信息.*$/, '')
    .replace(/^(?:局属|直属|全[局市县])/, '')
  const over = section.replace(CLASS, '')
  const words = letter === '' ? [table.group, over, title] : [over, title, before]
  return words.find(one => Name.safeParse(one).success) ?? `第${ordinal}组`
}

/** The keys that shipped rule sets use, by the words of the kind; any other group is numbered. */
function keyFor(kind: string, letter: string, taken: ReadonlySet<string>): string {
  const stem = /县.*局/.test(kind)
    ? 'county'
    : /科室|处室|股室/.test(kind)
      ? 'office'
      : kind.includes('事业单位')
        ? 'institution'
        : ''
  const key = letter === '' ? stem : `${stem}-${letter.slice(0, 1).toLowerCase()}`
  if (stem !== '' && !taken.has(key)) return key
  let number = 1
  while (taken.has(`group-${number}`)) number += 1
  return `group-${number}`
}
