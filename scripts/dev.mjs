import { spawn } from 'node:child_process'
import { findNode, ROOT, runNode } from './runtime.mjs'
import { setUp } from './setup.mjs'
import { buildUi, forgetUi } from './ui.mjs'

/** `npm run dev`: the demo office in data/dev; a change in the server restarts it, a change in the pages builds them again. */
export default async function dev(args) {
  await setUp({ tools: true })
  const node = findNode()
  buildUi({ node })
  forgetUi() // The watcher below builds in place, so `npm start` must not trust what it finds.
  const pages = spawn(node, ['node_modules/vite/bin/vite.js', 'build', '--watch', '--mode', 'development'], {
    cwd: ROOT,
    stdio: 'inherit',
  })
  try {
    const watched = ['src/server', 'src/domain', 'src/api', 'src/api.ts', 'rule-sets'].map(
      path => `--watch-path=${path}`,
    )
    return await runNode(
      [...watched, '--watch-preserve-output', 'src/server/main.ts', 'serve', '--data', 'data/dev', ...args],
      { node },
    )
  } finally {
    pages.kill()
  }
}
