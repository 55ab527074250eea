import { randomBytes } from 'node:crypto'

/** The number of a request that people read out when something went wrong: twelve hexadecimal digits. */
export const newRequestId = (): string => randomBytes(6).toString('hex')
