import { beforeAll, describe, expect, it } from 'vitest'
import { PdfRefusal, pdfAvailable, pdfOf } from '../src/server/pdf.ts'
import { laidOut } from './support/laid-out.ts'
import { PAPERS } from './support/papers.ts'
import { fontsLeftOut, hasPdfTools, type PdfPage, pdfInfo, pdfPages } from './support/pdf-geometry.ts'

const { available, sentence } = await pdfAvailable()

/** Laid out line by line in the other page tests; hundreds of pages again would only take time. */
const SLOW = new Set(['a notice of 1,000 units', 'an issue with 40 articles'])

describe.runIf(available && hasPdfTools())('the PDF of', () => {
  const pdfs = new Map<string, Buffer>()
  const pages = new Map<string, PdfPage[]>()
  const pagesOf = (name: string): PdfPage[] => pages.get(name) ?? []

  // Two run at once, the others wait: each has a profile of its own, so none disturbs another.
  beforeAll(async () => {
    await Promise.all(Object.entries(PAPERS).map(async ([name, make]) => pdfs.set(name, await pdfOf(make()))))
    for (const [name, pdf] of pdfs) pages.set(name, pdfPages(pdf))
  }, 300_000)

  it.each(Object.keys(PAPERS))('%s is A4, tagged, in Chinese, with its title and all its fonts', name => {
    const pdf = pdfs.get(name) ?? Buffer.alloc(0)
    const info = pdfInfo(pdf)
    expect(info.Title).not.toBe('')
    expect(info.Tagged).toBe('yes')
    expect(info['Page size']).toMatch(/^595\.\d+ x 84\d\.\d+ pts|^84\d\.\d+ x 595\.\d+ pts/)
    expect(fontsLeftOut(pdf)).toEqual([])
    expect(pdf.includes('/Lang(zh-CN)')).toBe(true)
  })

  it.each(Object.keys(PAPERS))('%s stays in the type area, with page numbers outside and under it', name => {
    const faults: string[] = []
    for (const [index, page] of pagesOf(name).entries()) {
      const isOdd = index % 2 === 0
      const isWide = page.width > page.height
      const number = page.lines.find(line => line.text.replaceAll(' ', '') === `—${index + 1}—`)
      const body = page.lines.filter(line => line !== number)
      if (isWide) continue
      if (number === undefined) faults.push(`page ${index + 1} has no number`)
      else {
        const middle = (number.top + number.bottom) / 2
        if (Math.abs(middle - 269) > 2) faults.push(`page ${index + 1}: its number stands at ${middle}`)
        const off = isOdd ? Math.abs(number.right - (184 - 4.9)) : Math.abs(number.left - (28 + 4.9))
        if (off > 0.5) faults.push(`page ${index + 1}: its number stands ${off} mm off the outer edge`)
      }
      for (const line of body)
        if (line.left < 27.9 || line.right > 184.2 || line.bottom > 263.5 || line.top < 36)
          faults.push(`page ${index + 1}: ${line.left}–${line.right} × ${line.top}–${line.bottom} ${line.text}`)
    }
    expect(faults).toEqual([])
  })

  it.each(Object.keys(PAPERS).filter(name => !SLOW.has(name)))('%s has the pages the emulation of Word has', name => {
    const make = PAPERS[name]
    expect(pagesOf(name)).toHaveLength(laidOut(make?.() ?? new Uint8Array()).length)
  })

  describe('the June notice', () => {
    const textOf = (page: PdfPage | undefined): string[] => page?.lines.map(line => line.text.replaceAll(' ', '')) ?? []

    it('has the title and fifteen lines of text on page 1', () => {
      const lines = textOf(pagesOf('the June notice')[0])
      expect(lines.slice(0, 3)).toEqual([
        '关于6月份政务信息采用情况的',
        '通报',
        '各县（市、区）局，机关各科室、局属各分局、各事业单位：',
      ])
      expect(lines).toHaveLength(3 + 15 + 1)
      expect(lines.at(-2)).toMatch(/更好$/)
    })

    it('has the signature on a page with text, its middle over that of the date', () => {
      const [, page] = pagesOf('the June notice')
      expect(textOf(page)[0]).toBe('地发挥政务信息参谋辅政的作用。')
      const line = (text: string) => page?.lines.find(one => one.text === text)
      const middle = (text: string): number => ((line(text)?.left ?? 0) + (line(text)?.right ?? 0)) / 2
      expect(Math.abs(middle('聊城市自然资源和规划局') - middle('2023年7月31日'))).toBeLessThan(1)
      expect(line('2023年7月31日')?.right).toBeCloseTo(184 - 4 * 5.56, 0)
    })

    it('has table (一) whole on page 3 and its heads again where a table goes on', () => {
      const pages = pagesOf('the June notice')
      const third = textOf(pages[2]).join('\n')
      for (const unit of ['阳谷局', '临清局', '开发区分局', '东阿局']) expect(third).toContain(unit)
      expect(third.indexOf('东阿局')).toBeLessThan(third.indexOf('（二）'))
      expect(textOf(pages[3]).slice(0, 4).join('')).toContain('采用信息')
    })

    it('sets 22 lines of 28.95 points on its text pages, up to 28 characters each', () => {
      const pages = pagesOf('the June notice').slice(5, -2)
      const full = pages.filter(page => page.lines.length === 23)
      expect(full.length).toBeGreaterThan(pages.length / 2)
      for (const page of full) {
        const [first] = page.lines
        const last = page.lines.at(-2)
        const pitch = (((last?.bottom ?? 0) - (first?.bottom ?? 0)) / 21 / 25.4) * 72
        expect(pitch).toBeGreaterThan(28.9)
        expect(pitch).toBeLessThan(29)
      }
      const longest = Math.max(...pages.flatMap(page => page.lines.map(line => Array.from(line.text).length)))
      expect(longest).toBeGreaterThanOrEqual(28)
      expect(Math.min(...pages.flatMap(page => page.lines.map(line => line.left)))).toBeCloseTo(28, 0)
    })

    it('ends with the foot on the lower edge of the type area', () => {
      const lines = pagesOf('the June notice').at(-1)?.lines.slice(0, -1) ?? []
      expect(lines.slice(-4).map(line => line.text.slice(0, 2))).toEqual(['发：', '责任', '投稿', '电话'])
      expect(lines.at(-1)?.bottom).toBeGreaterThan(256)
      expect(lines.at(-1)?.bottom).toBeLessThan(262.1)
    })
  })
})

it('is told on the page whether PDFs can be had, and what is told holds', async () => {
  expect(sentence).toMatch(available ? /可以直接生成 PDF/ : /请下载 Word 文档（\.docx）/)
  const slip = PAPERS['a commission slip']?.() ?? new Uint8Array()
  const made = await pdfOf(slip).then(
    pdf => pdf.subarray(0, 5).toString(),
    (error: unknown) => (error instanceof PdfRefusal ? error.message : 'a bug'),
  )
  expect(made).toBe(available ? '%PDF-' : sentence)
})
