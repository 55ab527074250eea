import { describe, expect, it } from 'vitest'
import { Problem } from '../../domain/problems.ts'
import { isConflict, isConnectionLoss, problemOf } from './errors.ts'

const sqlite = (errcode: number, message = 'x') =>
  Object.assign(new Error(message), { code: 'ERR_SQLITE_ERROR', errcode })
const coded = (code: string, message = 'x') => Object.assign(new Error(message), { code })

describe('what an error means to the person who asked', () => {
  it('is a problem where it is one already', () => {
    const problem = new Problem('four-eyes')
    expect(problemOf(problem)).toBe(problem)
  })

  it.each([
    ['a full disk', sqlite(13), 'storage-full'],
    ['no room for shared memory', sqlite(4874), 'storage-full'],
    ['a failed write', sqlite(778), 'storage-failed'],
    ['a failed fsync', sqlite(1034), 'storage-failed'],
    ['a read-only file', sqlite(8), 'storage-failed'],
    ['a damaged file', sqlite(11), 'storage-failed'],
    ['a damaged index', sqlite(779), 'storage-failed'],
    ['a lock held by another process', sqlite(5), 'busy'],
    ['a stale snapshot', sqlite(517), 'busy'],
    ['a full disk of files', coded('ENOSPC'), 'storage-full'],
    ['a quota', coded('EDQUOT'), 'storage-full'],
    ['too many open files', coded('EMFILE'), 'busy'],
    ['a full disk of PostgreSQL', coded('53100'), 'storage-full'],
    ['PostgreSQL shutting down', coded('57P01'), 'database-gone'],
    ['PostgreSQL starting', coded('57P03'), 'database-gone'],
    ['no connection', coded('08006'), 'database-gone'],
    ['a refused connection', coded('ECONNREFUSED'), 'database-gone'],
    ['a cut line', new Error('Connection terminated unexpectedly'), 'database-gone'],
    ['no answer', new Error('Query read timeout'), 'database-gone'],
    ['no free connection', new Error('timeout exceeded when trying to connect'), 'busy'],
    ['a statement that took too long', coded('57014'), 'busy'],
    ['a lock that took too long', coded('55P03'), 'busy'],
    ['a deadlock', coded('40P01'), 'busy'],
  ])('%s', (_what, error, code) => {
    expect(problemOf(error)?.code).toBe(code)
  })

  it.each([
    ['a unique key', sqlite(2067)],
    ['a unique key of PostgreSQL', coded('23505')],
    ['wrong SQL', coded('42601')],
    ['a constraint', sqlite(275)],
    ['an append-only table', sqlite(1811, 'append-only: fact')],
    ['an error of ours', new Error('不可能的情况')],
    ['a code that is none of ours', sqlite(1811, 'caifeng:no-such-code')],
    ['no error', 'text'],
    ['nothing', undefined],
  ])('is null, so a bug, for %s', (_what, error) => {
    expect(problemOf(error)).toBeNull()
  })

  it('is what a trigger says, with its parameters', () => {
    const problem = problemOf(sqlite(1811, 'caifeng:period-closed {"period":"2023-06"}'))
    expect([problem?.code, problem?.params]).toEqual(['period-closed', { period: '2023-06' }])
    expect(problemOf(coded('P0001', 'caifeng:alias-taken {"name" : "阳谷局"}'))?.params).toEqual({ name: '阳谷局' })
    expect(problemOf(coded('P0001', 'caifeng:already-adopted {"issue" : null}'))?.params).toEqual({})
  })
})

it('tells a lost connection, and a conflict, from all that must not be tried again', () => {
  const errors = [
    coded('08003'),
    coded('57P02'),
    coded('EPIPE'),
    coded('40001'),
    coded('23505'),
    coded('23503'),
    sqlite(5),
    coded('57014'),
  ]
  expect(errors.map(isConnectionLoss)).toEqual([true, true, true, false, false, false, false, false])
  expect(errors.map(isConflict)).toEqual([false, false, false, true, true, false, false, false])
})
