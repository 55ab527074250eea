import { z } from 'zod'
import { type RichBlock, type RichText, richOfText } from '../rich-text.ts'

/**
 * 五问: what an article an editor can use answers, whatever occasion it was written for. The answers make the outline of a 问题分析 or of
 * a 经验总结; nothing is invented, and what is not answered is left out.
 */
export const QUESTIONS = ['problem', 'way', 'figures', 'case', 'beyond'] as const
export type Question = (typeof QUESTIONS)[number]

export const QUESTION_WORDS: Readonly<Record<Question, { readonly asks: string; readonly helps: string }>> = {
  problem: {
    asks: '解决什么问题？',
    helps: '谁遇到什么难处，有多普遍，原因是什么。一行写一条。',
  },
  way: { asks: '怎么做的？', helps: '哪几步、谁牵头、和以前有什么不同。一行写一条。' },
  figures: { asks: '前后数据是什么？', helps: '由多少变为多少，截至哪天，怎么统计的。' },
  case: { asks: '有什么典型案例？', helps: '一个具体的村、企业、项目或办事人：时间、经过、结果。' },
  beyond: { asks: '什么可推广，或需上级支持？', helps: '别处能不能照做；哪一条政策、标准、资金要上级定。一行写一条。' },
}

/** Characters of one answer. */
export const ANSWER_MAX = 3_000
const Answer = z.string().max(ANSWER_MAX)
export const FiveAnswers = z.strictObject({
  problem: Answer,
  way: Answer,
  figures: Answer,
  case: Answer,
  beyond: Answer,
})
export type FiveAnswers = Readonly<z.infer<typeof FiveAnswers>>

/** 问题分析 goes from the problem to what is asked for; 经验总结 from what was in the way to what others may do alike. */
export const Outline = z.enum(['problem', 'experience'])
export type Outline = z.infer<typeof Outline>
export const OUTLINE_WORDS: Readonly<Record<Outline, string>> = { problem: '问题分析', experience: '经验总结' }

/** How many of the five are answered. */
export const answered = (answers: FiveAnswers): number =>
  QUESTIONS.filter(question => answers[question].trim() !== '').length

const HEADS: Readonly<Record<Outline, readonly (readonly [Question, string])[]>> = {
  problem: [
    ['problem', '存在的问题'],
    ['case', '典型事例'],
    ['way', '已采取的措施'],
    ['beyond', '意见建议'],
  ],
  experience: [
    ['way', '主要做法'],
    ['case', '典型案例'],
    ['beyond', '推广价值与需要支持的事项'],
  ],
}
const NUMBERS = '一二三四五'

/**
 * The outline of an article from the five answers. An experience opens with what was in the way and what came of it, a problem with the
 * figures that show it. Lines of an answer become 一是、二是. Sentences are the person's own, except for heads and numbers.
 */
export function draftFrom(answers: FiveAnswers, outline: Outline): RichText {
  const opening =
    outline === 'experience'
      ? [sentencesFrom(answers.problem), sentencesFrom(answers.figures)]
      : [sentencesFrom(answers.figures)]
  const parts = HEADS[outline].filter(([question]) => answers[question].trim() !== '')
  return [
    ...richOfText(opening.filter(text => text !== '').join('')),
    ...parts.flatMap(([question, head], index): RichBlock[] => [
      { kind: 'paragraph', runs: [{ text: `${NUMBERS[index] ?? ''}、${head}`, strong: true }] },
      ...richOfText(question === 'case' ? sentencesFrom(answers[question]) : listed(answers[question])),
    ]),
  ]
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')

/** Lines as sentences of one paragraph: each ends like one. */
const sentencesFrom = (text: string): string => linesOf(text).map(ended).join('')

const ended = (line: string): string => (/[。！？…”]$/u.test(line) ? line : `${line.replace(/[，；、,;.]+$/u, '')}。`)

const ITEM =
  /^(?:[一二三四五六七八九十]是|第?[一二三四五六七八九十\d]+[、.．，]|[（(][一二三四五六七八九十\d]+[)）]|[-•·●])\s*/u
const ORDINALS = '一二三四五六七八九十'

/** Two lines and more are numbered 一是、二是, whatever numbers they had. */
function listed(text: string): string {
  const lines = linesOf(text)
  if (lines.length < 2 || lines.length > ORDINALS.length) return sentencesFrom(text)
  return lines.map((line, index) => `${ORDINALS[index] ?? ''}是${ended(line.replace(ITEM, ''))}`).join('')
}
