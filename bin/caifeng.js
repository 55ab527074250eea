#!/usr/bin/env node
import { join } from 'node:path'
import { Refusal, ROOT, runNode } from '../scripts/runtime.mjs'

// Any Node from 20 on may call this file; the program itself runs on the Node that npm brought. Paths stay those of the caller.
try {
  process.exitCode = await runNode([join(ROOT, 'src/server/main.ts'), ...process.argv.slice(2)], { cwd: process.cwd() })
} catch (error) {
  if (!(error instanceof Refusal)) throw error
  console.error(error.message)
  process.exitCode = 2
}
