import { decimalOf, pointsOfHundredths } from '../../../domain/points.ts'

/** Of ten so many, in hundredths → as it is read: `4.6`; — where there is nothing to divide by. */
export const tenths = (perTenX100: number | null): string =>
  perTenX100 === null ? '—' : decimalOf(pointsOfHundredths(perTenX100)).toFixed(1)
