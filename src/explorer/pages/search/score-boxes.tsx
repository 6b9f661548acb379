import { type NumberRange, RangeBoxes } from '../../parts/range-boxes'
import type { FilterValues } from './filters'
import { searchWords } from './words'

/** Scores by critics, as filters. */
export type ScoreFilters = Pick<FilterValues, 'scoreMin' | 'scoreMax'>

const within = (score: number | undefined) => (score === undefined ? undefined : Math.min(100, score))
const scoreFilters = ({ from, to }: NumberRange): ScoreFilters => ({ scoreMin: within(from), scoreMax: within(to) })

type ScoreBoxesProps = { values: ScoreFilters; onChange: (filters: ScoreFilters) => void }

/** Boxes of the lowest and the highest score by critics. */
export const ScoreBoxes = ({ values: { scoreMin, scoreMax }, onChange }: ScoreBoxesProps) => (
  <fieldset>
    <legend>{searchWords.critics}</legend>
    <RangeBoxes
      ends={[0, 100]}
      range={{ from: scoreMin, to: scoreMax }}
      onChange={(range) => onChange(scoreFilters(range))}
    />
  </fieldset>
)
