import { FACET_MODES, Facet, type FacetMode, type FacetRow } from '../../parts/facet'
import { laterPart } from '../../parts/later-part'
import { go } from '../../state/address'
import { tell } from '../../state/notices'
import { familyName, genreName, platformName } from '../../state/vocabulary'
import { type FilterFacet, MOST_VALUES, type SearchValues, searchAddressWith, searchValues } from './filters'
import type { Found } from './found'
import { wholeFamilies } from './whole-families'
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

/** Values of a facet with the numbers of games found, after those chosen that were not counted, and a search among all its values. */
export function GameFacet({ name, values, found }: GameFacetProps) {
  const chosen = new Map(modesOf(name).flatMap(([mode, parameter]) => values[parameter].map((value) => [value, mode])))
  const rows = rowsOf(name, chosen, found)
  const families = name === 'platform' ? familiesOf(chosen) : []
  const hidden = new Set(families.flatMap(({ slugs }) => slugs))
  const onChoose = (all: readonly string[], mode: FacetMode | undefined) => chooseValues(name, all, mode)
  return (
    <Facet
      title={searchWords.facets[name]}
      rows={[...families.map(({ row }) => row), ...rows.filter(({ value }) => !hidden.has(value))]}
      chosen={new Map([...chosen, ...families.map(({ row, mode }) => [row.value, mode] as const)])}
      onChange={(value, mode) => onChoose(families.find(({ row }) => row.value === value)?.slugs ?? [value], mode)}
      whole={<FacetChooser name={name} rows={rows} chosen={chosen} onChoose={onChoose} />}
    />
  )
}

/** A slug has no colon. */
const FAMILY = 'family:'

/** Returns the families of which every platform is chosen in one way: one row each, in place of those of its platforms. */
const familiesOf = (chosen: ReadonlyMap<string, FacetMode>) =>
  FACET_MODES.flatMap((mode) => {
    const slugs = [...chosen.keys()].filter((slug) => chosen.get(slug) === mode)
    return [...wholeFamilies(slugs)].map(([family, all]) => ({
      mode,
      slugs: all,
      row: { value: FAMILY + family, label: familyName.value(family), count: undefined },
    }))
  })

/** Returns the rows of a facet: what is chosen and was not counted, then what was counted. */
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
