import { useId } from 'preact/hooks'
import { FilterSelect } from '../../parts/filter-select'
import { go } from '../../state/address'
import { type SearchValues, searchAddressWith, YES_NO_FILTERS, type YesNoFilter } from './filters'
import { searchWords } from './words'

/** Filters of one value: the lowest score, and those that are answered by yes or no. */
export function OtherFilters({ values }: { values: SearchValues }) {
  return (
    <div class="other-filters">
      <ScoreBox value={values.scoreMin} />
      {YES_NO_FILTERS.map((name) => (
        <YesNoChoice key={name} name={name} value={values[name]} />
      ))}
    </div>
  )
}

function ScoreBox({ value }: { value: number | undefined }) {
  const id = useId()
  return (
    <div class="choice">
      <label for={id}>{searchWords.scoreMin}</label>
      <input
        id={id}
        type="number"
        inputMode="numeric"
        min={0}
        max={100}
        placeholder="0"
        value={value ?? ''}
        onChange={({ currentTarget: { value: given } }) =>
          go(searchAddressWith({ scoreMin: /^\d{1,3}$/.test(given) ? Math.min(100, Number(given)) : undefined }))
        }
      />
    </div>
  )
}

const ANSWERS = ['true', 'false'] as const

type YesNoChoiceProps = { name: YesNoFilter; value: SearchValues[YesNoFilter] }

function YesNoChoice({ name, value }: YesNoChoiceProps) {
  const { label, all, yes, no } = searchWords.yesOrNo[name]
  const options = [
    ['true', yes],
    ['false', no],
  ] as const
  return (
    <FilterSelect
      label={label}
      all={all}
      value={value}
      options={options}
      onChange={(chosen) => go(searchAddressWith({ [name]: ANSWERS.find((one) => one === chosen) ?? '' }))}
    />
  )
}
