import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findNode, Refusal, ROOT, runNode } from './runtime.mjs'
import { setUp } from './setup.mjs'
import { closingLine, countTests } from './summary.mjs'
import { buildUi } from './ui.mjs'

const TSC = 'node_modules/typescript/bin/tsc'
const BIOME = 'node_modules/@biomejs/biome/bin/biome'

/** Before the tests proper; each counts as one test. Types are checked again only where something changed. */
const STEPS = [
  ['类型', [TSC, '-p', '.', '--incremental', '--tsBuildInfoFile', 'node_modules/.cache/types.tsbuildinfo']],
  [
    'domain 的围墙',
    [TSC, '-p', 'src/domain', '--incremental', '--tsBuildInfoFile', 'node_modules/.cache/domain.tsbuildinfo'],
  ],
  ['格式与规范', [BIOME, 'check', '--diagnostic-level=warn', '--error-on-warnings', '--max-diagnostics=50', '.']],
]

/**
 * `npm test`: types, lint, the build of the pages, then every test there is; `npm run check`: the same without browser. Arguments
 * after `--` choose among the tests. All of it runs even when something failed, and the last line counts.
 */
export default async function test(args, command) {
  await setUp({ tools: true })
  const node = findNode()
  const counts = { passed: 0, failed: 0, skipped: 0 }
  const take = (name, step) => {
    const started = Date.now()
    const { ok, output } = step()
    counts[ok ? 'passed' : 'failed'] += 1
    console.log(`${ok ? '✓' : '✗'} ${name}（${((Date.now() - started) / 1000).toFixed(1)} 秒）`)
    if (!ok) console.log(output)
  }
  for (const [name, program] of STEPS) take(name, () => runStep(node, program))
  if (command === 'test') take('界面构建', () => tryBuild(node))

  const home = mkdtempSync(join(tmpdir(), 'caifeng-test-'))
  try {
    const report = join(home, 'report.json')
    const without = command === 'check' ? ['--exclude', '**/*.browser.test.*'] : []
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    const code = await runNode(['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...without, ...args], {
      node,
      env: { ...process.env, NODE_ENV: 'test' },
    })
    const counted = countTests(readReport(report), code)
    for (const kind of Object.keys(counts)) counts[kind] += counted[kind]
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
  console.log(closingLine(counts))
  return counts.failed === 0 ? 0 : 1
}

function runStep(node, args) {
  const { status, stdout, stderr } = spawnSync(node, args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 28 })
  return { ok: status === 0, output: `${stdout}${stderr}` }
}

function tryBuild(node) {
  try {
    buildUi({ node })
    return { ok: true, output: '' }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { ok: false, output: error.message }
  }
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}
