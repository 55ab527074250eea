import type { NoticeColumn, NoticeTable } from '../notice.ts'
import { keyOfHeads } from '../reading/known-heads.ts'
import type { Known, KnownForm } from './known.ts'

type KnownColumn = KnownForm['columns'][number]

/** The column of the office's own form with these heads. */
export const ownColumn = ({ form }: Known, { heads }: Pick<NoticeColumn, 'heads'>): KnownColumn | undefined =>
  form?.columns.find(one => keyOfHeads(one.heads) === keyOfHeads(heads))

/**
 * Whether a table is drawn as the office draws it. What such a table holds is known, so nothing is inferred from what most of its rows
 * have. 加分 and 扣分 come and go by themselves.
 */
export const isOwnTable = (table: NoticeTable, known: Known): boolean =>
  known.form !== undefined &&
  table.columns.every(
    column =>
      column.measure === 'bonusPoints' ||
      column.measure === 'deductionPoints' ||
      ownColumn(known, column) !== undefined,
  )
