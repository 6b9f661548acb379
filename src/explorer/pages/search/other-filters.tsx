import { go } from '../../state/address'
import { type SearchValues, searchAddressWith, YES_NO_FILTERS } from './filters'
import { ScoreBoxes } from './score-boxes'
import { YesNoChoice } from './yes-no-choice'

/** Filters of the scores, and those that are answered by yes or no. */
export const OtherFilters = ({ values }: { values: SearchValues }) => (
  <div class="other-filters">
    <ScoreBoxes values={values} onChange={(scores) => go(searchAddressWith(scores))} />
    {YES_NO_FILTERS.map((name) => (
      <YesNoChoice
        key={name}
        name={name}
        value={values[name]}
        onChange={(answer) => go(searchAddressWith({ [name]: answer }))}
      />
    ))}
  </div>
)
