import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readRich } from '../../../domain/rich-text.ts'
import { documentOf, richOfDocument } from './nodes.ts'

describe('a text in the editor', () => {
  it.each([
    '<p>一段<b>粗体</b>和<u>下划线</u><br>换行</p>',
    '<ol><li>甲<ol><li>甲一</li><li>甲二</li></ol></li><li>乙</li></ol>',
    '<table><tr><th colspan="2">项目</th></tr><tr><td>甲</td><td>12<p>处</p></td></tr></table>',
    '<p><a href="https://example.org/a">网址</a></p>',
    '',
  ])('comes out as it went in: %s', html => {
    const rich = readRich(html)
    expect(richOfDocument(documentOf(rich))).toEqual(rich)
  })

  it('loses only what the keeping has no shape for, whatever the editor holds', () => {
    const document = {
      type: 'doc',
      content: [
        { type: 'heading', content: [{ type: 'text', text: '标题' }] },
        { type: 'image', attrs: { src: 'https://example.org/x.png' } },
        {
          type: 'paragraph',
          content: [
            { type: 'text', text: '点', marks: [{ type: 'link', attrs: { href: 'javascript:alert(1)' } }] },
            { type: 'hardBreak' },
          ],
        },
      ],
    }
    expect(richOfDocument(document)).toEqual([
      { kind: 'paragraph', runs: [{ text: '标题' }] },
      { kind: 'paragraph', runs: [{ text: '点' }] },
    ])
  })

  it('keeps lists of any depth and paragraphs of any looks', () => {
    const run = fc.record({
      text: fc.stringMatching(/^[甲乙丙]{1,4}$/),
      strong: fc.constant<true | undefined>(true),
    })
    const items = fc.array(
      fc.record({ level: fc.integer({ min: 0, max: 3 }), runs: fc.array(run, { minLength: 1, maxLength: 1 }) }),
      {
        minLength: 1,
        maxLength: 6,
      },
    )
    fc.assert(
      fc.property(items, found => {
        // A list begins at its outermost level and goes one deeper at a time.
        let before = -1
        const stepped = found.map(item => {
          before = Math.min(item.level, before + 1)
          return { ...item, level: before }
        })
        const rich = [
          {
            kind: 'list' as const,
            ordered: true,
            items: stepped.map(({ level, runs }) => ({
              level,
              runs: runs.map(({ text }) => ({ text, strong: true as const })),
            })),
          },
        ]
        expect(richOfDocument(documentOf(rich))).toEqual(rich)
      }),
    )
  })
})
