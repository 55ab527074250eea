/**
 * Every `npm run …` of this package: `node scripts/run.mjs <command> …`. It needs nothing but some Node (20 or newer) and npm; what
 * is missing it sets up first. Only Node built-ins here and in the files beside it: they run before anything is installed.
 */
const COMMANDS = {
  start: './start.mjs',
  dev: './dev.mjs',
  test: './test.mjs',
  check: './test.mjs',
  golden: './golden.mjs',
  bench: './bench.mjs',
  bundle: './bundle.mjs',
}

const OLDEST_NODE = 20

async function main(command, args) {
  const own = Number(process.versions.node.split('.')[0])
  if (own < OLDEST_NODE) {
    console.error(
      `需要 Node.js ${OLDEST_NODE} 或更新的版本，现在是 ${process.versions.node}。请升级 Node.js 后再运行同一条命令。`,
    )
    console.error(
      `Node.js ${OLDEST_NODE} or newer is needed; this is ${process.versions.node}. Please upgrade and run the same command again.`,
    )
    return 1
  }
  if (!Object.keys(COMMANDS).includes(command)) {
    console.error(`没有这个命令：${command || '（空）'}。可用的命令：${Object.keys(COMMANDS).join('、')}`)
    return 1
  }
  // Loaded only now, so that an old Node can still read this file and say the sentence above.
  const { Refusal } = await import('./runtime.mjs')
  try {
    const { default: run } = await import(COMMANDS[command])
    return await run(args, command)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    console.error(`\n${error.message}`)
    return 1
  }
}

main(process.argv[2] || '', process.argv.slice(3)).then(
  code => {
    process.exitCode = code
  },
  error => {
    console.error(error)
    process.exitCode = 1
  },
)
