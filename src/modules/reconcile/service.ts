import { isGameId } from '#db/game/redirect'
import { judgeRecords } from '#db/match/judge'
import type { GameSummary } from '#src/wire/game-summary'
import { type JudgedGame, judgedGames } from '#src/wire/judged-games'
import { findLiveGames, type ReconcileStores } from './live-games'
import type { ReconcileCandidate, ReconcileResults } from './model'
import type { ReadQuery } from './queries'
import { typeOfKind } from './types'

/** Score of the game whose id is the text of a query, in bits: that of a shared id. */
const ID_SCORE = 30

/** Returns the candidates of each query, by its name. */
export async function reconcile(
  dependencies: ReconcileStores,
  queries: readonly ReadQuery[],
): Promise<ReconcileResults> {
  const records = queries.flatMap(({ record }) => record ?? [])
  const judgements = await judgeRecords(dependencies.stores.db, records)
  const judged = (await judgedGames(dependencies, judgements)).values()
  const byId = await findLiveGames(dependencies, queries.map(({ text }) => text).filter(isGameId))
  return Object.fromEntries(
    queries.map(({ name, text, record, limit }) => {
      const games = record ? (judged.next().value ?? []) : []
      const own = byId.get(text.toLowerCase())
      return [name, { result: (own ? [candidateById(own.game)] : games.map(candidateOf)).slice(0, limit) }]
    }),
  )
}

/** Returns a judged game as a candidate; only the first can be a match. */
const candidateOf = ({ game, band, bits, evidence }: JudgedGame, at: number): ReconcileCandidate => ({
  ...described(game),
  score: bits,
  match: at === 0 && band === 'match',
  features: evidence.map(({ code, weight }) => ({ id: code, value: weight })),
})

const candidateById = (game: GameSummary): ReconcileCandidate => ({
  ...described(game),
  score: ID_SCORE,
  match: true,
  features: [],
})

const described = (game: GameSummary) => ({
  id: game.id,
  name: game.title,
  description: descriptionOf(game),
  type: [typeOfKind(game.kind)],
})

/** Returns what tells a game from another of the same title: year and platforms. */
export const descriptionOf = ({ year, platforms }: Pick<GameSummary, 'year' | 'platforms'>): string =>
  [year ?? [], platforms].flat().join(', ')
