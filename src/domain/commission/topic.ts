import type { Passage } from './slots.ts'

/**
 * Whether a paragraph speaks of what was asked: the share of its neighbouring characters that are words of the topic. Deterministic and
 * shown with its number; it never decides, a person reads the paragraph.
 */

/** Paragraphs shorter than this say too little to be judged: a heading, a line of names. */
const SHORT = 40
/** Below this many percent of topic words a paragraph is listed. */
export const OFF_TOPIC_BELOW = 4

/** Words of every paper of the trade: they tell nothing of a topic. */
const COMMON =
  '工作情况问题建议进展存在困难对策做法经验有关当前目前今年去年上半年下半年全市全县全区我市我县我局本地部分各级各地单位部门人员以来以内开展进行推进加强落实实施完成取得成效主要具体相关反映提出可操作性环节围绕写清数字案例数据材料一个两个需要任务方面及其以及字以内左右建立完善提高提升'

const pairsOf = (text: string): string[] =>
  [...text.matchAll(/\p{Script=Han}+/gu)].flatMap(([run]) => {
    const characters = [...run]
    return characters.slice(1).map((one, index) => `${characters[index] ?? ''}${one}`)
  })

const COMMON_PAIRS = new Set(pairsOf(COMMON))

/** The words of a topic: neighbouring characters of its title, requirements and 任务项, but those that every paper has. */
export const topicWords = (texts: readonly string[]): ReadonlySet<string> =>
  new Set(texts.flatMap(pairsOf).filter(pair => !COMMON_PAIRS.has(pair)))

/** Percent of a text's neighbouring characters that are words of the topic, rounded down; 0 of a text without any. */
export function topicShare(words: ReadonlySet<string>, text: string): number {
  const pairs = pairsOf(text)
  if (pairs.length === 0) return 0
  return Math.floor((100 * pairs.filter(pair => words.has(pair)).length) / pairs.length)
}

export interface OffTopic {
  readonly text: string
  /** Percent. */
  readonly share: number
}

/** Paragraphs that hardly speak of the topic, in the order of the text, with their share. Tables and short lines are not judged; no topic, no verdict. */
export function offTopic(words: ReadonlySet<string>, passages: readonly Passage[]): OffTopic[] {
  if (words.size === 0) return []
  return passages
    .filter(one => one.kind === 'text' && Array.from(one.text).length >= SHORT)
    .map(({ text }) => ({ text, share: topicShare(words, text) }))
    .filter(one => one.share < OFF_TOPIC_BELOW)
}
