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

/** Two boxes for a range. What is no number counts as missing. Ends that have passed each other change places. */
export function RangeBoxes({ ends: [low, high], range, onChange }: RangeBoxesProps) {
  const id = useId()
  const change = ({ from, to }: NumberRange) =>
    onChange((from ?? 0) <= (to ?? Number.POSITIVE_INFINITY) ? { from, to } : { from: to, to: from })
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
          change({ ...range, [name]: /^\d{1,4}$/.test(value) ? Number(value) : undefined })
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
