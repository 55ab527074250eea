/** A straight rule on a page, along one axis: where it lies across it, and from where to where it runs. In points, from left and above. */
export interface Rule {
  readonly at: number
  readonly from: number
  readonly to: number
}

export interface Rules {
  readonly across: readonly Rule[]
  readonly down: readonly Rule[]
}

/** What the parser says is drawn on a page: the number of each command and what it is given. */
export interface Commands {
  readonly fnArray: readonly number[]
  readonly argsArray: readonly unknown[]
}

/** The numbers of the commands that matter here, by the parser's names. */
export interface CommandNumbers {
  readonly save: number
  readonly restore: number
  readonly transform: number
  readonly constructPath: number
  readonly stroke: number
  readonly closeStroke: number
  readonly fill: number
  readonly eoFill: number
  readonly fillStroke: number
  readonly eoFillStroke: number
  readonly closeFillStroke: number
  readonly closeEOFillStroke: number
  readonly paintFormXObjectBegin: number
  readonly paintFormXObjectEnd: number
}

type Matrix = readonly number[]

/** A filled box thinner than this is a rule; shorter than that is none. Rules nearer than the gap are one. */
const THIN = 2.5
const SHORT = 3
const GAP = 3
const RULES_MAX = 50_000
/** With more rules than this on a page, it is a drawing and no table. */
const MERGED_MAX = 2_000
const DEPTH_MAX = 200

/** The rules drawn on a page: straight strokes and thin boxes, joined where they go on in each other. None for a drawing. */
export function rulesOf(commands: Commands, numbers: CommandNumbers, view: Matrix): Rules {
  const strokes = new Set([
    numbers.stroke,
    numbers.closeStroke,
    numbers.fillStroke,
    numbers.eoFillStroke,
    numbers.closeFillStroke,
    numbers.closeEOFillStroke,
  ])
  const fills = new Set([numbers.fill, numbers.eoFill])
  const across: Rule[] = []
  const down: Rule[] = []
  const stack: Matrix[] = []
  let matrix = view
  for (const [index, command] of commands.fnArray.entries()) {
    const given = commands.argsArray[index]
    if (command === numbers.save || command === numbers.paintFormXObjectBegin) {
      if (stack.length < DEPTH_MAX) stack.push(matrix)
      const own = command === numbers.save ? null : matrixOf(at(given, 0))
      if (own !== null) matrix = times(matrix, own)
    } else if (command === numbers.restore || command === numbers.paintFormXObjectEnd) matrix = stack.pop() ?? view
    else if (command === numbers.transform) matrix = times(matrix, matrixOf(given) ?? IDENTITY)
    else if (command === numbers.constructPath) {
      const paint = at(given, 0)
      const path = at(at(given, 1), 0)
      if (typeof paint !== 'number' || !(path instanceof Float32Array)) continue
      if (strokes.has(paint)) for (const line of linesIn(path, matrix)) addLine(line, { across, down })
      else if (fills.has(paint)) for (const line of thinIn(path, matrix)) addLine(line, { across, down })
      if (across.length + down.length > RULES_MAX) return { across: [], down: [] }
    }
  }
  const merged = { across: joined(across), down: joined(down) }
  return merged.across.length > MERGED_MAX || merged.down.length > MERGED_MAX ? { across: [], down: [] } : merged
}

const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0]

const at = (value: unknown, index: number): unknown => (Array.isArray(value) ? value[index] : undefined)

const matrixOf = (value: unknown): Matrix | null => {
  const list: unknown[] = Array.isArray(value) || value instanceof Float32Array ? Array.from(value) : []
  const numbers = list.filter(each => typeof each === 'number')
  return numbers.length === 6 ? numbers : null
}

/** One matrix after another, as PDF writes them. */
export function times(m: Matrix, n: Matrix): number[] {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = m
  const [g = 1, h = 0, i = 0, j = 1, k = 0, l = 0] = n
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f]
}

interface Line {
  readonly x1: number
  readonly y1: number
  readonly x2: number
  readonly y2: number
}

/** How many numbers each command of a path takes: go, line, curve, flat curve, close. */
const TAKES = [2, 2, 6, 4, 0]

/** The corners of each part of a path, on the page. Curves are none of a table's and end a part. */
function partsOf(path: Float32Array, matrix: Matrix): { x: number; y: number }[][] {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = matrix
  const parts: { x: number; y: number }[][] = []
  for (let index = 0; index < path.length; ) {
    const command = path[index] ?? 0
    const takes = TAKES[command]
    if (takes === undefined) break
    const [x = 0, y = 0] = path.subarray(index + 1, index + 3)
    const point = { x: a * x + c * y + e, y: b * x + d * y + f }
    const part = parts.at(-1)
    if (command === 0) parts.push([point])
    else if (command === 1) part?.push(point)
    else if (command === 4 && part?.[0] !== undefined) part.push(part[0])
    index += 1 + takes
  }
  return parts
}

const linesIn = (path: Float32Array, matrix: Matrix): Line[] =>
  partsOf(path, matrix).flatMap(points =>
    points.slice(1).map(({ x, y }, index) => ({ x1: points[index]?.x ?? x, y1: points[index]?.y ?? y, x2: x, y2: y })),
  )

/** Boxes so thin that they are rules: Word draws the edges of cells like this. */
function thinIn(path: Float32Array, matrix: Matrix): Line[] {
  return partsOf(path, matrix).flatMap((points): Line[] => {
    if (points.length < 4 || points.length > 6) return []
    const xs = points.map(point => point.x)
    const ys = points.map(point => point.y)
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
    if (bottom - top <= THIN) return [{ x1: left, x2: right, y1: (top + bottom) / 2, y2: (top + bottom) / 2 }]
    if (right - left <= THIN) return [{ x1: (left + right) / 2, x2: (left + right) / 2, y1: top, y2: bottom }]
    return []
  })
}

function addLine({ x1, y1, x2, y2 }: Line, { across, down }: { across: Rule[]; down: Rule[] }): void {
  const [width, height] = [Math.abs(x2 - x1), Math.abs(y2 - y1)]
  if (!Number.isFinite(width + height)) return
  if (height < 1 && width > SHORT) across.push({ at: y1, from: Math.min(x1, x2), to: Math.max(x1, x2) })
  else if (width < 1 && height > SHORT) down.push({ at: x1, from: Math.min(y1, y2), to: Math.max(y1, y2) })
}

/** Rules that lie in one line and touch are one rule. */
function joined(rules: readonly Rule[]): Rule[] {
  const rows: Rule[][] = []
  for (const rule of [...rules].sort((a, b) => a.at - b.at)) {
    const row = rows.at(-1)
    if (row?.[0] !== undefined && rule.at - row[0].at < THIN) row.push(rule)
    else rows.push([rule])
  }
  return rows.flatMap(row => {
    const place = row[0]?.at ?? 0
    const found: { at: number; from: number; to: number }[] = []
    for (const { from, to } of row.sort((a, b) => a.from - b.from)) {
      const last = found.at(-1)
      if (last !== undefined && from - last.to < GAP) last.to = Math.max(last.to, to)
      else found.push({ at: place, from, to })
    }
    return found
  })
}
