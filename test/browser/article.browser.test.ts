import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { barriers } from '../support/barriers.ts'
import { openBrowser } from '../support/chromium.ts'
import { openPages } from './office.ts'

/** A unit hands in and the office decides, in a real browser on the demo office. */
const office = await openPages()
const browser = await openBrowser()
afterAll(async () => {
  await browser.close()
  await office.close()
})

/** Machines that run a suite beside are slow. */
const SLOW = { timeout: 20_000 }
const PHONE = { viewport: { width: 390, height: 844 } }
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

/** What a page of ours would send, without the page: to set the table. */
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

async function handIn(page: Page, title: string, words = `${title}，完成 12 处，群众满意。`): Promise<unknown> {
  const { article, version } = await call(page, 'article.save-draft', {
    title,
    body: [{ kind: 'paragraph', runs: [{ text: words }] }],
    genre: 'news',
    outlet: null,
    commission: null,
    units: [],
    contact: { name: '王某', phone: '0635-1234567' },
    files: [],
  })
  await call(page, 'article.hand-in', { article, version })
  return article
}

const SUBJECTS = '耕地保护 林长巡查 不动产登记 国土绿化 矿山修复 湿地管护'.split(' ')
const PLACES = '安乐镇 侨润街道 阿城镇 七级镇 张秋镇'.split(' ')

describe('a unit', () => {
  it('hands in within three actions: begin, drop a file, 报送', async () => {
    const page = await enterAs('通讯员')
    await page.getByRole('link', { name: '报送', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: '我的稿件' }).waitFor()
    expect(await barriers(page)).toEqual([])
    // One.
    await page.getByRole('button', { name: '新建报送' }).click()
    // Two.
    const file = {
      name: '来稿.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from(
        '阳谷县建立汛期值守“三单”机制\n今年以来，全县排查隐患点 12 处，转移群众 36 人。\n报送单位：阳谷局\n联系人：王某  电话：0635-1234567\n',
      ),
    }
    await page.locator('.drop input[type=file]').setInputFiles(file)
    await expect
      .poll(() => page.getByLabel('标题', { exact: true }).inputValue(), SLOW)
      .toBe('阳谷县建立汛期值守“三单”机制')
    await page.getByText('已保存').waitFor()
    await look(page, 'writing')
    expect(await barriers(page)).toEqual([])
    // Three.
    await page.getByRole('button', { name: '报送', exact: true }).click()
    await page.getByText(/已报送，收稿第 \d{4}-\d{2}-\d{4} 号/).waitFor()
    await page.getByRole('button', { name: '撤回' }).waitFor()
    expect(await page.locator('.rich').textContent()).toContain('转移群众 36 人')
    await page.getByRole('button', { name: '来稿.txt' }).waitFor()
    await look(page, 'handed-in')
    expect(await barriers(page)).toEqual([])
    await page.context().close()
  })

  it('loses nothing when the session ends while it types', async () => {
    const page = await enterAs('通讯员')
    await page.goto(`${office.url}/my-article?write=new`)
    await page.getByLabel('标题', { exact: true }).fill('会话到期也不丢字')
    await page.getByText('已保存').waitFor()
    await page.context().clearCookies()
    await page.getByLabel('正文', { exact: true }).click()
    await page.keyboard.type('写了 3 段。')
    const dialog = page.getByRole('dialog', { name: '登录已到期' })
    await dialog.getByRole('textbox').fill(office.password)
    await dialog.getByRole('button', { name: '登录' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByText('已保存').waitFor()
    await page.getByRole('button', { name: '返回列表' }).click()
    await page.getByRole('link', { name: '会话到期也不丢字' }).click()
    await page.getByText('写了 3 段。').waitFor()
    await page.context().close()
  })

  it('says that nothing is saved while the server cannot be reached, and saves when it can', async () => {
    const page = await enterAs('通讯员')
    await page.goto(`${office.url}/my-article?write=new`)
    await page.getByLabel('标题', { exact: true }).waitFor()
    await page.route('**/api/article.save-draft', route => route.abort())
    await page.getByLabel('标题', { exact: true }).fill('断网时写的')
    await page.getByText('没有保存上').waitFor()
    expect(await page.getByText(/^已保存/).count()).toBe(0)
    await page.unroute('**/api/article.save-draft')
    await page.getByText(/^已保存/).waitFor()
    expect(await page.getByLabel('标题', { exact: true }).inputValue()).toBe('断网时写的')
    await page.context().close()
  })

  it('works on a phone', async () => {
    const page = await enterAs('通讯员', PHONE)
    await page.goto(`${office.url}/my-article`)
    await page.getByRole('link', { name: '断网时写的' }).waitFor()
    await look(page, 'mine-phone')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await page.getByRole('button', { name: '新建报送' }).click()
    await page.getByLabel('标题', { exact: true }).waitFor()
    await look(page, 'writing-phone')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    expect(await barriers(page)).toEqual([])
    await page.context().close()
  })
})

describe('the office', () => {
  let unit: Page
  let page: Page
  beforeAll(async () => {
    unit = await enterAs('通讯员')
    for (const subject of SUBJECTS) for (const place of PLACES) await handIn(unit, `${place}推进${subject}工作取得实效`)
    page = await enterAs('编辑', { viewport: { width: 1440, height: 900 } })
    await page.goto(`${office.url}/article`)
    await page.locator('.pool-row').first().waitFor()
  })

  it('decides thirty articles from the keyboard, and takes the last decision back', async () => {
    const waiting = async (): Promise<number> =>
      Number((await call(page, 'article.pool', { states: ['submitted'] })).total)
    const before = await waiting()
    expect(before).toBeGreaterThanOrEqual(30)
    await page.goto(`${office.url}/article?state=submitted`)
    await page.locator('.pool-row').first().waitFor()
    await page.keyboard.press('j')
    await page.locator('.pane-head h2').waitFor()
    await look(page, 'pool')
    expect(await barriers(page)).toEqual([])
    for (let at = 0; at < 30; at += 1) {
      const title = await page.locator('.pane-head h2').textContent()
      const key = 'abhrab'[at % 6] ?? 'a'
      await page.keyboard.press(key)
      if (key === 'r') {
        const dialog = page.getByRole('dialog', { name: '退改' })
        await dialog.waitFor()
        if (at === 3) await look(page, 'reason')
        await page.keyboard.press('4')
        await page.keyboard.press('Enter')
        await dialog.waitFor({ state: 'hidden' })
      }
      await expect.poll(() => page.locator('.pane-head h2').textContent(), SLOW).not.toBe(title)
    }
    await expect.poll(waiting, SLOW).toBe(before - 30)
    await page.keyboard.press('z')
    await page.getByText('已撤销').waitFor()
    expect(await waiting()).toBe(before - 29)
  })

  it('makes one of several, chosen with the space bar', async () => {
    await handIn(unit, '合稿来源：安乐镇林下经济')
    await handIn(unit, '合稿来源：七级镇林下经济')
    await page.goto(`${office.url}/article?text=${encodeURIComponent('林下经济')}`)
    await page.locator('.pool-row').nth(1).waitFor()
    for (const key of ['j', ' ', 'j', ' ']) await page.keyboard.press(key)
    await page.getByText('已选 2 篇').waitFor()
    await page.keyboard.press('m')
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('标题', { exact: true }).fill('两镇发展林下经济')
    await look(page, 'merge')
    await dialog.getByRole('button', { name: '合成一篇' }).click()
    await page.getByText('由这些稿件合成').waitFor()
    await page.getByRole('button', { name: '解除合并' }).click()
    await page.locator('.pane-head').getByText('未采用').waitFor()
  })

  it('shows both texts when two editors work on one article, and loses neither', async () => {
    const article = await handIn(unit, '两位编辑改同一篇')
    await page.goto(`${office.url}/article?article=${article}`)
    await page.locator('.pane-head h2').waitFor()
    await page.keyboard.press('e')
    await page.getByLabel('标题', { exact: true }).fill('我改的题目')
    const { version } = await call(page, 'article.get', { article })
    const body = [{ kind: 'paragraph', runs: [{ text: '同事先改的正文 5 处。' }] }]
    await call(page, 'article.edit', { article, version, title: '同事改的题目', body, note: '' })
    await page.getByRole('button', { name: '保存改稿' }).click()
    const both = page.getByRole('alert')
    await both.getByText('同事先改的正文 5 处。').waitFor()
    await both.getByText('我改的题目').waitFor()
    expect(await barriers(page)).toEqual([])
    await look(page, 'conflict')
    await page.getByRole('button', { name: '用我写的再保存' }).click()
    await page.locator('.pane-head').getByText('我改的题目').waitFor()
    const { versions } = await call(page, 'article.get', { article })
    expect(Array.isArray(versions) && versions.map(one => one.title)).toEqual([
      '两位编辑改同一篇',
      '同事改的题目',
      '我改的题目',
    ])
    await page.getByRole('radio', { name: /^对照 3/ }).check()
    await page.locator('.changes ins').first().waitFor()
    await look(page, 'changes')
    expect(await barriers(page)).toEqual([])
  })

  it('reads the pool on a phone, and in the dark', async () => {
    const phone = await enterAs('编辑', { ...PHONE, colorScheme: 'dark' })
    await phone.goto(`${office.url}/article`)
    await phone.locator('.pool-row button').first().click()
    await phone.locator('.pane-head h2').waitFor()
    await look(phone, 'pool-phone')
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    expect(await barriers(phone)).toEqual([])
    await phone.context().close()
  })

  it('enters an article for a unit', async () => {
    await page.goto(`${office.url}/article`)
    await page.getByRole('button', { name: '补录' }).click()
    await page.getByLabel('报送单位', { exact: true }).selectOption({ label: '临清局' })
    await page.getByLabel('标题', { exact: true }).fill('电话报来的稿件')
    await page.getByLabel('正文', { exact: true }).click()
    await page.keyboard.type('整治河道 8 处。')
    await look(page, 'enter')
    await page.getByRole('button', { name: '补录到稿件池' }).click()
    await page.locator('.pane-head').getByText('临清局').waitFor()
  })
})

it('goes through all of it without an error in the browser', () => {
  // Refusals are answered with 4xx, which the browser reports by itself; the cut line was cut on purpose.
  expect(browser.problems.filter(problem => !/status of 4\d\d|ERR_FAILED/.test(problem))).toEqual([])
})
