import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { juneNotice } from '../fixtures/notices/lc-2023-06/notice.ts'
import { layout } from '../src/domain/notice/layout.ts'
import { issueBlocks } from '../src/domain/print/issue-paper.ts'
import { noticeMeta } from '../src/domain/print/meta.ts'
import { writeDocx } from '../src/server/docx/write.ts'
import { type LaidPage, laidOut } from './support/laid-out.ts'
import { noticeFaults, textFaults, xmlFaults } from './support/page-checks.ts'
import { issue, PAPERS, wideNotice } from './support/papers.ts'

const made = new Map(Object.entries(PAPERS).map(([name, make]) => [name, make()]))
const bytesOf = (name: string): Uint8Array => made.get(name) ?? new Uint8Array()

describe.each(Object.keys(PAPERS))('%s', name => {
  it('is a file as Word and the standard want it', () => {
    expect(xmlFaults(bytesOf(name))).toEqual([])
  })

  it('keeps every line inside the type area of its page', () => {
    const pages = laidOut(bytesOf(name))
    const outside = pages.flatMap(({ landscape, lines, rows }) => {
      const area = landscape
        ? { left: 35, right: 260, top: 28, bottom: 184 }
        : { left: 28, right: 184, top: 37, bottom: 262 }
      return [
        ...lines.filter(({ x, width }) => x < area.left - 0.1 || x + width > area.right + 0.1),
        ...[...lines, ...rows].filter(({ top, bottom }) => top < area.top - 0.1 || bottom > area.bottom + 0.1),
      ]
    })
    expect(pages.length).toBeGreaterThan(0)
    expect(outside).toEqual([])
    expect(pages.map(page => page.footer)).toEqual(pages.map((_, index) => (index % 2 === 0 ? 'default' : 'even')))
  })
})

describe('same data, same bytes', () => {
  it('for every kind of paper, in any time zone and language of the machine', () => {
    const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
    const here = [...made].map(([name, bytes]) => `${name} ${digest(bytes)}`)
    const script = `
      import { createHash } from 'node:crypto'
      import { PAPERS } from './test/support/papers.ts'
      for (const [name, make] of Object.entries(PAPERS)) console.log(name, createHash('sha256').update(make()).digest('hex'))`
    for (const [TZ, LANG] of [
      ['America/St_Johns', 'tr_TR.UTF-8'],
      ['Pacific/Apia', 'zh_CN.UTF-8'],
    ]) {
      const there = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
        cwd: fileURLToPath(new URL('../', import.meta.url)),
        env: { TZ, LANG, LC_ALL: LANG },
        encoding: 'utf8',
      })
      expect(there.trimEnd().split('\n')).toEqual(here)
    }
  })
})

describe('the June notice, all 168 items', () => {
  const pages = laidOut(bytesOf('the June notice'))
  const texts = (page: LaidPage | undefined): string[] => page?.lines.map(line => line.text) ?? []
  const GRID = new Set(['GwRecipients', 'GwBody', 'GwAttachments', 'GwH1', 'GwH2', 'GwUnitHead', 'GwItem', 'Normal'])

  it('has the title and fifteen lines of text on page 1, as the paper it is made after', () => {
    const lines = pages[0]?.lines ?? []
    expect(lines.filter(line => line.style === 'GwTitle').map(line => line.text)).toEqual([
      '关于6月份政务信息采用情况的',
      '通　报',
    ])
    expect(lines.filter(line => line.style === 'GwBody')).toHaveLength(15)
    expect(texts(pages[0]).at(-1)).toMatch(/更好$/)
    expect(texts(pages[1])[0]).toBe('地发挥政务信息参谋辅政的作用。')
  })

  it('has the signature on a page with text, the name centred over the date', () => {
    const page = pages.find(one => texts(one).includes('2023年7月31日'))
    expect(page?.lines[0]?.style).toBe('GwBody')
    const [issuer, date] = page?.lines.filter(line => line.style === 'GwSign') ?? []
    expect(issuer?.text).toBe('聊城市自然资源和规划局')
    expect(date?.text).toBe('2023年7月31日')
  })

  it('has table (一) whole on page 3 under the attachment and its name', () => {
    expect(texts(pages[2]).slice(0, 4)).toEqual([
      '附件',
      '',
      '6月份政务信息采用情况',
      '（一）6月份县（市、区）局政务信息统计',
    ])
    const [first] = pages[2]?.rows ?? []
    expect(pages[2]?.rows.filter(row => row.table === first?.table).map(row => row.row)).toEqual(
      Array.from({ length: 14 }, (_, row) => row),
    )
  })

  it('repeats the two head rows wherever a table goes on, and never leaves heads alone', () => {
    const parts = pages.flatMap(page => {
      const tables = [...new Set(page.rows.map(row => row.table))]
      return tables.map(table => page.rows.filter(row => row.table === table))
    })
    expect(parts.length).toBeGreaterThan(4)
    for (const rows of parts) {
      expect(rows.slice(0, 2).map(row => row.row)).toEqual([0, 1])
      expect(rows.length).toBeGreaterThan(4)
    }
  })

  it('fills its text pages with 22 lines, and full lines with 26 to 28 characters', () => {
    const full = pages.slice(5, -2)
    expect(full.length).toBeGreaterThan(15)
    for (const page of full) {
      expect(page.lines.every(line => GRID.has(line.style))).toBe(true)
      // A heading that stays with what follows may leave its page a few lines short.
      expect(page.lines.length).toBeLessThanOrEqual(22)
      expect(page.lines.length).toBeGreaterThanOrEqual(18)
    }
    expect(full.filter(page => page.lines.length === 22).length).toBeGreaterThan(full.length / 2)
    const [, ...inner] = pages[0]?.lines.filter(line => line.style === 'GwBody') ?? []
    expect(Math.max(...inner.map(line => Array.from(line.text).length))).toBeGreaterThanOrEqual(28)
    expect(Math.max(...inner.map(line => line.width))).toBeGreaterThan(155)
  })

  it('says in its text only what the standard allows, but for what the office itself gets wrong', () => {
    const blocks = layout(juneNotice())
    const own = blocks.flatMap(block => (block.kind === 'paragraph' && block.role !== 'item' ? [block.text] : []))
    expect(textFaults(own)).toEqual([])
    // Its list of who gets it leaves 局属各分局 out: the paper of June does.
    expect(noticeFaults(blocks)).toEqual([
      '主送 各县（市、区）局，机关各科室、局属各分局、各事业单位, but 发 各县（市、区）局，机关各科室、局属各事业单位',
    ])
  })
})

describe('a table with too many columns', () => {
  it('goes on pages across, with the attachment it belongs to, and the lists after it on upright ones', () => {
    const pages = laidOut(bytesOf('a notice with columns too many for upright paper'))
    expect(pages.map(page => page.landscape).join()).toMatch(/^false,false(,true)+(,false)+$/)
    const across = pages.filter(page => page.landscape)
    expect(across[0]?.lines[0]?.text).toBe('附件')
    expect(across.every(page => page.rows.length > 0)).toBe(true)
    expect(
      pages
        .at(-1)
        ?.lines.map(line => line.text)
        .join(),
    ).toContain('注：')
  })

  it('gives the foot an upright page when it stands last', () => {
    const wide = { ...wideNotice(), lists: [], notes: [] }
    const pages = laidOut(writeDocx(layout(wide), noticeMeta(wide)))
    expect(pages.at(-1)?.landscape).toBe(false)
  })
})

describe('the other papers', () => {
  it('keeps a slip on one page, and a text too long for it on pages after it', () => {
    expect(laidOut(bytesOf('a commission slip'))).toHaveLength(1)
    expect(laidOut(bytesOf('a commission slip for 1,000 units'))).toHaveLength(1)
    expect(laidOut(bytesOf('a submission slip'))).toHaveLength(1)
    const [form, ...rest] = laidOut(bytesOf('a submission slip with a long text'))
    expect(form?.rows).toHaveLength(8)
    expect(rest.length).toBeGreaterThan(1)
    expect(rest.every(page => page.rows.length === 0 && page.lines.length > 0)).toBe(true)
  })

  it('heads an issue in the upper third of its first page', () => {
    const [page] = laidOut(bytesOf('an issue of the bulletin'))
    const at = (style: string) => page?.lines.find(line => line.style === style)
    expect(at('GwMasthead')?.text).toBe('聊城自然资源和规划信息')
    expect(at('GwMasthead')?.width).toBeGreaterThan(140)
    expect(at('GwNumber')?.text).toBe('第9期（总第128期）')
    expect(at('GwEdges')?.text).toBe('聊城市自然资源和规划局办公室\t2023年6月30日')
    expect(at('GwColumn')?.top).toBeLessThan(297 / 3 + 37)
  })

  it('says in an issue only what the standard allows', () => {
    const own = issueBlocks(issue(1, 0)).flatMap(block => {
      if (block.kind === 'edges') return [block.left, block.right]
      return block.kind === 'paragraph' && !['contents', 'article'].includes(block.role) ? [block.text] : []
    })
    expect(textFaults(own)).toEqual([])
  })
})

describe('the checks themselves', () => {
  it.each([
    '聊自然资规发[2023]12号',
    '聊自然资规发〔2023〕012号',
    '聊自然资规发〔2023〕第12号',
    '2023年07月31日',
    '二〇二三年',
    '1-5月份',
    '报送稿件,其中',
    '《甲》、《乙》',
    '（一）、总体',
    '累计4.50分',
  ])('find the fault in %s', text => {
    expect(textFaults([text])).toHaveLength(1)
  })
})
