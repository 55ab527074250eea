import { describe, expect, it } from 'vitest'
import { cell, docxOf, line, paragraph, row, run, table, WORD } from '../../../test/support/documents.ts'
import { readDocx } from './read.ts'

const said = async (bytes: Uint8Array) => (await readDocx(bytes)).warnings
const texts = async (body: string) =>
  (await readDocx(docxOf(body))).blocks.map(block =>
    block.kind === 'paragraph' ? block.text : block.rows.map(cells => cells.map(each => each.text)),
  )
const field = (type: string): string => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`
const code = (text: string): string => `<w:r><w:instrText>${text}</w:instrText></w:r>`

describe('what is not read is said', () => {
  it('of a document of its own kind: nothing', async () => {
    expect(await said(docxOf(line('正文')))).toEqual([])
  })

  it('changes, hidden text, symbols, objects and what is embedded', async () => {
    const body = `${paragraph(
      `<w:ins w:id="1">${run('新')}</w:ins><w:del w:id="2">${run('旧')}</w:del>${run('藏', '<w:vanish/>')}<w:r><w:sym w:char="F0FE"/></w:r><w:r><w:object/></w:r>`,
    )}<w:altChunk/>`
    expect(await said(docxOf(body))).toEqual([
      '文中有 2 处修订，已按全部接受后的文字读取。',
      '文中有 1 处隐藏文字，没有读取。',
      '文中嵌入了 1 处外部内容，没有读取。',
      '文中有 1 个符号字体的字符，没有读取。',
      '文中有 1 个嵌入对象，对象里的内容没有读取。',
    ])
  })

  it('comments, notes, heads and feet, but no page numbers', async () => {
    const words = (name: string, children: string): string => `<w:${name} xmlns:w="${WORD}">${children}</w:${name}>`
    const parts = {
      'word/comments.xml': words(
        'comments',
        ['甲', '乙', '丙', '丁'].map(text => `<w:comment w:id="1">${line(text)}</w:comment>`).join(''),
      ),
      'word/footnotes.xml': words(
        'footnotes',
        `<w:footnote w:type="separator">${line('——')}</w:footnote><w:footnote>${line('注'.repeat(60))}</w:footnote>`,
      ),
      'word/header1.xml': words('hdr', line('内部资料')),
      'word/footer1.xml': words('ftr', line('— 1 —')),
      'word/footer2.xml': words('ftr', line('第 2 页 共 9 页')),
    }
    const relations = [
      ['rId1', 'comments', 'comments.xml'],
      ['rId2', 'footnotes', 'footnotes.xml'],
      ['rId3', 'header', 'header1.xml'],
      ['rId4', 'footer', 'footer1.xml'],
      ['rId5', 'footer', 'footer2.xml'],
    ] as const
    expect(await said(docxOf(line('正文'), { parts, relations }))).toEqual([
      '文件有批注 4 处，没有读入正文：“甲”、“乙”、“丙” 等。',
      `文件有脚注 1 处，没有读入正文：“${'注'.repeat(40)}…”。`,
      '文件有页眉页脚 1 处，没有读入正文：“内部资料”。',
    ])
  })

  it('macros, embedded files, things fetched from elsewhere; links to read are no matter', async () => {
    const parts = { 'word/vbaProject.bin': 'x', 'word/embeddings/oleObject1.bin': 'x' }
    const relations = [
      ['rId1', 'hyperlink', 'https://a.test/', true],
      ['rId2', 'attachedTemplate', 'https://evil.test/a.dotm', true],
      ['rId3', 'image', 'file:///c:/a.png', true],
    ] as const
    const body = paragraph(
      `${field('begin')}${code(' DDEAUTO c:\\\\cmd.exe ')}${field('separate')}${run('果')}${field('end')}<w:fldSimple w:instr="INCLUDETEXT x">${run('文')}</w:fldSimple>`,
    )
    expect(await said(docxOf(body, { parts, relations }))).toEqual([
      '文中有 2 处从外部取数的域（DDEAUTO、INCLUDETEXT），没有执行，按文件中保存的结果读取。',
      '文件带有宏；宏没有读取，也不会运行。',
      '文件里附带 1 个嵌入的文件或控件，没有读取。',
      '文件引用了 2 处外部资源（https://evil.test/a.dotm 等），没有访问。',
    ])
  })
})

describe('text', () => {
  it('of a field inside the code of another is no text', async () => {
    const inner = `${field('begin')}${code(' PAGE ')}${field('separate')}${run('7')}${field('end')}`
    const body = paragraph(
      `${field('begin')}${code(' IF ')}${inner}${code(' = 7 ')}${field('separate')}${run('末页')}${field('end')}`,
    )
    expect(await texts(body)).toEqual(['末页'])
  })

  it('of only the first alternative is read, and hidden styles hide', async () => {
    const choice = (text: string): string => `<mc:Choice>${run(text)}</mc:Choice>`
    const body = paragraph(
      `<mc:AlternateContent>${choice('一')}${choice('二')}<mc:Fallback>${run('三')}</mc:Fallback></mc:AlternateContent>`,
    )
    const styles = `<w:styles xmlns:w="${WORD}"><w:style w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>`
    const { blocks } = await readDocx(
      docxOf(body + paragraph(run('藏', '<w:rStyle w:val="H"/>') + run('显')), {
        parts: { 'word/styles.xml': styles },
      }),
    )
    expect(blocks.map(block => block.kind === 'paragraph' && block.text)).toEqual(['一', '显'])
  })
})

describe('tables that only place things', () => {
  const small = (text: string): string => table([row([text, '篇数']), row(['甲', '1'])])

  it('are opened: two tables side by side in a frame are two tables', async () => {
    const frame = table([row([cell(small('左') + line('')), cell(small('右') + line(''))])])
    expect(await texts(frame)).toEqual([
      [
        ['左', '篇数'],
        ['甲', '1'],
      ],
      [
        ['右', '篇数'],
        ['甲', '1'],
      ],
    ])
  })

  it('and a box around a title and a table is both', async () => {
    expect(await texts(table([row([cell(line('表一') + small('单位'))])]))).toEqual([
      '表一',
      [
        ['单位', '篇数'],
        ['甲', '1'],
      ],
    ])
  })

  it('but a hidden row is left out of a table of numbers', async () => {
    expect(await texts(table([row(['单位', '篇数']), row(['甲', '1'], '<w:hidden/>'), row(['乙', '2'])]))).toEqual([
      [
        ['单位', '篇数'],
        ['乙', '2'],
      ],
    ])
  })
})
