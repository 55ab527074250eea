import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { barriers } from '../support/barriers.ts'
import { openBrowser } from '../support/chromium.ts'
import { openPages } from './office.ts'

/** 来信, walked in a real browser on the demo office: by its unit, by the office, and the mailbox by whoever sets it up. */
const office = await openPages()
const browser = await openBrowser()
afterAll(async () => {
  await browser.close()
  await office.close()
})

const DESK = { viewport: { width: 1440, height: 900 } }
const PHONE = { viewport: { width: 390, height: 844 } }

async function enterAs(role: string, options: Parameters<typeof browser.page>[0] = {}): Promise<Page> {
  const page = await browser.page(options)
  await page.goto(office.url)
  await page.getByRole('region', { name: '演示账户' }).getByRole('button').filter({ hasText: role }).first().click()
  await page.locator('.who').waitFor()
  return page
}

async function look(page: Page, name: string): Promise<void> {
  if (process.env.CAIFENG_SHOTS !== undefined)
    await page.screenshot({ path: `${process.env.CAIFENG_SHOTS}/${name}.png` })
}

describe('来信', () => {
  it('is claimed by an editor who says why, and what pretends lies apart', async () => {
    const page = await enterAs('编辑', DESK)
    await page.getByRole('link', { name: /来信待认领/ }).click()
    await page.getByRole('button', { name: /莘县局耕地保护网格员上岗/ }).click()
    const pane = page.getByRole('article')
    await pane.getByText('文中写的报送单位：莘县局').waitFor()
    await pane.locator('.rich-input').first().waitFor()
    expect(await barriers(page)).toEqual([])
    await look(page, 'letter-unclaimed')
    await pane.getByLabel('理由').scrollIntoViewIfNeeded()
    await look(page, 'letter-claim')
    await pane.getByRole('button', { name: '莘县局', exact: true }).click()
    await pane.getByLabel('理由').fill('电话核实过')
    await pane.getByRole('button', { name: '认领，交单位确认' }).click()
    await page.getByText('已认领，等该单位确认。').waitFor()
    await page.getByLabel('状态').selectOption({ label: '隔离 2' })
    await page.getByRole('button', { name: /紧急：请尽快采用/ }).click()
    await pane.getByText('发件地址的域名与登记过的很像，但不是同一个').waitFor()
    await page.getByText('每日对账').click()
    await look(page, 'letter-quarantined')
    expect(await barriers(page)).toEqual([])
    await page.context().close()
  })

  it.each([
    ['by mouse', {}],
    ['on the phone', PHONE],
  ])('waits for its unit, which puts it right and confirms it, %s', async (where, options) => {
    const page = await enterAs('阳谷局通讯员', options)
    await page.getByRole('link', { name: /邮箱来信待确认/ }).click()
    await page.getByRole('button', { name: /一图一表/ }).click()
    const pane = page.getByRole('article')
    await pane.locator('.rich-input').waitFor()
    expect(await pane.getByLabel('标题').inputValue()).toBe('阳谷局推行矿山修复“一图一表”管理')
    expect(await pane.getByLabel('联系人').inputValue()).toBe('王某')
    await look(page, `letter-confirm-${where}`)
    expect(await barriers(page)).toEqual([])
    if (where === 'on the phone') {
      await pane.getByRole('button', { name: '确认报送' }).click()
      await page.getByText(/已报送 1 篇，收稿第/).waitFor()
      await page.getByText('没有要确认的来信').waitFor({ state: 'attached' })
    }
    await page.context().close()
  })
})

describe('投稿邮箱', () => {
  it('is set up by the system administrator, and its addresses by an editor', async () => {
    const page = await enterAs('系统管理员')
    await page.goto(`${office.url}/mailbox`)
    await page.getByRole('button', { name: '添加邮箱' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('名称').fill('第二邮箱')
    await dialog.getByLabel('IMAP 服务器').fill('127.0.0.1')
    await dialog.getByLabel('账号').fill('tougao')
    await dialog.getByLabel('密码或授权码').fill('mima-mima')
    expect(await barriers(page)).toEqual([])
    await look(page, 'mailbox-form')
    await dialog.getByRole('button', { name: '保存' }).click()
    const card = page.getByRole('region', { name: '第二邮箱' })
    await card.getByRole('button', { name: '试连' }).click()
    await card.getByText(/没有连上：收信服务器拒绝连接/).waitFor()
    await look(page, 'mailbox')
    await page.context().close()
    const editor = await enterAs('编辑')
    await editor.goto(`${office.url}/mailbox`)
    await editor.getByLabel('单位').first().selectOption({ label: '东阿局' })
    await editor.getByRole('textbox', { name: '地址', exact: true }).fill('donge@unit.example.cn')
    await editor.getByRole('button', { name: '登记地址' }).click()
    await editor.getByText('donge@unit.example.cn').waitFor()
    expect(await barriers(editor)).toEqual([])
    await look(editor, 'mailbox-editor')
    await editor.context().close()
  })
})
