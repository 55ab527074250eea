/**
 * Things of which there are few, lent in the order in which they were asked for. The newest is made only when all others are out;
 * after `close` nothing is lent any more, and what comes back is closed.
 */
export class Pool<T> {
  readonly #make: () => T
  readonly #end: (thing: T) => Promise<void>
  readonly #max: number
  readonly #idle: T[] = []
  readonly #waiting: { readonly resolve: (thing: T) => void; readonly reject: (why: Error) => void }[] = []
  #made = 0
  #closed = false

  constructor(max: number, make: () => T, end: (thing: T) => Promise<void>) {
    this.#max = max
    this.#make = make
    this.#end = end
  }

  /** Makes the first one now, so that what is wrong with it is known now. */
  prepare(): void {
    this.#idle.push(this.#make())
    this.#made += 1
  }

  /** Resolves when it is this caller's turn; refuses after `close`. */
  async take(): Promise<T> {
    if (this.#closed) throw new Error('the database is closed')
    const idle = this.#idle.pop()
    if (idle !== undefined) return idle
    if (this.#made < this.#max) {
      const made = this.#make()
      this.#made += 1
      return made
    }
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }))
  }

  give(thing: T): void {
    const next = this.#waiting.shift()
    if (next !== undefined) next.resolve(thing)
    else this.#idle.push(thing)
    if (this.#closed) void this.#endIdle()
  }

  async close(): Promise<void> {
    this.#closed = true
    for (const turn of this.#waiting.splice(0)) turn.reject(new Error('the database is closed'))
    await this.#endIdle()
  }

  async #endIdle(): Promise<void> {
    for (const thing of this.#idle.splice(0)) await this.#end(thing)
  }
}
