import { Document, ExternalHyperlink, Packer, Paragraph, TextRun } from 'docx'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { openBrowser } from '../support/chromium.ts'
import { openPages } from './office.ts'

/**
 * Hostile markup through every way a text comes in (paste, drop of a file, title, names, comments), looked at where it is typed and where it is
 * read: nothing runs, nothing is fetched, no element of it is made (HTML-01, HTML-03). A canary shows that the alarm rings.
 */
const office = await openPages()
const browser = await openBrowser()
afterAll(async () => {
  await browser.close()
  await office.close()
})

const TAGS = 'img svg iframe object embed video audio math form input body style link meta base marquee details'.split(
  ' ',
)
const CALLS = [
  'window.__ran=1',
  'top.__ran=1',
  "fetch('/evil')",
  "new Image().src='https://evil.invalid/x'",
  "document.title='evil'",
]
const EVENTS = 'onerror onload onclick onfocus onmouseover ontoggle onbegin onpointerenter onanimationstart'.split(' ')

/** Every tag with every event and call, and the shapes that have passed filters before: more than five hundred. */
const CORPUS: readonly string[] = [
  ...TAGS.flatMap(tag =>
    EVENTS.flatMap(event =>
      CALLS.slice(0, 3).map(code => `<${tag} src=x href=x xlink:href=x ${event}="${code}" autofocus open>字</${tag}>`),
    ),
  ),
  ...CALLS.flatMap(code => [
    `<script>${code}</script>`,
    `<SCRIPT/x>${code}</SCRIPT>`,
    `<svg><script>${code}</script></svg>`,
    `<a href="javascript:${code}">点</a>`,
    `<a href="java&#10;script:${code}">点</a>`,
    `<a href="&#x6a;avascript:${code}">点</a>`,
    `<a href=" data:text/html,<script>${code}</script>">点</a>`,
    `<math><mtext><table><mglyph><style><!--</style><img title="--><img src=x onerror=${code}>">`,
    `<noscript><p title="</noscript><img src=x onerror=${code}>">`,
    `<svg></p><style><a id="</style><img src=1 onerror=${code}>">`,
    `<table><td><form><input autofocus onfocus=${code}></table>`,
    `<template><img src=x onerror=${code}></template>`,
    `<p style="background:url(https://evil.invalid/y)">字</p>`,
    `<iframe srcdoc="<script>${code.replaceAll('"', '')}</script>"></iframe>`,
    `<!--[if gte mso 9]><img src=x onerror=${code}><![endif]-->`,
    `<o:p><v:shape onload=${code}><v:imagedata src="https://evil.invalid/z"/></v:shape></o:p>`,
  ]),
]

async function enterAs(role: string): Promise<Page> {
  const page = await browser.page()
  page.on('dialog', dialog => void dialog.dismiss())
  await page.goto(office.url)
  await page.getByRole('region', { name: '演示账户' }).getByRole('button').filter({ hasText: role }).first().click()
  await page.locator('.who').waitFor()
  return page
}

/** The corpus as the words of a Word document, and a link in it that leads nowhere good. */
const paragraphs = (): Paragraph[] => [
  new Paragraph('题目'),
  ...CORPUS.map(text => new Paragraph(text)),
  new Paragraph({
    children: [new ExternalHyperlink({ link: 'javascript:window.__ran=1', children: [new TextRun('点')] })],
  }),
]

const foreign = new Set<string>()
const watch = (page: Page): void => {
  page.on('request', request => {
    const url = new URL(request.url())
    if (url.origin !== office.url || url.pathname === '/evil') foreign.add(request.url())
  })
}

/** What markup would have left behind in a page. */
const traces = (page: Page): Promise<string[]> =>
  page.evaluate(tags => {
    const found: string[] = []
    if ('__ran' in window) found.push('a script ran')
    for (const root of document.querySelectorAll('.rich, .timeline, .pane-head, .pool-list, .inline-list, h1')) {
      for (const element of root.querySelectorAll([...tags, 'script', 'template', 'noscript'].join(',')))
        if (!element.closest('.pool-row > input, .comment-form') && element.tagName !== 'INPUT')
          found.push(element.outerHTML)
      for (const element of root.querySelectorAll('*'))
        for (const { name, value } of element.attributes)
          if (
            /^on/i.test(name) ||
            (/^(href|src|srcdoc|action)$/i.test(name) && /^\s*(javascript|data|vbscript):/i.test(value))
          )
            found.push(`${name}=${value}`)
    }
    return found
  }, TAGS)

const paste = (page: Page, html: string): Promise<void> =>
  page.locator('.rich-input').evaluate((target, text) => {
    const data = new DataTransfer()
    data.setData('text/html', text)
    target.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  }, html)

describe('hostile markup', () => {
  it('is more than five hundred cases, and the alarm rings for one that is let in', async () => {
    expect(new Set(CORPUS).size).toBeGreaterThan(500)
    const page = await browser.page()
    await page.setContent('<div class="rich"></div>')
    await page.locator('.rich').evaluate(target => {
      target.innerHTML = '<img src="x" onerror="window.__ran=1">'
    })
    await expect.poll(() => traces(page), { timeout: 20_000 }).toContain('a script ran')
    expect((await traces(page)).length).toBeGreaterThan(1)
    await page.context().close()
  })

  it('stays inert where it is pasted, handed in and read by the office', async () => {
    const page = await enterAs('通讯员')
    watch(page)
    await page.goto(`${office.url}/my-article?write=new`)
    await page.locator('.rich-input').waitFor()
    const title = `<img src=x onerror=window.__ran=1>标题\u202Etxt`
    await page.getByLabel('标题').fill(title)
    for (let at = 0; at < CORPUS.length; at += 40) await paste(page, CORPUS.slice(at, at + 40).join('<p>隔</p>'))
    await paste(page, '<p>留下 3 段<b>粗体</b></p>')
    await expect.poll(() => page.locator('.rich-input').textContent(), { timeout: 20_000 }).toContain('留下 3 段')
    expect(await traces(page)).toEqual([])
    await page.getByText(/^已保存/).waitFor()
    await page.getByRole('button', { name: '报送', exact: true }).click()
    await page.getByRole('button', { name: '撤回' }).waitFor()
    await page.getByRole('textbox', { name: '批注内容' }).fill(CORPUS[0] ?? '')
    await page.getByRole('button', { name: '写批注' }).click()
    await page
      .locator('.timeline')
      .getByText(CORPUS[0] ?? '')
      .waitFor()
    expect(await traces(page)).toEqual([])

    const editor = await enterAs('编辑')
    watch(editor)
    await editor.goto(`${office.url}/article?sort=newest`)
    await editor.locator('.pool-row').first().waitFor()
    await editor.keyboard.press('j')
    await editor.locator('.pane .rich').getByText('留下 3 段').waitFor()
    expect(await editor.locator('.pane .rich strong').last().textContent()).toBe('粗体')
    expect(await traces(editor)).toEqual([])
    await editor.keyboard.press('c')
    await editor
      .locator('.timeline')
      .getByText(CORPUS[0] ?? '')
      .waitFor()
    expect(await traces(editor)).toEqual([])
    await page.context().close()
    await editor.context().close()
  })

  it.each([
    ['.docx', async () => Packer.toBuffer(new Document({ sections: [{ children: paragraphs() }] }))],
    ['.txt', async () => Buffer.from(`题目\n${CORPUS.join('\n')}`)],
  ] as const)('stays inert in a %s and in the name of a file', async (ending, bytes) => {
    const page = await enterAs('通讯员')
    watch(page)
    await page.goto(`${office.url}/my-article?write=new`)
    const name = `<img src=x onerror=window.__ran=1>${ending}`
    await page
      .locator('.drop input[type=file]')
      .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: await bytes() })
    await expect.poll(() => page.locator('.rich-input').textContent(), { timeout: 20_000 }).toContain('onerror')
    await page.locator('.fold summary').click()
    await page.locator('.tag bdi').getByText('onerror').waitFor()
    expect(await traces(page)).toEqual([])
    await page.getByText(/^已保存/).waitFor()
    await page.context().close()
  })

  it('fetched nothing from anywhere else', () => {
    expect([...foreign]).toEqual([])
    expect(browser.problems.filter(problem => /__ran|evil/.test(problem))).toEqual([])
  })
})
