import type { ArticleId } from '../../domain/model.ts'
import { commissionsInJuly } from './july-commissions.ts'
import { type DemoArticle, julyArticles } from './july-texts.ts'
import { DEMO_DAY, type DemoWorld, july, REVIEWED } from './world.ts'

/** An article on its way through July. */
interface Handed extends DemoArticle {
  readonly id: ArticleId
  version: number
  kind: 'report' | 'brief' | null
}

const bodyOf = (paragraphs: readonly string[]) =>
  paragraphs.map(text => ({ kind: 'paragraph' as const, runs: [{ text }] }))

/** July 2023 up to the demo's day: handed in by units, decided by the office, an issue printed and the next one in the making, 约稿 under way. */
export async function liveThroughJuly(world: DemoWorld): Promise<void> {
  const articles = julyArticles(world.sections, world.bodies)
  const handed: Handed[] = []
  for (let day = 1; day <= DEMO_DAY; day += 1) {
    for (const [index, article] of articles.filter(one => one.day === day).entries())
      handed.push(await handIn(world, article, 15 + index * 4))
    // The office decides in the afternoon on what came in the days before; the newest still wait.
    await decide(
      world,
      handed.filter(one => one.day === day - 2),
      day,
    )
    if (day === 7) await printIssue(world, handed)
    if (day === 12) await sendUp(world, handed)
  }
  await gatherNextIssue(world, handed)
  await leaveDrafts(world, articles)
  await leaveForReview(world)
  await commissionsInJuly(world)
}

async function handIn(world: DemoWorld, article: DemoArticle, minute: number): Promise<Handed> {
  const house = world.at(july(article.day), 8 + (minute - (minute % 60)) / 60, minute % 60)
  const writer = world.writerOf(article.unit)
  const draft = await house.call('article.save-draft', draftOf(world, article), writer)
  const sent = { article: draft.article, version: draft.version, confirmedDuplicate: true }
  const { version } = await house.call('article.hand-in', sent, writer)
  return { ...article, id: draft.article, version, kind: null }
}

const draftOf = (world: DemoWorld, { unit, title, paragraphs, genre }: DemoArticle) => ({
  title,
  body: bodyOf(paragraphs),
  genre,
  outlet: world.bulletin,
  commission: null,
  units: [],
  contact: { name: `${unit}通讯员`, phone: '0635-0000000' },
  files: [],
})

type Fate =
  | { readonly step: 'adopt'; readonly kind: 'report' | 'brief' }
  | { readonly step: 'keep' | 'shortlist' | 'receive' }
  | {
      readonly step: 'return' | 'leave-unused'
      readonly reason: 'meeting-only' | 'activity-only' | 'no-data' | 'duplicate'
      readonly comment: string
    }

const ONLY_MEETING = /会议|集中学习/
const ONLY_ACTIVITY = /活动|演练/

/** What an editor makes of an article, by what it is and, among equals, by its turn. */
function fateOf(article: DemoArticle, turn: number): Fate {
  if (ONLY_MEETING.test(article.title))
    return {
      step: 'return',
      reason: 'meeting-only',
      comment: '只写了会议经过。请改写会议要解决的问题、定下的措施和时限。',
    }
  if (ONLY_ACTIVITY.test(article.title))
    return turn % 2 === 0
      ? { step: 'leave-unused', reason: 'activity-only', comment: '只写了活动经过，没有做法和成效。' }
      : { step: 'return', reason: 'activity-only', comment: '请补充参加人数、暴露的问题和整改情况。' }
  if (article.genre === 'experience' || article.genre === 'problem') {
    if (turn % 5 === 4) return { step: 'keep' }
    if (turn % 7 === 6)
      return { step: 'leave-unused', reason: 'duplicate', comment: '与其他单位来稿同题，可合稿时再用。' }
    return { step: 'adopt', kind: 'report' }
  }
  if (article.genre === 'suggestion') return turn % 2 === 0 ? { step: 'adopt', kind: 'report' } : { step: 'shortlist' }
  if (turn % 4 === 3) return { step: 'leave-unused', reason: 'no-data', comment: '时效已过半，缺少与去年同期的比较。' }
  return turn % 4 === 2 ? { step: 'receive' } : { step: 'adopt', kind: 'brief' }
}

async function decide(world: DemoWorld, waiting: readonly Handed[], day: number): Promise<void> {
  const house = world.at(july(day), 15, 0)
  for (const [index, article] of waiting.entries()) {
    const fate = fateOf(article, day + index)
    const { decided } = await house.call(
      'article.decide',
      {
        articles: [{ article: article.id, version: article.version }],
        step: fate.step,
        kind: fate.step === 'adopt' ? fate.kind : null,
        reason: 'reason' in fate ? fate.reason : null,
        comment: 'comment' in fate ? fate.comment : '',
      },
      world.editor,
    )
    article.version = decided[0]?.version ?? article.version
    article.kind = fate.step === 'adopt' ? fate.kind : null
  }
}

const itemsOf = (world: DemoWorld, articles: readonly Handed[]) =>
  articles.map(({ id, kind, unit }) => ({
    article: id,
    column: kind === 'brief' ? 'brief' : 'report',
    credits: [{ unit: world.unitOf(unit), weight: 1 }],
  }))

/** 第10期 on 7 July: sent by the editor, signed by the chief, printed the same afternoon. */
async function printIssue(world: DemoWorld, handed: readonly Handed[]): Promise<void> {
  const house = world.at(july(7), 16, 30)
  const made = { bulletin: world.bulletin, number: 10, totalNumber: 126, plannedOn: july(7) }
  const created = await house.call('issue.create', made, world.editor)
  const items = itemsOf(
    world,
    handed.filter(one => one.kind !== null),
  )
  const arranged = await house.call(
    'issue.arrange',
    { issue: created.issue, version: created.version, items },
    world.editor,
  )
  const sent = { issue: created.issue, version: arranged.version, comment: '', issuedOn: null }
  await house.call('issue.step', { ...sent, step: 'send-to-review' }, world.editor)
  const { version, pages } = await house.call('issue.get', { issue: created.issue }, world.chief)
  const signed = await house.call('issue.sign', { issue: created.issue, version, pages, comment: '' }, world.chief)
  const out = { issue: created.issue, version: signed.version, comment: '', issuedOn: july(7) }
  await house.call('issue.step', { ...out, step: 'print' }, world.editor)
  for (const one of handed) if (one.kind !== null) one.kind = null
}

/** 第11期 is being put together: half of what was adopted since stands in it. */
async function gatherNextIssue(world: DemoWorld, handed: readonly Handed[]): Promise<void> {
  const house = world.at(july(DEMO_DAY), 9, 0)
  const made = { bulletin: world.bulletin, number: 11, totalNumber: 127, plannedOn: july(24) }
  const { issue, version } = await house.call('issue.create', made, world.editor)
  const adopted = handed.filter(one => one.kind !== null)
  const items = itemsOf(
    world,
    adopted.filter((_, index) => index % 2 === 0),
  )
  await house.call('issue.arrange', { issue, version, items }, world.editor)
}

const RECEIVERS = [
  { to: '市政府', outlet: '今日信息', level: 'city' },
  { to: '市委', outlet: '聊城信息', level: 'city' },
  { to: '省自然资源厅', outlet: '自然资源情况', level: 'province' },
] as const

/** The best of the first ten days go up; one comes back adopted, with a leader's word on it. */
async function sendUp(world: DemoWorld, handed: readonly Handed[]): Promise<void> {
  const house = world.at(july(12), 10, 0)
  const best = handed.filter(one => one.genre === 'experience' || one.genre === 'problem').slice(0, 12)
  for (const [index, article] of best.entries()) {
    const { to, outlet, level } = RECEIVERS[index % RECEIVERS.length] ?? RECEIVERS[0]
    const credits = [{ unit: world.unitOf(article.unit), weight: 1 }]
    const sent = { article: article.id, to, outlet, level, on: july(12), credits }
    const { forwarding } = await house.call('forwarding.record', sent, world.editor)
    if (index !== 0) continue
    const back = world.at(july(18), 10, 0)
    const adopted = {
      forwarding,
      outlet: null,
      outletName: outlet,
      level,
      kind: 'report' as const,
      on: july(17),
      credits,
    }
    await back.call('forwarding.adopt', adopted, world.editor)
    const word = '做法可行，请相关科室总结后在全市推开。'
    const said = { article: article.id, title: article.title, leader: '分管副市长', level: 'city' as const }
    await back.call('instruction.enter', { ...said, text: word, on: july(18), credits }, world.editor)
  }
}

/** What nobody has handed in yet, and what was taken back. */
async function leaveDrafts(world: DemoWorld, articles: readonly DemoArticle[]): Promise<void> {
  const house = world.at(july(DEMO_DAY), 9, 20)
  const later = articles.filter(one => one.day > DEMO_DAY)
  for (const [index, article] of later.slice(0, 12).entries()) {
    const writer = world.writerOf(article.unit)
    const { article: id, version } = await house.call('article.save-draft', draftOf(world, article), writer)
    if (index % 6 !== 5) continue
    const sent = await house.call('article.hand-in', { article: id, version, confirmedDuplicate: true }, writer)
    const back = { article: id, version: sent.version, reason: '数字需与统计部门再核对' }
    await house.call('article.withdraw', back, writer)
  }
}

/** One unit has switched 单位审核 on: what it writes from now on waits for its second person. */
async function leaveForReview(world: DemoWorld): Promise<void> {
  const house = world.at(july(DEMO_DAY), 9, 30)
  await house.call('unit.review', { unit: world.unitOf(REVIEWED), on: true }, world.editor)
  const writer = world.writerOf(REVIEWED)
  const written = {
    day: DEMO_DAY,
    unit: REVIEWED,
    title: '冠县建立临时用地到期提醒台账',
    genre: 'experience',
    paragraphs: [
      '全县逐宗登记临时用地63宗、2140亩，到期前90天、30天两次书面提醒用地单位。',
      '今年以来到期的17宗已复垦验收15宗，复垦率88.2%，比去年同期提高21个百分点。',
    ],
  } as const
  const { article, version } = await house.call('article.save-draft', draftOf(world, written), writer)
  await house.call('article.hand-in', { article, version }, writer)
}
