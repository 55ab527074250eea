import { findNode, runNode } from './runtime.mjs'
import { setUp } from './setup.mjs'
import { buildUi } from './ui.mjs'

/** `npm start`: sets up what is missing, builds the pages when they are stale, and serves. What follows `--` goes to the server. */
export default async function start(args) {
  await setUp({ tools: false })
  const node = findNode()
  if (buildUi({ node }) === 'built') console.log('界面已构建。')
  return runNode(['src/server/main.ts', 'serve', ...args], { node })
}
