import { z } from 'zod'
import { CheckupSettings, USUAL_CHECKUP } from '../domain/checkup/remark.ts'
import type { OfficeId } from '../domain/model.ts'
import { OfficeNoticeForm, USUAL_NOTICE_FORM } from '../domain/notice/composing/office-form.ts'
import { Policy, USUAL_POLICY } from '../domain/policy.ts'
import { assert } from '../domain/problems.ts'
import { NO_OWN_DAYS, OwnDays } from '../domain/working-day.ts'
import type { Db } from './context.ts'

/** The language model an office has connected; `secret` is sealed, '' where it asks for none. */
const Model = z.strictObject({ on: z.boolean(), address: z.string(), name: z.string(), secret: z.string() })

/**
 * What an office has set for itself, one JSON text in `office.settings`. `form` is the words of its notices: read through the schema of
 * compose.ts by whoever composes, since an older form may lack newer words. `demo` is the one password of the demo accounts, drawn
 * anew for each installation, and by how much its clock is shifted into its month, and whether it was made to the end; null in a real office. `daysToDecide`: working days after which an article that still waits is overdue. `notice`: columns and print of its notices, and columns it has explained. `days`: which days are worked, where that is not as announced.
 */
export const OfficeSettings = z.strictObject({
  form: z.record(z.string(), z.json()).default({}),
  demo: z
    .strictObject({ password: z.string(), shiftMs: z.number().int().default(0), made: z.boolean().default(true) })
    .nullable()
    .default(null),
  daysToDecide: z.number().int().min(1).max(60).default(10),
  policy: Policy.default(USUAL_POLICY),
  notice: OfficeNoticeForm.default(USUAL_NOTICE_FORM),
  checkup: CheckupSettings.default(USUAL_CHECKUP),
  model: Model.default({ on: false, address: '', name: '', secret: '' }),
  days: OwnDays.default(NO_OWN_DAYS),
})
export type OfficeSettings = z.infer<typeof OfficeSettings>

/** The settings of an office that has set nothing yet. */
export const NO_SETTINGS: OfficeSettings = OfficeSettings.parse({})

/** The settings of an office; `NO_SETTINGS` where nothing was written yet. */
export async function readSettings(db: Db, office: OfficeId): Promise<OfficeSettings> {
  const row = await db.selectFrom('office').select('settings').where('id', '=', office).executeTakeFirst()
  assert(row !== undefined, 'the office of a call exists')
  return settingsOf(row.settings)
}

/** `office.settings` as it is stored → the settings. */
export const settingsOf = (stored: string): OfficeSettings =>
  stored === '' ? NO_SETTINGS : OfficeSettings.parse(JSON.parse(stored))

let last: { readonly stored: string; readonly policy: Policy } | null = null

/** Only what concerns signing in, which every request asks for: read anew when the text has changed. */
export function policyOf(stored: string): Policy {
  if (last?.stored !== stored) last = { stored, policy: settingsOf(stored).policy }
  return last.policy
}

/** The settings of an office, its row locked until the end of the transaction: two changes at once do not undo each other. */
export async function lockedSettings(db: Db, office: OfficeId): Promise<OfficeSettings> {
  const row = await db
    .updateTable('office')
    .set(eb => ({ settings: eb.ref('settings') }))
    .where('id', '=', office)
    .returning('settings')
    .executeTakeFirst()
  assert(row !== undefined, 'the office of a call exists')
  return settingsOf(row.settings)
}

/** Writes the settings of an office as a whole. */
export async function writeSettings(db: Db, office: OfficeId, settings: OfficeSettings): Promise<void> {
  await db
    .updateTable('office')
    .set({ settings: JSON.stringify(OfficeSettings.parse(settings)) })
    .where('id', '=', office)
    .execute()
}
