import type { ListLevel } from './numbering.ts'
import { type Element, type Handler, parsePart, wholeOf } from './parts.ts'
import type { Parts } from './zip.ts'

/** What a paragraph style says about reading: its automatic number and whether it is centred. */
export interface ReadStyle {
  readonly numbering: ListLevel | null
  readonly centred: boolean
}

interface OpenStyle {
  basedOn: string
  list: string | null
  level: number
  align: string | null
}

/** Longest chain of `basedOn` that is followed: a style may not be based on itself, but a hostile one may be. */
const CHAIN_MAX = 20

/** word/styles.xml → what each paragraph style says about reading, through the styles it is based on. */
export async function readStyles(parts: Parts, name: string): Promise<(id: string) => ReadStyle> {
  const reader = new StylesReader()
  await parsePart(parts, name, reader)
  return id => {
    let numbering: ListLevel | null = null
    let align: string | null = null
    let style = reader.styles.get(id)
    for (let steps = 0; style !== undefined && steps < CHAIN_MAX; steps += 1) {
      if (numbering === null && style.list !== null) numbering = { list: style.list, level: style.level }
      align ??= style.align
      style = reader.styles.get(style.basedOn)
    }
    return { numbering, centred: align === 'center' }
  }
}

class StylesReader implements Handler {
  readonly styles = new Map<string, OpenStyle>()
  #style: OpenStyle | null = null

  open(element: Element): void {
    if (element.vocabulary !== 'word') return
    const value = element.attribute('val') ?? ''
    if (element.name === 'style') {
      this.#style = { basedOn: '', list: null, level: 0, align: null }
      this.styles.set(element.attribute('styleId') ?? '', this.#style)
    } else if (this.#style === null) return
    else if (element.name === 'basedOn') this.#style.basedOn = value
    else if (element.name === 'numId') this.#style.list = value
    else if (element.name === 'ilvl') this.#style.level = wholeOf(value)
    else if (element.name === 'jc') this.#style.align = value
  }

  close(element: Element): void {
    if (element.vocabulary === 'word' && element.name === 'style') this.#style = null
  }

  text(): void {}
}
