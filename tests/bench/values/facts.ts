import facts from '../../fixtures/values/popular-games.json'

/**
 * Published facts of one popular game. A list holds every value that is right: `core` genres are those of which a game has at least one,
 * `launch` platforms those that it must have. `critics` are Metacritic's scores on its platforms, `soldMillions` the published total of
 * copies of any kind. What is not certain is left out.
 */
export type Facts = {
  slug: string
  title: string
  year?: number
  day?: string
  platforms?: { launch: string[]; later: string[] }
  developers?: string[]
  publishers?: string[]
  genres: { core: string[]; also: string[] }
  critics?: number[]
  soldMillions?: number
  source: string
}

export const POPULAR_GAMES: readonly Facts[] = facts.games
