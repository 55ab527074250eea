import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { API } from '../api.ts'
import { ACCESS } from '../domain/access.ts'
import { exampleOf } from './docs-example.ts'
import { docsPage } from './docs-page.ts'
import { isKnownRoute, PLAIN_ROUTES } from './http.ts'
import { openApi, operations, whoMay } from './openapi.ts'

const Document = z.looseObject({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({ operationId: z.string() }))),
})
const document = Document.parse(openApi())
const ids = Object.values(document.paths).flatMap(item => Object.values(item).map(one => one.operationId))

describe('the interface as OpenAPI', () => {
  it('has every operation exactly once, and each has a right', () => {
    for (const operation of operations()) expect(ids.filter(id => id === operation)).toEqual([operation])
    expect(operations()).toEqual(Object.keys(API))
    expect([...operations()].sort()).toEqual(Object.keys(ACCESS).sort())
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('has only paths that are routes', () => {
    const routes = Object.keys(document.paths).map(path =>
      path.replace(/\{\w+\}\.(docx|pdf|xlsx)$/, ':file').replaceAll(/\{(\w+)\}/g, ':$1'),
    )
    expect(routes.filter(route => !isKnownRoute(route))).toEqual([])
    // And all routes but the two that are the document itself.
    const missing = PLAIN_ROUTES.filter(route => !routes.includes(route))
    expect(missing.sort()).toEqual(['/api/docs', '/api/openapi.json'])
  })

  it('says of every input that nothing else may stand in it, at any depth', () => {
    const open = (value: unknown): boolean =>
      typeof value === 'object' &&
      value !== null &&
      (('properties' in value && !('additionalProperties' in value)) || Object.values(value).some(open))
    const inputs = operations().map(name => [
      name,
      z.toJSONSchema(API[name].input, { io: 'input', unrepresentable: 'any' }),
    ])
    expect(inputs.filter(([, schema]) => open(schema)).map(([name]) => name)).toEqual([])
  })

  it('says of each command that it needs a key, and of no query', () => {
    for (const operation of operations().filter(one => one !== 'file.upload')) {
      const parameters = JSON.stringify(document.paths[`/api/${operation}`]?.post?.parameters ?? [])
      expect(parameters.includes('parameters/Key')).toBe(API[operation].effect === 'command')
    }
  })

  it('refers only to what it has', () => {
    const text = JSON.stringify(document)
    const targets = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = '']) => path.split('/'))
    expect(targets.length).toBeGreaterThan(40)
    const find = (path: readonly string[]) =>
      path.reduce<unknown>((at, name) => z.record(z.string(), z.unknown()).safeParse(at).data?.[name], document)
    expect(targets.filter(path => find(path) === undefined)).toEqual([])
  })

  it('names who may in words', () => {
    expect(whoMay('article.list')).toBe('通讯员（本单位）、单位审核（本单位）、编辑、审核签发、领导')
    expect(whoMay('session.login')).toBe('任何人，不用登录')
    expect(whoMay('session.password')).toBe('登录的人（本人）')
  })
})

describe('the page about the interface', () => {
  const page = docsPage()

  it.each(operations().filter(one => one !== 'file.upload'))(
    'shows an example of %s that its check takes',
    operation => {
      const example = exampleOf(API[operation].input)
      expect(API[operation].input.safeParse(example)).toMatchObject({ success: true })
      expect(page).toContain(`id="${operation}"`)
    },
  )

  it('calls every part by a Chinese name', () => {
    const names = [...page.matchAll(/<h2[^>]*>([^<]*)<\/h2>/g)].map(([, name]) => name)
    expect(names.length).toBeGreaterThan(20)
    expect(names.filter(name => !/^\p{Script=Han}+$/u.test(name ?? ''))).toEqual([])
  })

  it('needs no script and loads nothing', () => {
    expect(page).not.toMatch(/<script|<link|<img|\son\w+=|javascript:|url\(/i)
    expect(page).toContain('<html lang="zh-CN">')
  })

  it('has all its links inside itself, and only whole elements', () => {
    const anchors = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id)
    expect(anchors.length).toBeGreaterThan(10)
    expect(anchors.filter(id => !page.includes(`id="${id}"`))).toEqual([])
    for (const tag of ['details', 'table', 'tr', 'td', 'section', 'pre', 'div'])
      expect(page.split(`<${tag}`).length).toBe(page.split(`</${tag}>`).length)
  })
})
