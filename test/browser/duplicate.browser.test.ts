import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { article, chance, changed, nextMonth } from '../../fixtures/duplicates/variants.ts'
import { barriers } from '../support/barriers.ts'
import { openBrowser } from '../support/chromium.ts'
import { openPages } from './office.ts'

/** 查重 as people see it, in a real browser on the demo office. */
const office = await openPages()
const browser = await openBrowser()
afterAll(async () => {
  await browser.close()
  await office.close()
})

const SHOTS = process.env.CAIFENG_SHOTS
const look = async (page: Page, name: string): Promise<void> => {
  if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/${name}.png` })
}

async function enterAs(role: string): Promise<Page> {
  const page = await browser.page()
  await page.goto(office.url)
  await page.getByRole('region', { name: '演示账户' }).getByRole('button').filter({ hasText: role }).first().click()
  await page.locator('.who').waitFor()
  return page
}

const call = (page: Page, name: string, input: unknown): Promise<Record<string, unknown>> =>
  page.evaluate(
    async ([operation, body]) => {
      const key = Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0'))
      const answer = await fetch(`/api/${operation}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': key.join('') },
        body: JSON.stringify(body),
      })
      const said: unknown = await answer.json()
      if (!answer.ok || typeof said !== 'object' || said === null) throw new Error(JSON.stringify(said))
      return { ...said }
    },
    [name, input] as const,
  )

const fields = (title: string, words: string) => ({
  title,
  body: [{ kind: 'paragraph', runs: [{ text: words }] }],
  genre: 'news',
  outlet: null,
  commission: null,
  units: [],
  contact: { name: '王某', phone: '' },
  files: [],
})

describe('查重', () => {
  it('is a hint while writing and both texts beside each other in the pool', async () => {
    const next = chance(21)
    const one = article(next, 3)
    const page = await enterAs('通讯员')
    const sent = await call(page, 'article.save-draft', fields(one.title, one.body))
    await call(page, 'article.hand-in', { article: sent.article, version: sent.version, note: '已看过' })
    const again = await call(page, 'article.save-draft', fields('换个题目再写一遍', changed(next, one, 20).body))
    await page.goto(`${office.url}/my-article?write=1&article=${again.article}`)
    const hint = page.getByRole('complementary', { name: '查重提示' })
    await hint.getByRole('link', { name: one.title }).waitFor()
    expect(await hint.textContent()).toContain('高度相似')
    await look(page, 'duplicate-writing')
    expect(await barriers(page)).toEqual([])
    await call(page, 'article.hand-in', { article: again.article, version: again.version, note: '已看过' })
    const month = nextMonth(next, one)
    const series = await call(page, 'article.save-draft', fields(`${month.title}（七月）`, month.body))
    await call(page, 'article.hand-in', { article: series.article, version: series.version, note: '已看过' })
    await page.context().close()

    const desk = await enterAs('编辑')
    await desk.goto(`${office.url}/article?article=${again.article}`)
    await desk
      .getByRole('radio', { name: /^相近/ })
      .or(desk.getByText(/^相近 \d/))
      .first()
      .click()
    const marks = desk.locator('.compared mark')
    await marks.first().waitFor()
    expect(await marks.count()).toBeGreaterThan(4)
    expect(await desk.locator('.near summary').allTextContents()).toEqual(
      expect.arrayContaining([expect.stringContaining('高度相似'), expect.stringContaining('只是像')]),
    )
    await look(desk, 'duplicate-pool')
    expect(await barriers(desk)).toEqual([])
    await desk.setViewportSize({ width: 390, height: 844 })
    await look(desk, 'duplicate-pool-phone')
    await desk.setViewportSize({ width: 1440, height: 900 })
    await desk.locator('.near').getByRole('button', { name: '合稿' }).first().click()
    await desk
      .getByRole('dialog')
      .getByText(/2 篇并成一篇/)
      .waitFor()
    await desk.context().close()
  })
})
