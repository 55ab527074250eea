import { parsePart } from './parts.ts'
import type { Parts } from './zip.ts'

/** A line of a `.rels` part: `type` is the last word of it, `target` a part's name from the root, or an address when `external`. */
export interface Relation {
  readonly id: string
  readonly type: string
  readonly target: string
  readonly external: boolean
}

/** The relations of a part, by its name ('' for those of the package); none when it has no list of them. */
export async function relationsOf(parts: Parts, part: string): Promise<Relation[]> {
  const slash = part.lastIndexOf('/') + 1
  const folder = part.slice(0, slash)
  const found: Relation[] = []
  await parsePart(parts, relationsPart(part), {
    open(element) {
      if (element.name !== 'Relationship') return
      const external = element.attribute('TargetMode') === 'External'
      const target = element.attribute('Target') ?? ''
      found.push({
        id: element.attribute('Id') ?? '',
        type: (element.attribute('Type') ?? '').split('/').at(-1) ?? '',
        target: external ? target : fromRoot(folder, target),
        external,
      })
    },
    close() {},
    text() {},
  })
  return found
}

/** `word/document.xml` → `word/_rels/document.xml.rels` */
export function relationsPart(part: string): string {
  const slash = part.lastIndexOf('/') + 1
  return `${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`
}

function fromRoot(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1)
  const path: string[] = folder.split('/').filter(name => name !== '')
  for (const name of target.split('/')) {
    if (name === '..') path.pop()
    else if (name !== '.' && name !== '') path.push(name)
  }
  return path.join('/')
}

/** The part a package is about: a document, a workbook, slides. '' when it does not say. */
export async function mainPart(parts: Parts): Promise<string> {
  const [main] = (await relationsOf(parts, '')).filter(({ type }) => type === 'officeDocument')
  return main !== undefined && parts.names.has(main.target) ? main.target : ''
}
