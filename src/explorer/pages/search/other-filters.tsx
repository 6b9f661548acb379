import { FilterSelect } from '../../parts/filter-select'
import { go } from '../../state/address'
import { type SearchValues, searchAddressWith, YES_NO_FILTERS, type YesNoFilter } from './filters'
import { ScoreBoxes } from './score-boxes'
import { searchWords } from './words'

/** Filters of the scores, and those that are answered by yes or no. */
export function OtherFilters({ values }: { values: SearchValues }) {
  return (
    <div class="other-filters">
      <ScoreBoxes values={values} onChange={(scores) => go(searchAddressWith(scores))} />
      {YES_NO_FILTERS.map((name) => (
        <YesNoChoice key={name} name={name} value={values[name]} />
      ))}
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
