import type { ItemKind, NoticeItem } from '../notice.ts'
import { itemStart, labelAt, looseItemStart } from './kinds.ts'
import { firstLine, type Passage, placeIn } from './passages.ts'

/** A numbered title with its source → the item; `item` is its position in the list of `unit`. */
export function readItem(passage: Passage, unit: string, item: number): NoticeItem {
  const start = itemStart(passage.canon) ?? looseItemStart(passage.canon)
  const label = labelAt(passage.canon)
  const from = start?.length ?? 0
  const to = label !== null && label.at >= from ? label.at : passage.canon.length
  const title = passage.text.slice(from, to).trim()
  const said = label !== null && label.at >= from ? normalLabel(label.inside) : ''
  const at = placeIn(passage, 'list', from, to)
  return {
    number: start?.number ?? null,
    title,
    label: said,
    ...usedAs(said),
    place: { ...at, line: firstLine(passage), unit, item, quote: title },
  }
}

/** `第 9 期简讯` → `第9期 简讯`. */
const normalLabel = (inside: string): string =>
  inside.replace(/\s/g, '').replace(/^((?:\d{4}年)?第\d+(?:期|号))[，、·]?(?=.)/, '$1 ')

/** What a label says of a title's use. A bare issue leaves the kind open. */
function usedAs(label: string): { issue: number | null; kind: ItemKind | null; source: string } {
  const issue = /第(\d{1,4})(?:期|号)/.exec(label)?.[1]
  const kind: ItemKind | null = label.includes('约稿')
    ? 'commission'
    : label.includes('简讯')
      ? 'brief'
      : label.includes('信息')
        ? 'report'
        : null
  const source = kind === 'commission' ? label.replace(/^第\d+(?:期|号) ?/, '').replace(/约稿.*$/, '') : ''
  return { issue: issue === undefined ? null : Number(issue), kind, source }
}
