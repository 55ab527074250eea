import type { DuplicateVerdict } from '../../../domain/duplicate.ts'
import { zh } from '../../zh.ts'

/** What two articles are to each other, and how much of the shorter one is common. */
export const Verdict = ({ of, share }: { of: DuplicateVerdict; share: number }) => (
  <span className={of === 'series' || of === 'different' ? 'badge' : 'badge flag-duplicate'}>
    {zh.article.verdicts[of]} {zh.article.likeness(share)}
  </span>
)
