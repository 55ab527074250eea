import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { barriers } from '../support/barriers.ts'
import { openBrowser } from '../support/chromium.ts'
import { openPages } from './office.ts'

/**
 * The day of each person, walked in a real browser through the pages as they are built, on the demo office of June 2023. Figures
 * are those of the printed notice.
 */
const office = await openPages()
const browser = await openBrowser()
afterAll(async () => {
  await browser.close()
  await office.close()
})

const SEED = 'fixtures/notices/lc-2023-06/source.txt'
const PHONE = { viewport: { width: 390, height: 844 } }

/** A new profile, signed in by the card of a role on the login page. */
async function enterAs(role: string, options: Parameters<typeof browser.page>[0] = {}): Promise<Page> {
  const page = await browser.page(options)
  await page.goto(office.url)
  await page.getByRole('region', { name: '演示账户' }).getByRole('button').filter({ hasText: role }).first().click()
  await page.locator('.who').waitFor()
  return page
}

const menuOf = (page: Page): Promise<string[]> => page.getByRole('navigation').getByRole('link').allTextContents()

/** What editors and chiefs find first in the menu, and below 设置. */
const EDITING = ['工作台', '稿件', '来信', '刊物', '约稿', '上报与批示', '积分排名', '任务与异议', '质量', '通报']
const SETTINGS = ['单位与分组', '刊物与栏目', '投稿邮箱', '通报样式', '体检设置', '计分办法']

describe('entering', () => {
  it.each([
    [
      '通讯员',
      [
        '工作台',
        '报送',
        '来信',
        '约稿',
        '上报与批示',
        '积分排名',
        '任务与异议',
        '质量',
        '通报',
        '检索',
        '待办与消息',
        '单位与分组',
        '计分办法',
      ],
    ],
    ['编辑', [...EDITING, '核对', '检索', '待办与消息', ...SETTINGS]],
    ['审核签发', [...EDITING, '核对', '检索', '待办与消息', ...SETTINGS]],
    [
      '领导',
      [...EDITING.filter(place => place !== '来信'), '检索', '待办与消息', '单位与分组', '刊物与栏目', '计分办法'],
    ],
    ['系统管理员', ['待办与消息', '单位与分组', '投稿邮箱', '体检设置', '用户与角色']],
    ['安全管理员', ['待办与消息', '单位与分组', '用户与角色']],
    ['审计管理员', ['待办与消息', '操作日志']],
  ])('as %s shows only the places of that role', async (role, places) => {
    const page = await enterAs(role)
    expect(await menuOf(page)).toEqual(places)
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await barriers(page)).toEqual([])
    await page.context().close()
  })

  it('answers a wrong password with a sentence and keeps what was typed', async () => {
    const page = await browser.page()
    await page.goto(office.url)
    await page.getByLabel('账户', { exact: true }).fill('nobody')
    await page.getByLabel('密码', { exact: true }).fill('wrong')
    await page.getByRole('button', { name: '登录', exact: true }).click()
    expect(await page.getByRole('alert').textContent()).toMatch(/密码/)
    expect(await page.getByLabel('账户', { exact: true }).inputValue()).toBe('nobody')
    expect(await barriers(page)).toEqual([])
    await page.context().close()
  })

  it('opens an ended session again over the page and goes on', async () => {
    const page = await enterAs('编辑')
    await page.getByRole('link', { name: '单位与分组' }).click()
    await page.getByRole('heading', { name: '单位与分组' }).waitFor()
    await page.context().clearCookies()
    await page.getByRole('link', { name: '计分办法' }).click()
    const dialog = page.getByRole('dialog', { name: '登录已到期' })
    await dialog.getByRole('textbox').fill(office.password)
    await dialog.getByRole('button', { name: '登录' }).click()
    await page.getByText('市局简报采用信息，每篇计1分').first().waitFor()
    await page.context().close()
  })
})

describe('the ranking', () => {
  it('shows the figures of June and opens the reasons behind a number', async () => {
    const page = await enterAs('领导')
    await page.goto(`${office.url}/standing?period=2023-06`)
    const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: '阳谷局' }) })
    await row.waitFor()
    expect(await row.getByRole('button').allTextContents()).toEqual([
      '17',
      '3',
      '2',
      '4',
      '4',
      '4',
      '20',
      '5',
      '29',
      '148.5',
    ])
    await row.getByRole('button', { name: '采用 4' }).click()
    const why = page.getByRole('dialog')
    await why.getByText('市局简报采用信息，每篇计1分').waitFor()
    const said = await why.textContent()
    expect(said).toContain('4 分')
    expect(said).toContain('阳谷县自然资源和规划局科学编制村庄规划助力实现乡村振兴')
    expect(page.url()).toContain('component=')
    expect(await barriers(page)).toEqual([])
    await page.keyboard.press('Escape')
    await why.waitFor({ state: 'hidden' })
    await page.context().close()
  })

  it('lets a correspondent open only the numbers of the own unit', async () => {
    const page = await enterAs('通讯员')
    await page.goto(`${office.url}/standing?period=2023-06`)
    await page.getByRole('rowheader').first().waitFor()
    const open = await page.locator('tr:has(button.number) th[scope=row]').allTextContents()
    expect(new Set(open).size).toBe(1)
    expect(await page.getByRole('rowheader').count()).toBeGreaterThan(40)
    await page.context().close()
  })

  it('fits a phone of 390 px, one card a unit', async () => {
    const page = await enterAs('领导', PHONE)
    await page.goto(`${office.url}/standing?period=2023-06`)
    await page.getByText('阳谷局').first().waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    expect(await barriers(page)).toEqual([])
    await page.context().close()
  })
})

describe('a notice', () => {
  it('is read as pages and comes down as a Word file', async () => {
    const page = await enterAs('审核签发')
    await page.getByRole('link', { name: '通报', exact: true }).click()
    await page.getByRole('link', { name: /2023年6月/ }).click()
    await page
      .getByRole('region', { name: /第 1 页/ })
      .getByText('政务信息采用情况')
      .first()
      .waitFor()
    expect(await page.locator('.sheet-page').count()).toBeGreaterThan(5)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '下载 Word 文档' }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/2023年6月.*\.docx$/)
    expect(
      readFileSync(await download.path())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK')
    expect(await barriers(page)).toEqual([])
    await page.context().close()
  })

  it('is checked beside its text: the finding lights its cell, and is taken over in one further click', async () => {
    const page = await enterAs('编辑')
    await page.getByRole('link', { name: '核对' }).click()
    await page.locator('input[type=file]').setInputFiles(SEED)
    const finding = page.locator('.finding').filter({ hasText: '财审科' }).filter({ hasText: '报省市' }).first()
    await finding.click()
    const lit = page.locator('tr.lit')
    expect(await lit.textContent()).toContain('财审科')
    expect(await lit.locator('.lit-cell').textContent()).toBe('')
    expect(await barriers(page)).toEqual([])
    await page.getByRole('button', { name: '接收为历史' }).click()
    const dialog = page.getByRole('dialog')
    const take = dialog.getByRole('button', { name: '接收为历史' })
    await dialog.getByText('新增单位').waitFor()
    await take.click()
    await dialog.getByRole('link', { name: '看这个月的排名' }).click()
    await page.getByRole('rowheader', { name: '阳谷局' }).waitFor()
    await page.context().close()
  })
})

describe('the settings', () => {
  it('explain each rule with its clause and worked examples', async () => {
    const page = await enterAs('领导')
    await page.getByRole('link', { name: '计分办法' }).click()
    await page.getByText('市局简报采用信息，每篇计1分').first().waitFor()
    expect(await page.getByText('✓ 相符').count()).toBeGreaterThan(0)
    expect(await page.getByText('✗ 不符').count()).toBe(0)
    expect(await barriers(page)).toEqual([])
    await page.context().close()
  })

  it('give a unit another name, which is then found', async () => {
    const page = await enterAs('编辑')
    await page.getByRole('link', { name: '单位与分组' }).click()
    await page.getByRole('button', { name: '修改：用途管制科' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('增加别名').fill('用途科')
    await dialog.getByRole('button', { name: '增加别名' }).click()
    await dialog.getByRole('button', { name: '删除别名用途科' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('searchbox').fill('用途科')
    await page.getByRole('cell', { name: '用途管制科', exact: true }).waitFor()
    expect(page.url()).toContain('text=')
    await page.context().close()
  })

  it('show the audit administrator an unbroken log', async () => {
    const page = await enterAs('审计管理员')
    await page.getByText('日志完整').waitFor()
    expect(await page.getByRole('row').count()).toBeGreaterThan(1)
    expect(await barriers(page)).toEqual([])
    await page.context().close()
  })
})

describe('the keyboard', () => {
  it('skips to the text, lists its keys with ? and goes to places by number', async () => {
    const page = await enterAs('领导')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('跳到正文')
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: '快捷键' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog', { name: '快捷键' }).waitFor({ state: 'hidden' })
    await page.keyboard.press('2')
    await page.getByRole('heading', { level: 1, name: '稿件池' }).waitFor()
    await page.context().close()
  })
})

it('goes through all of it without an error in the browser', () => {
  // A refused login is answered with 401, which the browser reports by itself.
  expect(browser.problems.filter(problem => !/status of 401/.test(problem))).toEqual([])
})
