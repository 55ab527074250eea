import { z } from 'zod'
import { Instant } from '../domain/calendar.ts'
import { Credit, UnitId } from '../domain/model.ts'

/** A question: changes nothing, is answered from one snapshot. */
export const query = <In extends z.ZodType, Out extends z.ZodType>(summary: string, input: In, output: Out) =>
  ({ effect: 'query', summary, input, output }) as const

/** An order: one effect under one key; a repeat under the key gets the stored answer. */
export const command = <In extends z.ZodType, Out extends z.ZodType>(summary: string, input: In, output: Out) =>
  ({ effect: 'command', replay: 'stored', logged: true, summary, input, output }) as const

/** An order whose answer lets somebody in: it is stored too, but sealed, so that whoever reads the database cannot use it. */
export const secretly = <In extends z.ZodType, Out extends z.ZodType>(summary: string, input: In, output: Out) =>
  ({ effect: 'command', replay: 'sealed', logged: true, summary, input, output }) as const

/** A command whose effect is a cookie: its answer is not stored, so a repeat is a new login or logout. */
export const entering = <In extends z.ZodType, Out extends z.ZodType>(summary: string, input: In, output: Out) =>
  ({ effect: 'command', replay: 'never', logged: true, summary, input, output }) as const

/** Somebody looks, or says that they are there. That is no act: the log of acts has no row of it, and done again it changes nothing. */
export const looking = <In extends z.ZodType, Out extends z.ZodType>(summary: string, input: In, output: Out) =>
  ({ effect: 'command', replay: 'never', logged: false, summary, input, output }) as const

export type Endpoint =
  | ReturnType<typeof query>
  | ReturnType<typeof command>
  | ReturnType<typeof secretly>
  | ReturnType<typeof entering>
  | ReturnType<typeof looking>

export const nothing = z.strictObject({})
export const done = z.object({ done: z.literal(true) })
export const page = {
  offset: z.number().int().min(0).max(1_000_000).optional(),
  limit: z.number().int().min(1).max(200).optional(),
}
/** Lists of at most this many rows are counted exactly; beyond, `total` stays at it and `more` is true. */
export const COUNT_MAX = 10_000
export const total = { total: z.number().int(), more: z.boolean() }
export const credits = z.array(z.strictObject(Credit.shape)).min(1).max(200)
/** What an edit started from: a stale one is refused with what stands now (EDIT-01). */
export const version = z.number().int().min(1)
export const UnitRef = z.object({ unit: UnitId, name: z.string() })
/** Who did something when, for timelines. */
export const Done = z.object({ at: Instant, by: z.string() })
export const Sm3 = z.string().length(64)
export const FileRef = z.object({ file: Sm3, name: z.string(), size: z.number().int() })
