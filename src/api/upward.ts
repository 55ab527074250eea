import { z } from 'zod'
import { Instant, LocalDate, Period } from '../domain/calendar.ts'
import { InstructionState, InstructionStep } from '../domain/instruction.ts'
import {
  AdoptionKind,
  ArticleId,
  FactId,
  ForwardingId,
  InstructionId,
  LeaderRank,
  Level,
  Name,
  OutletId,
} from '../domain/model.ts'
import { command, credits, FileRef, page, query, total, UnitRef, version } from './endpoint.ts'

const Counted = z.object({ fact: FactId, posting: Period, late: z.boolean() })

const Forwarding = z.object({
  id: ForwardingId,
  /** What is retracted when it was a mistake. */
  fact: FactId,
  article: ArticleId,
  title: z.string(),
  units: z.array(UnitRef),
  to: z.string(),
  outlet: z.string(),
  level: Level,
  on: LocalDate,
  by: z.string(),
  file: FileRef.nullable(),
  adoptions: z.array(z.object({ fact: FactId, outlet: z.string(), level: Level, kind: AdoptionKind, on: LocalDate })),
})
export type ForwardingView = z.infer<typeof Forwarding>

const Instruction = z.object({
  id: InstructionId,
  fact: FactId,
  article: ArticleId.nullable(),
  title: z.string(),
  leader: z.string(),
  level: Level,
  text: z.string(),
  on: LocalDate,
  state: InstructionState,
  units: z.array(UnitRef),
  events: z.array(z.object({ at: Instant, by: z.string(), step: z.string(), comment: z.string() })),
  steps: z.array(InstructionStep),
  version: z.number().int(),
})
export type InstructionView = z.infer<typeof Instruction>

export const UPWARD_API = {
  'forwarding.list': query(
    '上报',
    z.strictObject({
      period: Period.optional(),
      level: Level.optional(),
      text: z.string().max(80).optional(),
      ...page,
    }),
    z.object({ forwardings: z.array(Forwarding), ...total }),
  ),
  'forwarding.record': command(
    '上报一篇稿件：报往哪里、什么刊物、哪天',
    z.strictObject({
      article: ArticleId,
      to: Name,
      outlet: z.string().max(80),
      level: z.enum(['city', 'province', 'nation']),
      on: LocalDate,
      credits,
    }),
    Counted.extend({ forwarding: ForwardingId, file: FileRef.nullable() }),
  ),
  'forwarding.adopt': command(
    '登记上级采用',
    z.strictObject({
      forwarding: ForwardingId,
      outlet: OutletId.nullable(),
      outletName: z.string().max(80),
      level: z.enum(['city', 'province', 'nation']),
      kind: AdoptionKind,
      on: LocalDate,
      credits,
    }),
    Counted,
  ),
  'instruction.list': query(
    '批示',
    z.strictObject({ states: z.array(InstructionState).optional(), text: z.string().max(80).optional(), ...page }),
    z.object({ instructions: z.array(Instruction), ...total }),
  ),
  'instruction.enter': command(
    '登记批示',
    z.strictObject({
      article: ArticleId.nullable(),
      title: z.string().trim().min(1).max(300),
      leader: Name,
      level: Level,
      /** 主要领导, 其他领导, 秘书长: where the 办法 tells them apart. */
      rank: LeaderRank.optional(),
      text: z.string().trim().min(1).max(2000),
      on: LocalDate,
      credits,
    }),
    Counted.extend({ instruction: InstructionId }),
  ),
  'instruction.step': command(
    '转办、反馈、办结',
    z.strictObject({ instruction: InstructionId, version, step: InstructionStep, comment: z.string().max(1000) }),
    z.object({ instruction: InstructionId, state: InstructionState, version: z.number().int() }),
  ),
} as const
