import { describe, expect, it } from 'vitest'
import { upwardPaper } from './upward-paper.ts'

const paper = {
  title: '阳谷县扎实开展隐患排查',
  lines: ['第一段。', '第二段。'],
  sources: ['阳谷局', '耕地保护监督科'],
  office: '市局办公室',
  to: '市政府办公室',
  outlet: '每日要情',
  on: '2023-07-04',
}

describe('a text that goes up', () => {
  it('ends with its sources and says at the foot where it goes', () => {
    const { blocks, meta } = upwardPaper(paper)
    expect(blocks).toEqual([
      { kind: 'paragraph', role: 'article', text: '阳谷县扎实开展隐患排查' },
      { kind: 'paragraph', role: 'text', text: '第一段。' },
      {
        kind: 'paragraph',
        role: 'text',
        text: '第二段。（阳谷局、耕地保护监督科）',
        label: '（阳谷局、耕地保护监督科）',
      },
      {
        kind: 'foot',
        groups: [
          [{ kind: 'list', text: '报：市政府办公室《每日要情》' }],
          [{ kind: 'edges', left: '市局办公室', right: '2023年7月4日报送' }],
        ],
      },
    ])
    expect(meta).toMatchObject({ title: paper.title, issuer: '市局办公室', issuedOn: '2023-07-04' })
  })

  it('names no source and no outlet where there is none', () => {
    const { blocks } = upwardPaper({ ...paper, sources: [], outlet: '' })
    expect(blocks[2]).toEqual({ kind: 'paragraph', role: 'text', text: '第二段。' })
    expect(JSON.stringify(blocks.at(-1))).toContain('报：市政府办公室"')
  })
})
