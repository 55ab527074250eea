import { z } from 'zod'
import { Instant, type Period } from '../domain/calendar.ts'
import type { OfficeId } from '../domain/model.ts'
import type { Finding, Notice } from '../domain/notice/notice.ts'
import { UNWRITTEN, Written } from '../domain/notice/sentences.ts'
import { canonicalJson } from './canonical.ts'
import type { Db } from './context.ts'
import { sm3 } from './digest.ts'

/** `notice_work.sentences`: what was written for a month, what was signed, and why it last came back. */
const Words = z.strictObject({
  written: Written.default(UNWRITTEN),
  /** Digest of the notice that was signed; null before. */
  signed: z.string().nullable().default(null),
  returned: z.strictObject({ comment: z.string(), by: z.string(), at: Instant }).nullable().default(null),
})
export type Words = z.infer<typeof Words>

/** Between closing and printing a month's notice; before and after, its month says where it is. */
export const Stage = z.enum(['checking', 'in-review', 'signed'])
export type Stage = z.infer<typeof Stage>

/** The office's work on a month's notice, as it stands; nobody has begun where `isNew`. */
export interface WorkRow {
  readonly isNew: boolean
  readonly stage: Stage
  readonly version: number
  readonly words: Words
  readonly preparedBy: string | null
  readonly preparedName: string | null
  readonly signedName: string | null
}

/** Reads the work on a month's notice. */
export async function noticeWork(db: Db, office: OfficeId, period: Period): Promise<WorkRow> {
  const row = await db
    .selectFrom('notice_work')
    .selectAll()
    .where('office_id', '=', office)
    .where('period', '=', period)
    .executeTakeFirst()
  if (row === undefined) {
    const nobody = { preparedBy: null, preparedName: null, signedName: null }
    return { isNew: true, stage: 'checking', version: 1, words: Words.parse({}), ...nobody }
  }
  return {
    isNew: false,
    stage: Stage.parse(row.stage),
    version: row.version,
    words: Words.parse(JSON.parse(row.sentences)),
    preparedBy: row.prepared_by,
    preparedName: row.prepared_name,
    signedName: row.signed_name,
  }
}

export interface WorkChanges {
  readonly stage?: Stage
  readonly words?: Words
  readonly prepared?: { readonly by: string; readonly name: string }
  readonly signed?: { readonly by: string; readonly name: string } | null
}

/** Writes what changed of the work; the month must be locked by the caller. */
export async function changeWork(
  db: Db,
  { office, period, row, changes }: { office: OfficeId; period: Period; row: WorkRow; changes: WorkChanges },
): Promise<void> {
  const { prepared, signed } = changes
  const set = {
    stage: changes.stage ?? row.stage,
    version: row.version + 1,
    sentences: JSON.stringify(changes.words ?? row.words),
    ...(prepared === undefined ? {} : { prepared_by: prepared.by, prepared_name: prepared.name }),
    ...(signed === undefined ? {} : { signed_by: signed?.by ?? null, signed_name: signed?.name ?? null }),
  }
  if (row.isNew) {
    const nobody = { prepared_by: null, prepared_name: null, signed_by: null, signed_name: null }
    await db
      .insertInto('notice_work')
      .values({ office_id: office, period, ...nobody, ...set })
      .execute()
    return
  }
  await db.updateTable('notice_work').set(set).where('office_id', '=', office).where('period', '=', period).execute()
}

/** What a signature stands for: all of the notice but its day, which printing gives it. */
export const digestOfNotice = (notice: Notice): string => sm3(canonicalJson({ ...notice, issuedOn: null }))

/** One finding in its very words: where a number changes, it is another finding and has to be answered anew. */
export const findingKey = ({ code, place, message }: Pick<Finding, 'code' | 'place' | 'message'>): string =>
  sm3(canonicalJson({ code, place, message }))
