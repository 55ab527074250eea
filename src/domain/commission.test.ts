import { describe, expect, it } from 'vitest'
import { localDate } from './calendar.ts'
import {
  AssignmentState,
  assertWithin,
  assignmentSteps,
  awaitsReply,
  CommissionState,
  isLate,
  isRunning,
  replyStatus,
} from './commission.ts'

const day = localDate

describe('a commission at one unit', () => {
  it.each([
    ['on the day', '2023-07-14', 'submitted'],
    ['the day after', '2023-07-15', 'late'],
    ['long before', '2023-06-30', 'submitted'],
  ] as const)('counts a reply %s', (_when, on, status) => {
    expect(replyStatus(day('2023-07-14'), day(on))).toBe(status)
  })

  it('is never late without a deadline', () => {
    expect(replyStatus(null, day('2199-12-31'))).toBe('submitted')
    expect(isLate('issued', null, day('2199-12-31'))).toBe(false)
  })

  it('is late from the day after its deadline until it is answered or let off', () => {
    const late = (on: string) => AssignmentState.options.filter(state => isLate(state, day('2023-07-14'), day(on)))
    expect(late('2023-07-14')).toEqual([])
    expect(late('2023-07-15')).toEqual(['issued', 'signed', 'working'])
    expect(late('2023-07-15')).toEqual(AssignmentState.options.filter(awaitsReply))
  })

  it('lets the unit do what its state allows, and never let itself off', () => {
    expect(Object.fromEntries(AssignmentState.options.map(state => [state, assignmentSteps(state)]))).toEqual({
      issued: ['sign', 'start', 'reply'],
      signed: ['start', 'reply'],
      working: ['reply'],
      replied: ['reply', 'reopen'],
      exempt: ['reopen'],
    })
  })
})

describe('a commission as a whole', () => {
  it('runs from its issue until it is settled', () => {
    expect(CommissionState.options.filter(isRunning)).toEqual(['issued', 'collected', 'sent-up', 'adopted'])
  })

  it('gives units no more time than the office has', () => {
    expect(() => assertWithin(day('2023-07-15'), day('2023-07-14'))).toThrow('invalid-input')
    for (const [due, upper] of [
      ['2023-07-14', '2023-07-14'],
      ['2023-07-01', '2023-07-14'],
    ] as const)
      expect(() => assertWithin(day(due), day(upper))).not.toThrow()
    expect(() => assertWithin(null, day('2023-07-14'))).not.toThrow()
    expect(() => assertWithin(day('2023-07-14'), null)).not.toThrow()
  })
})
