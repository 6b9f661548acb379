import { FilterSelect } from '../../parts/filter-select'
import type { SearchValues, YesNoFilter } from './filters'
import { searchWords } from './words'

const ANSWERS = ['true', 'false'] as const

type Answer = SearchValues[YesNoFilter]
type YesNoChoiceProps = { name: YesNoFilter; value: Answer; onChange: (answer: Answer) => void }

/** A filter that is answered by yes or no. */
export function YesNoChoice({ name, value, onChange }: YesNoChoiceProps) {
  const { label, all, yes, no } = searchWords.yesOrNo[name]
  const options = [
    ['true', yes],
    ['false', no],
  ] as const
  const choose = (chosen: string) => onChange(ANSWERS.find((one) => one === chosen) ?? '')
  return <FilterSelect label={label} all={all} value={value} options={options} onChange={choose} />
}
