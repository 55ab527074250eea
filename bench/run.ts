import { type Bench, benchFor } from './compare.ts'

/** Every bench there is, in the order it runs: `bench/<name>.ts` with `export default async function (bench: Bench)`. */
const BENCHES = [
  'score',
  'audit',
  'notice',
  'documents',
  'mutants',
  'http',
  'newsroom',
  'checkup',
  'duplicate',
] as const

/** `npm run bench` runs all, `npm run bench -- score audit` these. A bench that fails ends the run with its error. */
const asked = process.argv.slice(2)
const unknown = asked.filter(name => !BENCHES.some(each => each === name))
if (unknown.length > 0) {
  console.error(`没有这项测量：${unknown.join('、')}。可用：${BENCHES.join('、')}`)
  process.exit(1)
}

console.log(`Node ${process.version}，${process.platform}-${process.arch}。每项都与同一次运行中的基准相比。`)
for (const name of BENCHES.filter(each => asked.length === 0 || asked.includes(each))) {
  console.log(`\n${name}`)
  const measure: { default: (bench: Bench) => Promise<void> } = await import(
    new URL(`./${name}.ts`, import.meta.url).href
  )
  await measure.default(benchFor(line => console.log(`  ${line}`)))
}
