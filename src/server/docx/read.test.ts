import fc from 'fast-check'
import { strToU8, type Zippable, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { juneNotice } from '../../../fixtures/notices/lc-2023-06/notice.ts'
import { layout } from '../../domain/notice/layout.ts'
import type { Block } from '../../domain/notice/notice.ts'
import { readDocx } from './read.ts'
import { writeDocx } from './write.ts'

const W =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'

/** A .docx around a body, with other parts as given. */
function docx(body: string, others: Record<string, string> = {}): Uint8Array {
  const files: Zippable = { 'word/document.xml': strToU8(`<w:document ${W}><w:body>${body}</w:body></w:document>`) }
  for (const [name, xml] of Object.entries(others)) files[name] = strToU8(xml)
  return zipSync(files)
}
const p = (runs: string, properties = ''): string =>
  `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${runs}</w:p>`
const r = (text: string): string => `<w:r><w:t>${text}</w:t></w:r>`
const tc = (text: string, properties = ''): string => `<w:tc><w:tcPr>${properties}</w:tcPr>${p(r(text))}</w:tc>`
const texts = async (bytes: Uint8Array): Promise<string[]> =>
  (await readDocx(bytes)).blocks.flatMap(block => (block.kind === 'paragraph' ? [block.text] : []))
const rowsOf = async (body: string) => {
  const { blocks } = await readDocx(docx(body))
  return blocks.flatMap(block => (block.kind === 'table' ? [block] : []))
}

const META = { title: '', issuer: '', issuedOn: null, subject: '', keywords: '' }

/** What a reader of the page sees of a block. */
const seen = (block: Block) =>
  block.kind === 'paragraph' ? block.text.replaceAll('通　报', '通报') : { headRows: block.headRows, rows: block.rows }

describe('what we wrote', () => {
  it('is read back block for block', async () => {
    const blocks = layout(juneNotice())
    const { blocks: back, warnings } = await readDocx(writeDocx(blocks, META))
    expect(back.map(seen)).toEqual(blocks.map(seen))
    expect(warnings).toEqual([])
  })
})

describe('whatever a notice says', () => {
  const word = fc
    .array(
      fc.constantFrom(
        ...Array.from('市局县区分局政务信息采用情况（）“”《》、，。：；0123456789.-—·<>&"\'ab林草\u{20000}'),
      ),
      { minLength: 1, maxLength: 40 },
    )
    .map(characters => characters.join(''))
  const heads = fc.array(word, { minLength: 1, maxLength: 3 })
  const place = { part: 'table' } as const
  const value = fc.oneof(
    fc.constant(null),
    fc.integer({ min: -999_999, max: 999_999 }).map(x100 => ({ x100, place })),
    word.map(text => ({ text, place })),
  )
  const table = fc.array(heads, { minLength: 1, maxLength: 14 }).chain(columns =>
    fc.record({
      title: word,
      rows: fc.array(
        fc.record({ unit: word, cells: fc.array(value, { minLength: columns.length, maxLength: columns.length }) }),
        { maxLength: 5 },
      ),
      columns: fc.constant(columns),
    }),
  )
  const item = fc.record({
    number: fc.option(fc.nat(500)),
    title: word,
    label: fc.constantFrom('', '第9期', '第12期 简讯', '市政府约稿'),
  })

  it('is read back from the page as it was laid out', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(table, { maxLength: 3 }),
        fc.array(item, { maxLength: 6 }),
        word,
        async (tables, items, text) => {
          const june = juneNotice()
          const [list] = june.lists
          if (list === undefined) throw new Error('the June notice has lists')
          const blocks = layout({
            ...june,
            body: [{ text, place: { part: 'body' } }],
            tables: tables.map(({ title, rows, columns }, index) => ({
              id: `表${index + 1}`,
              title,
              group: '',
              unitHead: '单位',
              columns: columns.map(path => ({ heads: path, measure: 'other' })),
              rows: rows.map(row => ({ ...row, place })),
              total: null,
              repeatedHeads: [],
              place,
            })),
            lists: [
              {
                ...list,
                items: items.map(one => ({ ...one, issue: null, kind: null, source: '', place: { part: 'list' } })),
              },
            ],
          })
          const { blocks: back } = await readDocx(writeDocx(blocks, META))
          expect(back.map(seen)).toEqual(blocks.map(seen))
        },
      ),
      { numRuns: 60 },
    )
  }, 60_000)
})

describe('text', () => {
  it('is read as Word shows it: tabs, breaks, hyphens, entities, runs joined', async () => {
    const body = p(
      `${r('市局')}<w:r><w:tab/><w:t>采用&lt;信息&gt;</w:t><w:noBreakHyphen/><w:t xml:space="preserve"> 3篇</w:t></w:r>`,
    )
    expect(await texts(docx(body))).toEqual(['市局\t采用<信息>- 3篇'])
  })

  it('takes tracked changes as accepted and leaves out what is hidden', async () => {
    const body =
      p(
        `${r('共')}<w:del w:id="1"><w:r><w:delText>12</w:delText><w:t>12</w:t></w:r></w:del><w:ins w:id="2">${r('15')}</w:ins>${r('条')}`,
      ) +
      p(`${r('看得见')}<w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r>`) +
      p(r('前半'), '<w:rPr><w:del w:id="3"/></w:rPr>') +
      p(r('后半')) +
      p(`<w:moveFrom w:id="4">${r('旧处')}</w:moveFrom><w:moveTo w:id="5">${r('新处')}</w:moveTo>`)
    expect(await texts(docx(body))).toEqual(['共15条', '看得见', '前半后半', '新处'])
  })

  it('shows the result of a field and not its code', async () => {
    const field = (type: string): string => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`
    const body = p(
      `${field('begin')}<w:r><w:instrText> DATE </w:instrText></w:r>${field('separate')}${r('2023年')}${field('end')}`,
    )
    expect(await texts(docx(body))).toEqual(['2023年'])
  })

  it('joins a source label on a line of its own, and the lines of a centred title, but no other lines', async () => {
    const line = '<w:r><w:br/><w:tab/></w:r>'
    const body =
      p(`${r('1.某题目')}${line}${r('（第9期　简讯）')}`) +
      p(`${r('关于采用情况的')}${line}${r('通报')}`, '<w:jc w:val="center"/>') +
      p(`${r('责任编辑：甲')}${line}${r('电话：1')}`) +
      p(`${r('一、总体')}${line}${r('（一）分述')}`)
    const { blocks } = await readDocx(docx(body))
    expect(blocks.map(block => [block.line, seen(block)])).toEqual([
      [1, '1.某题目（第9期　简讯）'],
      [2, '关于采用情况的通报'],
      [3, '责任编辑：甲'],
      [3, '电话：1'],
      [4, '一、总体'],
      [4, '（一）分述'],
    ])
  })

  it('reads a text box once, although it is written twice', async () => {
    const box = (text: string): string => `<w:txbxContent>${p(r(text))}</w:txbxContent>`
    const body = p(
      `${r('正文')}<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>${box('框内')}</w:drawing></mc:Choice><mc:Fallback><w:pict>${box('框内')}</w:pict></mc:Fallback></mc:AlternateContent></w:r>`,
    )
    expect(await texts(docx(body))).toEqual(['框内', '正文'])
  })

  it('writes automatic numbers out, and says when it cannot', async () => {
    const level = (at: number, format: string, text: string): string =>
      `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`
    const numbering =
      `<w:numbering ${W}><w:abstractNum w:abstractNumId="0">${level(0, 'chineseCounting', '%1、')}${level(1, 'decimal', '%2.')}</w:abstractNum>` +
      `<w:abstractNum w:abstractNumId="1">${level(0, 'hebrew1', '%1.')}</w:abstractNum>` +
      '<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="6"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    const listed = (text: string, at: number, list = 5): string =>
      p(r(text), `<w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="${list}"/></w:numPr>`)
    const body =
      listed('甲', 0) +
      listed('子', 1) +
      listed('丑', 1) +
      listed('乙', 0) +
      listed('寅', 1) +
      listed('异', 0, 6) +
      listed('无', 0, 0)
    const { blocks, warnings } = await readDocx(docx(body, { 'word/numbering.xml': numbering }))
    expect(blocks.map(seen)).toEqual(['一、甲', '1.子', '2.丑', '二、乙', '1.寅', '异', '无'])
    expect(warnings).toEqual(['有 1 处自动编号的样式未能识别，编号没有读取。'])
  })

  it('says that pictures were not read', async () => {
    const { warnings } = await readDocx(docx(p('<w:r><w:drawing><pic:pic xmlns:pic="urn:pic"/></w:drawing></w:r>')))
    expect(warnings).toEqual(['文中有 1 幅图片，图片里的文字没有读取。'])
  })
})

describe('tables', () => {
  it('keep merged cells as spans, and count the header rows', async () => {
    const head = '<w:trPr><w:tblHeader/></w:trPr>'
    const [table] = await rowsOf(
      `<w:tbl><w:tr>${head}${tc('单位', '<w:vMerge w:val="restart"/>')}${tc('采用', '<w:gridSpan w:val="2"/>')}</w:tr>` +
        `<w:tr>${head}${tc('', '<w:vMerge/>')}${tc('篇数')}${tc('记分')}</w:tr><w:tr>${tc('阳谷局')}${tc('5')}${tc('')}</w:tr></w:tbl>`,
    )
    expect(table?.headRows).toBe(2)
    expect(table?.rows).toEqual([
      [
        { text: '单位', rowSpan: 2 },
        { text: '采用', colSpan: 2 },
      ],
      [{ text: '篇数' }, { text: '记分' }],
      [{ text: '阳谷局' }, { text: '5' }, { text: '' }],
    ])
  })

  it('leave out a deleted row and keep numbers of one cell apart', async () => {
    const two = `<w:tc>${p(r('3'))}${p(r('5'))}</w:tc><w:tc>${p(r('本月'))}${p(r('基础分'))}</w:tc>`
    const [table] = await rowsOf(
      `<w:tbl><w:tr><w:trPr><w:del w:id="1"/></w:trPr>${tc('旧')}${tc('旧')}</w:tr><w:tr>${two}</w:tr></w:tbl>`,
    )
    expect(table?.rows).toEqual([[{ text: '3\n5' }, { text: '本月基础分' }]])
  })

  it('flatten a table inside a cell into its text', async () => {
    const inner = `<w:tbl><w:tr>${tc('内一')}${tc('内二')}</w:tr></w:tbl>`
    const [table, ...others] = await rowsOf(
      `<w:tbl><w:tr><w:tc>${p(r('外'))}${inner}${p('')}</w:tc>${tc('旁')}</w:tr></w:tbl>`,
    )
    expect(others).toEqual([])
    expect(table?.rows).toEqual([[{ text: '外内一\t内二' }, { text: '旁' }]])
  })

  it('are read as paragraphs where they are only a box around text', async () => {
    const floating = '<w:tblPr><w:tblpPr w:vertAnchor="margin"/></w:tblPr>'
    expect(
      await texts(docx(`<w:tbl>${floating}<w:tr>${tc('发：各局')}</w:tr><w:tr>${tc('电话：1')}</w:tr></w:tbl>`)),
    ).toEqual(['发：各局', '电话：1'])
  })

  it('do not believe a span wider than Word can write', async () => {
    const [table] = await rowsOf(`<w:tbl><w:tr>${tc('宽', '<w:gridSpan w:val="900000"/>')}${tc('窄')}</w:tr></w:tbl>`)
    expect(table?.rows[0]?.[0]?.colSpan).toBe(63)
  })
})
