import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { barriers } from '../support/barriers.ts'
import { openBrowser } from '../support/chromium.ts'
import { openPages } from './office.ts'

/** The office's own month in a real browser: what waits, the notice from its words to the readers, and finding things again. */
const office = await openPages()
const browser = await openBrowser()
afterAll(async () => {
  await browser.close()
  await office.close()
})

const PHONE = { viewport: { width: 390, height: 844 } }

/** Signed in by an account of the demo office. */
async function enterAs(account: string, options: Parameters<typeof browser.page>[0] = {}): Promise<Page> {
  const page = await browser.page(options)
  await page.goto(office.url)
  await page.getByLabel('账户', { exact: true }).fill(account)
  await page.getByLabel('密码', { exact: true }).fill(office.password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.locator('.who').waitFor()
  return page
}

/** How many were found, as the page says it. */
const found = async (page: Page): Promise<number> =>
  Number(/\d+/.exec((await page.getByText(/^找到 \d+ 条$/).textContent()) ?? '')?.[0])

const isWide = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth > innerWidth)

describe('the notice', () => {
  it('is reworded around its numbers and sent to signing', async () => {
    const page = await enterAs('bianji')
    await page.goto(`${office.url}/notice?period=2023-06`)
    await page.getByText('这是您第一次看这份通报').waitFor()
    await page.getByRole('button', { name: '改文句' }).click()
    const figures = page.getByLabel('数字段')
    const before = await figures.inputValue()
    expect(before).toContain('{收到}')
    await figures.fill(before.replace('{收到}', '396篇'))
    await page.getByRole('button', { name: '保存文句' }).click()
    await page.getByRole('alert').getByText('手写的数').waitFor()
    expect(await figures.inputValue()).toContain('396篇')
    await figures.fill(before.replace('共收到稿件', '各单位踊跃投稿，共收到稿件'))
    await page.getByRole('button', { name: '保存文句' }).click()
    await page
      .getByRole('region', { name: /第 1 页/ })
      .getByText('各单位踊跃投稿，共收到稿件396篇')
      .waitFor()
    expect(await barriers(page)).toEqual([])
    await page.getByRole('button', { name: '送审', exact: true }).click()
    await page.getByText('编辑 送审，等待签发').waitFor()
    await page.context().close()
  })

  it('is signed on a phone, on one screen, and printed', async () => {
    const page = await enterAs('shenhe', PHONE)
    await page.goto(`${office.url}/notice?period=2023-06`)
    await page.getByRole('heading', { name: '名次变化' }).waitFor()
    expect(await isWide(page)).toBe(false)
    expect(await barriers(page)).toEqual([])
    const sign = page.getByRole('button', { name: '签发', exact: true })
    // On the first screen: nobody has to look for it.
    expect((await sign.boundingBox())?.y).toBeLessThan(844)
    await sign.click()
    await page.getByText('审核签发 已签发').waitFor()
    await page.getByRole('button', { name: '印发', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: '印发2023年6月通报' })
    await dialog.getByText('43 家单位的名次').waitFor()
    await dialog.getByRole('button', { name: '印发', exact: true }).click()
    await page.getByText(/家单位中有 0 家已阅/).waitFor()
    await page.context().close()
  })

  it('waits for the unit, is read there, and then counted', async () => {
    const page = await enterAs('yanggu')
    await page.getByRole('link', { name: /2023年6月通报，请阅/ }).click()
    await page.getByRole('region', { name: /第 1 页/ }).waitFor()
    expect(await page.getByRole('button', { name: '下载 Word 文档' }).count()).toBe(1)
    expect(await page.getByText('核对结果').count()).toBe(0)
    await page.goto(`${office.url}/todo`)
    await page.getByRole('heading', { level: 1, name: '待办' }).waitFor()
    await page.getByText('退改的稿件').waitFor()
    expect(await page.getByText('2023年6月通报，请阅').count()).toBe(0)
    await page.context().close()
    const chief = await enterAs('shenhe')
    await chief.goto(`${office.url}/notice?period=2023-06`)
    await chief.getByText(/家单位中有 1 家已阅/).waitFor()
    await chief.context().close()
  })
})

describe('what waits', () => {
  it('stands first, leads to where it is done, and is told in messages', async () => {
    const page = await enterAs('bianji')
    await page.getByRole('heading', { name: '待办' }).waitFor()
    await page.getByRole('link', { name: /稿件待签收/ }).click()
    await page.waitForURL(/\/article\?state=submitted/)
    await page.goto(`${office.url}/todo?tab=done`)
    await page.getByText('改通报文句').first().waitFor()
    expect(await barriers(page)).toEqual([])
    await page.getByRole('radio', { name: '消息' }).check({ force: true })
    await page.getByText('2023年6月通报已签发，可以印发').first().waitFor()
    expect(await barriers(page)).toEqual([])
    await page.context().close()
  })

  it('says to a unit on a phone how it stands and what it lacks', async () => {
    const page = await enterAs('yanggu', PHONE)
    await page.getByRole('heading', { name: '阳谷局本月' }).waitFor()
    await page.getByRole('heading', { name: '还差什么' }).waitFor()
    expect(await isWide(page)).toBe(false)
    expect(await barriers(page)).toEqual([])
    await page.context().close()
  })

  it('is rehearsed before a month is closed', async () => {
    const page = await enterAs('bianji')
    await page.goto(`${office.url}/standing?period=2023-07`)
    await page.getByRole('button', { name: '月结试算' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(/篇稿件没有处理/).waitFor()
    await dialog.getByRole('heading', { name: '名次变化' }).waitFor()
    expect(await barriers(page)).toEqual([])
    await page.context().close()
  })
})

describe('searching', () => {
  it('finds by a word of two characters, marks it, and keeps the question in the address', async () => {
    const page = await enterAs('bianji')
    await page.goto(`${office.url}/search`)
    await page.getByRole('searchbox', { name: '检索稿件、刊物、约稿、通报' }).fill('耕地')
    await page.keyboard.press('Enter')
    await page.locator('mark').first().waitFor()
    expect(new Set(await page.locator('.hits a mark').allTextContents())).toEqual(new Set(['耕地']))
    expect(decodeURIComponent(page.url())).toContain('text=耕地')
    const all = await found(page)
    expect(await barriers(page)).toEqual([])
    await page.context().close()
    const unit = await enterAs('yanggu')
    await unit.goto(`${office.url}/search?text=耕地&kind=article`)
    expect(await found(unit)).toBeLessThan(all)
    expect(
      new Set(
        await unit
          .locator('.hit-about')
          .allTextContents()
          .then(all => all.map(one => one.includes('阳谷局'))),
      ),
    ).toEqual(new Set([true]))
    await unit.context().close()
  })
})

it('goes through all of it without an error in the browser', () => {
  // A typed number is refused with 400, which the browser reports by itself.
  expect(browser.problems.filter(problem => !/status of 400/.test(problem))).toEqual([])
})
