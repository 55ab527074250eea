import { TOTP } from 'otpauth'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { barriers } from '../support/barriers.ts'
import { openBrowser } from '../support/chromium.ts'
import { openPages } from './office.ts'

/** The days of those who are few: the administrators and a unit's second person, walked in a real browser on the demo office. */
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

/** Goes on with Tab to what has this name, as somebody without a mouse does; refuses what cannot be reached. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let pressed = 0; pressed < 150; pressed += 1) {
    await page.keyboard.press('Tab')
    const reached = await page.evaluate(() => {
      const at = document.activeElement
      if (!(at instanceof HTMLElement)) return ''
      const labels = at instanceof HTMLInputElement || at instanceof HTMLSelectElement ? at.labels : null
      return at.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? at.textContent ?? ''
    })
    // Ant Design puts a space between two Chinese characters of a button.
    if (name.test(reached.replace(/\s/g, ''))) return
  }
  throw new Error(`${name.source} cannot be reached by the keyboard`)
}

async function look(page: Page, name: string): Promise<void> {
  if (process.env.CAIFENG_SHOTS !== undefined)
    await page.screenshot({ path: `${process.env.CAIFENG_SHOTS}/${name}.png` })
}

describe('单位审核', () => {
  it.each([
    ['by mouse', {}],
    ['on the phone', PHONE],
  ])('finds on the 工作台 what waits, reads it and sends it back with a reason, %s', async (where, options) => {
    const page = await enterAs('单位审核', options)
    await page.getByRole('link', { name: /本单位稿件待审核/ }).click()
    await page.getByRole('link', { name: '冠县建立临时用地到期提醒台账' }).click()
    await page.getByText('复垦率88.2%').waitFor()
    expect(await barriers(page)).toEqual([])
    await look(page, `review-${where}`)
    await page.getByRole('button', { name: '退回撰稿人' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('原因').fill('请写明各乡镇的数字')
    expect(await barriers(page)).toEqual([])
    await dialog.getByRole('button', { name: '取消' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.context().close()
  })

  it('lets it go by keyboard, and then it is the office that has it', async () => {
    const page = await enterAs('单位审核')
    await tabTo(page, /本单位稿件待审核/)
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: '冠县建立临时用地到期提醒台账' }).waitFor()
    await tabTo(page, /^冠县建立临时用地到期提醒台账/)
    await page.keyboard.press('Enter')
    await page.getByText('复垦率88.2%').waitFor()
    await tabTo(page, /^放行报送/)
    await page.keyboard.press('Enter')
    await page.getByText(/收稿第 \d{4}-\d{2}-\d{4} 号/).waitFor()
    expect(await page.getByRole('button', { name: '放行报送' }).count()).toBe(0)
    await page.context().close()
    const editor = await enterAs('编辑')
    await editor.goto(`${office.url}/article?sort=newest`)
    await editor.getByRole('button', { name: /冠县建立临时用地到期提醒台账/ }).waitFor()
    await editor.context().close()
  })
})

/** The first of them opens an account, the second gives it its role, the third sees both. Before the second of them needs a code to enter. */
describe('the three administrators without a mouse', () => {
  it('open an account by two and see it in the log', async () => {
    const system = await enterAs('系统管理员')
    await system.keyboard.press('4')
    await system.getByRole('button', { name: '新建账户' }).waitFor()
    await tabTo(system, /^新建账户/)
    await system.keyboard.press('Enter')
    const making = system.getByRole('dialog', { name: '新建账户' })
    await making.waitFor()
    await tabTo(system, /^账户/)
    await system.keyboard.type('wang.mou')
    await tabTo(system, /^姓名/)
    await system.keyboard.type('王某')
    await tabTo(system, /^单位/)
    await system.keyboard.press('ArrowDown')
    await tabTo(system, /^新建账户/)
    await system.keyboard.press('Enter')
    await making.locator('.activation-code code').waitFor()
    expect(await barriers(system)).toEqual([])
    await look(system, 'account-made')
    await system.keyboard.press('Escape')
    await making.waitFor({ state: 'hidden' })
    await system.context().close()

    const security = await enterAs('安全管理员')
    await security.keyboard.press('2')
    await security.getByRole('button', { name: '授予角色：王某' }).waitFor()
    await tabTo(security, /^授予角色：王某/)
    await security.keyboard.press('Enter')
    const granting = security.getByRole('dialog', { name: '授予角色：王某' })
    await granting.waitFor()
    await tabTo(security, /^通讯员/)
    await security.keyboard.press('Space')
    expect(await barriers(security)).toEqual([])
    await security.keyboard.press('Enter')
    await granting.waitFor({ state: 'hidden' })
    const row = security.getByRole('row').filter({ hasText: 'wang.mou' })
    await row.getByText('通讯员').waitFor()
    await security.context().close()

    const log = await enterAs('审计管理员')
    await log.keyboard.press('1')
    await log.getByText('日志完整').waitFor()
    await log.getByRole('cell', { name: '王某（wang.mou）：通讯员' }).first().waitFor()
    await log.getByRole('cell', { name: '王某（wang.mou）', exact: true }).first().waitFor()
    await look(log, 'log')
    const download = log.waitForEvent('download')
    await tabTo(log, /^导出表格/)
    await log.keyboard.press('Enter')
    expect((await download).suggestedFilename()).toBe('操作日志.xlsx')
    await log.context().close()
  })
})

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
