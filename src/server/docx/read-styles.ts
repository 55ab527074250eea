import type { ListLevel } from './numbering.ts'
import { type Element, type Handler, isOn, parsePart, wholeOf } from './parts.ts'
import type { Parts } from './zip.ts'

/** What a style says about reading, null where it says nothing: its automatic number, how it is set, whether it is bold or hidden. */
export interface ReadStyle {
  readonly numbering: ListLevel | null
  readonly align: string | null
  readonly strong: boolean | null
  readonly hidden: boolean | null
}

interface OpenStyle {
  basedOn: string
  list: string | null
  level: number
  align: string | null
  strong: boolean | null
  hidden: boolean | null
}

/** Longest chain of `basedOn` that is followed: a style may not be based on itself, but a hostile one may be. */
const CHAIN_MAX = 20

/** word/styles.xml → what each style says about reading, through the styles it is based on. */
export async function readStyles(parts: Parts, name: string): Promise<(id: string) => ReadStyle> {
  const reader = new StylesReader()
  await parsePart(parts, name, reader)
  const known = new Map<string, ReadStyle>()
  return id => {
    const found = known.get(id) ?? through(reader.styles, id)
    known.set(id, found)
    return found
  }
}

function through(styles: ReadonlyMap<string, OpenStyle>, id: string): ReadStyle {
  let found: ReadStyle = { numbering: null, align: null, strong: null, hidden: null }
  let style = styles.get(id)
  for (let steps = 0; style !== undefined && steps < CHAIN_MAX; steps += 1) {
    found = {
      numbering: found.numbering ?? (style.list === null ? null : { list: style.list, level: style.level }),
      align: found.align ?? style.align,
      strong: found.strong ?? style.strong,
      hidden: found.hidden ?? style.hidden,
    }
    style = styles.get(style.basedOn)
  }
  return found
}

class StylesReader implements Handler {
  readonly styles = new Map<string, OpenStyle>()
  #style: OpenStyle | null = null

  open(element: Element): void {
    if (element.vocabulary !== 'word') return
    const value = element.attribute('val') ?? ''
    if (element.name === 'style') {
      this.#style = { basedOn: '', list: null, level: 0, align: null, strong: null, hidden: null }
      this.styles.set(element.attribute('styleId') ?? '', this.#style)
    } else if (this.#style === null) return
    else if (element.name === 'basedOn') this.#style.basedOn = value
    else if (element.name === 'numId') this.#style.list = value
    else if (element.name === 'ilvl') this.#style.level = wholeOf(value)
    else if (element.name === 'jc') this.#style.align = value
    else if (element.name === 'b') this.#style.strong = isOn(element)
    else if (element.name === 'vanish') this.#style.hidden = isOn(element)
  }

  close(element: Element): void {
    if (element.vocabulary === 'word' && element.name === 'style') this.#style = null
  }

  text(): void {}
}
