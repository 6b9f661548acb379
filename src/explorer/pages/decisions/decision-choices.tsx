import { useId } from 'preact/hooks'
import { FilterSelect } from '../../parts/filter-select'
import { go } from '../../state/address'
import { useTyped } from '../../state/typed'
import {
  DECISION_KIND_CHOICES,
  DECISION_STATE_CHOICES,
  type DecisionValues,
  decisionAddress,
  decisionValues,
} from './filters'
import { decisionWords } from './words'

const filterBy = (change: Partial<DecisionValues>) =>
  go(decisionAddress({ ...decisionValues(), ...change, decision: '' }))

/** Filters of the decisions. */
export function DecisionChoices() {
  const { filters, all, kinds, states } = decisionWords
  const { game, author, kind, state } = decisionValues()
  return (
    <div class="choices">
      <FilterText label={filters.game} value={game} onChange={(value) => filterBy({ game: value })} />
      <FilterText label={filters.author} value={author} onChange={(value) => filterBy({ author: value })} />
      <FilterSelect
        label={filters.kind}
        all={all}
        value={kind}
        options={DECISION_KIND_CHOICES.map((one) => [one, kinds[one]])}
        onChange={(value) => filterBy({ kind: DECISION_KIND_CHOICES.find((one) => one === value) ?? '' })}
      />
      <FilterSelect
        label={filters.state}
        all={all}
        value={state}
        options={DECISION_STATE_CHOICES.map((one) => [one, states[one]])}
        onChange={(value) => filterBy({ state: DECISION_STATE_CHOICES.find((one) => one === value) ?? '' })}
      />
    </div>
  )
}

type FilterTextProps = { label: string; value: string; onChange: (value: string) => void }

/** A filter that holds once it is typed to its end. */
function FilterText({ label, value, onChange }: FilterTextProps) {
  const id = useId()
  const typed = useTyped(value, (text) => onChange(text.trim()))
  return (
    <div class="choice">
      <label for={id}>{label}</label>
      <input {...typed} id={id} type="search" maxLength={200} autocomplete="off" spellcheck={false} />
    </div>
  )
}
