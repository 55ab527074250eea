import type { CommissionDetail } from '../../../api/commission.ts'
import { zh } from '../../zh.ts'

type Materials = CommissionDetail['materials']
const KINDS = ['figure', 'case', 'other'] as const
const ITEM_MAX = 200
const ITEMS_MAX = 50

const headOf = (kind: (typeof KINDS)[number]): string => `${zh.commission.kinds[kind]}：`

/** Lines as people type them, one item a line, with its kind before a colon where it has one → the list of what to attach. */
export const materialsOf = (written: string): Materials =>
  written
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
    .slice(0, ITEMS_MAX)
    .map(line => {
      const kind = KINDS.find(one => line.replace(':', '：').startsWith(headOf(one)))
      const words = (kind === undefined ? line : line.slice(headOf(kind).length)).trim()
      return { kind: kind ?? 'other', text: (words === '' ? line : words).slice(0, ITEM_MAX) }
    })

/** The list as lines again. */
export const wordsOf = (materials: Materials): string =>
  materials.map(({ kind, text }) => (kind === 'other' ? text : `${headOf(kind)}${text}`)).join('\n')
