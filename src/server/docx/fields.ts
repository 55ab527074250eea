/** Codes that fetch something from elsewhere when a program updates the field. */
const FETCHING = /^\s*(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|DATABASE)\b/i

/** The fields of a document: what of its text is a code and no text, and which codes reach outside. */
export class Fields {
  /** For each open field, its code so far; null from where its result begins. */
  readonly #open: (string | null)[] = []
  readonly #fetching = new Map<string, number>()

  /** Whether what comes now is the code of a field, or the result of a field inside a code. */
  get inCode(): boolean {
    return this.#open.some(code => code !== null)
  }

  /** Codes that reach outside, with how often each was met. */
  get fetching(): ReadonlyMap<string, number> {
    return this.#fetching
  }

  /** `begin`, `separate` or `end`, as Word marks a field. */
  mark(type: string): void {
    if (type === 'begin') {
      if (this.#open.length < DEPTH_MAX) this.#open.push('')
    } else if (type === 'separate' && this.#open.length > 0) this.#judge(null)
    else if (type === 'end') {
      this.#judge(null)
      this.#open.pop()
    }
  }

  /** A piece of code; outside of a marked field it is a whole code. */
  code(text: string): void {
    const own = this.#open.at(-1)
    if (this.#open.length === 0) this.#count(text)
    else if (typeof own === 'string' && own.length < CODE_MAX) this.#open[this.#open.length - 1] = own + text
  }

  #judge(then: null): void {
    const own = this.#open.at(-1)
    if (typeof own === 'string') this.#count(own)
    if (this.#open.length > 0) this.#open[this.#open.length - 1] = then
  }

  #count(code: string): void {
    const name = FETCHING.exec(code)?.[1]?.toUpperCase()
    if (name !== undefined) this.#fetching.set(name, (this.#fetching.get(name) ?? 0) + 1)
  }
}

const DEPTH_MAX = 50
const CODE_MAX = 1000
