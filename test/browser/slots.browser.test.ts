import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { barriers } from '../support/barriers.ts'
import { openBrowser } from '../support/chromium.ts'
import { openPages } from './office.ts'

/** 任务书 from drawing it to the merged draft, in a real browser on the demo office, where one unit has answered already. */
const office = await openPages()
const browser = await openBrowser()
afterAll(async () => {
  await browser.close()
  await office.close()
})

const DESK = { viewport: { width: 1440, height: 900 } }
const PHONE = { viewport: { width: 390, height: 844 } }
const SHOTS = process.env.CAIFENG_SHOTS
const MINES = '矿山生态修复工作进展情况、存在的问题及建议'
const TEXT =
  '截至6月底，阳谷县应修复历史遗留矿山5处、38公顷，已修复420亩。某石灰岩矿修复后建成光伏电站，带动村集体年增收18万元。'
const STRAY =
  '7月上旬，局机关召开党员大会，传达学习上级会议精神，与会同志踊跃发言，大家一致表示要提高认识、加强领导、狠抓落实。'

async function enterAs(role: string, options: Parameters<typeof browser.page>[0] = DESK): Promise<Page> {
  const page = await browser.page(options)
  await page.goto(office.url)
  await page.getByRole('region', { name: '演示账户' }).getByRole('button').filter({ hasText: role }).first().click()
  await page.locator('.who').waitFor()
  return page
}

async function look(page: Page, name: string): Promise<void> {
  if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true })
}

async function openMines(page: Page): Promise<void> {
  await page.goto(`${office.url}/commission`)
  await page.getByRole('link', { name: MINES, exact: true }).click()
  await page.getByRole('heading', { level: 1, name: MINES }).waitFor()
}

describe('a commission in slots', () => {
  it('is drawn by the editor, who sees how much time the units get', async () => {
    const page = await enterAs('编辑')
    await openMines(page)
    await page.getByText(/上级给 \d+ 小时，给单位 \d+ 小时，办公室留 \d+%。/).waitFor()
    await look(page, 'slots-commission')
    await page.getByRole('button', { name: '修改', exact: true }).click()
    await page.getByLabel('第5项名称').waitFor()
    await page.getByRole('button', { name: '增加一项' }).click()
    await page.getByLabel('第6项名称').fill('带动村集体年增收')
    await page.getByLabel('第6项计量单位').fill('万元')
    await page.getByRole('button', { name: '第6项上移' }).click()
    expect(await page.getByLabel('第5项计量单位').inputValue()).toBe('万元')
    await page.getByLabel('给单位的时限').fill('2020-01-01')
    await page.getByText('给单位的时间不到一半').waitFor()
    await look(page, 'slots-tight')
    expect(await barriers(page)).toEqual([])
    await page.getByLabel('给单位的时限').fill(await page.getByLabel('上级时限').inputValue())
    await look(page, 'slots-form')
    await page.getByRole('button', { name: '保存修改' }).click()
    await page.getByRole('heading', { level: 1, name: MINES }).waitFor()
    await page.getByText('带动村集体年增收（万元）').waitFor()
    const downloading = page.waitForEvent('download')
    await page.getByRole('button', { name: '约稿通知单' }).click()
    const slip = await downloading
    if (SHOTS !== undefined) await slip.saveAs(`${SHOTS}/slip.docx`)
    await page.context().close()
  })

  it('is filled in beside the text, and does not go silently while something is open', async () => {
    const page = await enterAs('通讯员')
    await openMines(page)
    await page.getByRole('button', { name: '写稿反馈' }).click()
    const sheet = page.getByRole('region', { name: '任务书填报' })
    await sheet.getByText('已填 0/6 项').waitFor()
    await page.getByLabel('标题').fill('阳谷县矿山生态修复进展')
    await page.getByRole('textbox', { name: '正文' }).click()
    await page.keyboard.insertText(TEXT)
    await page.keyboard.press('Enter')
    await page.keyboard.insertText(STRAY)
    await sheet.getByRole('button', { name: '填入把握大的 3 个数' }).waitFor()
    await look(page, 'slots-proposed')
    await sheet.getByRole('button', { name: '填入把握大的 3 个数' }).click()
    expect(await sheet.getByLabel('应修复面积数值').inputValue()).toBe('570')
    expect(await sheet.getByLabel('已修复面积数值').inputValue()).toBe('420')
    expect(await sheet.getByLabel('带动村集体年增收数值').inputValue()).toBe('18')
    await sheet.getByRole('button', { name: /^修复后产生效益的矿山填入：某石灰岩矿/ }).click()
    await sheet.getByRole('checkbox', { name: '存在的问题：本地无此项' }).check()
    await sheet.getByLabel('存在的问题：为什么没有').fill('目前没有')
    await sheet.getByText('任务书已保存').waitFor()
    expect(await barriers(page)).toEqual([])
    await look(page, 'slots-writing')
    await page.getByRole('button', { name: '报送', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('“资金到位率”还没有填').waitFor()
    await dialog.getByText(/可能与题目无关.*党员大会/).waitFor()
    expect(await dialog.getByRole('button', { name: '写了说明，先报' }).isDisabled()).toBe(true)
    expect(await barriers(page)).toEqual([])
    await look(page, 'slots-remarks')
    await dialog.getByLabel('说明').fill('资金到位率待财政核定')
    await dialog.getByRole('button', { name: '写了说明，先报' }).click()
    await page
      .getByText(/收稿第/)
      .first()
      .waitFor()
    await page.context().close()
  })

  it('can be completed after the reply, on the phone', async () => {
    const page = await enterAs('通讯员', PHONE)
    await openMines(page)
    await page.getByRole('button', { name: '看任务书、补填' }).click()
    const sheet = page.getByRole('region', { name: '任务书填报' })
    await sheet.getByText('已填 5/6 项').waitFor()
    await sheet.getByLabel('资金到位率数值').fill('76.5')
    await page.getByRole('button', { name: '补报任务书' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('“资金到位率”填的 76.5 在正文里找不到').waitFor()
    await dialog.getByLabel('说明').fill('财政局7月20日核定')
    await dialog.getByRole('button', { name: '写了说明，先报' }).click()
    await page.getByText('任务书已补报').waitFor()
    await dialog.waitFor({ state: 'hidden' })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    expect(await barriers(page)).toEqual([])
    await look(page, 'slots-phone')
    await page.context().close()
  })

  it('is read in one table and made into one draft that credits every unit', async () => {
    const page = await enterAs('编辑')
    await openMines(page)
    await page.getByRole('button', { name: '看任务书汇总' }).click()
    const table = page.locator('.slot-table')
    const sums = table.getByRole('row').filter({ hasText: '合计' })
    await sums.waitFor()
    expect(await sums.locator('td').allTextContents()).toEqual(['2900', '2210', '', '', '18', '', ''])
    expect(await table.getByRole('row').filter({ hasText: '茌平局' }).textContent()).toContain(
      '说明：资金到位数待财政核定',
    )
    expect(await table.getByRole('row').filter({ hasText: '生态修复科' }).locator('.slot-missing').count()).toBe(6)
    expect(await barriers(page)).toEqual([])
    await look(page, 'slots-table')
    await page.getByLabel('次序').selectOption('应修复面积从高到低')
    expect(await table.locator('tbody th').allTextContents()).toMatchObject(
      [/东阿局/, /阳谷局/, /茌平局/, /生态/].map(one => expect.stringMatching(one)),
    )
    await page.getByLabel('单位范围').selectOption('只看有缺项的')
    await page.getByText('共 3 家').waitFor()
    const downloading = page.waitForEvent('download')
    await page.locator('.section').filter({ has: table }).getByRole('button', { name: '导出' }).click()
    expect((await downloading).suggestedFilename()).toBe('任务书汇总.xlsx')
    await page.getByRole('button', { name: '合成一稿' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('由 3 篇反馈合成，各单位都计入').waitFor()
    await dialog.getByText(/应修复面积合计2900亩（阳谷局570亩、茌平局410亩、东阿局1920亩；生态修复科未报）/).waitFor()
    expect(await barriers(page)).toEqual([])
    await look(page, 'slots-draft')
    await dialog.getByRole('button', { name: '合稿', exact: true }).click()
    await page.getByText('已合成一稿').waitFor()
    await page.waitForURL(/\/article\?article=/)
    const merged = page.locator('#main')
    await merged.getByText('阳谷局、茌平局、东阿局').first().waitFor()
    await look(page, 'slots-merged')
    await page.context().close()
  })

  it('leaves no error in the console', () => {
    expect(browser.problems.filter(said => !said.includes('409 (Conflict)'))).toEqual([])
  })
})
