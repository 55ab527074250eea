import { createHmac, timingSafeEqual } from 'node:crypto'
import { appendFileSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Instant } from '../domain/calendar.ts'
import type { Chain } from './activity.ts'
import type { Db } from './context.ts'

/** Where the log of an office ended at some time. */
const Anchor = z.object({
  at: z.string(),
  office: z.string(),
  seq: z.number().int(),
  hash: z.string(),
  mac: z.string(),
})
type Anchor = z.infer<typeof Anchor>

/**
 * The ends of the operations log kept outside the database (LOG-02): whoever can write to the database and cuts off the end of the log, its
 * head with it, is still found out by this file. It is only added to; a copy of it on another disk is worth having.
 */
export interface Anchors {
  /** Writes down where each log of the database ends now, where that is news. */
  drop(db: Db, at: Instant): Promise<void>
  /** Whether a log still has every end that was ever written down. */
  hold(db: Db, office: string): Promise<Chain>
}

/** Opens the file of anchors below a data folder; made when the first is dropped. */
export function openAnchors(folder: string, key: Buffer): Anchors {
  const path = join(folder, 'anchors', 'activity.jsonl')
  const macOf = ({ at, office, seq, hash }: Omit<Anchor, 'mac'>): string =>
    createHmac('sm3', key).update(`anchor\n${at}\n${office}\n${seq}\n${hash}`).digest('hex')
  const isOurs = (anchor: Anchor): boolean => {
    const [own, written] = [Buffer.from(macOf(anchor)), Buffer.from(anchor.mac)]
    return own.length === written.length && timingSafeEqual(own, written)
  }
  return {
    async drop(db, at) {
      const last = new Map(anchorsIn(path).map(anchor => [anchor.office, anchor.seq]))
      const heads = await db.selectFrom('activity_head').selectAll().orderBy('office_id').execute()
      const news = heads.filter(head => Number(head.seq) > (last.get(head.office_id) ?? 0))
      if (news.length === 0) return
      const lines = news.map(head => {
        const anchor = { at, office: head.office_id, seq: Number(head.seq), hash: head.hash }
        return `${JSON.stringify({ ...anchor, mac: macOf(anchor) })}\n`
      })
      append(path, lines.join(''))
    },
    async hold(db, office) {
      const own = anchorsIn(path).filter(anchor => anchor.office === office)
      const forged = own.find(anchor => !isOurs(anchor))
      if (forged !== undefined) return { intact: false, firstBad: forged.seq }
      for (const { seq, hash } of own) {
        const row = await db
          .selectFrom('activity')
          .select('hash')
          .where('office_id', '=', office)
          .where('seq', '=', seq)
          .executeTakeFirst()
        if (row?.hash !== hash) return { intact: false, firstBad: seq }
      }
      return { intact: true, firstBad: null }
    },
  }
}

/** A line that a power cut left half written is none. */
function anchorsIn(path: string): Anchor[] {
  if (!existsSync(path)) return []
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap(line => {
      try {
        return [Anchor.parse(JSON.parse(line))]
      } catch {
        return []
      }
    })
}

function append(path: string, lines: string): void {
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 })
  // After half a line the next begins on a new one.
  const half = existsSync(path) && !readFileSync(path, 'utf8').endsWith('\n') ? '\n' : ''
  const file = openSync(path, 'a', 0o600)
  try {
    appendFileSync(file, half + lines)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
