import { z } from 'zod'
import { Place } from '../domain/notice/notice.ts'

/** What the auditor found at odds, as it goes out. */
export const Finding = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'question', 'info']),
  title: z.string(),
  place: Place,
  claims: z.array(z.object({ x100: z.number().int(), place: Place })),
  message: z.string(),
})
