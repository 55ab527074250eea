import { runNode } from './runtime.mjs'
import { setUp } from './setup.mjs'

/** `npm run golden`: writes what the goldens should be now. The difference is for reading, not for trusting. */
export default async function golden(args) {
  await setUp({ tools: true })
  const env = { ...process.env, NODE_ENV: 'test', UPDATE_GOLDEN: '1' }
  return runNode(['node_modules/vitest/vitest.mjs', 'run', ...args, '--update'], { env })
}
