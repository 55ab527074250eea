import { cloneElement, type ReactElement, useId } from 'react'

interface Labelled {
  readonly id?: string
  readonly 'aria-describedby'?: string
}

/** A form field: its label, the control, and a hint read out with it. */
export function Field({ label, hint, children }: { label: string; hint?: string; children: ReactElement<Labelled> }) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {cloneElement(children, hint === undefined ? { id } : { id, 'aria-describedby': `${id}-hint` })}
      {hint !== undefined && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}
