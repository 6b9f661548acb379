import { useId } from 'preact/hooks'

type FilterSelectProps = {
  label: string
  /** Name of the choice that filters nothing. */
  all: string
  value: string
  options: readonly (readonly [value: string, label: string])[]
  onChange: (value: string) => void
}

/** A filter of which one value or none is chosen. */
export function FilterSelect({ label, all, value, options, onChange }: FilterSelectProps) {
  const id = useId()
  return (
    <div class="choice">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
        <option value="">{all}</option>
        {options.map(([one, name]) => (
          <option key={one} value={one}>
            {name}
          </option>
        ))}
      </select>
    </div>
  )
}
