import { DIVISIONS } from './places.ts'

/** A name of a place elsewhere in a text, with where it lies. `from` and `to` count UTF-16 units; `to` is not part of it. */
export interface StrayPlace {
  readonly name: string
  /** The province or prefecture it belongs to; '' for a province. */
  readonly of: string
  readonly from: number
  readonly to: number
}

/** One division: its name, those above it, from the province down. Several bear the same name (鼓楼区). */
interface Division {
  readonly name: string
  readonly above: readonly string[]
}

const SUFFIX = /(?:自治州|自治县|自治旗|地区|[省市县区旗州盟])$/u
const PROVINCE_END = /(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区)$/u

/** All names, each with the divisions that bear it. Provinces stand under their short names too: 浙江 needs no 省 to be a place. */
const KNOWN: ReadonlyMap<string, readonly Division[]> = known()

function known(): Map<string, Division[]> {
  const found = new Map<string, Division[]>()
  const add = (name: string, division: Division) => found.set(name, [...(found.get(name) ?? []), division])
  for (const [province, prefectures] of DIVISIONS) {
    add(province, { name: province, above: [] })
    const short = province.replace(PROVINCE_END, '')
    if (short !== province) add(short, { name: province, above: [] })
    for (const row of prefectures.split('|').filter(one => one !== '')) {
      const [prefecture = '', ...counties] = row.split(' ')
      if (prefecture !== '') add(prefecture, { name: prefecture, above: [province] })
      const above = prefecture === '' ? [province] : [province, prefecture]
      for (const county of counties) add(county, { name: county, above })
    }
  }
  return found
}

const NAME_MAX = Math.max(...[...KNOWN.keys()].map(name => name.length))
/** Names of whole words that are places too: 简单县级, 东方市场. A short one counts only where no other letter stands before it. */
const SHORT = 2
const WORD_AFTER = /^(?:场|民|容|值|况|价|面|集|域|间|别|块|分|位|级|长制)/u
/** Who went there, came from there or works with them says so just before or just after. */
const TIE_BEFORE =
  /(?:赴|前往|来自|走进|考察|学习|借鉴|参观|对标|调研|出差|抽调|支援|援助|援|对口|协作|结对|招引|引进|外省|邻近|毗邻|在|到|与|同|和|及|从|自|向|由|往)[^。！？；\n]{0,6}$/u
const TIE_AFTER =
  /^[^。！？；\n]{0,6}(?:考察|学习|参观|经验|做法|模式|客商|籍|公司|企业|集团|院校|大学|代表团|一行|等地|交界|接壤|先进)/u

/**
 * 他地名残留: names of places elsewhere that nothing in the sentence accounts for, in the order of the text: what is left standing when a text was
 * taken over from another office. Visits, examples and partners are no alarm, nor what stands in 《》. Nothing is said where home is not known.
 * @param home names the office goes by: its own, its units'; a short one (阳谷局) tells its county, two counties tell their prefecture
 */
export function strayPlaces(text: string, home: readonly string[]): StrayPlace[] {
  const ours = homeOf(home)
  if (ours.size === 0) return []
  const quoted = [...text.matchAll(/《[^》\n]*》/gu)].map(
    match => [match.index, match.index + match[0].length] as const,
  )
  const inQuotes = (at: number) => quoted.some(([from, to]) => from <= at && at < to)
  return namesIn(text).filter(({ name, from, to }) => {
    const bearers = KNOWN.get(name) ?? []
    if (bearers.some(one => isOurs(one, ours))) return false
    return !(
      inQuotes(from) ||
      TIE_BEFORE.test(text.slice(Math.max(0, from - 12), from)) ||
      TIE_AFTER.test(text.slice(to))
    )
  })
}

/** A place is ours when it lies in our region, or our region in it. */
const isOurs = ({ name, above }: Division, ours: ReadonlySet<string>): boolean =>
  ours.has(pathOf(name, above)) ||
  above.some((_, depth) => ours.has(`${pathOf(above[depth] ?? '', above.slice(0, depth))} *`))

const pathOf = (name: string, above: readonly string[]): string => [...above, name].join(' ')

/** Paths of all that is ours; with ` *` what belongs to us whole. */
function homeOf(names: readonly string[]): Set<string> {
  const counties = new Map<string, Division>()
  for (const name of names)
    for (const division of divisionsOf(name)) counties.set(pathOf(division.name, division.above), division)
  const all = [...counties.values()]
  const whole = all.filter(
    one => KNOWN.get(one.name)?.length === 1 || all.some(other => other !== one && other.above[1] === one.above[1]),
  )
  const ours = new Set<string>()
  for (const { name, above } of whole.length > 0 ? whole : all) {
    ours.add(pathOf(name, above)).add(`${pathOf(name, above)} *`)
    for (const [depth, one] of above.entries()) ours.add(pathOf(one, above.slice(0, depth)))
    const siblings = all.filter(other => other.above.length === 2 && other.above[1] === above[1]).length
    if (siblings > 1) ours.add(`${pathOf(above[1] ?? '', above.slice(0, 1))} *`)
  }
  return ours
}

/** The divisions an office or unit is named after: written out in its name, or as 阳谷 in 阳谷局. */
function divisionsOf(name: string): readonly Division[] {
  const written = namesIn(name).at(-1)
  if (written !== undefined) return KNOWN.get(written.name) ?? []
  const stem = /^(\p{Script=Han}{2,4}?)(?:自然资源|林业|局|分局)/u.exec(name)?.[1]
  return stem === undefined ? [] : ['县', '市', '区'].flatMap(suffix => KNOWN.get(stem + suffix) ?? [])
}

/** Names of divisions in a text, the longest at each place, without overlaps. */
function namesIn(text: string): StrayPlace[] {
  const found: StrayPlace[] = []
  let at = 0
  while (at < text.length) {
    const name = longestAt(text, at)
    if (name === null) {
      at += 1
      continue
    }
    const [division] = KNOWN.get(name) ?? []
    found.push({ name, of: division?.above.at(-1) ?? '', from: at, to: at + name.length })
    at += name.length
  }
  return found
}

function longestAt(text: string, at: number): string | null {
  for (let length = Math.min(NAME_MAX, text.length - at); length >= 2; length -= 1) {
    const name = text.slice(at, at + length)
    if (!KNOWN.has(name)) continue
    const division = SUFFIX.test(name)
    if (division && WORD_AFTER.test(text.slice(at + length))) continue
    if (
      division &&
      length === SHORT &&
      /\p{Script=Han}$/u.test(text.slice(0, at)) &&
      !/[省市州]$/u.test(text.slice(0, at))
    )
      continue
    return name
  }
  return null
}
