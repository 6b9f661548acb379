import { Years } from '../../parts/years'
import { go } from '../../state/address'
import { FACET_NAMES, filtersSet, searchAddressWith, searchValues } from './filters'
import { found } from './found'
import { GameFacet } from './game-facet'
import { KindFacet, SourceFacet } from './list-facet'
import { OtherFilters } from './other-filters'
import { searchWords } from './words'
import { useYearCounts } from './year-counts'

/** Filters of the search. On a narrow screen they are shown on demand. */
export function FilterPanel({ isOpen }: { isOpen: boolean }) {
  const values = searchValues()
  const shown = found.value
  const counts = useYearCounts(values, shown)
  const set = filtersSet(values)
  const nothing = Object.fromEntries(set.map((name) => [name, undefined]))
  return (
    <aside id="filters" class={isOpen ? 'open' : ''} aria-label={searchWords.filters}>
      <p class="clear">{set.length > 0 && <a href={searchAddressWith(nothing)}>{searchWords.clear}</a>}</p>
      <Years
        counts={counts}
        range={{ from: values.yearFrom, to: values.yearTo }}
        onChange={({ from, to }) => go(searchAddressWith({ yearFrom: from, yearTo: to }))}
      />
      <OtherFilters values={values} />
      {FACET_NAMES.map((name) => (
        <GameFacet key={name} name={name} values={values} found={shown} />
      ))}
      <KindFacet values={values} />
      <SourceFacet values={values} />
    </aside>
  )
}
