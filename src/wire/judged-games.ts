import { findSummaries } from '#db/game/summaries'
import type { CandidateGame, Judgement } from '#db/match/judge'
import type { Stores } from '#db/stores'
import { type GameSummary, toSummary } from './game-summary'
import type { SlugCache } from './slug-cache'

/** A game that a record may be, with its summary. */
export type JudgedGame = Omit<CandidateGame, 'gameId'> & { game: GameSummary }

/** Returns the games of each decision, best first. A game that is gone meanwhile is left out. */
export async function judgedGames(
  { stores: { db }, slugCache }: { stores: Pick<Stores, 'db'>; slugCache: SlugCache },
  judgements: readonly Judgement[],
): Promise<JudgedGame[][]> {
  const ids = new Set(judgements.flatMap(({ candidates }) => candidates.map(({ gameId }) => gameId)))
  const rows = await findSummaries(db, [...ids])
  const words = await slugCache.slugsFor(rows)
  const games = new Map(rows.map((row) => [row.id, toSummary(row, words)]))
  return judgements.map(({ candidates }) =>
    candidates.flatMap(({ gameId, ...judged }) => {
      const game = games.get(gameId)
      return game ? [{ game, ...judged }] : []
    }),
  )
}
