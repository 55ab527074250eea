import { FINDINGS } from '../../domain/notice/findings.ts'
import type { Finding } from '../../domain/notice/notice.ts'

/** What a comment in a document says, and where it hangs: at the block with this number, at a cell or words of it if they are found. */
export interface Remark {
  readonly text: string
  readonly line: number | null
  readonly unit: string | null
  readonly column: string | null
  readonly quote: string | null
}

const SEVERITIES: Readonly<Record<Finding['severity'], string>> = {
  error: '矛盾',
  warning: '疑误',
  question: '待人判断',
  info: '提示',
}

/** Findings → the comments about them, in the same order: how grave, the arithmetic in words, and what to do. */
export const remarksOf = (findings: readonly Finding[]): Remark[] =>
  findings.map(({ code, severity, message, place }) => {
    const kind = Object.entries(FINDINGS).find(([name]) => name === code)?.[1]
    return {
      text: `【${SEVERITIES[severity]}】${message}${kind === undefined ? '' : `\n建议：${kind.todo}`}`,
      line: place.line ?? null,
      unit: place.unit ?? null,
      column: place.column ?? null,
      quote: place.quote ?? null,
    }
  })
