/** What one unit has, in whole numbers; points are hundredths. */
export interface SmallRow {
  submitted: number
  reports: number
  briefs: number
  commissions: number
  forwarded: number
  upperAdopted: number
}

/** What a month came to for one unit, ranked in its group. */
export interface SmallStanding extends SmallRow {
  readonly unit: string
  readonly group: string
  readonly base: number
  readonly month: number
  readonly year: number
  readonly rank: number
}

interface SmallUnit {
  readonly unit: string
  readonly group: string
  /** Hundredths of a point the year had before this month. */
  readonly before: number
  /** The basic points are given without any condition. */
  readonly baseAlways: boolean
}

interface Printed {
  readonly article: string
  readonly kind: 'report' | 'brief'
  readonly units: readonly string[]
}

/** 信息 1 分, 简讯 0.5 分, 约稿采用 5 分, 基础分 5 分, in hundredths. */
const [REPORT, BRIEF, COMMISSION, BASE] = [100, 50, 500, 500]

const counted = (adopted: readonly Pick<Printed, 'article' | 'units'>[]) => ({
  articles: new Set(adopted.map(({ article }) => article)).size,
  credits: adopted.reduce((sum, { units }) => sum + units.length, 0),
})

/**
 * A month of one office as somebody would count it on paper: what was said to have happened is added up, what was taken back is struck
 * out. Knows nothing of facts, rule sets or the product's arithmetic: a second opinion on all of them.
 */
export class SmallMonth {
  readonly #units: readonly SmallUnit[]
  readonly #rows: Map<string, SmallRow>
  readonly #handedIn = new Map<string, readonly string[]>()
  /** By article and issue. */
  readonly #printed = new Map<string, Printed>()
  readonly #above: Pick<Printed, 'article' | 'units'>[] = []

  constructor(units: readonly SmallUnit[]) {
    this.#units = units
    const none = { submitted: 0, reports: 0, briefs: 0, commissions: 0, forwarded: 0, upperAdopted: 0 }
    this.#rows = new Map(units.map(({ unit }) => [unit, { ...none }]))
  }

  /** Handing the same article in again changes nothing. */
  handIn(article: string, units: readonly string[]): void {
    this.#handedIn.set(article, units)
  }

  withdraw(article: string): void {
    this.#handedIn.delete(article)
  }

  print(issue: number, printed: Printed): void {
    this.#printed.set(`${issue}/${printed.article}`, printed)
  }

  strike(issue: number, article: string): void {
    this.#printed.delete(`${issue}/${article}`)
  }

  adoptAbove(article: string, units: readonly string[]): void {
    this.#above.push({ article, units })
    for (const unit of units) this.#row(unit).upperAdopted += 1
  }

  add(what: 'commissions' | 'forwarded', units: readonly string[]): void {
    for (const unit of units) this.#row(unit)[what] += 1
  }

  /** Whole articles, and what the units were credited with: in the own bulletin, and `above` what appeared there. */
  totals() {
    const printed = [...this.#printed.values()]
    return { received: this.#handedIn.size, ...counted(printed), above: counted(this.#above).credits }
  }

  standings(): SmallStanding[] {
    const rows = new Map([...this.#rows].map(([unit, row]) => [unit, { ...row }]))
    const bump = (unit: string, what: keyof SmallRow) => {
      const row = rows.get(unit)
      if (row !== undefined) row[what] += 1
    }
    for (const units of this.#handedIn.values()) for (const unit of units) bump(unit, 'submitted')
    for (const { kind, units } of this.#printed.values()) for (const unit of units) bump(unit, `${kind}s`)
    const summed = this.#units.map(({ unit, group, before, baseAlways }) => {
      const row = rows.get(unit) ?? this.#row(unit)
      const base = baseAlways || row.forwarded > 0 ? BASE : 0
      const month = row.reports * REPORT + row.briefs * BRIEF + row.commissions * COMMISSION + base
      return { ...row, unit, group, base, month, year: before + month }
    })
    // Behind as many as have more: equals share a rank, and the next is skipped.
    return summed.map(one => ({
      ...one,
      rank: 1 + summed.filter(other => other.group === one.group && other.year > one.year).length,
    }))
  }

  #row(unit: string): SmallRow {
    const row = this.#rows.get(unit)
    if (row === undefined) throw new Error(`nobody is called ${unit}`)
    return row
  }
}
