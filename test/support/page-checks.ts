import { strFromU8, unzipSync } from 'fflate'
import { SaxesParser } from 'saxes'
import type { Block } from '../../src/domain/notice/notice.ts'

/**
 * What every printed paper must keep, whoever wrote it: each check gives the faults it found as sentences, none for a good paper.
 * Written apart from the writer, from the schema and GB/T 9704—2012 alone.
 */

/** The parts of a .docx as text, by name. */
export const partsOf = (bytes: Uint8Array): Record<string, string> =>
  Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)]))

/** An element with its attributes and children; `text` is that of all in it. */
export interface Seen {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Seen[]
  text: string
}

/** Every element of an XML part, in the order they open; throws where it is not well formed. */
export function parse(xml: string): Seen[] {
  const parser = new SaxesParser()
  const open: Seen[] = []
  const all: Seen[] = []
  parser.on('error', error => {
    throw error
  })
  parser.on('opentag', tag => {
    const seen = { name: tag.name, attributes: { ...tag.attributes }, children: [], text: '' }
    open.at(-1)?.children.push(seen)
    open.push(seen)
    all.push(seen)
  })
  parser.on('text', text => {
    for (const one of open) one.text += text
  })
  parser.on('closetag', () => open.pop())
  parser.write(xml).close()
  return all
}
export const named = (seen: readonly Seen[], name: string): Seen[] => seen.filter(element => element.name === name)
export const childOf = (seen: Seen | undefined, name: string): Seen | undefined =>
  seen?.children.find(element => element.name === name)
const childrenOf = (seen: Seen | undefined, name: string): Seen[] => named(seen?.children ?? [], name)

/** The order the schema wants; Word refuses a file, or ignores the rest, when it is broken. */
const ORDER: Readonly<Record<string, string>> = {
  'w:pPr':
    'pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment outlineLvl rPr sectPr',
  'w:rPr': 'rStyle rFonts b bCs i iCs color spacing w kern position sz szCs highlight u effect lang',
  'w:tblPr':
    'tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription',
  'w:tblBorders': 'top left bottom right insideH insideV',
  'w:tblCellMar': 'top left bottom right',
  'w:tbl': 'tblPr tblGrid tr',
  'w:tr': 'trPr tc',
  'w:tcPr': 'tcW gridSpan vMerge tcBorders shd noWrap tcMar textDirection vAlign',
  'w:sectPr':
    'headerReference footerReference type pgSz pgMar pgBorders pgNumType cols vAlign titlePg textDirection docGrid',
  'w:style': 'name aliases basedOn next link uiPriority semiHidden unhideWhenUsed qFormat locked pPr rPr tblPr',
  'w:settings': 'zoom defaultTabStop evenAndOddHeaders characterSpacingControl compat themeFontLang',
  'w:font': 'altName panose1 charset family pitch',
}

const TYPE_AREA = { width: 8844, height: 12_756 }

/** Check 1 of a printed paper: its parts as Word wants them, the page as the standard wants it. */
export function xmlFaults(bytes: Uint8Array): string[] {
  const parts = partsOf(bytes)
  const main = parse(parts['word/document.xml'] ?? '')
  return [
    ...Object.entries(parts).flatMap(([name, xml]) => orderFaults(name, parse(xml))),
    ...styleFaults(parts),
    ...named(main, 'w:sectPr').flatMap(sectionFaults),
    ...named(main, 'w:tbl').flatMap(table => tableFaults(table)),
    ...endFaults(main),
    ...footerFaults(parts),
    ...coreFaults(parts['docProps/core.xml'] ?? ''),
    ...(/TargetMode|vbaProject|w:hyperlink|w:altChunk|w:fldSimple/.test(Object.values(parts).join(''))
      ? ['a link, macro or foreign part']
      : []),
  ]
}

const orderFaults = (part: string, seen: readonly Seen[]): string[] =>
  seen.flatMap(element => {
    const order = ORDER[element.name]?.split(' ')
    if (order === undefined) return []
    const places = element.children.map(child => order.indexOf(child.name.replace('w:', '')))
    const isSorted = places.every((place, index) => index === 0 || place >= (places[index - 1] ?? 0))
    return places.includes(-1) || !isSorted
      ? [`${part} ${element.name}: ${element.children.map(child => child.name).join(' ')}`]
      : []
  })

function styleFaults(parts: Record<string, string>): string[] {
  const defined = new Set(
    named(parse(parts['word/styles.xml'] ?? ''), 'w:style').map(style => style.attributes['w:styleId']),
  )
  const used = Object.values(parts).flatMap(xml =>
    [...xml.matchAll(/<w:(?:pStyle|rStyle|tblStyle) w:val="([^"]+)"/g)].map(([, id]) => id),
  )
  const fonts = new Set(
    named(parse(parts['word/fontTable.xml'] ?? ''), 'w:font').flatMap(font =>
      childOf(font, 'w:altName') === undefined ? [] : [font.attributes['w:name']],
    ),
  )
  const usedFonts = [...(parts['word/styles.xml'] ?? '').matchAll(/w:eastAsia="([^"]+)" w:cs/g)].map(([, name]) => name)
  return [
    ...[...new Set(used)].filter(id => !defined.has(id)).map(id => `no style ${id}`),
    ...[...new Set(usedFonts)].filter(name => !fonts.has(name)).map(name => `no other name for the font ${name}`),
  ]
}

function sectionFaults(section: Seen): string[] {
  const size = childOf(section, 'w:pgSz')?.attributes ?? {}
  const margins = childOf(section, 'w:pgMar')?.attributes ?? {}
  const number = (value: string | undefined): number => Number(value)
  const width = number(size['w:w']) - number(margins['w:left']) - number(margins['w:right'])
  const height = number(size['w:h']) - number(margins['w:top']) - number(margins['w:bottom'])
  const wanted =
    size['w:orient'] === 'landscape' ? [TYPE_AREA.height, TYPE_AREA.width] : [TYPE_AREA.width, TYPE_AREA.height]
  const grid = childOf(section, 'w:docGrid')?.attributes ?? {}
  const footers = childrenOf(section, 'w:footerReference').map(footer => footer.attributes['w:type'])
  return [
    ...(width === wanted[0] && height === wanted[1] ? [] : [`a type area of ${width}×${height}`]),
    ...(grid['w:type'] === 'lines' && grid['w:charSpace'] === undefined ? [] : ['a grid that is not of lines']),
    ...(footers.join() === 'default,even' ? [] : [`footers ${footers.join()}`]),
  ]
}

/** A grid as wide as the table, cells as wide as their columns, head rows first and flagged, paragraphs at the end of cells. */
function tableFaults(table: Seen): string[] {
  const properties = childOf(table, 'w:tblPr')
  const grid = childrenOf(childOf(table, 'w:tblGrid'), 'w:gridCol').map(column => Number(column.attributes['w:w']))
  const width = Number(childOf(properties, 'w:tblW')?.attributes['w:w'])
  const total = grid.reduce((sum, one) => sum + one, 0)
  const rows = childrenOf(table, 'w:tr')
  const heads = rows.map(row => childOf(childOf(row, 'w:trPr'), 'w:tblHeader') !== undefined)
  const badRows = rows.filter(row => {
    const cells = childrenOf(row, 'w:tc')
    const sum = cells.reduce(
      (all, cell) => all + Number(childOf(childOf(cell, 'w:tcPr'), 'w:tcW')?.attributes['w:w']),
      0,
    )
    return sum !== total || cells.some(cell => cell.children.at(-1)?.name !== 'w:p')
  })
  return [
    ...(total === width && [TYPE_AREA.width, TYPE_AREA.height].includes(width)
      ? []
      : [`a grid of ${total} in a table of ${width}`]),
    ...(badRows.length === 0 ? [] : [`${badRows.length} rows of cells that do not fill the table`]),
    ...(heads.lastIndexOf(true) < heads.filter(Boolean).length ? [] : ['a head row below the first']),
    ...(heads[0] === true && childOf(properties, 'w:tblDescription') === undefined
      ? ['a table without description']
      : []),
  ]
}

/** Two tables never touch, and the text ends in a paragraph and the last section. */
function endFaults(main: readonly Seen[]): string[] {
  const children = named(main, 'w:body')[0]?.children.map(({ name }) => name) ?? []
  const touching = children.filter((name, index) => name === 'w:tbl' && children[index + 1] !== 'w:p')
  return [
    ...(touching.length === 0 ? [] : [`${touching.length} tables without a paragraph after them`]),
    ...(children.at(-1) === 'w:sectPr' && children.at(-2) === 'w:p' ? [] : ['a text that does not end in a paragraph']),
  ]
}

/** `— N —` with U+2014 and each piece of the field in a run of its own: WPS shows no number otherwise. */
function footerFaults(parts: Record<string, string>): string[] {
  const footers = Object.entries(parts).filter(([name]) => /^word\/footer\d\.xml$/.test(name))
  const wanted = 'w:t,w:fldChar,w:instrText,w:fldChar,w:t,w:fldChar,w:t'
  const bad = footers.filter(([, xml]) => {
    const seen = parse(xml)
    const runs = named(seen, 'w:r').map(run =>
      run.children
        .filter(({ name }) => name !== 'w:rPr')
        .map(({ name }) => name)
        .join('+'),
    )
    return runs.join() !== wanted || !/^— PAGE 1 —$/.test(seen[0]?.text.replaceAll('  ', ' ') ?? '')
  })
  return [
    ...bad.map(([name]) => `a page number of another form in ${name}`),
    ...((parts['word/settings.xml'] ?? '').includes('<w:evenAndOddHeaders/>') ? [] : ['no odd and even pages']),
  ]
}

function coreFaults(xml: string): string[] {
  const seen = parse(xml)
  const text = (name: string): string => named(seen, name)[0]?.text ?? ''
  return [
    ...['dc:title', 'dc:creator', 'dc:subject', 'cp:keywords']
      .filter(name => text(name) === '')
      .map(name => `no ${name}`),
    ...(text('dc:language') === 'zh-CN' ? [] : ['a language that is not zh-CN']),
    ...(text('dcterms:created') === text('dcterms:modified') ? [] : ['made on one day and changed on another']),
  ]
}

// ── what the texts say ─────────────────────────────────────────────────────────────────────────────────────────

/** Wordings no printed paper of ours may have (GB/T 9704 7.2.5, 7.3.5.4; GB/T 15834; GB/T 15835). */
const BAD_WORDINGS: readonly (readonly [RegExp, string])[] = [
  [/[[【［]\d{4}[\]】］]\s*\d+号/, '文号 in other brackets than 〔〕'],
  [/〔\d{4}〕0\d*号/, '文号 with a leading zero'],
  [/〔\d{4}〕第/, '文号 with 第'],
  [/年0\d月|月0\d日/, 'a date with a leading zero'],
  [/[〇一二三四五六七八九]{4}年/, 'a year in hanzi'],
  [/\d-\d+(?:月|日|年|季度)/, 'a hyphen in a range of days'],
  [/\p{Script=Han}[,;:!?()]|[,;:!?()]\p{Script=Han}/u, 'half-width punctuation among hanzi'],
  [/》、《|”、“/, '、 between 》《 or ”“'],
  [/（[一二三四五六七八九十]+）、/, '、 after a number in brackets'],
  [/(?<!\d)\d+\.\d0分/, 'points with an idle zero'],
]

/** Check 2: the wordings of texts that we made ourselves (what people wrote is printed as they wrote it). */
export const textFaults = (texts: readonly string[]): string[] =>
  texts.flatMap(text => BAD_WORDINGS.filter(([bad]) => bad.test(text)).map(([, fault]) => `${fault}: ${text}`))

/** Check 2 of a notice as a whole: 附件说明 names the attachments as they name themselves, 发 goes to whom 主送 names. */
export function noticeFaults(blocks: readonly Block[]): string[] {
  const texts = (role: Block['role']): string[] =>
    blocks.flatMap(block => (block.kind === 'paragraph' && block.role === role ? [block.text] : []))
  const named = texts('attachments').flatMap(text =>
    text
      .replace(/^附件：/, '')
      .split('\n')
      .map(name => name.replace(/^\d+[.、]/, '')),
  )
  const titles = texts('attachment-title')
  const [recipients = '', sentTo = ''] = [
    texts('recipients')[0]?.replace(/：$/, ''),
    texts('sent-to')[0]?.replace(/^发：/, ''),
  ]
  return [
    ...(named.join('|') === titles.join('|')
      ? []
      : [`附件说明 ${named.join('、')}, but the attachments are ${titles.join('、')}`]),
    ...(sentTo === '' || recipients === sentTo ? [] : [`主送 ${recipients}, but 发 ${sentTo}`]),
  ]
}
