/**
 * Chinese text as it is compared, stored and searched (SUB-02). What people wrote is kept beside every key made here.
 */

/** Not seen by anybody: controls, bidi marks, zero-width characters, variation selectors, white space. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\p{White_Space}]/gu

/** Every kind of dash, minus and ruled line; a run of them is one, since 破折号 is written with one or two. */
const DASHES = /[\p{Dash}\u2043\u2500\u2501]+/gu
const QUOTES = /[\p{Quotation_Mark}\u2032-\u2037\u00B4`]/gu
const MIDDLE_DOTS = /[\u2022\u2027\u2219\u22C5\u30FB]/gu

/** Radicals that look like the character beside them and that NFKC leaves alone (those at U+2F00 it folds by itself). */
const RADICALS = new Map(
  pairsOf(
    '⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲',
    '厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵旡日月歺民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀',
  ),
)
const RADICAL = /[\u2E80-\u2EFF]/gu

/** Han that stand in a text as radicals or compatibility forms, as some PDF and OCR programs give them, → the usual characters. */
export const usualHan = (text: string): string =>
  text
    .replace(/[\u2F00-\u2FDF\uF900-\uFAFF]/gu, letter => letter.normalize('NFKC'))
    .replace(RADICAL, radical => RADICALS.get(radical) ?? radical)

function pairsOf(from: string, to: string): [string, string][] {
  const targets = [...to]
  return [...from].map((radical, index) => [radical, targets[index] ?? radical])
}

/** Full width, presentation forms and radicals folded, lower case; nothing taken away. */
const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(RADICAL, radical => RADICALS.get(radical) ?? radical)
    .toLowerCase()
    .normalize('NFKC')

/**
 * What two spellings of one name or title have in common: `⾼唐局`, `高 唐局` and `高唐局` have one key, and so have `“庆七一”` and `「庆七一」`.
 * For comparing only, never shown. Empty where nothing is seen.
 */
export const matchingKey = (text: string): string =>
  folded(text.replace(UNSEEN, ''))
    .replace(UNSEEN, '')
    .normalize('NFKC')
    .replace(DASHES, '-')
    .replace(QUOTES, '"')
    .replace(MIDDLE_DOTS, '·')

/** What XML 1.0 cannot carry or nobody can see: controls other than tab and line feed, halves of pairs, U+FFFE and U+FFFF. */
const UNPRINTABLE = /(?![\t\n])\p{Cc}|[\uFFFE\uFFFF\p{Surrogate}]/gu

/** A text as it is kept and can be printed: NFC, lines end with LF, no character that a document cannot carry (NOTE-03). */
export const storedText = (text: string): string =>
  text.replace(/\r\n?/g, '\n').replace(UNPRINTABLE, '').normalize('NFC')

/** A run of Han characters, or of other letters, marks and digits; a digit's run ends where Han begins. */
const RUNS = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+/gu
const HAN = /^\p{Script=Han}/u

/**
 * Tokens for the search index and for queries: of a Han run each two neighbours and the last single character, other runs whole and in
 * lower case: `2026年基于` → `2026 年基 基于 于`. In the order of the text, repetitions kept.
 */
export function searchTokens(text: string): string[] {
  return [...folded(text.replace(/\p{Default_Ignorable_Code_Point}/gu, '')).matchAll(RUNS)].flatMap(([run]) => {
    if (!HAN.test(run)) return [run]
    const characters = [...run]
    return characters.map((character, index) => character + (characters[index + 1] ?? ''))
  })
}

/** Letters and digits only: two titles that differ in punctuation are alike. */
const bigramsOf = (text: string): Set<string> => {
  const characters = [...matchingKey(text).replace(/[^\p{L}\p{M}\p{N}]/gu, '')]
  if (characters.length < 2) return new Set(characters)
  return new Set(characters.slice(1).map((character, index) => `${characters[index] ?? ''}${character}`))
}

/** How alike two texts are, 0…100: neighbouring pairs of characters they share, of all that either has (Jaccard). */
export function likeness(a: string, b: string): number {
  const [left, right] = [bigramsOf(a), bigramsOf(b)]
  let shared = 0
  for (const bigram of left) if (right.has(bigram)) shared += 1
  const all = left.size + right.size - shared
  return all === 0 ? 0 : Math.round((100 * shared) / all)
}
