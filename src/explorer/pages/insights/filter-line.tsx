import { RangeBoxes } from '../../parts/range-boxes'
import { YEAR_ENDS } from '../../parts/years'
import { go } from '../../state/address'
import { genreOptions, loadedSources, platformOptions } from '../../state/vocabulary'
import { filterInWords } from '../search/filter-in-words'
import { filtersSet } from '../search/filters'
import { ScoreBoxes } from '../search/score-boxes'
import { YesNoChoice } from '../search/yes-no-choice'
import { gamesAddress, insightAddress, insightValues } from './address'
import { insightWords } from './words'

/** The filters of the address, each with a way to take it off, and the ones that are added most. */
export function FilterLine() {
  const values = insightValues()
  const { every, toSearch, takeOff, addPlatform, addGenre, addSource } = insightWords
  const set = filtersSet(values)
  return (
    <div class="filter-line">
      <p class="chips">
        {set.length === 0 && <span class="tinted">{every}</span>}
        {set.map((name) => (
          <a key={name} href={insightAddress({ [name]: undefined })}>
            {filterInWords(name, values)} <span aria-hidden="true">×</span>
            <span class="hidden"> ({takeOff})</span>
          </a>
        ))}
      </p>
      <div class="filter-add">
        <AddOne label={addPlatform} name="platform" options={platformOptions.value} />
        <AddOne label={addGenre} name="genre" options={genreOptions.value} />
        <AddOne
          label={addSource}
          name="source"
          options={loadedSources.value.map(({ slug, name }) => ({ value: slug, label: name }))}
        />
        <YesNoChoice
          name="disputed"
          value={values.disputed}
          onChange={(disputed) => go(insightAddress({ disputed }))}
        />
        <fieldset>
          <legend>{insightWords.year}</legend>
          <RangeBoxes
            ends={YEAR_ENDS}
            range={{ from: values.yearFrom, to: values.yearTo }}
            onChange={({ from, to }) => go(insightAddress({ yearFrom: from, yearTo: to }))}
          />
        </fieldset>
        <ScoreBoxes values={values} onChange={(scores) => go(insightAddress(scores))} />
        <a href={gamesAddress()}>{toSearch}</a>
      </div>
    </div>
  )
}

type AddOneProps = {
  label: string
  name: 'platform' | 'genre' | 'source'
  options: readonly { value: string; label: string }[]
}

const AddOne = ({ label, name, options }: AddOneProps) => (
  <select
    aria-label={label}
    value=""
    onChange={({ currentTarget }) => {
      const { value } = currentTarget
      currentTarget.value = ''
      if (value) go(insightAddress({ [name]: [...new Set([...insightValues()[name], value])] }))
    }}
  >
    <option value="">{label}</option>
    {options.map((option) => (
      <option key={option.value} value={option.value}>
        {option.label}
      </option>
    ))}
  </select>
)
