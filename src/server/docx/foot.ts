import type { FootRow } from '../../domain/print/block.ts'
import type { PrintProfile } from '../../domain/print/profile.ts'
import { ANCHOR, edges, paragraph, run, words } from './flow.ts'
import { PAGE } from './page.ts'
import { LONG_RULES } from './table.ts'

/**
 * 版记 (GB/T 9704 7.4): at the foot of the last page, rules as wide as the type area, the last on its lower edge. Groups of rows are
 * parted by a thin rule; empty groups are left out, and without rows there is no foot. Gives the end of a document's text.
 */
export function footPart(groups: readonly (readonly FootRow[])[], mode: PrintProfile['foot']): string {
  const filled = groups.filter(group => group.length > 0)
  if (filled.length === 0) return ''
  return (mode === 'table' ? tableFoot(filled) : framedFoot(filled)) + ANCHOR
}

function rowXml(row: FootRow, frame?: string): string {
  const own = frame === undefined ? {} : { frame }
  if (row.kind === 'edges') return edges('GwBanJi', row.left, row.right, PAGE.zi4, own)
  // 左右各空一字; further lines align after the colon: 发：is two characters wide.
  const hanging = (/^[^：]{1,4}：/.exec(row.text)?.[0].length ?? 0) * PAGE.zi4
  const indent = { left: PAGE.zi4 + hanging, right: PAGE.zi4, ...(hanging === 0 ? {} : { hanging }) }
  return paragraph('GwBanJi', run(words(row.text)), { ...own, indent })
}

// ── as framed paragraphs ───────────────────────────────────────────────────────────────────────────────────────

const FRAME = `<w:framePr w:w="${PAGE.textWidth}" w:hSpace="0" w:wrap="notBeside" w:vAnchor="margin" w:hAnchor="margin" w:xAlign="left" w:yAlign="bottom"/>`

const THICK = 20 // 0.35 mm
const THIN = 14 // 0.25 mm

const rule = (height: number): string => paragraph('GwRule', '', { frame: FRAME, black: true, line: height })

/** One frame, and rules as blackened paragraphs: a frame whose borders differ is left in the text by LibreOffice. */
const framedFoot = (groups: readonly (readonly FootRow[])[]): string =>
  rule(THICK) + groups.map(group => group.map(row => rowXml(row, FRAME)).join('')).join(rule(THIN)) + rule(THICK)

// ── as a floating table ────────────────────────────────────────────────────────────────────────────────────────

const tableFoot = (groups: readonly (readonly FootRow[])[]): string =>
  '<w:tbl><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="margin" w:tblpXSpec="left" w:tblpYSpec="bottom"/>' +
  `<w:tblOverlap w:val="never"/><w:tblW w:w="${PAGE.textWidth}" w:type="dxa"/>${LONG_RULES}<w:tblLayout w:type="fixed"/>` +
  '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>' +
  `<w:tblGrid><w:gridCol w:w="${PAGE.textWidth}"/></w:tblGrid>` +
  groups
    .map(
      group =>
        `<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="${PAGE.textWidth}" w:type="dxa"/></w:tcPr>` +
        `${group.map(row => rowXml(row)).join('')}</w:tc></w:tr>`,
    )
    .join('') +
  '</w:tbl>'
