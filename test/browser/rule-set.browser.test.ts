import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { barriers } from '../support/barriers.ts'
import { openBrowser } from '../support/chromium.ts'
import { openPages } from './office.ts'

/** 计分办法 and 任务与异议 as people work with them in a real browser on the demo office. */
const office = await openPages()
const browser = await openBrowser()
afterAll(async () => {
  await browser.close()
  await office.close()
})

async function at(role: string, path: string, viewport = { width: 1440, height: 900 }): Promise<Page> {
  const page = await browser.page({ viewport })
  await page.goto(office.url)
  await page.getByRole('region', { name: '演示账户' }).getByRole('button').filter({ hasText: role }).first().click()
  await page.locator('.who').waitFor()
  await page.goto(`${office.url}${path}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  return page
}

describe('计分办法', () => {
  it('is drafted from what is in force, checked, rehearsed and compared, and nothing is kept', async () => {
    const page = await at('编辑', '/rule-set')
    await page.getByText('市局简报采用信息，每篇计1分').first().waitFor()
    expect(await barriers(page)).toEqual([])
    await page.getByRole('button', { name: '以这一版为底起草' }).click()

    // The form writes into the text.
    const points = page.locator('section', { hasText: '第 1 条' }).getByLabel('分值')
    await points.fill('2')
    await points.blur()
    await page.getByRole('radio', { name: '文本' }).check()
    const text = page.getByLabel('办法文本（YAML）')
    expect(await text.inputValue()).toMatch(/kind: report \}\n\s+points: "?'?2/)
    expect(await text.inputValue()).toContain('# 归纳处与待定处写在 choices 里')

    // What is wrong is said with its line, and the line is shown.
    const good = await text.inputValue()
    await text.fill(good.replace('outlet: own, kind: brief', 'outlet: own, kind: poem'))
    await page.getByRole('button', { name: '检查' }).click()
    await page.getByText('采用的种类只有：report、brief。').waitFor()
    await text.fill(good)
    await page.getByRole('button', { name: '检查' }).click()
    await page.getByText('没有错误。').waitFor()
    await page.getByText('每篇计 2 分').first().waitFor()
    // The examples of the old numbers do not come out any more, and that is said.
    await page
      .getByText(/算例与规则不符/)
      .first()
      .waitFor()
    expect(await barriers(page)).toEqual([])

    await page.getByRole('radio', { name: '试算' }).check()
    await page.getByRole('button', { name: '试算' }).click()
    await page.locator('.rehearsal tbody tr').first().waitFor()
    expect(await page.locator('.rehearsal').innerText()).toContain('市局简报采用信息，每篇计1分')
    expect(await barriers(page)).toEqual([])

    await page.getByRole('radio', { name: '两版比较' }).check()
    await page.getByText('修改 条款 own-report').waitFor()
    await page.getByRole('radio', { name: '现行与各版' }).check()
    await page.getByText('每篇计 1 分').first().waitFor()
    await page.context().close()
  })

  it('is read by a unit, without what only the office does', async () => {
    const page = await at('通讯员', '/rule-set')
    await page.getByText('市局简报采用信息，每篇计1分').first().waitFor()
    expect(await page.getByRole('radio', { name: '起草' }).count()).toBe(0)
    await page.context().close()
  })

  it('fits on a phone', async () => {
    const page = await at('编辑', '/rule-set', { width: 390, height: 844 })
    await page.getByText('市局简报采用信息，每篇计1分').first().waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await page.context().close()
  })
})

describe('任务与异议', () => {
  it('shows a unit what it still owes, and takes its objection', async () => {
    const page = await at('通讯员', '/duty')
    await page.getByRole('heading', { name: '异议', exact: true }).waitFor()
    await page.getByText('提出异议').click()
    await page.getByLabel('理由').fill('少计一篇')
    await page.getByRole('button', { name: '提出', exact: true }).click()
    await page.getByText('待答复').waitFor()
    expect(await barriers(page)).toEqual([])
    await page.context().close()
  })
})
