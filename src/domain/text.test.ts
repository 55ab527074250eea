import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { likeness, matchingKey, searchTokens, storedText } from './text.ts'

describe('a matching key', () => {
  it.each([
    ['a Kangxi radical', '⾼唐局', '高唐局'],
    ['a supplementary radical', '⻰山分局', '龙山分局'],
    ['a compatibility ideograph', '\uF98F公室', '憐公室'],
    ['bidi marks', '\u202E高唐局\u202C\u200F', '高唐局'],
    ['zero width', '高\u200B唐\uFEFF局\u2060', '高唐局'],
    ['variation selectors', '葛\u{E0100}局', '葛局'],
    ['spaces of all kinds', ' 高　唐\u00A0\u2003局\n', '高唐局'],
    ['full width', '（Ａ类）１２', '(A类)12'],
    ['capitals', 'NB-iot', 'nb-IOT'],
    ['dashes', '法润自然—普法宣传', '法润自然-普法宣传'],
    ['two dashes for one', '法润自然——普法宣传', '法润自然–普法宣传'],
    ['minus and ruled lines', '−─', '-'],
    ['quotes', '“庆七一”', '「庆七一」'],
    ['single quotes', '‘庆七一’', '＂庆七一＂'],
    ['middle dots', '买买提•艾山', '买买提·艾山'],
  ])('is the same with and without %s', (_, one, other) => {
    expect(matchingKey(one)).toBe(matchingKey(other))
  })

  it.each([
    ['高唐局', '高新局'],
    ['冠县局', '冠县林业局'],
    ['面临的问题', '面临问题'],
    ['自然资源', '自然資源'],
    ['2023', '2032'],
  ])('keeps %s and %s apart', (one, other) => {
    expect(matchingKey(one)).not.toBe(matchingKey(other))
  })

  it('is its own key, and empty only where nothing is seen', () => {
    expect(matchingKey('\u200B \u202E\t')).toBe('')
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const key = matchingKey(text)
        expect(matchingKey(key)).toBe(key)
        expect(key).not.toMatch(/[\p{White_Space}\p{Cf}\p{Cc}]/u)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('a stored text', () => {
  it('has line feeds, one form of letters and nothing that a document cannot carry', () => {
    expect(storedText('一\r\n二\r三\n')).toBe('一\n二\n三\n')
    expect(storedText('a\u0000b\u0008c\u000Bd\uFFFEe\uFFFFf\uD800g\tend')).toBe('abcdefg\tend')
    expect(storedText('e\u0301')).toBe('é')
    expect(storedText('𠮷田')).toBe('𠮷田')
  })

  it('keeps what people can see as they wrote it', () => {
    expect(storedText('“庆七一”——Ａ　局')).toBe('“庆七一”——Ａ　局')
  })

  it('is stored twice as once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const stored = storedText(text)
        expect(storedText(stored)).toBe(stored)
        expect(stored).not.toMatch(/\p{Surrogate}/u)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('search tokens', () => {
  it.each([
    ['2026年基于', ['2026', '年基', '基于', '于']],
    ['土地日', ['土地', '地日', '日']],
    ['局', ['局']],
    ['第９期 NB-IoT平台', ['第', '9', '期', 'nb', 'iot', '平台', '台']],
    ['“庆七一”，主题', ['庆七', '七一', '一', '主题', '题']],
    ['⾼唐', ['高唐', '唐']],
    ['高\u200B唐', ['高唐', '唐']],
    ['𠮷田', ['𠮷田', '田']],
    ['３．５万m²', ['3', '5', '万', 'm2']],
    ['，。！', []],
    ['', []],
  ])('of %s', (text, tokens) => {
    expect(searchTokens(text)).toEqual(tokens)
  })

  it('of any Han part of a text begin with those of the text at that place, but for the last', () => {
    const han = fc.string({ unit: fc.constantFrom(...'自然资源和规划局信息简讯'), minLength: 2, maxLength: 12 })
    fc.assert(
      fc.property(han, han, han, (before, part, after) => {
        const whole = searchTokens(before + part + after).join(' ')
        expect(whole).toContain(searchTokens(part).slice(0, -1).join(' '))
      }),
    )
  })
})

describe('likeness', () => {
  it.each([
    ['全国土地日', '全国土地日', 100],
    ['全国土地日', '“全国土地日”。', 100],
    ['高唐局', '临清办', 0],
    ['', '', 0],
    ['局', '局', 100],
    ['一二三', '一二四', 33],
  ])('of %s and %s is %i', (a, b, hundredths) => {
    expect(likeness(a, b)).toBe(hundredths)
  })

  it('is the same both ways, between 0 and 100', () => {
    const title = fc.string({ unit: fc.constantFrom(...'自然资源规划局信息'), maxLength: 20 })
    fc.assert(
      fc.property(title, title, (a, b) => {
        expect(likeness(a, b)).toBe(likeness(b, a))
        expect(likeness(a, b)).toBeGreaterThanOrEqual(0)
        expect(likeness(a, b)).toBeLessThanOrEqual(100)
      }),
    )
  })
})
