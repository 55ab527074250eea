import type { NoticeTableForm } from '../../../domain/notice/composing/table-form.ts'
import { Pick } from '../../parts/choice.tsx'
import { zh } from '../../zh.ts'
import { optionsOf } from './options.ts'

const text = zh.noticeForm
type Look = Omit<NoticeTableForm, 'columns'>

/** Where the rank stands, which units share a table, and what becomes of zeros and totals. */
export function LookFields({ look, onChange }: { look: Look; onChange: (look: Look) => void }) {
  const set = (change: Partial<Look>): void => onChange({ ...look, ...change })
  return (
    <div className="look-fields">
      <Pick
        showLabel
        label={text.rankAt}
        value={look.rank}
        options={optionsOf(text.rankAts)}
        onChange={rank => set({ rank })}
      />
      <Pick
        showLabel
        label={text.tables}
        value={look.tables}
        options={optionsOf(text.tablesBy)}
        onChange={tables => set({ tables })}
      />
      <Pick
        showLabel
        label={text.zeroRows}
        value={look.zeroRows}
        options={optionsOf(text.zeroRowsBy)}
        onChange={zeroRows => set({ zeroRows })}
      />
      <p className="hint">{text.zeroRowsHint}</p>
      <Pick
        showLabel
        label={text.totalRow}
        value={look.totalRow ? 'yes' : 'no'}
        options={optionsOf(text.totals)}
        onChange={totalRow => set({ totalRow: totalRow === 'yes' })}
      />
      <Pick
        showLabel
        label={text.blanks}
        value={look.blanks}
        options={optionsOf(text.blanksBy)}
        onChange={blanks => set({ blanks })}
      />
    </div>
  )
}
