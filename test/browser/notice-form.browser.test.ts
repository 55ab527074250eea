import { readFileSync } from 'node:fs'
import { strFromU8, unzipSync } from 'fflate'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { juneNotice } from '../../fixtures/notices/lc-2023-06/notice.ts'
import { layout } from '../../src/domain/notice/layout.ts'
import { writeDocx } from '../../src/server/docx/write.ts'
import { barriers } from '../support/barriers.ts'
import { openBrowser } from '../support/chromium.ts'
import { openPages } from './office.ts'

/** 通报样式 and the questions of 核对, as an editor works with them in a real browser on the demo office. */
const office = await openPages()
const browser = await openBrowser()
afterAll(async () => {
  await browser.close()
  await office.close()
})

async function editorAt(path: string, viewport = { width: 1440, height: 900 }): Promise<Page> {
  const page = await browser.page({ viewport })
  await page.goto(office.url)
  await page.getByRole('region', { name: '演示账户' }).getByRole('button').filter({ hasText: '编辑' }).first().click()
  await page.locator('.who').waitFor()
  await page.goto(`${office.url}${path}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  return page
}

const headsOf = (page: Page): Promise<string[]> =>
  page.locator('.printed-table').first().locator('thead tr').first().locator('th').allTextContents()

describe('通报样式', () => {
  it('draws heads by keyboard beside the tables of a real month, and keeps them', async () => {
    const page = await editorAt('/notice-form')
    await page.locator('.printed-table').first().waitFor()
    expect(await headsOf(page)).toEqual(
      expect.arrayContaining(['单位', '上报篇数', '采用信息', '约稿', '报省市', '本月分数', '累计分数', '总排名']),
    )
    expect(await barriers(page)).toEqual([])

    const head = page.getByLabel('第 1 个表头的文字')
    await head.fill('来稿篇数')
    await head.press('Alt+ArrowDown')
    const movedHead = page.getByLabel('第 2 个表头的文字')
    expect(await movedHead.inputValue()).toBe('来稿篇数')
    expect(await movedHead.evaluate(element => element === document.activeElement)).toBe(true)
    await page.getByLabel('名次', { exact: true }).selectOption('first')
    await page.getByLabel('分表').selectOption('together')
    await page.locator('.printed-table th', { hasText: '来稿篇数' }).waitFor()
    await page.waitForFunction(() => document.querySelectorAll('.printed-table').length === 1)
    expect((await headsOf(page)).slice(0, 4)).toEqual(['总排名', '单位', '采用信息', '来稿篇数'])

    await page.getByRole('button', { name: '保存样式' }).click()
    await page.getByText('已保存，以后拟出的通报照此样式。').waitFor()
    await page.reload()
    await page.getByLabel('第 2 个表头的文字').waitFor()
    expect(await page.getByLabel('第 2 个表头的文字').inputValue()).toBe('来稿篇数')
    await page.context().close()
  })

  it('says what is wrong and does not save it', async () => {
    const page = await editorAt('/notice-form')
    await page.getByLabel('第 1 个表头的文字').fill('单位')
    await page.getByText('这是单位名称栏或合计行的叫法').waitFor()
    expect(await page.getByRole('button', { name: '保存样式' }).isDisabled()).toBe(true)
    await page.context().close()
  })

  it('fits on a phone', async () => {
    const page = await editorAt('/notice-form', { width: 390, height: 844 })
    await page.locator('.printed-table').first().waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    expect(await barriers(page)).toEqual([])
    await page.context().close()
  })
})

describe('核对', () => {
  it('asks once about a column nobody knows', async () => {
    const page = await editorAt('/audit')
    const text = '关于5月份信息情况的通报\n\n单位\t网评\t本月得分\n阳谷局\t3\t8\n临清局\t1\t2\n莘县局\t2\t3\n'
    const drop = { name: '五月.txt', mimeType: 'text/plain', buffer: Buffer.from(text) }
    await page.locator('input[type=file]').setInputFiles(drop)
    const asked = page.getByRole('region', { name: '这几栏不认识' })
    await asked.getByLabel('“网评”是什么').selectOption({ label: '上报篇数' })
    expect(await barriers(page)).toEqual([])
    await asked.getByRole('button', { name: '记住并重新核对' }).click()
    await asked.waitFor({ state: 'detached' })
    await page.reload()
    await page.getByRole('heading', { name: /核对结果/ }).waitFor()
    expect(await asked.count()).toBe(0)
    await page.context().close()
  })

  it('gives a document back with its comments', async () => {
    const page = await editorAt('/audit')
    const bytes = writeDocx(layout(juneNotice()), { title: '', issuer: '', issuedOn: null, subject: '', keywords: '' })
    const mimeType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
    await page.locator('input[type=file]').setInputFiles({ name: '六月.docx', mimeType, buffer: Buffer.from(bytes) })
    const waiting = page.waitForEvent('download')
    await page.getByRole('button', { name: '下载带批注的文档' }).click()
    const file = await waiting
    expect(file.suggestedFilename()).toBe('六月（批注）.docx')
    const parts = unzipSync(readFileSync(await file.path()))
    expect(strFromU8(parts['word/comments.xml'] ?? new Uint8Array())).toContain('建议：')
    await page.context().close()
  })

  it('had no error of its own in any page', () => {
    expect(browser.problems).toEqual([])
  })
})
