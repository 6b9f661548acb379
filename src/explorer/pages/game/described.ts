import { valueInWords } from './value-in-words'

/** A game as it is, or as a decision would make it, as far as telling its facts needs it. */
export type DescribedGame = Readonly<{
  cover: { url: string } | null
  series: readonly { name: string }[]
  companies: readonly { name: string; role: string | null }[]
  releases: readonly object[]
}>

/** Facts that are compared, in their order. */
const FACTS = [
  ...['title', 'kind', 'released', 'platforms', 'releases', 'companies', 'genres', 'series', 'alternativeNames'],
  ...['score.critics', 'score.users', 'popularity', 'salesCopies', 'ratings', 'ids', 'website', 'cover', 'summary'],
] as const

/** A fact with its value in each game. */
export type ComparedRow = { fact: string; values: readonly string[]; differs: boolean }

/** Returns the value of a field as the game shows it. */
export function valueOfField(game: DescribedGame, field: string): unknown {
  if (field === 'cover') return game.cover?.url ?? null
  if (field === 'series') return game.series.map(({ name }) => name)
  if (field === 'companies') return game.companies.map(({ name, role }) => ({ name, role }))
  const [first = '', second] = field.split('.')
  if (first === 'releases' && second) return game.releases.filter((one) => 'platform' in one && one.platform === second)
  const value = (game as Readonly<Record<string, unknown>>)[first] // safe: a field that the game lacks is undefined
  return second === undefined ? value : ((value as Record<string, unknown> | null)?.[second] ?? null) // safe: the scores are an object or null
}

function textOf(game: DescribedGame, fact: string): string {
  const value = valueOfField(game, fact)
  const parts = [value].flat().map((one) => valueInWords(fact, one))
  return parts.length > 0 ? parts.toSorted().join(', ') : '–'
}

/** Returns the facts of games, those that differ first; a fact that none has is left out. */
export function comparedRows(games: readonly DescribedGame[]): ComparedRow[] {
  const rows = FACTS.map((fact) => {
    const values = games.map((game) => textOf(game, fact))
    return { fact, values, differs: new Set(values).size > 1 }
  }).filter(({ values }) => values.some((value) => value !== '–'))
  return [...rows.filter(({ differs }) => differs), ...rows.filter(({ differs }) => !differs)]
}
