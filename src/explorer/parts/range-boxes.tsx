import { useId } from 'preact/hooks'
import { useTyped } from '../state/typed'
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
export function RangeBoxes({ ends: [low, high], range: { from, to }, onChange }: RangeBoxesProps) {
  const change = (range: NumberRange) =>
    onChange((range.from ?? 0) <= (range.to ?? Number.POSITIVE_INFINITY) ? range : { from: range.to, to: range.from })
  const shared = { min: low, max: high }
  return (
    <div class="boxes">
      <NumberBox
        {...shared}
        label={facetWords.from}
        usual={low}
        value={from}
        onChange={(typed) => change({ from: typed, to })}
      />
      <NumberBox
        {...shared}
        label={facetWords.to}
        usual={high}
        value={to}
        onChange={(typed) => change({ from, to: typed })}
      />
    </div>
  )
}

type NumberBoxProps = {
  label: string
  min: number
  max: number
  usual: number
  value: number | undefined
  onChange: (value: number | undefined) => void
}

function NumberBox({ label, min, max, usual, value, onChange }: NumberBoxProps) {
  const id = useId()
  const typed = useTyped(String(value ?? ''), (text) => onChange(/^\d{1,4}$/.test(text) ? Number(text) : undefined))
  return (
    <label for={id}>
      {label}
      <input {...typed} id={id} type="number" inputMode="numeric" min={min} max={max} placeholder={String(usual)} />
    </label>
  )
}
