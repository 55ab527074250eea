import type { StandingGroup, StandingRow } from '../../model.ts'
import { filled, type NoticeForm, type Slots } from './form.ts'

/** One group as the notice prints it: its table, and the section of its lists. */
export interface Part {
  readonly standing: StandingGroup
  /** 表1, 表2 …: the `table` of places. */
  readonly id: string
  readonly title: string
  /** What the table calls the group: A类, 县（市、区）局. */
  readonly group: string
  /** 机关各科室（A类） */
  readonly section: string
}

const CLASS = /[（(]?([A-Z]类)[）)]?$/

/**
 * Groups in order → how their tables are titled. Classes of one kind stand under one title: 6月份机关各科室政务信息统计（A类）, then （B类）.
 * A name that does not say its kind (业务组 of 乡镇) is printed with it, so that the prose can speak of the kind.
 */
export function partsOf(groups: readonly StandingGroup[], form: NoticeForm, slots: Slots): Part[] {
  const shown = groups.filter(group => group.rows.length > 0)
  let above = ''
  return shown.map((standing, index) => {
    const { name, kind } = standing.group
    const classOf = CLASS.exec(name)?.[1] ?? ''
    const whole = wholeName(classOf === '' ? name : name.replace(CLASS, ''), kind)
    const title = filled(form.tableTitle, { ...slots, 组: whole })
    const isUnder = classOf !== '' && above === whole
    above = classOf === '' ? '' : whole
    return {
      standing,
      id: `表${index + 1}`,
      title: classOf === '' ? title : isUnder ? `（${classOf}）` : `${title}（${classOf}）`,
      group: classOf === '' ? whole : classOf,
      section: classOf === '' ? whole : `${whole}（${classOf}）`,
    }
  })
}

/** All units as one part, for one table with all of them; none where there are none. */
export function wholePart(parts: readonly Part[], rows: readonly StandingRow[], title: string): Part[] {
  const [first] = parts
  if (first === undefined) return []
  const group = { ...first.standing.group, name: '', kind: '' }
  return [{ standing: { group, rows: [...rows] }, id: '表1', title, group: '', section: '' }]
}

function wholeName(name: string, kind: string): string {
  if (name === '' || kind.includes(name)) return kind
  return name.includes(kind) ? name : `${kind}${name}`
}
