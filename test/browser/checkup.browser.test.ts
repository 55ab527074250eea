import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { barriers } from '../support/barriers.ts'
import { openBrowser } from '../support/chromium.ts'
import { openPages } from './office.ts'

/** A weak report of a meeting becomes an article an editor adopts, in a real browser on the demo office. */
const office = await openPages()
const browser = await openBrowser()
afterAll(async () => {
  await browser.close()
  await office.close()
})

const SLOW = { timeout: 20_000 }
const SHOTS = process.env.CAIFENG_SHOTS

async function enterAs(role: string, options: Parameters<typeof browser.page>[0] = {}): Promise<Page> {
  const page = await browser.page(options)
  await page.goto(office.url)
  await page.getByRole('region', { name: '演示账户' }).getByRole('button').filter({ hasText: role }).first().click()
  await page.locator('.who').waitFor()
  return page
}

async function look(page: Page, name: string): Promise<void> {
  if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/${name}.png` })
}

const REPORT = [
  '7月20日，县局召开设施农业用地备案工作推进会，各自然资源所负责人参加会议。',
  '会议传达了上级有关会议精神，听取了各所工作汇报。',
  '会议强调，要提高认识，加强领导，狠抓落实。',
  '针对备案材料多的问题，县局把踏勘、审核并为一次办理，并建立台帐。',
  '会议要求，各所要切实负起责任，确保各项工作落到实处。',
]
const TITLE = '阳谷县召开设施农业用地备案工作推进会'
const BETTER = '阳谷县“踏勘审核一次办”缩短设施农业用地备案用时'

async function write(page: Page): Promise<void> {
  await page.goto(`${office.url}/my-article?write=new`)
  await page.getByLabel('标题', { exact: true }).fill(TITLE)
  await page.getByLabel('正文', { exact: true }).click()
  await page.keyboard.insertText(REPORT[0] ?? '')
  for (const line of REPORT.slice(1)) {
    await page.keyboard.press('Enter')
    await page.keyboard.insertText(line)
  }
  await page.getByText('就会议写会议', { exact: true }).waitFor(SLOW)
}

describe('a weak report of a meeting', () => {
  it('becomes through the five questions an article an editor adopts', async () => {
    const unit = await enterAs('通讯员', { viewport: { width: 1440, height: 900 } })
    await write(unit)
    const panel = unit.locator('.checkup-panel')
    await panel.getByText('动态类（会议）').waitFor()
    await unit.locator('.rich-input .text-mark', { hasText: '台帐' }).waitFor(SLOW)
    await look(unit, 'checkup-panel')
    expect(await barriers(unit)).toEqual([])
    // One press puts right what is in no doubt.
    await panel.getByRole('button', { name: '改为“台账”' }).click()
    await expect.poll(() => unit.locator('.rich-input').textContent(), SLOW).toContain('建立台账')
    expect(await unit.locator('.rich-input').textContent()).not.toContain('台帐')

    await panel.getByRole('button', { name: '五问改写' }).click()
    const dialog = unit.getByRole('dialog', { name: '五问改写' })
    await expect.poll(() => dialog.getByLabel(/怎么做的/).inputValue(), SLOW).toContain('把踏勘、审核并为一次办理')
    await dialog.getByLabel('标题', { exact: true }).fill(BETTER)
    await dialog.getByLabel(/解决什么问题/).fill('设施农业用地备案材料多、往返次数多，种植户平均要跑4趟')
    await dialog
      .getByLabel(/前后数据/)
      .fill('截至7月20日，办理备案36宗、面积520亩，平均用时由15个工作日缩短到5个工作日')
    await dialog
      .getByLabel(/典型案例/)
      .fill('安乐镇某种植专业合作社建设育苗温室，3天拿到备案回执，比去年同类事项少跑2次')
    await dialog.getByLabel(/可推广/).fill('做法已在全部乡镇推开\n建议上级明确附属设施占比的认定口径')
    await dialog.getByText('已答 5 问').waitFor()
    await look(unit, 'checkup-rewrite')
    expect(await barriers(unit)).toEqual([])
    await dialog.getByRole('button', { name: '生成提纲' }).click()
    await panel.getByText('经验类', { exact: true }).waitFor(SLOW)
    expect(await unit.locator('.rich-input').textContent()).toContain('一、主要做法')
    await panel.getByRole('button', { name: '恢复原文' }).waitFor()
    await look(unit, 'checkup-rewritten')
    await unit.getByRole('button', { name: '报送', exact: true }).click()
    await unit.getByText(/已报送，收稿第/).waitFor()

    const editor = await enterAs('编辑', { viewport: { width: 1440, height: 900 } })
    await editor.goto(`${office.url}/article?text=${encodeURIComponent('踏勘审核一次办')}`)
    await editor.locator('.pool-row button').first().click()
    await editor.getByRole('radio', { name: '体检' }).check()
    await editor.locator('.pane').getByText('经验类', { exact: true }).waitFor()
    await look(editor, 'checkup-pool')
    expect(await barriers(editor)).toEqual([])
    await editor.getByRole('button', { name: '采用为信息' }).click()
    await editor.locator('.did').getByText('撤销').waitFor(SLOW)
    await unit.reload()
    await unit.locator('.page-head').getByText('已采用').waitFor(SLOW)
    for (const page of [unit, editor]) await page.context().close()
  })

  it('may be handed in as it is, with a word why, and its unit learns why it was not used', async () => {
    const unit = await enterAs('通讯员')
    await write(unit)
    await unit.getByLabel('报送说明（选填）').fill('议定事项正在办，下周补数据')
    await unit.getByRole('button', { name: '报送', exact: true }).click()
    await unit.getByText(/已报送，收稿第/).waitFor()

    const editor = await enterAs('编辑', { viewport: { width: 1440, height: 900 } })
    await editor.goto(`${office.url}/article?text=${encodeURIComponent(TITLE)}&state=submitted`)
    await editor.locator('.pool-row button').first().click()
    await editor.getByRole('radio', { name: '体检' }).check()
    await editor.getByText('单位说明：议定事项正在办，下周补数据').waitFor()
    await editor.locator('.marked mark', { hasText: '台帐' }).waitFor()
    await look(editor, 'checkup-pool-weak')
    await editor.getByRole('button', { name: '不采用' }).click()
    const dialog = editor.getByRole('dialog')
    await dialog.waitFor()
    await editor.keyboard.press('1')
    await editor.keyboard.press('Enter')
    await dialog.waitFor({ state: 'hidden' })

    await unit.reload()
    await unit.getByRole('heading', { name: '为什么没用' }).waitFor(SLOW)
    await unit.getByText('办公室的理由：就会议写会议').waitFor()
    await unit.getByText('同类稿件里用了的一篇').waitFor()
    await look(unit, 'checkup-why')
    expect(await barriers(unit)).toEqual([])
    for (const page of [unit, editor]) await page.context().close()
  })

  it('is looked at on a phone, without anything beside the page', async () => {
    const phone = await enterAs('通讯员', { viewport: { width: 390, height: 844 } })
    await write(phone)
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await phone.locator('.checkup-panel').scrollIntoViewIfNeeded()
    await look(phone, 'checkup-phone')
    expect(await barriers(phone)).toEqual([])
    await phone.context().close()
  })
})

it('follows what the office sets', async () => {
  const editor = await enterAs('编辑', { viewport: { width: 1440, height: 900 } })
  await editor.goto(`${office.url}/checkup`)
  await editor.getByLabel('标题最多字数').fill('30')
  await editor.getByText('接入设置由系统管理员填写').waitFor()
  await look(editor, 'checkup-settings')
  expect(await barriers(editor)).toEqual([])
  await editor.getByRole('button', { name: '保存', exact: true }).click()
  await editor.getByText('已保存。').waitFor()
  await editor.context().close()
})
