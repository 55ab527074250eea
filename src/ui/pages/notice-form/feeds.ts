import { CountName, type Feed } from '../../../domain/notice/composing/table-form.ts'
import { zh } from '../../zh.ts'

const text = zh.noticeForm

/** A feed as the value of an option. */
export const valueOfFeed = (feed: Feed | null): string => (feed === null ? '' : JSON.stringify(feed))

/** What a column may be fed by, in groups with their words. */
export function feedGroups(components: readonly string[]): { label: string; feeds: { feed: Feed; label: string }[] }[] {
  return [
    {
      label: text.feedGroups.counts,
      feeds: CountName.options.map(count => ({ feed: { from: 'count', count }, label: text.counts[count] })),
    },
    {
      label: text.feedGroups.points,
      feeds: components.flatMap(component => [
        { feed: { from: 'points', component } as const, label: text.points(component) },
        { feed: { from: 'number', component } as const, label: text.number(component) },
        { feed: { from: 'year-points', component } as const, label: text.yearPoints(component) },
      ]),
    },
    {
      label: text.feedGroups.totals,
      feeds: (['month', 'year', 'rank'] as const).map(from => ({ feed: { from }, label: text[from] })),
    },
  ]
}
