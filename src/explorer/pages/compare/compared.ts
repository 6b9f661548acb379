import { place } from '../../state/address'
import { readParameters, text } from '../../state/parameters'
import type { Outcome } from '../../state/trouble'
import { valueOfField } from '../game/fix-values'
import { type GameData, loadGame } from '../game/game-data'
import { valueInWords } from '../game/value-in-words'

const COMPARED = { a: text, b: text, c: text, d: text } as const

/** Facts that are compared, in their order. */
const FACTS = [
  ...['title', 'kind', 'released', 'platforms', 'companies', 'genres', 'series', 'alternativeNames'],
  ...['score.critics', 'score.users', 'popularity', 'salesCopies', 'ids', 'website'],
] as const

/** A fact with its value in each game. */
export type ComparedRow = { fact: string; values: readonly string[]; differs: boolean }

/** Games that were found, and the slugs that name none. */
export type Compared = { games: readonly GameData[]; missing: readonly string[] }

/** Returns the slugs that the address names, each once. */
export const comparedSlugs = (): string[] => [
  ...new Set(Object.values(readParameters(COMPARED, place.value.searchParams)).filter(Boolean)),
]

/** Loads the games. One that is none costs itself only; two addresses of one game count once. */
export async function loadCompared(slugs: readonly string[], signal: AbortSignal): Promise<Outcome<Compared>> {
  const found = await Promise.all(slugs.map((slug) => loadGame(slug, signal)))
  const trouble = found.find((one) => one.trouble && one.trouble.code !== 'no_such_game')?.trouble
  if (trouble) return { trouble }
  const games = new Map(found.flatMap(({ data }) => (data ? [[data.id, data] as const] : [])))
  return { data: { games: [...games.values()], missing: slugs.filter((_, at) => !found[at]?.data) } }
}

function textOf(game: GameData, fact: string): string {
  const value = valueOfField(game, fact)
  const parts = [value].flat().map((one) => valueInWords(fact, one))
  return parts.length > 0 ? parts.toSorted().join(', ') : '–'
}

/** Returns the facts of games, those that differ first; a fact that none has is left out. */
export function comparedRows(games: readonly GameData[]): ComparedRow[] {
  const rows = FACTS.map((fact) => {
    const values = games.map((game) => textOf(game, fact))
    return { fact, values, differs: new Set(values).size > 1 }
  }).filter(({ values }) => values.some((value) => value !== '–'))
  return [...rows.filter(({ differs }) => differs), ...rows.filter(({ differs }) => !differs)]
}
