import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { registerHooks, stripTypeScriptTypes } from 'node:module'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

/**
 * `node scripts/fuzz.mjs [target …] [--seconds=30] [--seed=1]`: fuzzes each reader of untrusted bytes, led by which branches of it an
 * input reaches. Counters are written into the sources as they are loaded. Inputs that crash a reader are kept in `dist/fuzz`.
 */
const INSTRUMENTED = /\/src\/(?:server\/(?:docx|reading)|domain\/rich-text)|\/node_modules\/(?:saxes|yauzl)\//
const COUNTERS_MAX = 1 << 14

let used = 0
globalThis.fuzzCounters = new Uint32Array(COUNTERS_MAX)

registerHooks({
  load(url, context, next) {
    if (!INSTRUMENTED.test(url)) return next(url, context)
    const text = counted(readFileSync(fileURLToPath(url), 'utf8'), url)
    if (url.endsWith('.ts')) return { format: 'module', shortCircuit: true, source: stripTypeScriptTypes(text) }
    return { ...next(url, context), source: text }
  },
})

/** Source with a counter at the beginning of each block, each clause, and each alternative of an expression. */
function counted(text, url) {
  const file = ts.createSourceFile(url, text, ts.ScriptTarget.Latest, true)
  const inserts = []
  const counter = () => `globalThis.fuzzCounters[${used++ % COUNTERS_MAX}]++`
  const wrap = node => {
    inserts.push({ at: node.getStart(), text: `(${counter()},`, order: 1 })
    inserts.push({ at: node.getEnd(), text: ')', order: 0 })
  }
  const visit = node => {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return
    if (ts.isBlock(node)) inserts.push({ at: node.getStart() + 1, text: `${counter()};`, order: 1 })
    else if (ts.isCaseOrDefaultClause(node) && node.statements.length > 0)
      inserts.push({ at: node.statements[0].getStart(), text: `${counter()};`, order: 1 })
    else if (ts.isConditionalExpression(node)) {
      wrap(node.whenTrue)
      wrap(node.whenFalse)
    } else if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) wrap(node.body)
    else if (ts.isIfStatement(node) && !ts.isBlock(node.thenStatement)) {
      inserts.push({ at: node.thenStatement.getStart(), text: `{${counter()};`, order: 1 })
      inserts.push({ at: node.thenStatement.getEnd(), text: '\n}', order: 0 })
    } else if (ts.isBinaryExpression(node) && LOGICAL.has(node.operatorToken.kind)) wrap(node.right)
    ts.forEachChild(node, visit)
  }
  visit(file)
  let [result, done] = ['', 0]
  const order = inserts.map((insert, index) => ({ ...insert, index }))
  // At one place, what ends comes before what begins; what ends last was begun first.
  order.sort((a, b) => a.at - b.at || a.order - b.order || (a.order === 0 ? b.index - a.index : a.index - b.index))
  for (const { at, text: piece } of order) {
    result += text.slice(done, at) + piece
    done = at
  }
  return result + text.slice(done)
}

const LOGICAL = new Set([
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
])

const given = process.argv.slice(2)
const option = (name, otherwise) =>
  Number(given.find(each => each.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise)
const { fuzz, TARGETS } = await import('../test/support/fuzz.ts')
const named = given.filter(each => !each.startsWith('--'))
const seconds = option('seconds', 30)
const seed = option('seed', 1)
let failed = 0
for (const name of named.length > 0 ? named : Object.keys(TARGETS)) {
  const began = performance.now()
  const found = await fuzz(TARGETS[name], {
    runs: Number.POSITIVE_INFINITY,
    seed,
    counters: globalThis.fuzzCounters,
    // A reader has ten seconds; more than one for so small an input is worth a look.
    slowMs: 1_000,
    until: () => performance.now() - began > seconds * 1000,
  })
  failed += found.crashes.length
  console.log(
    `${name}：${found.runs} 次（每秒 ${Math.round((found.runs * 1000) / (performance.now() - began))} 次），语料 ${found.corpus} 个，拒读 ${found.refused} 次，最慢 ${found.slowest} 毫秒，出错 ${found.crashes.length} 次`,
  )
  for (const [index, { bytes, error }] of found.crashes.entries()) {
    mkdirSync('dist/fuzz', { recursive: true })
    writeFileSync(`dist/fuzz/${name}-${index}`, bytes)
    console.log(`  dist/fuzz/${name}-${index}: ${error?.stack?.split('\n').slice(0, 4).join(' | ')}`)
  }
}
process.exitCode = failed > 0 ? 1 : 0
