import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { Refusal } from '../docx/refusal.ts'
import { openCompound } from './compound.ts'
import { blocksOf } from './content.ts'
import { readDoc } from './doc.ts'

const SMALL = readFileSync('fixtures/documents/small.doc')

describe('an old .doc', () => {
  const { content, warnings } = readDoc(SMALL)
  const blocks = blocksOf(content)

  it('is read as Word shows it: changes accepted, hidden text left out, numbers written out, fields by their results', () => {
    expect(blocks.flatMap(block => (block.kind === 'paragraph' ? [block.text] : []))).toEqual([
      '2023年6月份政务信息采用情况通报',
      '各县局：请阅',
      '6月份共采用信息3篇，其中简讯1则。',
      '一、阳谷局“一窗受理”提速',
      '二、东阿局——林草巡查',
      '1.子项',
      '三、茌平局',
      '网址：政务网',
      '责任编辑：某\t电话：1234',
      '框内文字',
    ])
  })

  it('keeps its tables with merged cells, header rows and a table in a cell', () => {
    const [table] = blocks.filter(block => block.kind === 'table')
    expect(table?.headRows).toBe(2)
    expect(table?.rows).toEqual([
      [
        { text: '单位', rowSpan: 2 },
        { text: '采用信息', colSpan: 2 },
        { text: '累计分数', rowSpan: 2 },
      ],
      [{ text: '篇数' }, { text: '记分' }],
      [{ text: '阳谷局' }, { text: '3' }, { text: '4.5' }, { text: '29' }],
      [{ text: '东阿局' }, { text: '' }, { text: '0' }, { text: '12' }],
      [{ text: '茌平局' }, { text: '内一\t内二' }, { text: '1' }, { text: '2' }],
      [{ text: '合计' }, { text: '3' }, { text: '4.5' }, { text: '41' }],
    ])
  })

  it('keeps what is bold and what is centred', () => {
    const [title, , text] = content
    expect(title).toEqual({
      kind: 'paragraph',
      centred: true,
      runs: [{ text: '2023年6月份政务信息采用情况通报', strong: true }],
    })
    expect(text?.kind === 'paragraph' && text.runs.filter(run => run.strong)).toEqual([{ text: '简讯', strong: true }])
  })

  it('says what was not read', () => {
    expect(warnings).toEqual([
      '文中有 2 处修订，已按全部接受后的文字读取。',
      '文中有 1 处隐藏文字，没有读取。',
      '文中有 1 幅图片，图片里的文字没有读取。',
      '文中有文本框，其中的 1 段文字列在最后。',
      '文件有脚注 1 处，没有读入正文：“按计入单位统计”。',
      '文件有批注 1 处，没有读入正文：“此处请核”。',
    ])
  })
})

describe('a damaged .doc', () => {
  it('cut off anywhere is read or refused, never a bug', () => {
    let refused = 0
    for (let length = 0; length < SMALL.length; length += 61) refused += outcome(SMALL.subarray(0, length))
    expect(refused).toBeGreaterThan(100)
  })

  it('with any byte changed is read or refused, never a bug', () => {
    let refused = 0
    for (let seed = 0; seed < 1_500; seed += 1) {
      const copy = Buffer.from(SMALL)
      for (let hit = 0; hit < 4; hit += 1)
        copy[(seed * 7919 + hit * 104_729) % copy.length] = (seed * 31 + hit * 97) % 256
      refused += outcome(copy)
    }
    expect(refused).toBeGreaterThan(20)
  })

  it.each<[string, (bytes: Buffer) => void]>([
    [
      'sectors that follow each other in a ring',
      bytes => bytes.writeUInt32LE(bytes.readUInt32LE(48), sectorAt(bytes, 76) + bytes.readUInt32LE(48) * 4),
    ],
    ['sectors of a size there is not', bytes => bytes.writeUInt16LE(31, 30)],
    ['a folder outside of the file', bytes => bytes.writeUInt32LE(0x00ffffff, 48)],
  ])('with %s is refused', (_, harm) => {
    const copy = Buffer.from(SMALL)
    harm(copy)
    expect(outcome(copy)).toBe(1)
  })

  it('whose entries are a ring is searched once', () => {
    const copy = Buffer.from(SMALL)
    const directory = (copy.readUInt32LE(48) + 1) * 512
    for (let entry = 0; entry < 4; entry += 1) {
      copy.writeUInt32LE(1, directory + entry * 128 + 68)
      copy.writeUInt32LE(0, directory + entry * 128 + 72)
    }
    expect(openCompound(copy).names.length).toBeLessThan(5)
  })
})

/** The place in the file of the sector whose number stands at a place of the header. */
const sectorAt = (bytes: Buffer, at: number): number => (bytes.readUInt32LE(at) + 1) * 512

/** 0 when it was read, 1 when it was refused; anything else is a bug and fails the test. */
function outcome(bytes: Uint8Array): number {
  try {
    readDoc(bytes)
    return 0
  } catch (error) {
    if (error instanceof Refusal) return 1
    throw error
  }
}
