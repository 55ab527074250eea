import { dirname, join } from 'node:path/posix'
import ts from 'typescript'

/** One file as the rules see it: its path from the root of the package, with `/`, and its text. */
export interface Source {
  readonly path: string
  readonly text: string
}

/** A rule of the house: a file → what in it is against the rule, each as a short sentence. */
export type Rule = (source: Source) => string[]

const LINES_MAX = 400

/** Files longer than the guide, each with its reason. A new line here is a decision; read it twice. */
export const LONG_FILES: Readonly<Record<string, string>> = {
  'src/api.ts': 'one table of all endpoints with their schemas; split, nobody would see the whole door',
}

/** What each room may import besides itself and files of its own. The first that matches decides. */
const ROOMS: readonly { room: RegExp; may: (target: string) => boolean; says: string }[] = [
  {
    room: /^src\/domain\//,
    may: at => at === 'zod' || at.startsWith('src/domain/'),
    says: 'domain imports zod and itself only',
  },
  {
    room: /^src\/api(\.ts$|\/)/,
    may: at => at === 'zod' || at.startsWith('src/domain/') || at.startsWith('src/api/'),
    says: 'the door imports zod and domain only',
  },
  { room: /^src\/ui\//, may: at => !/^(src\/server\/|node:)/.test(at), says: 'ui does not know the server' },
  { room: /^src\/server\//, may: at => !at.startsWith('src/ui/'), says: 'server does not know the ui' },
]

/** Folders whose files or folders are neighbours that must not know each other: what they share moves down. */
const NEIGHBOURS = ['src/server/actions/', 'src/ui/pages/']

const TABLES = new Set(['src/server/actions/index.ts'])

/** domain → anything, ui ↔ server, actions/x → actions/y, pages/x → pages/y; relative imports name the file with its ending. */
export const arrows: Rule = source => {
  const room = ROOMS.find(each => each.room.test(source.path))
  return importsOf(source).flatMap(({ target, written }) => {
    const found: string[] = []
    if (room && !room.may(target)) found.push(`${room.says}: ${written}`)
    if (written.startsWith('.') && !/\.[a-z]+$/.test(written))
      found.push(`an import names the file with its ending: ${written}`)
    for (const folder of NEIGHBOURS) {
      const own = neighbour(folder, source.path)
      const other = neighbour(folder, target)
      if (own && other && own !== other && !TABLES.has(source.path))
        found.push(`${own} does not know ${other}: ${written}`)
    }
    return found
  })
}

function neighbour(folder: string, path: string): string | undefined {
  if (!path.startsWith(folder)) return undefined
  return path
    .slice(folder.length)
    .split('/')[0]
    ?.replace(/\.tsx?$/, '')
}

/** Files import each other directly: no index files but the table of handlers, no `export *`. */
export const barrels: Rule = ({ path, text }) => [
  ...(/(^|\/)index\.tsx?$/.test(path) && !TABLES.has(path) ? ['an index file hides where things come from'] : []),
  ...nodesOf({ path, text })
    .filter(node => ts.isExportDeclaration(node) && !node.exportClause)
    .map(node => `export * hides what is exported: ${node.getText()}`),
]

/** The pure room: no clock, no chance, no process, no console; and no type assertion but `as const`. */
export const purity: Rule = source => {
  if (!source.path.startsWith('src/domain/')) return []
  return nodesOf(source).flatMap(node => {
    if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length)
      return ['new Date() reads the clock']
    if (ts.isCallExpression(node) && node.expression.getText() === 'Date') return ['Date() reads the clock']
    if (ts.isPropertyAccessExpression(node) && IMPURE.test(node.getText())) return [`${node.getText()} is not pure`]
    if (ts.isAsExpression(node) && node.type.getText() !== 'const') return [`an assertion: ${node.getText()}`]
    return []
  })
}

const IMPURE = /^(globalThis\.)?(Date\.now|Math\.random|performance\.\w+|process\.\w+|console\.\w+)$/

/** Nothing switches the compiler or the linter off. */
export const assertions: Rule = source => [
  ...nodesOf(source)
    .filter(node => node.kind === ts.SyntaxKind.AnyKeyword || ts.isNonNullExpression(node))
    .map(node => `no any, no !: ${node.parent.getText().slice(0, 80)}`),
  ...[...source.text.matchAll(/(@ts-(ignore|expect-error|nocheck)|biome-ignore|eslint-disable)/g)].map(
    ([word]) => `${word} switches a check off`,
  ),
]

export const sizes: Rule = ({ path, text }) => {
  const lines = text.trimEnd().split('\n').length
  return lines > LINES_MAX && !(path in LONG_FILES) ? [`${lines} lines; the guide is ${LINES_MAX}`] : []
}

/** Texts live in src/ui/zh.ts: a page holds no Chinese of its own. */
export const pageTexts: Rule = source => {
  if (!source.path.startsWith('src/ui/pages/')) return []
  return nodesOf(source)
    .filter(node => ts.isStringLiteralLike(node) || ts.isJsxText(node) || ts.isTemplateExpression(node))
    .filter(node => /\p{Script=Han}/u.test(node.getText()))
    .map(node => `a Chinese text belongs into src/ui/zh.ts: ${node.getText().slice(0, 60)}`)
}

/** Each ring of files that need each other at run time, as `a → b → a`. Types alone may point both ways: they vanish. */
export function cycles(sources: readonly Source[]): string[] {
  const paths = new Set(sources.map(({ path }) => path))
  const next = new Map(
    sources.map(source => [source.path, importsOf(source).filter(({ target, types }) => !types && paths.has(target))]),
  )
  const done = new Set<string>()
  const found: string[] = []
  const walk = (path: string, trail: readonly string[]) => {
    const at = trail.indexOf(path)
    if (at >= 0) found.push([...trail.slice(at), path].join(' → '))
    if (at >= 0 || done.has(path)) return
    for (const { target } of next.get(path) ?? []) walk(target, [...trail, path])
    done.add(path)
  }
  for (const { path } of sources) walk(path, [])
  return found
}

/** The packages a file imports, by the names package.json has them under; what Node brings is none. */
export function packagesOf(source: Source): string[] {
  return importsOf(source)
    .map(({ written }) => written)
    .filter(written => !written.startsWith('.') && !written.startsWith('node:'))
    .map(written =>
      written
        .split('/')
        .slice(0, written.startsWith('@') ? 2 : 1)
        .join('/'),
    )
}

interface Import {
  readonly written: string
  /** A path from the root for a file of ours, the bare name for a package. */
  readonly target: string
  readonly types: boolean
}

function importsOf(source: Source): Import[] {
  return nodesOf(source).flatMap(node => {
    const named = ts.isImportDeclaration(node) || ts.isExportDeclaration(node) ? node.moduleSpecifier : undefined
    const called =
      ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword ? node.arguments[0] : undefined
    const literal = named ?? called
    if (!literal || !ts.isStringLiteralLike(literal)) return []
    const written = literal.text
    const target = written.startsWith('.') ? join(dirname(source.path), written) : written
    return [{ written, target, types: onlyTypes(node) }]
  })
}

function onlyTypes(node: ts.Node): boolean {
  if (ts.isExportDeclaration(node)) return node.isTypeOnly
  if (!ts.isImportDeclaration(node) || !node.importClause) return false
  const { phaseModifier, name, namedBindings } = node.importClause
  if (phaseModifier === ts.SyntaxKind.TypeKeyword) return true
  return (
    !name &&
    !!namedBindings &&
    ts.isNamedImports(namedBindings) &&
    namedBindings.elements.every(each => each.isTypeOnly)
  )
}

const parsed = new WeakMap<Source, ts.Node[]>()

function nodesOf(source: Source): ts.Node[] {
  const known = parsed.get(source)
  if (known) return known
  const file = ts.createSourceFile(source.path, source.text, ts.ScriptTarget.Latest, true)
  const nodes: ts.Node[] = []
  const visit = (node: ts.Node) => {
    nodes.push(node)
    node.forEachChild(visit)
  }
  visit(file)
  parsed.set(source, nodes)
  return nodes
}
