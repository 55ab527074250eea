import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { barriers } from '../support/barriers.ts'
import { openBrowser } from '../support/chromium.ts'
import { openPages } from './office.ts'

/** A commission from its draft to its adoption, and what goes up and comes back, in a real browser on the demo office. */
const office = await openPages()
const browser = await openBrowser()
afterAll(async () => {
  await browser.close()
  await office.close()
})

const DESK = { viewport: { width: 1440, height: 900 } }
const PHONE = { viewport: { width: 390, height: 844 } }
const SHOTS = process.env.CAIFENG_SHOTS
const TITLE = '汛期地质灾害防治中的经验做法'

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

/** A day of the office's own calendar: a demo office lives in its July. */
async function dayIn(page: Page, days: number): Promise<string> {
  const today = await page.evaluate(async () => {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch('/api/session.current', { method: 'POST', headers, body: '{}' })
    const said: { today: string } = await answer.json()
    return said.today
  })
  return new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10)
}
const openCommission = async (page: Page): Promise<void> => {
  await page.getByRole('link', { name: '约稿', exact: true }).click()
  await page.getByRole('link', { name: TITLE, exact: true }).click()
  await page.getByRole('heading', { level: 1, name: TITLE }).waitFor()
}

describe('a commission', () => {
  it('is written, given to units and issued from one form', async () => {
    const page = await enterAs('编辑')
    await page.getByRole('link', { name: '约稿', exact: true }).click()
    await page.getByRole('link', { name: '当前自然资源要素保障中存在的困难问题及对策建议' }).waitFor()
    expect(await page.getByRole('row').filter({ hasText: '当前自然资源要素保障' }).textContent()).toContain('3/6')
    expect(await barriers(page)).toEqual([])
    await look(page, 'commission-list')
    await page.getByRole('button', { name: '起草约稿' }).click()
    expect(await page.getByRole('button', { name: '保存并下达' }).isDisabled()).toBe(true)
    await page.getByLabel('题目').fill(TITLE)
    await page.getByLabel('来源').fill('省厅')
    await page.getByLabel('级别').selectOption('province')
    await page.getByLabel('上级时限').fill(await dayIn(page, 9))
    await page.getByLabel('给单位的时限').fill(await dayIn(page, 6))
    await page.getByText('给办公室留了 3 天汇总。').waitFor()
    await page.getByLabel('内容和撰写要求').fill('写预警、排查、避险中的具体做法，1500字以内。')
    await page.getByLabel('要附的材料').fill('数据：排查隐患点数\n案例：一次成功避险')
    await page.getByLabel('按名称或别名查找').fill('局')
    for (const name of ['阳谷局', '临清局', '高唐局']) await page.getByRole('checkbox', { name, exact: true }).check()
    expect(await barriers(page)).toEqual([])
    await look(page, 'commission-form')
    await page.getByRole('button', { name: '保存并下达' }).click()
    await page.getByRole('heading', { level: 1, name: TITLE }).waitFor()
    await page.getByText('已下达').first().waitFor()
    expect(await page.getByRole('row').filter({ hasText: '阳谷局' }).textContent()).toContain('已下达')
    expect(await barriers(page)).toEqual([])
    await look(page, 'commission-issued')
    const downloading = page.waitForEvent('download')
    await page.getByRole('button', { name: '约稿通知单' }).click()
    expect((await downloading).suggestedFilename()).toBe(`约稿通知单 ${TITLE}.docx`)
    await page.context().close()
  })

  it('is signed for on the phone and answered by handing in', async () => {
    const page = await enterAs('通讯员', PHONE)
    await page.getByRole('button', { name: '菜单' }).click()
    await openCommission(page)
    const own = page.getByRole('region', { name: '本单位办理' })
    await look(page, 'commission-own-phone')
    await own.getByRole('button', { name: '签收', exact: true }).click()
    await own.getByText('已签收').waitFor()
    expect(await barriers(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    // Who else was asked is not a unit's to know.
    expect(await page.locator('#main').textContent()).not.toContain('临清局')
    await own.getByRole('button', { name: '写稿反馈' }).click()
    await page.getByLabel('标题').fill('阳谷县织密汛期地灾防治网')
    await page.getByRole('textbox', { name: '正文' }).click()
    await page.keyboard.type('排查隐患点 12 处，提前转移 36 人。')
    await page.getByRole('button', { name: '报送', exact: true }).click()
    await page
      .getByText(/收稿第/)
      .first()
      .waitFor()
    await page.getByRole('button', { name: '菜单' }).click()
    await openCommission(page)
    await own.getByText('已反馈', { exact: true }).waitFor()
    await own.getByRole('link', { name: '阳谷县织密汛期地灾防治网' }).waitFor()
    await look(page, 'commission-replied-phone')
    await page.context().close()
  })

  it('is urged, read in one table, adopted and scored', async () => {
    const page = await enterAs('编辑')
    await openCommission(page)
    await page.getByRole('button', { name: '催办全部未反馈的 2 家' }).click()
    await page.getByText('已催办 2 家').waitFor()
    await page.getByRole('button', { name: '免报：高唐局' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('理由').fill('今年没有地灾任务')
    expect(await barriers(page)).toEqual([])
    await dialog.getByRole('button', { name: '免报' }).click()
    await page.getByText('今年没有地灾任务').first().waitFor()
    await page.getByRole('button', { name: '看全部反馈' }).click()
    await page.getByText('排查隐患点 12 处，提前转移 36 人。').waitFor()
    await look(page, 'commission-replies')
    await page.getByRole('button', { name: '上报', exact: true }).click()
    await dialog.getByRole('checkbox', { name: /阳谷局/ }).check()
    await look(page, 'commission-take')
    await dialog.getByRole('button', { name: '上报', exact: true }).click()
    await page.locator('.page-head .badge').filter({ hasText: '已上报' }).waitFor()
    await page.getByRole('button', { name: '登记采用', exact: true }).click()
    await dialog.getByRole('checkbox', { name: /阳谷局/ }).check()
    await dialog.getByRole('button', { name: '登记采用', exact: true }).click()
    await page.locator('.page-head .badge').filter({ hasText: '已采用' }).waitFor()
    const row = page.getByRole('row').filter({ hasText: '阳谷局' }).first()
    expect(await row.textContent()).toContain('已报送、已采纳、已采用')
    expect(await barriers(page)).toEqual([])
    await look(page, 'commission-adopted')
    await row.getByRole('button', { name: /撤销采用/ }).click()
    await dialog.getByLabel('理由').fill('登记错了')
    await dialog.getByRole('button', { name: '撤销采用' }).click()
    await page.getByRole('button', { name: '重新办理：阳谷局' }).waitFor()
    await page.context().close()
  })

  it('changed by two people at once loses neither text', async () => {
    const [one, two] = [await enterAs('编辑'), await enterAs('审核签发', { ...DESK, colorScheme: 'dark' })]
    for (const page of [one, two]) {
      await openCommission(page)
      expect(await barriers(page)).toEqual([])
      await look(page, `commission-${page === one ? 'light' : 'dark'}`)
      await page.getByRole('button', { name: '修改', exact: true }).click()
      await page.getByLabel('内容和撰写要求').waitFor()
    }
    await one.getByLabel('内容和撰写要求').fill('先改的要求')
    await one.getByRole('button', { name: '保存修改' }).click()
    await one.getByText('先改的要求').waitFor()
    await two.getByLabel('内容和撰写要求').fill('后改的要求')
    await two.getByRole('button', { name: '保存修改' }).click()
    const alert = two.getByRole('alert')
    await alert.getByText('先改的要求').waitFor()
    expect(await two.getByLabel('内容和撰写要求').inputValue()).toBe('后改的要求')
    await look(two, 'commission-stale')
    await alert.getByRole('button', { name: '用我写的覆盖' }).click()
    await two.getByRole('heading', { level: 1, name: TITLE }).waitFor()
    await two.getByText('后改的要求').waitFor()
    for (const page of [one, two]) await page.context().close()
  })
})

describe('what goes up', () => {
  it('is recorded with its file, and what came of it, by keyboard', async () => {
    const page = await enterAs('编辑')
    await page.getByRole('link', { name: '上报与批示' }).click()
    await page.getByText('今日信息').first().waitFor()
    expect(await barriers(page)).toEqual([])
    await look(page, 'forwarding-list')
    await page.getByRole('button', { name: '登记上报' }).first().press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('稿件').fill('织密汛期')
    const found = dialog.getByRole('button', { name: '阳谷县织密汛期地灾防治网' })
    await found.press('Enter')
    await dialog.getByLabel('报往').fill('省厅办公室')
    await dialog.getByLabel('刊物或栏目').fill('信息专报')
    expect(await barriers(page)).toEqual([])
    await look(page, 'forwarding-record')
    await dialog.getByLabel('刊物或栏目').press('Enter')
    await dialog.waitFor({ state: 'hidden' })
    const row = page.getByRole('row').filter({ hasText: '阳谷县织密汛期地灾防治网' })
    await row.waitFor()
    const downloading = page.waitForEvent('download')
    await row.getByRole('button', { name: /报出的文件/ }).click()
    expect((await downloading).suggestedFilename()).toBe('阳谷县织密汛期地灾防治网.docx')
    await row.getByRole('button', { name: /登记上级采用/ }).click()
    await look(page, 'forwarding-adopt')
    expect(await barriers(page)).toEqual([])
    await dialog.getByRole('button', { name: '登记采用' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await row.locator('.badge').filter({ hasText: '信息' }).waitFor()
    expect(await row.textContent()).toMatch(/信息\s*信息专报/)
    await page.context().close()
  })

  it('is seen by the unit on the phone, without the office’s buttons', async () => {
    const page = await enterAs('通讯员', { ...PHONE, colorScheme: 'dark' })
    await page.goto(`${office.url}/forwarding`)
    await page.getByRole('link', { name: '阳谷县织密汛期地灾防治网' }).waitFor()
    expect(await page.getByRole('button', { name: /登记|撤销/ }).count()).toBe(0)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    expect(await barriers(page)).toEqual([])
    await look(page, 'forwarding-phone')
    await page.context().close()
  })

  it('comes back as a leader’s words that are passed on, answered and settled', async () => {
    const page = await enterAs('编辑')
    await page.goto(`${office.url}/forwarding?view=instruction`)
    await page.getByText('做法可行，请相关科室总结后在全市推开。').waitFor()
    await page.getByRole('button', { name: '登记批示' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('批示领导').fill('市政府分管领导')
    await dialog.getByLabel('批示内容').fill('织密防治网的做法很好，请总结。')
    await dialog.getByLabel('关于哪篇稿件').fill('织密汛期')
    await dialog.getByRole('button', { name: '阳谷县织密汛期地灾防治网' }).click()
    expect(await dialog.getByLabel('批示在哪份材料上').inputValue()).toBe('阳谷县织密汛期地灾防治网')
    await look(page, 'instruction-enter')
    await dialog.getByRole('button', { name: '登记批示' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: '转办：阳谷县织密汛期地灾防治网' }).click()
    await dialog.getByText('阳谷局会收到一条消息').waitFor()
    await dialog.getByRole('button', { name: '转办', exact: true }).click()
    await page.locator('.badge').filter({ hasText: '已转办' }).first().waitFor()
    const unit = await enterAs('通讯员', PHONE)
    await unit.goto(`${office.url}/forwarding?view=instruction`)
    await unit.getByRole('button', { name: '反馈：阳谷县织密汛期地灾防治网' }).click()
    await unit.getByRole('dialog').getByLabel('办理情况').fill('已在全县推广。')
    await unit.getByRole('dialog').getByRole('button', { name: '反馈', exact: true }).click()
    await unit.getByText('已在全县推广。').waitFor()
    expect(await barriers(unit)).toEqual([])
    await look(unit, 'instruction-phone')
    await page.reload()
    await page.getByRole('button', { name: '办结：阳谷县织密汛期地灾防治网' }).click()
    await dialog.getByRole('button', { name: '办结', exact: true }).click()
    await page.locator('.badge').filter({ hasText: '已办结' }).waitFor()
    expect(await barriers(page)).toEqual([])
    await look(page, 'instruction-list')
    for (const each of [page, unit]) await each.context().close()
  })

  it('leaves no error in the console', () => {
    // A refusal that the page laid before the person is no error of the page.
    expect(browser.problems.filter(said => !said.includes('409 (Conflict)'))).toEqual([])
  })
})
