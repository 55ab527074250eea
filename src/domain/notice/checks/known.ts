import type { FindingCode } from '../findings.ts'
import type { Measure, Notice, NoticeColumn } from '../notice.ts'

/** A unit of the register, with the key or name of its group. */
export interface KnownUnit {
  readonly name: string
  readonly aliases: readonly string[]
  readonly group: string
}

/** What the auditor needs of a 计分办法: points in hundredths, null where the rules do not fix one value. */
export interface KnownRules {
  readonly report: number | null
  readonly brief: number | null
  readonly commission: number | null
  /** One for each group with a base rule; `group` as in `KnownUnit.group`. `forwardedAtLeast` null: unconditional. */
  readonly bases: readonly {
    readonly group: string
    readonly points: number
    readonly forwardedAtLeast: number | null
  }[]
}

/** Year totals in hundredths at the end of the month before, by unit name. */
export type PreviousTotals = readonly { readonly unit: string; readonly yearPoints: number }[]

/** The office's own form of tables, drawn for its 办法. Its columns may leave out what others could be checked against. */
export interface KnownForm {
  /** Every column; `each` of a count: the points that the 办法 fixes for one, where those stand in the next column. */
  readonly columns: readonly (NoticeColumn & { readonly each: number | null })[]
  /** What 名次 goes by; null where that is more than one of these. */
  readonly rankedBy: 'yearPoints' | 'monthPoints' | null
}

/** What is known outside the notice; each part may be missing. */
export interface Known {
  readonly units?: readonly KnownUnit[]
  readonly ruleSet?: KnownRules
  /** Where the office has drawn its tables itself. */
  readonly form?: KnownForm
  /** What follows a tie by the rules. Unless it is known that equal points are ranked one after another, they must share a rank. */
  readonly ties?: 'skip' | 'dense' | 'order'
  /** 名次 goes by more than 本月分数 or 累计分数, or some units have none: ranks cannot be told from the table. */
  readonly ranksByMore?: boolean
  /** Last month's notice, or the year totals the ledger has for it. */
  readonly previous?: Notice | PreviousTotals
  /** How much there was of what in the month before, all units together, where the ledger knows it. */
  readonly previousCounts?: Readonly<Partial<Record<Measure, number>>>
  /** Issue numbers of the own bulletin in this month. */
  readonly issues?: readonly number[]
  /** In which issues of the own bulletin titles stand on record this month; a title that is not here is not spoken of. */
  readonly issuedIn?: readonly { readonly title: string; readonly issue: number }[]
  /**
   * Titles that stand in the office's register exactly so. The notice only repeats the register, and its own page asks whether two of them
   * are one story or one is badly written: questions about titles that are all registered are not raised again.
   */
  readonly registered?: readonly string[]
  /** Codes this office has switched off. */
  readonly conventions?: readonly FindingCode[]
}
