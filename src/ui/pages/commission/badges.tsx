import type { AssignmentState, CommissionState } from '../../../domain/commission.ts'
import { zh } from '../../zh.ts'

/** 已下达 · 已汇总 …, in words, colour only beside them. */
export const CommissionBadge = ({ state }: { state: CommissionState }) => (
  <span className={`badge commission-${state}`}>{zh.commission.states[state]}</span>
)

/** How a unit stands; 逾期 beside it in the colour of what needs to be done. */
export const UnitBadge = ({ state, late }: { state: AssignmentState; late: boolean }) => (
  <span className="badges">
    <span className={`badge assignment-${state}`}>{zh.commission.unitStates[state]}</span>
    {late && <span className="badge badge-overdue">{zh.commission.late}</span>}
  </span>
)
