import { recordAdjustment } from '../adjustments.ts'
import type { Handlers } from '../context.ts'

export const adjustmentActions = {
  /** 加减分 by decision: freely, or within the bounds of a discretion of the 办法. */
  'adjustment.record': (context, input) => recordAdjustment(context, input),
} satisfies Pick<Handlers, 'adjustment.record'>
