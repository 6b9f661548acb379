import { useId } from 'preact/hooks'
import { facetWords } from '../words/facets'

/** Whole numbers from one to another; an absent end is open. */
export type NumberRange = { from: number | undefined; to: number | undefined }

type RangeBoxesProps = {
  /** Numbers that stand for open ends. */
  ends: readonly [number, number]
  range: NumberRange
  onChange: (range: NumberRange) => void
}

/** Two boxes for a range. What is no number counts as missing, and so does an end that the other has passed. */
export function RangeBoxes({ ends: [low, high], range, onChange }: RangeBoxesProps) {
  const id = useId()
  const change = (changed: NumberRange, name: 'from' | 'to') => {
    const { from = 0, to = Number.POSITIVE_INFINITY } = changed
    onChange(from <= to ? changed : { from: undefined, to: undefined, [name]: changed[name] })
  }
  const box = (name: 'from' | 'to', usual: number) => (
    <label for={id + name}>
      {facetWords[name]}
      <input
        id={id + name}
        type="number"
        inputMode="numeric"
        min={low}
        max={high}
        placeholder={String(usual)}
        value={range[name] ?? ''}
        onChange={({ currentTarget: { value } }) =>
          change({ ...range, [name]: /^\d{1,4}$/.test(value) ? Number(value) : undefined }, name)
        }
      />
    </label>
  )
  return (
    <div class="boxes">
      {box('from', low)}
      {box('to', high)}
    </div>
  )
}
