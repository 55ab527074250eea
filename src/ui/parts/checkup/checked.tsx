import type { ReactNode } from 'react'
import type { Output } from '../../../api.ts'
import { zh } from '../../zh.ts'

const text = zh.checkup

/** The head of a check-up: what the text is, and how much there is to look at. */
export function CheckedHead({ of, children }: { of: Output<'checkup.run'>; children?: ReactNode }) {
  const warnings = of.remarks.filter(one => one.weight !== 'hint').length
  return (
    <p className="checked-head" role="status">
      {text.reads} <strong>{text.genre(of.genre, of.newsOf)}</strong>。
      {text.counted(warnings, of.remarks.length - warnings)} {children}
    </p>
  )
}
