import type { CompanyRole } from '#catalogue/record'
import type { ExportedGame } from './exported-game'

/** Type of a column: `list` is a list of texts, `date` a day as YYYY-MM-DD. */
export type ColumnType = 'text' | 'integer' | 'large' | 'decimal' | 'date' | 'list'

type CellOf = {
  text: string | null
  integer: number | null
  large: number | null
  decimal: number | null
  date: string | null
  list: readonly string[]
}

/** Value of a column in one game. */
export type ColumnValue = CellOf[ColumnType]

/** A column of the flat formats, CSV and Parquet: its name, its type and its value in a game. */
export type ExportColumn = {
  [Type in ColumnType]: { name: string; type: Type; of: (game: ExportedGame) => CellOf[Type] }
}[ColumnType]

const NOTHING: readonly string[] = []

/** Returns a list of texts. Most lists of a game are empty. */
const listOf = <Item>(
  items: readonly Item[],
  textsOf: (item: Item) => string | readonly string[],
): readonly string[] => (items.length === 0 ? NOTHING : items.flatMap(textsOf))

const distinct = (texts: readonly string[]) => (texts.length < 2 ? texts : [...new Set(texts)])

const namesOf = ({ companies }: ExportedGame, wanted: CompanyRole | null) =>
  listOf(companies, ({ name, role }) => (role === wanted ? name : NOTHING))

/** Columns of the flat formats, in order. Adding one at the end is no breaking change. */
export const EXPORT_COLUMNS: readonly ExportColumn[] = [
  { name: 'id', type: 'text', of: ({ id }) => id },
  { name: 'slug', type: 'text', of: ({ slug }) => slug },
  { name: 'title', type: 'text', of: ({ title }) => title },
  { name: 'kind', type: 'text', of: ({ kind }) => kind },
  { name: 'year', type: 'integer', of: ({ year }) => year },
  { name: 'released', type: 'date', of: ({ released }) => released },
  { name: 'releasedPrecision', type: 'text', of: ({ releasedPrecision }) => releasedPrecision },
  { name: 'platforms', type: 'list', of: ({ platforms }) => platforms },
  { name: 'genres', type: 'list', of: ({ genres }) => genres },
  { name: 'scoreCritics', type: 'decimal', of: ({ scoreCritics }) => scoreCritics },
  { name: 'scoreUsers', type: 'decimal', of: ({ scoreUsers }) => scoreUsers },
  { name: 'scoreVotes', type: 'integer', of: ({ scoreVotes }) => scoreVotes },
  { name: 'salesCopies', type: 'large', of: ({ salesCopies }) => salesCopies },
  { name: 'popularity', type: 'large', of: ({ popularity }) => popularity },
  { name: 'developers', type: 'list', of: (game) => namesOf(game, 'developer') },
  { name: 'publishers', type: 'list', of: (game) => namesOf(game, 'publisher') },
  { name: 'series', type: 'list', of: ({ series }) => listOf(series, ({ name }) => name) },
  { name: 'alternativeNames', type: 'list', of: ({ alternativeNames }) => alternativeNames },
  { name: 'website', type: 'text', of: ({ website }) => website },
  { name: 'summary', type: 'text', of: ({ summary }) => summary },
  { name: 'ids', type: 'list', of: ({ ids }) => listOf(ids, ({ source, id }) => `${source}:${id}`) },
  { name: 'sources', type: 'list', of: ({ attribution }) => listOf(attribution, ({ source }) => source) },
  { name: 'licences', type: 'list', of: ({ attribution }) => distinct(listOf(attribution, ({ licence }) => licence)) },
  { name: 'attribution', type: 'list', of: ({ attribution }) => listOf(attribution, ({ text }) => text ?? NOTHING) },
  { name: 'companies', type: 'list', of: (game) => namesOf(game, null) },
]
