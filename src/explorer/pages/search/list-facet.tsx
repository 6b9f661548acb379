import { Facet, type FacetMode, type FacetRow } from '../../parts/facet'
import { go } from '../../state/address'
import { loadedSources, sourceName } from '../../state/vocabulary'
import { type SearchValues, searchAddressWith } from './filters'
import { GAME_KINDS } from './game-kinds'
import { searchWords } from './words'

const ANY = ['any'] as const

type ListFacetProps = { name: 'source' | 'kind'; title: string; rows: readonly FacetRow[]; values: SearchValues }

/** A facet of which any of several values can be chosen. */
function ListFacet({ name, title, rows, values }: ListFacetProps) {
  const chosen = new Map(values[name].map((value) => [value, 'any' as const]))
  const change = (value: string, mode: FacetMode | undefined) => {
    const others = values[name].filter((one) => one !== value)
    go(searchAddressWith({ [name]: mode === undefined ? others : [...others, value] }))
  }
  return <Facet title={title} rows={rows} chosen={chosen} onChange={change} modes={ANY} />
}

/** Kinds of games. */
export function KindFacet({ values }: { values: SearchValues }) {
  const { kind, kinds } = searchWords
  const rows = GAME_KINDS.map((value) => ({ value, label: kinds[value], count: undefined }))
  return <ListFacet name="kind" title={kind} rows={rows} values={values} />
}

/** Sources that say something about a game, each with its number of games. */
export function SourceFacet({ values }: { values: SearchValues }) {
  const rows = loadedSources.value.map(({ slug, games }) => ({
    value: slug,
    label: sourceName.value(slug),
    count: games,
  }))
  return rows.length < 2 ? null : <ListFacet name="source" title={searchWords.sources} rows={rows} values={values} />
}
