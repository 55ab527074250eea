import { Problem } from '../domain/problems.ts'
import type { Db } from './context.ts'
import type { Sealer } from './secret.ts'

/** Which call an answer belongs to: whose, under which key, and by SM3 with which input. */
interface Asked {
  readonly user_id: string
  readonly key: string
  readonly operation: string
  readonly body_sm3: string
}

interface Given {
  readonly status: number
  readonly body: string
}

/**
 * What a command was answered with, kept under its key: the same call again gets the same bytes and no second effect (IDEM-02). With a
 * sealer it is kept sealed, for the one who asked and the key they asked with.
 */
export class StoredAnswer {
  readonly #asked: Asked
  readonly #sealer: Sealer | null

  constructor(asked: Asked, sealer: Sealer | null) {
    this.#asked = asked
    this.#sealer = sealer
  }

  /** Puts the key down as taken → null, or gives the answer of the same call. Refuses another input under the key, and a call still under way. */
  async claim(db: Db, now: string): Promise<Given | null> {
    const inserted = await db
      .insertInto('idempotency')
      .values({ ...this.#asked, status: 0, answer: '', created_at: now })
      .onConflict(conflict => conflict.columns(['user_id', 'key']).doNothing())
      .executeTakeFirst()
    if (Number(inserted.numInsertedOrUpdatedRows ?? 0) > 0) return null
    const found = await this.find(db)
    if (found === null) throw new Problem('still-running')
    return found
  }

  /** The answer, or null where there is none yet. */
  async find(db: Db): Promise<Given | null> {
    const { user_id, key, operation, body_sm3 } = this.#asked
    const found = await db
      .selectFrom('idempotency')
      .selectAll()
      .where('user_id', '=', user_id)
      .where('key', '=', key)
      .executeTakeFirst()
    if (found === undefined || found.status === 0) return null
    if (found.operation !== operation || found.body_sm3 !== body_sm3) throw new Problem('key-reused')
    return { status: found.status, body: this.#sealer?.unseal(found.answer, this.#owner()) ?? found.answer }
  }

  async settle(db: Db, body: string): Promise<void> {
    await db
      .updateTable('idempotency')
      .set({ status: 200, answer: this.#sealer?.seal(body, this.#owner()) ?? body })
      .where('user_id', '=', this.#asked.user_id)
      .where('key', '=', this.#asked.key)
      .execute()
  }

  /** No second factor has an owner of that name. */
  #owner(): string {
    return `answer ${this.#asked.user_id} ${this.#asked.key}`
  }
}
