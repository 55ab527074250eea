import { AxeBuilder } from '@axe-core/playwright'
import { TOTP } from 'otpauth'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { openBrowser } from '../support/chromium.ts'
import { openPages } from './office.ts'

/** The administrators' days, walked in a real browser on the demo office. */
const office = await openPages()
const browser = await openBrowser()
afterAll(async () => {
  await browser.close()
  await office.close()
})

const PHONE = { viewport: { width: 390, height: 844 } }

async function enterAs(role: string, options: Parameters<typeof browser.page>[0] = {}): Promise<Page> {
  const page = await browser.page(options)
  await page.goto(office.url)
  await page.getByRole('region', { name: '演示账户' }).getByRole('button').filter({ hasText: role }).first().click()
  await page.locator('.who').waitFor()
  return page
}

async function barriers(page: Page): Promise<string[]> {
  const result = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze()
  return result.violations
    .filter(one => one.impact === 'serious' || one.impact === 'critical')
    .map(one => `${one.id}: ${one.nodes[0]?.html ?? ''}`)
}

describe('the security administrator', () => {
  it('binds a second factor, and comes in with the password and a recovery code', async () => {
    const page = await enterAs('安全管理员')
    await page.locator('.who').click()
    await page.getByText('动态口令', { exact: true }).click()
    await page.getByRole('button', { name: '绑定动态口令' }).click()
    await page.getByAltText('绑定用的二维码').waitFor()
    const secret = ((await page.locator('.secret').textContent()) ?? '').replace(/\s/g, '')
    await page.getByLabel('手机上显示的六位数字').fill(new TOTP({ secret }).generate())
    await page.getByRole('button', { name: '完成绑定' }).click()
    await page.getByText('请抄下这些恢复码').waitFor()
    expect(await barriers(page)).toEqual([])
    const recovery = (await page.locator('.recovery code').first().textContent()) ?? ''
    await page.getByRole('button', { name: '已抄好' }).click()
    await page.getByText('我的登录').click()
    await page.locator('.sessions li').first().waitFor()
    await page.getByRole('button', { name: '退出登录' }).click()
    await page.getByLabel('账户', { exact: true }).fill('anquan')
    await page.getByLabel('密码', { exact: true }).fill(office.password)
    await page.getByRole('button', { name: '登录', exact: true }).click()
    expect(await page.getByRole('alert').textContent()).toContain('动态口令')
    await page.getByLabel('动态口令').fill(recovery)
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await page.locator('.who').waitFor()
    await page.context().close()
  })
})

describe('the system administrator', () => {
  it.each([
    ['at the desk', {}],
    ['on the phone', PHONE],
  ])('sees accounts and what may be done about them %s', async (_where, options) => {
    const page = await enterAs('系统管理员', options)
    await page.goto(`${office.url}/user`)
    await page.getByText('登录规定').waitFor()
    await page.getByRole('button', { name: '重置编辑的账户' }).waitFor()
    expect(await page.getByRole('button', { name: /授予角色/ }).count()).toBe(0)
    expect(await barriers(page)).toEqual([])
    await page.context().close()
  })

  it('sees who works for a unit, and merges only after choosing into which', async () => {
    const page = await enterAs('系统管理员')
    await page.goto(`${office.url}/unit`)
    await page.getByRole('button', { name: '修改：阳谷局', exact: true }).click()
    await page.getByText('阳谷局通讯员').waitFor()
    await page.locator('summary', { hasText: '撤并' }).click()
    expect(await page.getByRole('button', { name: '撤并', exact: true }).isDisabled()).toBe(true)
    await page.getByLabel('并入').selectOption({ label: '临清局' })
    expect(await page.getByRole('button', { name: '将阳谷局并入临清局' }).isEnabled()).toBe(true)
    expect(await barriers(page)).toEqual([])
    await page.context().close()
  })
})

describe('the audit administrator', () => {
  it('takes the log out as a table', async () => {
    const page = await enterAs('审计管理员')
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: '导出表格' }).click()
    expect((await download).suggestedFilename()).toBe('操作日志.xlsx')
    await page.context().close()
  })
})
