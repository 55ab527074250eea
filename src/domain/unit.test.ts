import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { period } from './calendar.ts'
import { Unit } from './model.ts'
import { resolveUnit } from './unit.ts'

const unit = (position: number, name: string, aliases: { name: string; from?: string; to?: string }[] = []): Unit =>
  Unit.parse({
    id: `unt_${position}`,
    name,
    aliases: aliases.map(alias => ({ name: alias.name, from: alias.from ?? null, to: alias.to ?? null })),
    group: 'grp_1',
    position,
    active: true,
  })

const register = [
  unit(1, '高唐局'),
  unit(2, '高新区分局'),
  unit(3, '开发利用科', [{ name: '土地利用科', to: '2022-12' }]),
  unit(4, '用途管制科', [{ name: '空间用途科', from: '2023-03', to: '2023-08' }]),
  unit(5, '林草资源和湿地保护监督科', [{ name: '林草科' }, { name: '绿化科' }]),
  unit(6, '绿化办', [{ name: '绿化科' }]),
  unit(7, '冠县局'),
  unit(8, '冠县林业局'),
]
const june = period('2023-06')
const known = (written: string, at = june) => {
  const found = resolveUnit(written, register, at)
  return found.kind === 'known' ? found.unit.name : found.kind
}
const near = (written: string) => {
  const found = resolveUnit(written, register, june)
  return found.kind === 'unknown' ? found.near.map(one => one.name) : found.kind
}

describe('a written unit name', () => {
  it.each([
    ['高唐局', '高唐局'],
    ['⾼唐局', '高唐局'],
    ['\u202D高\u200B唐局\uFE00', '高唐局'],
    [' 高 唐　局', '高唐局'],
    ['林草科', '林草资源和湿地保护监督科'],
  ])('%s means %s', (written, name) => {
    expect(known(written)).toBe(name)
  })

  it.each([
    ['土地利用科', '2022-12', '开发利用科'],
    ['土地利用科', '2023-01', 'unknown'],
    ['空间用途科', '2023-02', 'unknown'],
    ['空间用途科', '2023-03', '用途管制科'],
    ['空间用途科', '2023-08', '用途管制科'],
    ['空间用途科', '2023-09', 'unknown'],
  ])('%s in %s means %s, as its dates say', (written, at, name) => {
    expect(known(written, period(at))).toBe(name)
  })

  it('that two units have is for a person to decide', () => {
    expect(resolveUnit('绿化科', register, june)).toEqual({ kind: 'ambiguous', units: [register[4], register[5]] })
  })

  it('never means the nearest', () => {
    expect(near('高堂局')).toEqual(['高唐局'])
    expect(near('利用科')).toEqual(['开发利用科'])
    expect(near('自然用途管制科')).toEqual(['用途管制科'])
    expect(near('土地利用科')[0]).toBe('开发利用科')
    expect(near('冠县')).toEqual(['冠县局', '冠县林业局'])
    expect(near('人民医院')).toEqual([])
    expect(near('')).toEqual([])
    expect(near('\u200B ')).toEqual([])
  })

  it('suggests a handful, whatever the register', () => {
    const many = Array.from({ length: 60 }, (_, index) => unit(index, `第${index}分局`))
    const found = resolveUnit('分局', many, june)
    expect(found.kind === 'unknown' && found.near.map(one => one.position)).toEqual([0, 1, 2, 3, 4])
  })

  it('means the same whatever the order of the register', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(register, { minLength: register.length }),
        fc.constantFrom('高唐局', '绿化科', '利用科', '冠县', '高堂局'),
        (shuffled, written) => {
          expect(resolveUnit(written, shuffled, june)).toEqual(resolveUnit(written, register, june))
        },
      ),
    )
  })
})
