import type { FontProfile } from '../../domain/print/profile.ts'
import { FONTS, type FontRole, rFonts } from './fonts.ts'
import { PAGE } from './page.ts'
import { W, XML_HEAD } from './xml.ts'

/** Red on a screen; the press mixes its own (GB/T 9704 6.2). Only heads of papers are red. */
export const RED = 'FF0000'

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
  readonly color?: string
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
    keep: KEEP_NEXT,
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
  {
    id: 'GwMasthead',
    name: '公文红头',
    font: 'title',
    size: 72,
    line: 828,
    align: 'center',
    keep: KEEP_NEXT,
    color: RED,
  },
  { id: 'GwNumber', name: '公文发文字号', font: 'body', size: 32, line: 579, align: 'center', keep: KEEP_NEXT },
  { id: 'GwMark', name: '公文标注', font: 'hei', size: 32, line: 579, align: 'left', keep: KEEP_NEXT },
  { id: 'GwEdges', name: '公文两端行', font: 'body', size: 32, line: 579, align: 'left', keep: KEEP_NEXT },
  { id: 'GwRedRule', name: '公文红线', font: 'body', size: 2, line: 20 },
  { id: 'GwColumn', name: '刊物栏目', font: 'hei', size: 32, line: 579, align: 'center', keep: KEEP_NEXT, outline: 1 },
  // ◎ hangs: the line after it starts under the first character of the title.
  {
    id: 'GwContents',
    name: '刊物要目',
    font: 'body',
    size: 32,
    line: 579,
    indent: '<w:ind w:left="945" w:hanging="315"/>',
  },
  {
    id: 'GwArticle',
    name: '刊物信息标题',
    font: 'title',
    size: 36,
    line: 640,
    align: 'center',
    keep: `${KEEP_NEXT}<w:keepLines/>`,
    outline: 1,
  },
  { id: 'GwForeword', name: '刊物按语', font: 'kai', size: 32, line: 579, indent: FIRST_LINE },
  { id: 'GwFormLabel', name: '单据栏目', font: 'hei', size: 28, line: 440, align: 'center' },
  { id: 'GwFormText', name: '单据内容', font: 'body', size: 28, line: 440, align: 'both' },
  { id: 'GwFormNote', name: '单据说明', font: 'body', size: 28, line: 440, align: 'left' },
] as const satisfies readonly Style[]

export type StyleId = (typeof STYLES)[number]['id']

/** word/styles.xml, whole: nothing is left to the program that opens the document. */
export function stylesXml(profile: FontProfile): string {
  const fonts = FONTS[profile]
  const body = rFonts(fonts.body.name)
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
    `<w:style w:type="character" w:customStyle="1" w:styleId="GwName"><w:name w:val="公文单位名"/><w:rPr>${rFonts(fonts.kai.name)}</w:rPr></w:style>` +
    STYLES.map(style => styleXml(style, fonts)).join('') +
    '</w:styles>'
  )
}

const TABLE_STYLES =
  '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>' +
  '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>' +
  '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'

function styleXml(style: Style, fonts: (typeof FONTS)[FontProfile]): string {
  const onGrid = style.line === PAGE.pitch
  // Off the grid both the grid and the −0.25 pt must go: else each small line of a table grows to a whole line of text.
  const spacing = onGrid
    ? ''
    : `<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="${style.line}" w:lineRule="exact"/>`
  return (
    `<w:style w:type="paragraph" w:customStyle="1" w:styleId="${style.id}"><w:name w:val="${style.name}"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>` +
    `${style.keep ?? ''}${style.tabs ?? ''}${spacing}${style.indent ?? ''}` +
    `${style.align === undefined ? '' : `<w:jc w:val="${style.align}"/>`}` +
    `${style.outline === undefined ? '' : `<w:outlineLvl w:val="${style.outline}"/>`}</w:pPr><w:rPr>${rFonts(fonts[style.font].name)}` +
    `${style.color === undefined ? '' : `<w:color w:val="${style.color}"/>`}${onGrid ? '' : '<w:spacing w:val="0"/>'}<w:sz w:val="${style.size}"/><w:szCs w:val="${style.size}"/></w:rPr></w:style>`
  )
}
