/** How a number is shown in a cell: as it is, with decimals, as a share of a hundred, or as a day or time. */
export type NumberFormat =
  | { readonly kind: 'general' }
  | { readonly kind: 'hidden' }
  | {
      readonly kind: 'number'
      readonly decimals: number
      /** Decimals that are shown only when they are not zero. */
      readonly optional: number
      readonly percent: boolean
      readonly before: string
      readonly after: string
    }
  | { readonly kind: 'date'; readonly parts: string }

const GENERAL: NumberFormat = { kind: 'general' }

/** The numbers of formats every program knows by heart (ECMA-376 18.8.30), with those of Chinese versions. */
const BUILT_IN: ReadonlyMap<number, string> = new Map([
  [1, '0'],
  [2, '0.00'],
  [3, '#,##0'],
  [4, '#,##0.00'],
  [9, '0%'],
  [10, '0.00%'],
  [14, 'yyyy/m/d'],
  [15, 'd-m-yy'],
  [16, 'm-d'],
  [17, 'yyyy-m'],
  [18, 'h:mm'],
  [19, 'h:mm:ss'],
  [20, 'h:mm'],
  [21, 'h:mm:ss'],
  [22, 'yyyy/m/d h:mm'],
  [27, 'yyyy年m月'],
  [28, 'm月d日'],
  [29, 'm月d日'],
  [30, 'm-d-yy'],
  [31, 'yyyy年m月d日'],
  [32, 'h时mm分'],
  [33, 'h时mm分ss秒'],
  [34, 'h时mm分'],
  [35, 'h时mm分ss秒'],
  [36, 'yyyy年m月'],
  [37, '#,##0'],
  [38, '#,##0'],
  [39, '#,##0.00'],
  [40, '#,##0.00'],
  [45, 'mm:ss'],
  [46, 'h:mm:ss'],
  [47, 'mm:ss'],
  [50, 'yyyy年m月'],
  [51, 'm月d日'],
  [52, 'yyyy年m月'],
  [53, 'm月d日'],
  [54, 'm月d日'],
  [55, 'yyyy年m月'],
  [56, 'm月d日'],
  [57, 'yyyy年m月'],
  [58, 'm月d日'],
])

const CODE_MAX = 255

/** A format by its number, or by its code when the workbook brings it along. What is not understood shows the number as it is. */
export function formatOf(id: number, codes: ReadonlyMap<number, string>): NumberFormat {
  const code = codes.get(id) ?? BUILT_IN.get(id)
  if (code === undefined || code.length > CODE_MAX) return GENERAL
  return parseFormat(code)
}

function parseFormat(code: string): NumberFormat {
  if (/^;;;/.test(code.trim())) return { kind: 'hidden' }
  const first = literalsApart(code)
  const bare = first.map(part => (part.literal ? '' : part.text)).join('')
  if (/general|@/i.test(bare)) return GENERAL
  if (/[ymdhs]/i.test(bare)) return { kind: 'date', parts: bare.toLowerCase().replace(/[^ymdhs]/g, '') }
  if (!/[0#?]/.test(bare) || /e[+-]|\//i.test(bare)) return GENERAL
  const digits = /[0#?,]*(?:\.([0#?]*))?/.exec(bare.slice(bare.search(/[0#?.]/)))
  const decimals = digits?.[1] ?? ''
  const whole = first.findIndex(part => !part.literal && /[0#?]/.test(part.text))
  const literals = (from: number, to: number): string =>
    first
      .slice(from, to)
      .map(part => (part.literal ? part.text : part.text.replace(/[^¥$€()（）]/g, '')))
      .join('')
  return {
    kind: 'number',
    decimals: decimals.length,
    optional: decimals.replaceAll('0', '').length,
    percent: bare.includes('%'),
    before: literals(0, whole),
    after: literals(whole + 1, first.length),
  }
}

/** The first section of a code, for positive numbers: words in quotes, after a backslash or Chinese are shown as they are. */
function literalsApart(code: string): { text: string; literal: boolean }[] {
  const parts: { text: string; literal: boolean }[] = []
  const part = /"([^"]*)"|\\(.)|\[[^\]]*\]|_.|\*.|([^\p{ASCII}]+)|(;)|([^"\\[_*;]+?(?=["\\[_*;]|[^\p{ASCII}]|$))|(.)/gsu
  for (const [, quoted, escaped, wide, end, plain, other] of code.matchAll(part)) {
    if (end !== undefined) break
    const literal = quoted ?? escaped ?? wide
    if (literal !== undefined) parts.push({ text: literal, literal: true })
    else if (plain !== undefined || other !== undefined) parts.push({ text: plain ?? other ?? '', literal: false })
  }
  return parts
}

/** A number as its cell shows it. `from1904`: the workbook counts days from 1904. What the file holds in place of a number stays. */
export function shown(value: string, format: NumberFormat, from1904: boolean): string {
  const number = Number(value)
  if (value.trim() === '' || !Number.isFinite(number)) return value
  switch (format.kind) {
    case 'hidden':
      return ''
    case 'general':
      return plainNumber(number)
    case 'date':
      return dateText(number, format.parts, from1904) ?? plainNumber(number)
    default: {
      const { decimals, optional, percent, before, after } = format
      const scaled = percent ? number * 100 : number
      if (Math.abs(scaled) >= 1e15) return plainNumber(number)
      let text = fixed(scaled, Math.min(decimals, 15))
      for (let at = 0; at < optional && /\.\d*0$/.test(text); at += 1) text = text.slice(0, -1)
      return `${before}${text.replace(/\.$/, '')}${percent ? '%' : ''}${after}`
    }
  }
}

/** A number without the dirt of binary arithmetic: fifteen digits are all a workbook knows. */
const plainNumber = (number: number): string => String(Number(number.toPrecision(15)))

/** Rounds half away from zero, as spreadsheets do, on fifteen digits. */
function fixed(number: number, decimals: number): string {
  const clean = Number(Math.abs(number).toPrecision(15))
  const rounded = Number(`${Math.round(Number(`${clean}e${decimals}`))}e-${decimals}`)
  const text = (Number.isFinite(rounded) ? rounded : clean).toFixed(decimals)
  return number < 0 && Number(text) !== 0 ? `-${text}` : text
}

const DAY = 86_400_000

/** Days since the end of 1899, or since 1904 → `2023年6月30日`, `2023年6月`, `6月30日`, with the hour when the format has one. */
function dateText(serial: number, parts: string, from1904: boolean): string | null {
  if (serial < 0 || serial > 2_958_466) return null
  // Workbooks believe in a 29 February 1900: days before it are one too many.
  const days = Math.floor(serial) + (from1904 ? 1462 : serial < 60 ? 1 : 0)
  const minutes = Math.round((serial - Math.floor(serial)) * 1440)
  const date = new Date(Date.UTC(1899, 11, 30) + days * DAY + Math.min(minutes, 1439) * 60_000)
  const clock = parts.includes('h') || parts.includes('s')
  const hasMonth = /(?<![hs])m/.test(parts.replace(/h+m+|m+s+/g, ''))
  const day = [
    parts.includes('y') ? `${date.getUTCFullYear()}年` : '',
    hasMonth ? `${date.getUTCMonth() + 1}月` : '',
    parts.includes('d') ? `${date.getUTCDate()}日` : '',
  ].join('')
  const time = clock ? `${date.getUTCHours()}:${String(date.getUTCMinutes()).padStart(2, '0')}` : ''
  return [day, time].filter(text => text !== '').join(' ')
}
