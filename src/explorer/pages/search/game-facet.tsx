import { Facet, type FacetMode, type FacetRow } from '../../parts/facet'
import { laterPart } from '../../parts/later-part'
import { go } from '../../state/address'
import { tell } from '../../state/notices'
import { genreName, platformName } from '../../state/vocabulary'
import { type FilterFacet, MOST_VALUES, type SearchValues, searchAddressWith, searchValues } from './filters'
import type { Found } from './found'
import { searchWords } from './words'

const FacetChooser = laterPart(async () => (await import('./facet-chooser')).FacetChooser)

/** Names of the parameters of a facet, by the way in which a value counts. */
const parametersOf = (name: FilterFacet) => ({ any: name, all: `${name}All`, none: `${name}Not` }) as const

/** The entries of the parameters of a facet. */
const modesOf = (name: FilterFacet) =>
  Object.entries(parametersOf(name)) as [FacetMode, `${FilterFacet}${'' | 'All' | 'Not'}`][] // safe: these are its entries

/** Chooses values in a way in which they count, or leaves them out. */
function chooseValues(name: FilterFacet, chosen: readonly string[], mode: FacetMode | undefined): void {
  const values = searchValues()
  const changes = modesOf(name).map(([each, parameter]) => {
    const others = values[parameter].filter((one) => !chosen.includes(one))
    return [parameter, each === mode ? [...others, ...chosen] : others] as const
  })
  if (changes.some(([, all]) => all.length > MOST_VALUES)) tell({ text: searchWords.tooMany(MOST_VALUES) })
  go(searchAddressWith(Object.fromEntries(changes.map(([parameter, all]) => [parameter, all.slice(0, MOST_VALUES)]))))
}

type GameFacetProps = { name: FilterFacet; values: SearchValues; found: Found | undefined }

/** Values of a facet with the numbers of games found, the chosen ones first, and a search among all its values. */
export function GameFacet({ name, values, found }: GameFacetProps) {
  const chosen = new Map(modesOf(name).flatMap(([mode, parameter]) => values[parameter].map((value) => [value, mode])))
  const rows = rowsOf(name, chosen, found)
  const onChoose = (all: readonly string[], mode: FacetMode | undefined) => chooseValues(name, all, mode)
  return (
    <Facet
      title={searchWords.facets[name]}
      rows={rows}
      chosen={chosen}
      onChange={(value, mode) => onChoose([value], mode)}
      whole={<FacetChooser name={name} rows={rows} chosen={chosen} onChoose={onChoose} />}
    />
  )
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
