import { go } from '../../state/address'
import { genreOptions, platformOptions } from '../../state/vocabulary'
import { filterInWords } from '../search/filter-in-words'
import { filtersSet } from '../search/filters'
import { gamesAddress, insightAddress, insightValues } from './address'
import { insightWords } from './words'

/** The filters of the address, each with a way to take it off, and the ones that are added most. */
export function FilterLine() {
  const values = insightValues()
  const { every, toSearch, takeOff, addPlatform, addGenre } = insightWords
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
        <YearBox name="yearFrom" label={insightWords.from} value={values.yearFrom} />
        <YearBox name="yearTo" label={insightWords.to} value={values.yearTo} />
        <a href={gamesAddress()}>{toSearch}</a>
      </div>
    </div>
  )
}

type AddOneProps = { label: string; name: 'platform' | 'genre'; options: readonly { value: string; label: string }[] }

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

const YearBox = ({ name, label, value }: { name: 'yearFrom' | 'yearTo'; label: string; value: number | undefined }) => (
  <label>
    {label}
    <input
      type="number"
      inputMode="numeric"
      min={1970}
      max={2100}
      value={value ?? ''}
      onChange={({ currentTarget }) =>
        go(insightAddress({ [name]: /^\d{4}$/.test(currentTarget.value) ? Number(currentTarget.value) : undefined }))
      }
    />
  </label>
)
