import type { LocalDate, Period } from '../../src/domain/calendar.ts'
import type { ArticleId, OutletId, StandingRow, UnitId } from '../../src/domain/model.ts'
import type { Actor } from '../../src/server/context.ts'
import type { Databases, Dialect } from './databases.ts'
import { openStory, type Story } from './story.ts'

/** The office after June 2023, closed, with an editor and a chief. */
export interface World {
  readonly story: Story
  readonly editor: Actor
  readonly chief: Actor
  readonly unit: (name: string) => UnitId
  readonly bulletin: OutletId
}

/** Takes the June notice over. */
export async function openWorld(databases: Databases, dialect: Dialect): Promise<World> {
  const story = await openStory(databases, dialect)
  await story.take()
  const { units, outlets } = await story.call('unit.list', {})
  const [bulletin] = outlets
  if (bulletin === undefined) throw new Error('no bulletin')
  return {
    story,
    editor: await story.person('editor', ['editor']),
    chief: await story.person('chief', ['chief']),
    bulletin: bulletin.id,
    unit: name => {
      const found = units.find(one => one.name === name)
      if (found === undefined) throw new Error(name)
      return found.id
    },
  }
}

export const credit = (unit: UnitId) => ({ unit, weight: 1 })

/** Records an article of a unit, by the editor. */
export async function record(
  { story, editor, unit }: World,
  title: string,
  name: string,
  receivedOn: LocalDate,
): Promise<ArticleId> {
  const input = { title, receivedOn, units: [credit(unit(name))] }
  return (await story.call('article.record', input, { as: editor })).article
}

/** What adopts it in 第10期 as 信息. */
export const adoption = ({ unit, bulletin }: World, article: ArticleId, name: string, issuedOn: LocalDate) => ({
  article,
  outlet: bulletin,
  kind: 'report' as const,
  issue: 10,
  issuedOn,
  credits: [credit(unit(name))],
})

/** A unit's row in the standings of a month. */
export async function rowOf({ story }: World, month: Period, name: string): Promise<StandingRow> {
  const { groups } = await story.call('standing.list', { period: month })
  const row = groups.flatMap(group => group.rows).find(one => one.name === name)
  if (row === undefined) throw new Error(name)
  return row
}

/** Takes the notice of a closed month through 送审 by the editor and 签发 by the chief. */
export async function signNotice({ story, editor, chief }: World, period: Period): Promise<void> {
  const work = await story.call('notice.work', { period }, { as: editor })
  for (const finding of work.open)
    await story.call('notice.answer', { period, finding, answer: 'true', note: '' }, { as: editor })
  const { version } = work
  await story.call('notice.step', { period, version, step: 'send-to-review', comment: '' }, { as: editor })
  await story.call('notice.step', { period, version: version + 1, step: 'sign', comment: '' }, { as: chief })
}
