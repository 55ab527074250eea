import { runNode } from './runtime.mjs'
import { setUp } from './setup.mjs'

/** `npm run bench`: each measure against a baseline in the same run. Names after `--` choose some of them. */
export default async function bench(args) {
  await setUp({ tools: true })
  return runNode(['--expose-gc', 'bench/run.ts', ...args], { env: { ...process.env, NODE_ENV: 'production' } })
}
