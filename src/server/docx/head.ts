import type { Letterhead } from '../../domain/print/profile.ts'
import { emptyLines, paragraph, run, words } from './flow.ts'
import { widthZi } from './measure.ts'
import { PAGE, twips } from './page.ts'
import { RED } from './styles.ts'

/** 发文机关标志 stands 35 mm under the upper edge of the type area (GB/T 9704 7.2.4). */
const MARK_DEPTH = twips(35)
const MARK_SIZE_MAX = 120 // half points
/** The red rule stands 4 mm under 发文字号 (7.2.7). */
const RULE_DEPTH = twips(4)
const RULE_WEIGHT = 45 // 2.25 pt

/** 版头 (GB/T 9704 7.2): 份号 and 紧急程度 at the edge, the red mark, 发文字号, the red rule. `height` in twips, with the rule. */
export function headPart(letterhead: Letterhead | null): { xml: string; height: number } {
  if (letterhead === null) return { xml: '', height: 0 }
  const { serial, urgency, mark, number } = letterhead
  const edge = [
    ...(serial === '' ? [] : [paragraph('GwEdges', run(words(serial.padStart(6, '0'))))]),
    ...(urgency === '' ? [] : [paragraph('GwMark', run(words(urgency)))]),
  ]
  const { half, line } = mastheadSize(mark, PAGE.textWidth, MARK_SIZE_MAX)
  const xml =
    edge.join('') +
    space(MARK_DEPTH - edge.length * PAGE.pitch) +
    paragraph('GwMasthead', run(words(mark), { size: half }), { line }) +
    emptyLines(2) +
    paragraph('GwNumber', run(words(number))) +
    redRule(RULE_DEPTH)
  return { xml, height: MARK_DEPTH + line + 3 * PAGE.pitch + RULE_DEPTH + RULE_WEIGHT }
}

/** The largest type, in half points, in which a red name fills no more than `width` twips, and its line. */
export function mastheadSize(name: string, width: number, most: number): { half: number; line: number } {
  const half = Math.min(most, Math.floor(width / 10 / Math.max(1, widthZi(name))))
  return { half, line: Math.round(half * 10 * 1.15) }
}

/** An empty stretch of this height. */
export const space = (height: number): string => paragraph('GwRedRule', '', { keepNext: true, line: height })

/** A red rule over the whole type area at the foot of a stretch of this height, 2.25 pt. */
export const redRule = (height: number): string =>
  paragraph('GwRedRule', '', {
    keepNext: true,
    line: height,
    border: `<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="0" w:color="${RED}"/></w:pBdr>`,
  })
