import { readFileSync } from 'node:fs'
import { strFromU8, unzipSync } from 'fflate'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { barriers } from '../support/barriers.ts'
import { openBrowser } from '../support/chromium.ts'
import { openPages } from './office.ts'

/** 报送质量 in a real browser: the office reads a month and drafts its paragraph, a unit sees its own. */
const office = await openPages()
const browser = await openBrowser()
afterAll(async () => {
  await browser.close()
  await office.close()
})

async function enterAs(account: string, options: Parameters<typeof browser.page>[0] = {}): Promise<Page> {
  const page = await browser.page(options)
  await page.goto(office.url)
  await page.getByLabel('账户', { exact: true }).fill(account)
  await page.getByLabel('密码', { exact: true }).fill(office.password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.locator('.who').waitFor()
  return page
}

describe('the quality of a month', () => {
  it('is read in a minute, each number down to its articles, and taken out as a table and as a picture', async () => {
    const page = await enterAs('bianji')
    await page.goto(`${office.url}/quality?period=2023-07`)
    await page.getByRole('img', { name: /^质量结构/ }).waitFor()
    expect(await barriers(page)).toEqual([])
    // What came in three days of the last working days is the units' first: the office sees the month to the 17th.
    await page.getByText('报送时间看到 2023年7月17日').waitFor()
    await page.getByLabel('排序').selectOption({ label: '集中报送多的在前' })
    expect(page.url()).toContain('sort=inBursts')
    const first = page.locator('.quality-table tbody tr').first()
    await first.getByRole('button', { name: /集中报送/ }).click()
    const drawer = page.getByRole('dialog', { name: /集中报送/ })
    await drawer.getByRole('link').first().waitFor()
    const shown = Number(/(\d+)/.exec((await first.getByRole('button', { name: /集中报送/ }).textContent()) ?? '')?.[1])
    expect(await drawer.getByRole('listitem').count()).toBe(shown)
    await page.keyboard.press('Escape')
    const [table] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '导出表格' }).click(),
    ])
    expect(table.suggestedFilename()).toMatch(/报送质量.*\.xlsx$/)
    const sheet = unzipSync(readFileSync(await table.path()))['xl/worksheets/sheet1.xml']
    expect(strFromU8(sheet ?? new Uint8Array())).toContain('度假区分局')
    const [picture] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '质量结构 存为图片' }).click(),
    ])
    const bytes = readFileSync(await picture.path())
    expect([...bytes.subarray(1, 4)].map(one => String.fromCharCode(one)).join('')).toBe('PNG')
    // Twice 900 wide, as it is said of the picture.
    expect(bytes.readUInt32BE(16)).toBe(1800)
    await page.context().close()
  })

  it('lets a rule by the week be tried before it counts', async () => {
    const page = await enterAs('bianji')
    await page.goto(`${office.url}/quality?period=2023-07`)
    await page.getByRole('button', { name: '试算', exact: true }).click()
    await page.getByText(/家单位有稿件超出，或名次会变/).waitFor()
    await page.getByRole('table', { name: '试算：每周至多几篇' }).getByText('度假区分局').waitFor()
    await page.context().close()
  })

  it('drafts the paragraph on problems, naming units or not, with numbers that stay bound', async () => {
    const page = await enterAs('bianji')
    await page.goto(`${office.url}/notice?period=2023-07`)
    await page.getByRole('button', { name: '改文句' }).click()
    await page.getByRole('button', { name: '从本月证据起草' }).click()
    const draft = page.getByRole('region', { name: '由本月证据起草讲问题的一段' })
    await draft.getByText('不少单位仍存在就会议写会议').waitFor()
    await draft.getByRole('radio', { name: '点名', exact: true }).check()
    await draft.getByText(/度假区分局.*存在为完成任务突击发稿的情况/).waitFor()
    expect(await barriers(page)).toEqual([])
    await draft
      .getByText(/^依据的 \d+ 篇$/)
      .first()
      .click()
    expect(await draft.getByRole('link').first().getAttribute('href')).toContain('/article?article=')
    await draft.getByRole('checkbox', { name: /请各单位在下一步/ }).uncheck()
    await draft.getByRole('button', { name: '写进文句' }).click()
    const written = page.getByLabel(/^自写段/).last()
    expect(await written.inputValue()).toContain('{质量·集中报送单位}存在为完成任务突击发稿的情况。')
    await page.getByRole('button', { name: '保存文句' }).click()
    await page
      .getByRole('region', { name: /第 \d 页/ })
      .getByText(/突击发稿/)
      .first()
      .waitFor()
    await page.context().close()
  })

  it('is shown to the unit on its own desk, kindly, on a phone too', async () => {
    const page = await enterAs('guanxian', { viewport: { width: 390, height: 844 } })
    await page.getByRole('heading', { name: '报送节奏' }).waitFor()
    await page.getByText(/报得比较集中，有 \d+ 篇。往后可以写好一篇报一篇。/).waitFor()
    expect(await barriers(page)).toEqual([])
    await page.getByRole('link', { name: '看自己的报送质量' }).click()
    const rows = page.locator('.quality-table tbody tr')
    await rows.first().waitFor()
    expect(await rows.count()).toBe(1)
    expect(await page.getByRole('button', { name: '试算', exact: true }).count()).toBe(0)
    expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false)
    await page.context().close()
  })
})

it('goes through all of it without an error in the browser', () => {
  expect(browser.problems).toEqual([])
})
