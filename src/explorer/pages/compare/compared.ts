import { place } from '../../state/address'
import { readParameters, text } from '../../state/parameters'
import type { Outcome } from '../../state/trouble'
import { type GameData, loadGame } from '../game/game-data'

const COMPARED = { a: text, b: text, c: text, d: text } as const

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
