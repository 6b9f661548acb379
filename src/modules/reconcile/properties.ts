import type { GameFacts } from '#db/game/facts'
import type { GameSummary } from '#src/wire/game-summary'
import type { ReconcileTerm } from './types'

/** A value of a property. */
export type PropertyValue = { str: string } | { int: number } | { float: number } | { date: string }

/** A game with everything from which values of properties are taken. */
export type Extended = { game: GameSummary; facts: GameFacts | undefined }

type Property = ReconcileTerm & { values: (of: Extended) => PropertyValue[] }

const texts = (values: readonly string[]): PropertyValue[] => values.map((str) => ({ str }))
const whole = (value: number | null): PropertyValue[] => (value === null ? [] : [{ int: value }])
const decimal = (value: number | null | undefined): PropertyValue[] =>
  value === null || value === undefined ? [] : [{ float: value }]

/** Properties that a query can have: they are compared. Their values can be fetched, too. */
export const ASKED_PROPERTIES = ['year', 'platform', 'company'] as const

const ALL: readonly Property[] = [
  {
    id: 'year',
    name: 'Year',
    description: 'Year of the first release; a whole date is read, too',
    values: ({ game }) => whole(game.year),
  },
  {
    id: 'platform',
    name: 'Platform',
    description: 'A platform in any usual spelling; fetched as a slug',
    values: ({ game }) => texts(game.platforms),
  },
  {
    id: 'company',
    name: 'Company',
    description: 'A developer or publisher',
    values: ({ facts }) => texts(facts?.companies ?? []),
  },
  { id: 'slug', name: 'Slug', description: 'Name of the game in URLs', values: ({ game }) => texts([game.slug]) },
  { id: 'title', name: 'Title', values: ({ game }) => texts([game.title]) },
  { id: 'kind', name: 'Kind', values: ({ game }) => texts([game.kind]) },
  { id: 'released', name: 'Released', values: ({ game }) => releasedValue(game.released) },
  { id: 'genre', name: 'Genre', values: ({ game }) => texts(game.genres) },
  { id: 'scoreCritics', name: "Critics' score", values: ({ game }) => decimal(game.score?.critics) },
  { id: 'scoreUsers', name: "Players' score", values: ({ game }) => decimal(game.score?.users) },
  { id: 'salesCopies', name: 'Copies sold', values: ({ game }) => whole(game.salesCopies) },
  { id: 'popularity', name: 'Players', values: ({ game }) => whole(game.popularity) },
  {
    id: 'ids',
    name: 'Ids',
    description: 'Ids at sources, shops and databases, as `source:id`',
    values: ({ facts }) => texts(facts?.ids ?? []),
  },
]

/** All properties whose values can be fetched. */
export const PROPERTIES: readonly ReconcileTerm[] = ALL.map(({ values: _, ...named }) => named)

/** Returns the values of a property; none for one that does not exist. */
export const propertyValues = (id: string, of: Extended): PropertyValue[] =>
  ALL.find((property) => property.id === id)?.values(of) ?? []

/** Returns a date known to the day as a date, any other as far as it is known. */
function releasedValue(released: GameSummary['released']): PropertyValue[] {
  if (!released) return []
  const { date, precision } = released
  if (precision === 'day') return [{ date: `${date}T00:00:00Z` }]
  return texts([precision === 'year' ? date.slice(0, 4) : date.slice(0, 7)])
}
