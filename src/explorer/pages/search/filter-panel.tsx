import { Facet, type FacetMode, type FacetRow } from '../../parts/facet'
import { Years } from '../../parts/years'
import { go } from '../../state/address'
import { genreName, loadedSources, platformName, sourceName } from '../../state/vocabulary'
import {
  FACET_NAMES,
  type FilterFacet,
  filtersSet,
  type SearchValues,
  searchAddressWith,
  searchValues,
} from './filters'
import type { Found } from './found'
import { searchWords } from './words'
import { useYearCounts } from './year-counts'

/** Filters of the search. On a narrow screen they are shown on demand. */
export function FilterPanel({ found, isOpen }: { found: Found | undefined; isOpen: boolean }) {
  const values = searchValues()
  const counts = useYearCounts(values, found)
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
      {FACET_NAMES.map((name) => (
        <GameFacet key={name} name={name} values={values} found={found} />
      ))}
      <SourceFacet values={values} />
    </aside>
  )
}

/** Names of the parameters of a facet, by the way in which a value counts. */
const parametersOf = (name: FilterFacet) => ({ any: name, all: `${name}All`, none: `${name}Not` }) as const

function GameFacet({ name, values, found }: { name: FilterFacet; values: SearchValues; found: Found | undefined }) {
  const parameters = parametersOf(name)
  const modes = Object.entries(parameters) as [FacetMode, keyof SearchValues][] // safe: these are its entries
  const chosen = new Map(
    modes.flatMap(([mode, parameter]) => (values[parameter] as readonly string[]).map((value) => [value, mode])), // safe: facets are lists
  )
  const change = (value: string, mode: FacetMode | undefined) => {
    const changes = modes.map(([each, parameter]) => {
      const others = (values[parameter] as readonly string[]).filter((one) => one !== value) // safe: facets are lists
      return [parameter, each === mode ? [...others, value] : others]
    })
    go(searchAddressWith(Object.fromEntries(changes)))
  }
  return <Facet title={searchWords.facets[name]} rows={rowsOf(name, chosen, found)} chosen={chosen} onChange={change} />
}

/** Returns the rows of a facet: what is chosen, then what was counted. */
function rowsOf(name: FilterFacet, chosen: ReadonlyMap<string, FacetMode>, found: Found | undefined): FacetRow[] {
  const nameOf = { platform: platformName.value, genre: genreName.value, company: undefined }[name]
  const counted = (found?.facets[name] ?? []).map(({ value, label, count }) => ({
    value,
    label: nameOf?.(value) ?? label,
    count,
  }))
  const known = new Set(counted.map(({ value }) => value))
  const uncounted = [...chosen.keys()].filter((value) => !known.has(value))
  const labelOf = nameOf ?? ((value: string) => value.replaceAll('-', ' '))
  return [...uncounted.map((value) => ({ value, label: labelOf(value), count: undefined })), ...counted]
}

function SourceFacet({ values }: { values: SearchValues }) {
  const chosen = new Map(values.source.map((slug) => [slug, 'any' as const]))
  const rows = loadedSources.value.map(({ slug, games }) => ({
    value: slug,
    label: sourceName.value(slug),
    count: games,
  }))
  if (rows.length < 2) return null
  const change = (value: string, mode: FacetMode | undefined) => {
    const others = values.source.filter((one) => one !== value)
    go(searchAddressWith({ source: mode === undefined ? others : [...others, value] }))
  }
  return <Facet title={searchWords.sources} rows={rows} chosen={chosen} onChange={change} modes={['any']} />
}
