import { createServer } from 'node:http'
import { afterAll, expect, it } from 'vitest'
import { openBrowser } from './chromium.ts'

const browser = await openBrowser()
afterAll(() => browser.close())

const PAGE = `<!doctype html><meta charset="utf-8"><title>采风</title><button onclick="document.title='按过'">按</button>
<script>console.error('said by the page')</script>`

it('opens a page at the size asked for, clicks, and hears what went wrong', async () => {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end(PAGE)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const page = await browser.page({ viewport: { width: 390, height: 700 } })
  await page.goto(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`)
  await page.getByRole('button', { name: '按' }).click()
  expect(await page.title()).toBe('按过')
  expect(await page.evaluate(() => [innerWidth, navigator.language, new Date(0).getHours()])).toEqual([390, 'zh-CN', 8])
  expect(browser.problems).toContain('said by the page')
  await page.context().close()
  server.closeAllConnections()
  server.close()
})
