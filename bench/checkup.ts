import { heldHalf, type Labelled, labelled, measured } from '../fixtures/checkup/labelled.ts'
import { localDate } from '../src/domain/calendar.ts'
import { USUAL_CHECKUP } from '../src/domain/checkup/remark.ts'
import { checkUp } from '../src/domain/checkup.ts'
import type { Bench } from './compare.ts'

const WORDS = {
  meeting: '会议',
  activity: '活动',
  work: '工作动态',
  experience: '经验',
  problem: '问题',
  suggestion: '建议',
} as const
/** A long article: so many times all texts after another. */
const TIMES = 5

/** How often the genre is right, and what a check-up costs against merely going over the letters. */
export default async function bench({ compare, note }: Bench): Promise<void> {
  const texts = labelled('texts')
  const sets: readonly (readonly [string, Labelled[]])[] = [
    ['标题（留出的一半）', heldHalf(labelled('titles'))],
    ['正文（留出的一半）', heldHalf(texts)],
    ['2023年6月通报的标题', labelled('titles-seed')],
  ]
  for (const [name, rows] of sets) {
    note(`${name}，${rows.length} 条：准确率、召回率`)
    for (const { kind, labelled: count, precision, recall } of measured(rows))
      note(`  ${WORDS[kind]}（${count}）${precision.toFixed(3)}、${recall.toFixed(3)}`)
  }
  const body = Array.from({ length: TIMES }, () => texts.map(one => one.body).join('\n')).join('\n')
  const how = { settings: USUAL_CHECKUP, today: localDate('2023-07-24') }
  const one = texts[0]?.body ?? ''
  const each = () => texts.map(({ title, body: text }) => checkUp({ title, body: text, genre: null }, how))
  note(`一篇约 ${one.length} 字；长文 ${body.length} 字`)
  await compare(`体检 ${texts.length} 篇`, each, () => texts.map(text => [...text.body].length))
  await compare(
    '体检一篇长文',
    () => checkUp({ title: '长文', body, genre: null }, how),
    () => [...body].length,
    {
      rounds: 5,
    },
  )
}
