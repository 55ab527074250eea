import { useId } from 'react'

interface Option<Value extends string> {
  readonly value: Value
  readonly label: string
}

/** One of a few, all visible: a group of radio buttons that looks like tabs. */
export function Choice<Value extends string>(props: {
  label: string
  value: Value
  options: readonly Option<Value>[]
  onChange: (value: Value) => void
}) {
  const name = useId()
  return (
    <fieldset className="choice">
      <legend className="hidden-label">{props.label}</legend>
      {props.options.map(option => (
        <label key={option.value} className={option.value === props.value ? 'chosen' : ''}>
          <input
            type="radio"
            name={name}
            checked={option.value === props.value}
            onChange={() => props.onChange(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  )
}

/** One of many: the browser's own select, which works everywhere, by keyboard and on a phone. */
export function Pick<Value extends string>(props: {
  label: string
  value: Value
  options: readonly Option<Value>[]
  onChange: (value: Value) => void
  showLabel?: boolean
}) {
  const id = useId()
  return (
    <span className="pick">
      <label htmlFor={id} className={props.showLabel === true ? '' : 'hidden-label'}>
        {props.label}
      </label>
      <select
        id={id}
        value={props.value}
        onChange={event => {
          const chosen = props.options.find(option => option.value === event.target.value)
          if (chosen !== undefined) props.onChange(chosen.value)
        }}
      >
        {props.options.map(option => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </span>
  )
}
