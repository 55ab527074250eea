import type { Context } from './context.ts'
import { insertAll } from './rows.ts'

/** A message as people read it, and the address it leads to. */
export interface Message {
  readonly text: string
  /** With its filters: `/commission?id=com_…`. */
  readonly link: string
}

/** Puts one message before each of these people, in the transaction of what it tells of. Nobody is told what they did themselves. */
export async function tell(context: Context, users: readonly string[], { text, link }: Message): Promise<void> {
  const { db, office, now, actor } = context
  await insertAll(
    db,
    'message',
    [...new Set(users)]
      .filter(user => user !== actor.user)
      .map(user => ({
        id: context.newId('msg'),
        office_id: office,
        user_id: user,
        text,
        link,
        at: now,
        read_at: null,
      })),
  )
}

/** The people of units who write and review for them, and can sign in. */
export async function peopleOfUnits({ db, office }: Context, units: readonly string[]): Promise<string[]> {
  if (units.length === 0) return []
  const rows = await db
    .selectFrom('user_account')
    .innerJoin('user_role', 'user_role.user_id', 'user_account.id')
    .select('user_account.id')
    .distinct()
    .where('user_account.office_id', '=', office)
    .where('user_account.disabled', '=', 0)
    .where('user_account.unit_id', 'in', [...new Set(units)])
    .where('user_role.role', 'in', ['correspondent', 'reviewer'])
    .orderBy('user_account.id')
    .execute()
  return rows.map(row => row.id)
}

/** The editors of the office who can sign in. */
export const editors = (context: Context): Promise<string[]> => holdersOf(context, 'editor')

/** Who signs in the office, and can sign in. */
export const chiefs = (context: Context): Promise<string[]> => holdersOf(context, 'chief')

async function holdersOf({ db, office }: Context, role: 'editor' | 'chief'): Promise<string[]> {
  const rows = await db
    .selectFrom('user_account')
    .innerJoin('user_role', 'user_role.user_id', 'user_account.id')
    .select('user_account.id')
    .distinct()
    .where('user_account.office_id', '=', office)
    .where('user_account.disabled', '=', 0)
    .where('user_role.role', '=', role)
    .orderBy('user_account.id')
    .execute()
  return rows.map(row => row.id)
}
