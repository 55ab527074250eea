import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type IssueLook, issueChanges } from './look.ts'

const item = (article: string, more: Partial<IssueLook['items'][number]> = {}) => ({
  article,
  title: `${article}的题`,
  column: '信息',
  text: '一段。',
  credits: ['甲局'],
  ...more,
})
const look = (...items: IssueLook['items']): IssueLook => ({ number: 9, totalNumber: 128, items })
const said = (before: IssueLook, now: IssueLook) =>
  issueChanges(before, now).map(({ kind, title, before: was, after }) => `${kind} ${title} ${was}→${after}`)

describe('what changed since the last look at an issue', () => {
  it('is nothing when nothing did', () => {
    expect(issueChanges(look(item('a'), item('b')), look(item('a'), item('b')))).toEqual([])
  })

  it('names number, text, title and credits with what stood there', () => {
    const now = {
      ...look(item('a', { text: '改了。', credits: ['甲局', '乙局'] }), item('b', { title: '新题' })),
      number: 10,
    }
    expect(said(look(item('a'), item('b')), now)).toEqual([
      'number  第9期（总第128期）→第10期（总第128期）',
      'text a的题 一段。→改了。',
      'credits a的题 甲局→甲局、乙局',
      'title 新题 b的题→新题',
    ])
  })

  it('names what came, what went and what stands in another column', () => {
    const now = look(item('c'), item('a', { column: '简讯' }))
    expect(said(look(item('a'), item('b')), now)).toEqual([
      'added c的题 →信息',
      'moved a的题 信息→简讯',
      'removed b的题 信息→',
    ])
  })

  it('calls one article moved when one was put before the others', () => {
    const [a, b, c, d] = [item('a'), item('b'), item('c'), item('d')]
    expect(said(look(a, b, c, d), look(d, a, b, c))).toEqual(['moved d的题 信息→信息'])
  })

  it('finds no change between a look and itself, and one for each article that only one of two has', () => {
    const looks = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e')).map(ids => look(...ids.map(id => item(id))))
    fc.assert(
      fc.property(looks, looks, (before, now) => {
        expect(issueChanges(before, before)).toEqual([])
        const changes = issueChanges(before, now)
        const only = (one: IssueLook, other: IssueLook) =>
          one.items.filter(each => !other.items.some(them => them.article === each.article)).length
        expect(changes.filter(({ kind }) => kind === 'added')).toHaveLength(only(now, before))
        expect(changes.filter(({ kind }) => kind === 'removed')).toHaveLength(only(before, now))
      }),
    )
  })
})
