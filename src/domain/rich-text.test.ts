import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Problem } from './problems.ts'
import { plainOf, type RichBlock, RichText, readRich, richOfText } from './rich-text.ts'

const runsOf = (block: RichBlock) =>
  block.kind === 'paragraph'
    ? block.runs
    : block.kind === 'list'
      ? block.items.flatMap(item => item.runs)
      : block.rows.flat().flatMap(cell => cell.paragraphs.flat())

describe('HTML becomes a text', () => {
  it('with paragraphs, breaks and looks', () => {
    expect(readRich('<p>一、<b>做法</b>与<em>成效</em><br>另行</p>\n<div><u>下划</u> 线</div>尾')).toEqual([
      {
        kind: 'paragraph',
        runs: [
          { text: '一、' },
          { text: '做法', strong: true },
          { text: '与' },
          { text: '成效', em: true },
          { text: '\n另行' },
        ],
      },
      { kind: 'paragraph', runs: [{ text: '下划', underline: true }, { text: ' 线' }] },
      { kind: 'paragraph', runs: [{ text: '尾' }] },
    ])
  })

  it('with lists inside each other', () => {
    expect(readRich('<ol><li>甲<ul><li>子</li></ul></li><li><p>乙</p></li></ol><p>后</p>')).toEqual([
      {
        kind: 'list',
        ordered: true,
        items: [
          { level: 0, runs: [{ text: '甲' }] },
          { level: 1, runs: [{ text: '子' }] },
          { level: 0, runs: [{ text: '乙' }] },
        ],
      },
      { kind: 'paragraph', runs: [{ text: '后' }] },
    ])
  })

  it('with tables, their heads and spans', () => {
    const html =
      '<table border=1><thead><tr><th rowspan="2">单位</th><th colspan=2>采用</th></tr><tr><th>篇</th><th>分</th></tr></thead>' +
      '<tbody><tr><td><p>阳谷局</p><p>（县）</p></td><td>3</td><td></td></tr></tbody></table>'
    expect(readRich(html)).toEqual([
      {
        kind: 'table',
        rows: [
          [
            { paragraphs: [[{ text: '单位' }]], head: true, rowSpan: 2 },
            { paragraphs: [[{ text: '采用' }]], head: true, colSpan: 2 },
          ],
          [
            { paragraphs: [[{ text: '篇' }]], head: true },
            { paragraphs: [[{ text: '分' }]], head: true },
          ],
          [
            { paragraphs: [[{ text: '阳谷局' }], [{ text: '（县）' }]] },
            { paragraphs: [[{ text: '3' }]] },
            { paragraphs: [] },
          ],
        ],
      },
    ])
  })

  it('as Word puts it on the clipboard', () => {
    const html = `<html xmlns:o="urn:o"><head><meta charset=utf-8><style>p.MsoNormal{color:red}</style>
<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]--></head><body lang=ZH-CN style='tab-interval:21.0pt'>
<!--StartFragment--><p class=MsoNormal style='text-indent:21.0pt'><b><span style='font-family:仿宋_GB2312'>市局信息
工作<o:p></o:p></span></b></p><p class=MsoListParagraph><![if !supportLists]><span>1.<span>&nbsp;&nbsp;</span></span><![endif]>甲&amp;乙<del>旧</del><span style='display:none;mso-hide:all'>藏</span></p>
<div style='mso-element:comment-list'><p>批注内容</p></div><!--EndFragment--></body></html>`
    expect(plainOf(readRich(html))).toBe('市局信息工作\n1.\u00a0\u00a0甲&乙')
  })

  it('with links to http, https and mailto only', () => {
    const html =
      '<a href="https://a.gov.cn/x?a=1&amp;b=2">甲</a><a href=" HTTP://b.cn ">乙</a><a href=mailto:a@b.cn>丙</a><a href="javascript:x">丁</a><a href="ftp://c">戊</a><a href="//d">己</a>'
    const [block] = readRich(html)
    expect(block?.kind === 'paragraph' && block.runs).toEqual([
      { text: '甲', href: 'https://a.gov.cn/x?a=1&b=2' },
      { text: '乙', href: 'HTTP://b.cn' },
      { text: '丙', href: 'mailto:a@b.cn' },
      { text: '丁戊己' },
    ])
  })

  it('with a table inside a cell as lines of that cell', () => {
    const [table] = readRich(
      '<table><tr><td>外<table><tr><td>内一</td><td>内二</td></tr></table></td><td>旁</td></tr></table>',
    )
    expect(plainOf(table === undefined ? [] : [table])).toBe('外 内一\t内二\t旁')
  })

  it('whatever is not closed, crossed or stray', () => {
    expect(plainOf(readRich('<p>甲<b>乙<p>丙</b>丁</td></table><li>戊 < 己 <3'))).toBe('甲乙\n丙丁\n戊 < 己 <3')
    expect(plainOf(readRich('<table><td>一<td>二<tr><td>三'))).toBe('一\t二\n三')
    expect(readRich('<table></table><ul></ul><p> &nbsp;</p>')).toEqual([])
  })
})

describe('plain text', () => {
  it('becomes a paragraph a line and comes back', () => {
    expect(plainOf(richOfText('\ufeff甲\r\n\n　　乙\u0000\n'))).toBe('甲\n乙')
  })

  it('too long is refused', () => {
    expect(() => richOfText('文'.repeat(500_001))).toThrow(Problem)
    expect(() => readRich(' '.repeat(5_000_001))).toThrow(Problem)
    expect(() => readRich(`<table>${'<tr><td>文'.repeat(5_001)}</table>`)).toThrow(Problem)
  })
})

describe('a value from outside', () => {
  it.each([
    ['a link that runs a script', [{ kind: 'paragraph', runs: [{ text: 'x', href: 'javascript:alert(1)' }] }]],
    ['a link with a blank inside', [{ kind: 'paragraph', runs: [{ text: 'x', href: 'https://a b' }] }]],
    ['markup by another name', [{ kind: 'html', html: '<b>' }]],
    ['a property of its own', [{ kind: 'paragraph', runs: [{ text: 'x', style: 'color:red' }] }]],
    ['a span over a million columns', [{ kind: 'table', rows: [[{ paragraphs: [], colSpan: 1_000_000 }]] }]],
  ])('is refused with %s', (_, value) => {
    expect(RichText.safeParse(value).success).toBe(false)
  })
})

// ── hostile HTML ───────────────────────────────────────────────────────────────────────────────────────────────

const CALL = 'alert(document.domain)'
const SCHEMES = [
  `javascript:${CALL}`,
  `JaVaScRiPt:${CALL}`,
  `java\tscript:${CALL}`,
  `java\nscript:${CALL}`,
  ` \u0001javascript:${CALL}`,
  `&#106;&#97;vascript&colon;${CALL}`,
  `&#x6A;avascript:${CALL}`,
  `jav&Tab;ascript:${CALL}`,
  `vbscript:msgbox(1)`,
  `data:text/html,<script>${CALL}</script>`,
  `data:text/html;base64,PHNjcmlwdD4=`,
  `file:///etc/passwd`,
  `blob:https://x/1`,
  `view-source:javascript:${CALL}`,
  `feed:javascript:${CALL}`,
  `//evil.test`,
  `\\\\evil.test\\share`,
  `https:javascript:${CALL}`,
  `https://x" onclick="${CALL}`,
  `mailto:a@b.c\u0000javascript:${CALL}`,
]
const EVENTS = [
  'onload',
  'onerror',
  'onclick',
  'onmouseover',
  'onfocus',
  'onanimationstart',
  'ontoggle',
  'onpointerenter',
]
const HOLDERS = [
  'img src=x',
  'svg',
  'body',
  'p',
  'input autofocus',
  'details open',
  'video src=x',
  'td',
  'b',
  'marquee',
]
const WHOLE = [
  `<script>${CALL}</script>`,
  `<SCRIPT SRC=//evil.test/x.js></SCRIPT>`,
  `<scr<script>ipt>${CALL}</script>`,
  `<script/x>${CALL}</script/y>`,
  `<script>${CALL}</script x>`,
  `<script>${CALL}`,
  `<style>@import '//evil.test/x.css';</style>`,
  `<style>p{background:url(javascript:${CALL})}</style>`,
  `<svg><script>${CALL}</script></svg>`,
  `<svg><a xlink:href="javascript:${CALL}"><text>x</text></a></svg>`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${CALL}&gt;">`,
  `<math><maction actiontype="statusline" xlink:href="javascript:${CALL}">x</maction></math>`,
  `<form><math><mtext></form><form><mglyph><svg><mtext><style><path id="</style><img onerror=${CALL} src>">`,
  `<noscript><p title="</noscript><img src=x onerror=${CALL}>">`,
  `<textarea><script>${CALL}</script></textarea>`,
  `<title><img src=x onerror=${CALL}></title>`,
  `<iframe src="javascript:${CALL}"></iframe>`,
  `<iframe srcdoc="<script>${CALL}</script>"></iframe>`,
  `<object data="javascript:${CALL}"></object>`,
  `<embed src="javascript:${CALL}">`,
  `<applet code=x></applet>`,
  `<link rel=stylesheet href=//evil.test/x.css>`,
  `<meta http-equiv=refresh content="0;url=javascript:${CALL}">`,
  `<base href="//evil.test/">`,
  `<form action="javascript:${CALL}"><button formaction="javascript:${CALL}">x</button></form>`,
  `<template><script>${CALL}</script></template>`,
  `<!--><img src=x onerror=${CALL}>-->`,
  `<!--[if gte IE 4]><script>${CALL}</script><![endif]-->`,
  `<![CDATA[<script>${CALL}</script>]]>`,
  `<?xml version="1.0"?><?php ${CALL} ?>`,
  `<xml id=i><x><c><![CDATA[<img src=x onerror=${CALL}>]]></c></x></xml>`,
  `<p style="background:url(javascript:${CALL});behavior:url(x)">文</p>`,
  `<p style="width:expression(${CALL})">文</p>`,
  `<div id=getElementById name=cookie>文</div>`,
  `<a name="__proto__" id="constructor">文</a>`,
  `<img src="x\` \`<script>${CALL}</script>"\` \`>`,
  `<a href="https://a.test" target=_blank rel=opener ping=//evil.test onclick=${CALL}>文</a>`,
  `<xmp><p title="</xmp><svg/onload=${CALL}>">`,
  `<plaintext><script>${CALL}</script>`,
  `<select><style></select><img src=x onerror=${CALL}></style></select>`,
  `<\u0000script>${CALL}</script>`,
  `<p\u000conclick=${CALL}>文</p>`,
]
const WRAPPERS: ((inner: string) => string)[] = [
  inner => inner,
  inner => `<p>前${inner}后</p>`,
  inner => `<table><tr><td>${inner}</td></tr></table>`,
  inner => `<ul><li>${inner}</ul>`,
  inner => `<b><i><u>${inner}`,
  inner => `<!-- x --!>${inner}`,
  inner => `<svg><desc>${inner}</desc></svg>`,
  inner => `<p title='>${inner}'>${inner}`,
  inner => `&lt;b&gt;${inner}&lt;/b&gt;`,
]
const SEEDS = [
  ...SCHEMES.flatMap(address => [
    `<a href="${address}">文</a>`,
    `<a href='${address}'>文</a>`,
    `<img src="${address}">`,
  ]),
  ...HOLDERS.flatMap(holder => EVENTS.map(event => `<${holder} ${event}="${CALL}">`)),
  ...WHOLE,
]
const CORPUS = SEEDS.flatMap(seed => WRAPPERS.map(wrap => wrap(seed)))

describe('hostile HTML', () => {
  it('is tried in more than five hundred forms, and nothing of it but text is left', () => {
    expect(CORPUS.length).toBeGreaterThan(1_500)
    for (const html of CORPUS) {
      const rich = readRich(html)
      expect(RichText.parse(rich), html).toEqual(rich)
      for (const { href } of rich.flatMap(runsOf))
        if (href !== undefined) expect(href, html).toMatch(/^(https?:\/\/|mailto:)[^\s"<>]+$/)
    }
  })

  it('keeps no word of a script, a style sheet or a drawing', () => {
    const inside = [
      'script',
      'style',
      'svg',
      'math',
      'iframe',
      'object',
      'noscript',
      'textarea',
      'template',
      'head',
      'xml',
    ]
    for (const name of inside)
      expect(plainOf(readRich(`前<${name} a="1">${CALL}<p>里</p></${name}>后`)), name).toBe('前后')
  })

  it('of any kind becomes a value of the closed shape', () => {
    const bits = fc.constantFrom(
      '<',
      '>',
      '</',
      '"',
      "'",
      '=',
      '&#',
      ';',
      '<!--',
      '-->',
      'table',
      'td',
      'script',
      'a href',
      'ol',
      'li',
      'p',
      ' ',
      '文',
      '\u0000',
      'https://a',
      '/',
    )
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 80 }), parts => {
        const rich = readRich(parts.join(''))
        expect(RichText.parse(rich)).toEqual(rich)
      }),
      { numRuns: 2_000 },
    )
  })

  it('of a megabyte of one worst character is read all the same', () => {
    const worst = [
      '<',
      '<a ',
      '<!--',
      '&',
      '"',
      "<a x='",
      '<table>',
      '<tr>',
      '<td>',
      '<b>',
      '</b>',
      '<ul><li>',
      '&nbsp;',
      ' \n',
      '<p>',
      '<a b="',
      '<del>',
      '</table>',
    ]
    for (const bit of worst) {
      const html = bit.repeat(Math.floor(1_000_000 / bit.length))
      try {
        expect(RichText.safeParse(readRich(html)).success, bit).toBe(true)
      } catch (error) {
        expect(error, bit).toBeInstanceOf(Problem)
      }
    }
  })
})
