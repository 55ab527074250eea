import { performance } from 'node:perf_hooks'
import { instantOf, type Period, period, periodAfter } from '../src/domain/calendar.ts'
import { type Entry, Fact, OutletId, UnitId } from '../src/domain/model.ts'
import { type RuleSet, readRuleSet } from '../src/domain/rules.ts'
import { looksBackTo, type ScoredUnit, score } from '../src/domain/score.ts'
import type { Bench } from './compare.ts'
import { measureStandings } from './standings.ts'

const UNITS = 10_000
const FACTS = 1_000_000
const FROM = period('2023-01')

/** `CAIFENG_BENCH_SCALE=0.1` for a tenth of everything. */
const SCALE = Number(process.env.CAIFENG_BENCH_SCALE ?? '1')

/**
 * What counting costs: ten thousand units, a million facts in a year, sixty rules of every type with windows up to the year. The baseline
 * is one bare pass over the same facts that adds a number for each credited unit: nobody can score with less.
 */
export default async function (bench: Bench): Promise<void> {
  const units = unitsOf(Math.round(UNITS * SCALE))
  const facts = factsOf(Math.round(FACTS * SCALE), units)
  const months = byMonth(facts)
  const [plain, long] = [sixtyRules(false), sixtyRules(true)]
  bench.note(`${units.length} 个单位，${facts.length} 条事实，${long.rules.length} 条规则；堆 ${heap()}`)

  const june = months[5] ?? []
  const at = periodAfter(FROM, 5)
  const month = () => score({ ruleSet: plain, period: at, facts: june, units, outlets: OUTLETS })
  await bench.compare(`一个月（${june.length} 条事实），各条都只看本月`, month, () => bare(june), { rounds: 5 })

  const earlier = { facts: months.slice(0, 5).flat(), entries: [] as Entry[] }
  const input = { ruleSet: long, period: at, facts: june, units, outlets: OUTLETS, earlier }
  once(bench, '同一个月，有季、年的周期和一稿多处', () => score(input).length)
  once(bench, '全年十二个月，各条都只看本月', () => year(plain, months, units))
  once(bench, '全年十二个月，有季、年的周期和一稿多处', () => year(long, months, units))
  bench.note(`以后：堆 ${heap()}，常驻 ${resident()}`)

  await linear(bench, june, units, plain)
  await flat(bench, months, units, [plain, long])
  await measureStandings(bench, { units: units.length, facts: june.length })
}

/** What takes long is done once: by the clock, and by the processor, which says more on a machine that does other things too. */
function once(bench: Bench, name: string, work: () => number): void {
  globalThis.gc?.()
  const [started, before] = [performance.now(), process.cpuUsage()]
  const entries = work()
  const { user, system } = process.cpuUsage(before)
  bench.note(
    `${name}：${seconds(performance.now() - started)}，处理器 ${seconds((user + system) / 1000)}，${entries} 笔明细`,
  )
}

/** A quarter, a half and all of the facts: the cost of one is the same. */
async function linear(
  bench: Bench,
  facts: readonly Fact[],
  units: readonly ScoredUnit[],
  ruleSet: RuleSet,
): Promise<void> {
  const costs: string[] = []
  for (const part of [0.25, 0.5, 1]) {
    const some = facts.slice(0, Math.round(facts.length * part))
    const took = await median(() =>
      score({ ruleSet, period: periodAfter(FROM, 5), facts: some, units, outlets: OUTLETS }),
    )
    costs.push(`${some.length} 条 ${took.toFixed(0)} ms（每万条 ${((took * 10_000) / some.length).toFixed(1)} ms）`)
  }
  bench.note(`随事实数：${costs.join('；')}`)
}

/**
 * June after one, three and ten years of facts. As in the server, a month is handed what its rules look back to and no more: nothing where
 * they look at the month alone, the year where one of them counts in the year.
 */
async function flat(
  bench: Bench,
  months: readonly (readonly Fact[])[],
  units: readonly ScoredUnit[],
  ruleSets: readonly RuleSet[],
): Promise<void> {
  for (const ruleSet of ruleSets) {
    const costs: string[] = []
    for (const years of [1, 3, 10]) {
      const at = periodAfter(FROM, 12 * (years - 1) + 5)
      const history = Array.from({ length: 12 * (years - 1) + 5 }, (_, place) => ({
        period: periodAfter(FROM, place),
        facts: months[place % 12] ?? [],
      }))
      const took = await median(() => {
        const from = looksBackTo(ruleSet, at)
        const facts = from === null ? [] : history.filter(month => month.period >= from).flatMap(month => month.facts)
        const earlier = { facts, entries: [] as Entry[] }
        return score({ ruleSet, period: at, facts: months[5] ?? [], units, outlets: OUTLETS, earlier })
      })
      costs.push(
        `${years} 年（${history.reduce((sum, month) => sum + month.facts.length, 0)} 条）${took.toFixed(0)} ms`,
      )
    }
    bench.note(
      `随历史，${looksBackTo(ruleSet, periodAfter(FROM, 5)) === null ? '各条都只看本月' : '有季、年的周期'}：${costs.join('；')}`,
    )
  }
}

async function median(work: () => unknown): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < 5; round += 1) {
    globalThis.gc?.()
    const started = performance.now()
    work()
    times.push(performance.now() - started)
  }
  return times.sort((a, b) => a - b)[2] ?? 0
}

function year(ruleSet: RuleSet, months: readonly (readonly Fact[])[], units: readonly ScoredUnit[]): number {
  const given: Entry[] = []
  const seen: Fact[] = []
  for (const [place, facts] of months.entries()) {
    const input = { ruleSet, period: periodAfter(FROM, place), facts, units, outlets: OUTLETS }
    const entries = score({ ...input, earlier: { entries: given, facts: seen } })
    for (const entry of entries) given.push(entry)
    for (const fact of facts) seen.push(fact)
  }
  return given.length
}

function bare(facts: readonly Fact[]): number {
  const sums = new Map<string, number>()
  for (const fact of facts)
    for (const { unit } of fact.credits) sums.set(unit, (sums.get(unit) ?? 0) + fact.quantity * 100)
  return sums.size
}

// ── the world ──────────────────────────────────────────────────────────────────────────────────────────────────

const OUTLETS = new Map(['daily', 'paper', 'radio'].map((name, index) => [OutletId.parse(`out_${index}`), name]))
const GROUPS = ['county', 'office', 'institution', 'enterprise'] as const

const unitsOf = (many: number): ScoredUnit[] =>
  Array.from({ length: many }, (_, index) => ({
    id: UnitId.parse(`unt_${String(index).padStart(6, '0')}`),
    group: GROUPS[index % GROUPS.length] ?? 'county',
    names: [`单位${index}`],
  }))

/** Numbers that look random and are the same each time. */
function mixed(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state % below
  }
}

const TYPES = ['submission', 'submission', 'adoption', 'adoption', 'commission', 'forwarding', 'instruction'] as const
const LEVELS = ['own', 'own', 'city', 'province', 'nation'] as const
const STATUSES = ['submitted', 'adopted', 'adopted', 'late', 'missing'] as const

function factsOf(many: number, units: readonly ScoredUnit[]): Fact[] {
  const pick = mixed(20_230_630)
  const first = factAt(0, 0, units, pick)
  Fact.parse(first)
  return Array.from({ length: many }, (_, index) => factAt(index, Math.floor((index * 12) / many), units, pick))
}

function factAt(index: number, month: number, units: readonly ScoredUnit[], pick: (below: number) => number): Fact {
  const posting: Period = periodAfter(FROM, month)
  const credit = () => ({ unit: units[pick(units.length)]?.id ?? UnitId.parse('unt_0'), weight: 1 + pick(3) })
  return plainFact({
    id: `fct_${String(index).padStart(8, '0')}`,
    type: TYPES[pick(TYPES.length)] ?? 'submission',
    occurredOn: `${posting}-${String(1 + pick(28)).padStart(2, '0')}`,
    recordedAt: instantOf(1_700_000_000_000 + index),
    posting,
    credits: pick(5) === 0 ? [credit(), credit()] : [credit()],
    quantity: 1,
    note: '',
    article: `art_${index - (index % 3)}`,
    outlet: `out_${pick(3)}`,
    level: LEVELS[pick(LEVELS.length)],
    kind: pick(2) === 0 ? 'report' : 'brief',
    issue: null,
    merged: pick(4) === 0,
    genre: pick(3) === 0 ? 'survey' : undefined,
    length: 200 + pick(2000),
    commission: null,
    status: STATUSES[pick(STATUSES.length)],
    asker: '',
    to: '',
    leader: '',
    channel: 'entry',
  })
}

/** A million facts are not read through the schema one by one: the shape is that of the first, which is. */
const plainFact = (value: object): Fact => {
  if (!isFact(value)) throw new Error('a fact has an id')
  return value
}
const isFact = (value: object): value is Fact => 'id' in value

const byMonth = (facts: readonly Fact[]): Fact[][] => {
  const months: Fact[][] = Array.from({ length: 12 }, () => [])
  for (const fact of facts) months[Number(fact.posting.slice(5)) - 1]?.push(fact)
  return months
}

// ── the rules ──────────────────────────────────────────────────────────────────────────────────────────────────

/** Sixty rules of all types; `long`: with windows of a quarter and a year, and stories in several places. */
function sixtyRules(long: boolean): RuleSet {
  const [quarter, year] = long ? ['quarter', 'year'] : ['month', 'month']
  const stack = long ? { best: 2, oneA: 'level' } : 'all'
  const rules = GROUPS.flatMap((group, place) => {
    const own = (id: string, rule: object) => ({
      id: `${id}-${place}`,
      clause: `第${place}组：${id}`,
      groups: [group],
      ...rule,
    })
    const rate = { type: 'rate', component: '采用', on: 'adoption', stack, credit: 'equal' }
    return [
      own('own', { ...rate, when: { level: 'own' }, rows: ROWS, otherwise: '1' }),
      own('city', { ...rate, when: { level: 'city' }, points: '3', times: [{ when: { merged: true }, by: '0.5' }] }),
      own('province', {
        ...rate,
        when: { level: ['province', 'nation'] },
        points: '5',
        except: [{ length: { atMost: 300 } }],
      }),
      own('submitted', {
        ...rate,
        on: 'submission',
        component: '报送',
        when: {},
        points: '0.1',
        stack: 'all',
        credit: 'full',
      }),
      own('commission', {
        ...rate,
        on: 'commission',
        component: '约稿',
        when: { status: 'adopted' },
        points: '5',
        stack: 'all',
        credit: 'by-weight',
      }),
      own('forwarded', {
        ...rate,
        on: 'forwarding',
        component: '报送',
        when: {},
        points: '0.5',
        stack: 'all',
        credit: 'first',
      }),
      own('bonus', {
        type: 'bonus',
        component: '批示',
        when: { level: ['city', 'province'] },
        points: '10',
        once: long ? 'level' : 'each',
        credit: 'full',
      }),
      own('base', {
        type: 'base',
        component: '基础分',
        per: 'month',
        when: { forwarding: { atLeast: 1 } },
        points: '5',
      }),
      own('base-long', {
        type: 'base',
        component: '基础分',
        per: quarter,
        when: { counts: [{ of: 'adoption', when: { level: 'own' }, atLeast: 6 }] },
        points: '6',
        pay: 'pro-rata',
      }),
      own('quota', {
        type: 'quota',
        component: '任务',
        per: 'month',
        of: 'submission',
        owed: 4,
        over: '0.1',
        short: '0.2',
      }),
      own('quota-long', {
        type: 'quota',
        component: '任务',
        per: year,
        of: 'submission',
        owed: 48,
        over: '0.1',
        short: '0.2',
      }),
      own('late', {
        type: 'deduction',
        component: '扣分',
        on: 'commission',
        when: { status: ['late', 'missing'] },
        points: '1',
        fromTime: 2,
        per: year,
      }),
      own('low', {
        type: 'deduction',
        component: '扣分',
        on: 'submission',
        when: {},
        points: '1',
        fromTime: 1,
        per: quarter,
        once: 'window',
        if: { ratio: { of: { of: 'adoption' }, to: { of: 'submission' }, below: '30%' } },
      }),
      own('cap-month', { type: 'cap', component: '报送', per: 'month', atMost: '5', atLeast: null }),
      own('cap-year', {
        type: 'cap',
        component: '报送',
        per: year,
        atMost: '50',
        atLeast: null,
        of: 'component',
        ...(long ? {} : { if: { submission: { atLeast: 1 } } }),
      }),
    ]
  })
  const read = readRuleSet({
    id: 'bench',
    title: '测量用办法',
    issued: '',
    from: FROM,
    year: { starts: 1 },
    counts: 'issued-on',
    ranking: { by: 'year-total', ties: 'skip' },
    components: ['报送', '采用', '约稿', '批示', '基础分', '任务', '扣分'],
    choices: [],
    kinds: { survey: { name: '调研' } },
    outlets: { daily: { names: ['daily'] }, paper: { names: ['paper'] } },
    rounding: { decimals: 2, mode: 'nearest' },
    rules,
    examples: [],
  })
  if (!read.ok) throw new Error(read.issues.map(issue => `${issue.path} ${issue.message}`).join('\n'))
  return read.ruleSet
}

const ROWS = [
  { when: { kind: 'survey' }, points: '4' },
  { when: { kind: 'survey', outlet: 'daily' }, points: '6' },
  { when: { kind: 'brief' }, points: '0.5' },
  { when: { outlet: 'paper' }, points: '3' },
]

const heap = (): string => {
  globalThis.gc?.()
  return `${Math.round(process.memoryUsage().heapUsed / 1_048_576)} MiB`
}
const resident = (): string => `${Math.round(process.memoryUsage().rss / 1_048_576)} MiB`
const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`
