import { escapeXml, XML_HEAD } from './xml.ts'

/**
 * The official page as numbers (GB/T 9704—2012 党政机关公文格式), in twips (1/20 pt) unless named otherwise. They are worked out
 * so that the type area holds 22 lines of 28 characters whatever font is installed: exact line pitch, no character grid.
 */
export const PAGE = {
  width: 11906, // A4, 5.1
  height: 16838,
  top: 2098, // 天头 37 mm, 5.2.1
  left: 1587, // 订口 28 mm, 5.2.1
  bottom: 1984, // so that the type area is 156×225 mm, 5.2.1
  right: 1475,
  header: 851,
  footer: 1446, // puts the 一字线 7 mm under the type area, 7.5
  textWidth: 8844,
  pitch: 579, // 28.95 pt: 22 lines a page, 5.2.3
  zi: 315, // one 三号 character with its −0.25 pt spacing: 28 a line, 5.2.3
} as const

/** Which names the fonts go by: the bureau's old names, Windows' own, the Founder GBK set of WPS on Linux, or free fonts. */
export type FontProfile = 'gb2312' | 'windows' | 'founder-gbk' | 'free'

export const FONT_ROLES = ['title', 'body', 'kai', 'hei', 'song'] as const
export type FontRole = (typeof FONT_ROLES)[number]

const FONTS: Readonly<Record<FontProfile, Readonly<Record<FontRole, string>>>> = {
  gb2312: { title: '方正小标宋简体', body: '仿宋_GB2312', kai: '楷体_GB2312', hei: '黑体', song: '宋体' },
  windows: { title: '华文中宋', body: '仿宋', kai: '楷体', hei: '黑体', song: '宋体' },
  'founder-gbk': {
    title: '方正小标宋_GBK',
    body: '方正仿宋_GBK',
    kai: '方正楷体_GBK',
    hei: '方正黑体_GBK',
    song: '方正书宋_GBK',
  },
  free: {
    title: 'Noto Serif CJK SC',
    body: 'FandolFang R',
    kai: 'LXGW WenKai',
    hei: 'Noto Sans CJK SC',
    song: 'Noto Serif CJK SC',
  },
}

// What Word takes when a font is missing: OOXML holds no list in the styles, only one other name in the font table.
const OTHER_NAMES: Readonly<Record<FontRole, string>> = {
  title: '方正小标宋_GBK',
  body: 'FangSong',
  kai: 'KaiTi',
  hei: 'SimHei',
  song: 'SimSun',
}

const FAMILIES: Readonly<Record<FontRole, string>> = {
  title: 'roman',
  body: 'modern',
  kai: 'modern',
  hei: 'modern',
  song: 'auto',
}

/** All four slots hold the Chinese font; else “ ” — … · are drawn in the Latin font at half width. */
const rFonts = (name: string): string => {
  const font = escapeXml(name)
  return `<w:rFonts w:hint="eastAsia" w:ascii="${font}" w:hAnsi="${font}" w:eastAsia="${font}" w:cs="${font}"/>`
}

interface Style {
  readonly id: string
  readonly name: string
  readonly font: FontRole
  /** Half points. */
  readonly size: number
  readonly line: number
  readonly align?: 'left' | 'center' | 'right' | 'both'
  /** Elements of pPr before the grid and spacing, in the order of the schema. */
  readonly keep?: string
  readonly tabs?: string
  readonly indent?: string
  readonly outline?: number
}

const FIRST_LINE = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
const KEEP_NEXT = '<w:keepNext/>'
const SOURCE_TAB = `<w:tabs><w:tab w:val="right" w:pos="${PAGE.textWidth}"/></w:tabs>`

/** Every style of the printed page, standard sizes: 二号 44, 三号 32, 四号 28, 五号 21 half points (GB/T 9704 5.2.2, 7.3–7.5). */
export const STYLES = [
  { id: 'GwTitle', name: '公文标题', font: 'title', size: 44, line: 700, align: 'center', keep: KEEP_NEXT, outline: 0 },
  { id: 'GwRecipients', name: '公文主送机关', font: 'body', size: 32, line: 579 },
  { id: 'GwBody', name: '公文正文', font: 'body', size: 32, line: 579, indent: FIRST_LINE },
  // 左空二字 and back to the name's first character: 附件： is three characters wide.
  {
    id: 'GwAttachments',
    name: '公文附件说明',
    font: 'body',
    size: 32,
    line: 579,
    keep: KEEP_NEXT,
    indent: '<w:ind w:left="1575" w:hanging="945"/>',
  },
  { id: 'GwSign', name: '公文署名', font: 'body', size: 32, line: 579, align: 'right' },
  {
    id: 'GwAttachLabel',
    name: '公文附件标识',
    font: 'hei',
    size: 32,
    line: 579,
    align: 'left',
    keep: `${KEEP_NEXT}<w:pageBreakBefore/>`,
  },
  {
    id: 'GwH1',
    name: '公文一级标题',
    font: 'hei',
    size: 32,
    line: 579,
    keep: `${KEEP_NEXT}<w:keepLines/>`,
    indent: FIRST_LINE,
    outline: 1,
  },
  {
    id: 'GwH2',
    name: '公文二级标题',
    font: 'kai',
    size: 32,
    line: 579,
    keep: `${KEEP_NEXT}<w:keepLines/>`,
    indent: FIRST_LINE,
    outline: 2,
  },
  {
    id: 'GwTableTitle',
    name: '公文表题',
    font: 'kai',
    size: 32,
    line: 579,
    align: 'center',
    keep: KEEP_NEXT,
    outline: 1,
  },
  {
    id: 'GwUnitHead',
    name: '公文单位小结',
    font: 'body',
    size: 32,
    line: 579,
    keep: `${KEEP_NEXT}<w:keepLines/>`,
    indent: FIRST_LINE,
  },
  { id: 'GwItem', name: '公文条目', font: 'body', size: 32, line: 579, tabs: SOURCE_TAB, indent: FIRST_LINE },
  { id: 'GwTh', name: '公文表头', font: 'hei', size: 21, line: 280, align: 'center' },
  { id: 'GwTd', name: '公文表格', font: 'body', size: 21, line: 300, align: 'center' },
  { id: 'GwBanJi', name: '公文版记', font: 'body', size: 28, line: 500, align: 'left' },
  { id: 'GwRule', name: '公文版记分隔线', font: 'body', size: 2, line: 20 },
  { id: 'GwPageNo', name: '公文页码', font: 'song', size: 28, line: 280 },
] as const satisfies readonly Style[]

export type StyleId = (typeof STYLES)[number]['id']

/** word/styles.xml, whole: nothing is left to the program that opens the document. */
export function stylesXml(profile: FontProfile): string {
  const fonts = FONTS[profile]
  const body = rFonts(fonts.body)
  const normal =
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>' +
    '<w:pPr><w:widowControl w:val="0"/><w:kinsoku/><w:overflowPunct w:val="0"/>' +
    // Without these two Word opens a quarter em between hanzi and digits, and 28 characters no longer fit the line.
    '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:adjustRightInd w:val="0"/>' +
    `<w:spacing w:before="0" w:after="0" w:line="${PAGE.pitch}" w:lineRule="exact"/><w:jc w:val="both"/></w:pPr>` +
    `<w:rPr>${body}<w:spacing w:val="-5"/><w:kern w:val="0"/><w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr></w:style>`
  return (
    `${XML_HEAD}<w:styles xmlns:w="${W}"><w:docDefaults><w:rPrDefault><w:rPr>${body}<w:sz w:val="32"/><w:szCs w:val="32"/>` +
    '<w:lang w:val="zh-CN" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>' +
    normal +
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>' +
    TABLE_STYLES +
    `<w:style w:type="character" w:customStyle="1" w:styleId="GwName"><w:name w:val="公文单位名"/><w:rPr>${rFonts(fonts.kai)}</w:rPr></w:style>` +
    STYLES.map(style => styleXml(style, fonts)).join('') +
    '</w:styles>'
  )
}

const TABLE_STYLES =
  '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>' +
  '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>' +
  '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'

function styleXml(style: Style, fonts: Readonly<Record<FontRole, string>>): string {
  const onGrid = style.line === PAGE.pitch
  // Off the grid both the grid and the −0.25 pt must go: else each small line of a table grows to a whole line of text.
  const spacing = onGrid
    ? ''
    : `<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="${style.line}" w:lineRule="exact"/>`
  return (
    `<w:style w:type="paragraph" w:customStyle="1" w:styleId="${style.id}"><w:name w:val="${style.name}"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>` +
    `${style.keep ?? ''}${style.tabs ?? ''}${spacing}${style.indent ?? ''}` +
    `${style.align === undefined ? '' : `<w:jc w:val="${style.align}"/>`}` +
    `${style.outline === undefined ? '' : `<w:outlineLvl w:val="${style.outline}"/>`}</w:pPr><w:rPr>${rFonts(fonts[style.font])}` +
    `${onGrid ? '' : '<w:spacing w:val="0"/>'}<w:sz w:val="${style.size}"/><w:szCs w:val="${style.size}"/></w:rPr></w:style>`
  )
}

/** word/fontTable.xml: each font with the other name Word may look for. */
export function fontTableXml(profile: FontProfile): string {
  const names = new Map(FONT_ROLES.map(role => [FONTS[profile][role], role]))
  const fonts = [...names].map(
    ([name, role]) =>
      `<w:font w:name="${escapeXml(name)}"><w:altName w:val="${escapeXml(OTHER_NAMES[role])}"/><w:charset w:val="86"/>` +
      `<w:family w:val="${FAMILIES[role]}"/><w:pitch w:val="${role === 'title' ? 'auto' : 'fixed'}"/></w:font>`,
  )
  return `${XML_HEAD}<w:fonts xmlns:w="${W}">${fonts.join('')}</w:fonts>`
}

export const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
