import type { PrintBlock } from './block.ts'
import { type PaperMeta, printedDay } from './meta.ts'

/** What an article goes up as: its text with its source, and where it goes, at the foot. */
export interface UpwardPaper {
  readonly title: string
  readonly lines: readonly string[]
  /** Units it came from; empty for none named. */
  readonly sources: readonly string[]
  /** Who sends it: 市自然资源和规划局办公室 */
  readonly office: string
  /** Where to: 市政府办公室 */
  readonly to: string
  /** For which of its outlets: 每日要情; '' for none. */
  readonly outlet: string
  /** `2023-07-31` */
  readonly on: string
}

/** A text that goes up → its printed blocks, and the properties of its file. */
export function upwardPaper(paper: UpwardPaper): { blocks: PrintBlock[]; meta: PaperMeta } {
  const { title, lines, sources, office, to, outlet, on } = paper
  const label = sources.length === 0 ? '' : `（${sources.join('、')}）`
  const texts = lines.map((line, index): PrintBlock => {
    const text = { kind: 'paragraph', role: 'text' } as const
    return index === lines.length - 1 && label !== ''
      ? { ...text, text: `${line}${label}`, label }
      : { ...text, text: line }
  })
  return {
    blocks: [
      { kind: 'paragraph', role: 'article', text: title },
      ...texts,
      {
        kind: 'foot',
        groups: [
          [{ kind: 'list', text: `报：${to}${outlet === '' ? '' : `《${outlet}》`}` }],
          [{ kind: 'edges', left: office, right: `${printedDay(on)}报送` }],
        ],
      },
    ],
    meta: { title, issuer: office, issuedOn: on, subject: '上报信息', keywords: ['政务信息', '上报', to].join(';') },
  }
}
