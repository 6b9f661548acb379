import { type RelatedRecord, rulingsOfRelated } from '#catalogue/decision/plan'
import { rulingsIn } from '#catalogue/decision/relation-override'
import type { RelationRuling } from '#catalogue/relation'
import { listGameRecords } from '#db/game/records'
import { resolveRedirect } from '#db/game/redirect'
import { listRelated, type RelatedGame } from '#db/game/related'
import type { Db, Stores } from '#db/stores'
import { type DecisionBy, planOverride } from './curate'
import { type DecisionOutcome, type DecisionPlan, decisionRefusal, executeDecision, type Refusal } from './execute'
import { findOverridesOn } from './history'
import { type GameWithOldestRecord, listGamesWithOldestRecord } from './records'

/**
 * Overrides the relations of a game: those of `related` hold, and other relations that it has now do not. The stored rulings
 * identify the other games by their oldest records. Relations to games that are loaded later are not ruled out.
 */
export const overrideRelated = (
  stores: Stores,
  slug: string,
  related: readonly RelatedGame[],
  by: DecisionBy,
): Promise<DecisionOutcome> => executeDecision(stores, (tx) => planRelated(tx, slug, related, by))

/** Returns the plan of an override of the relations of a game, or why they cannot be overridden. */
export async function planRelated(
  tx: Db,
  slug: string,
  related: readonly RelatedGame[],
  by: DecisionBy,
): Promise<DecisionPlan | Refusal> {
  const game = await resolveRedirect(tx, slug)
  if (!game) return decisionRefusal('no_such_game')
  const value = await rulingsFor(tx, game.id, related)
  return 'code' in value ? value : planOverride(tx, game.id, { field: 'related', value }, by)
}

async function rulingsFor(
  tx: Db,
  gameId: string,
  related: readonly RelatedGame[],
): Promise<RelationRuling[] | Refusal> {
  const served = await listRelated(tx, gameId)
  const found = await listGamesWithOldestRecord(tx, [...new Set([...related, ...served].map(({ slug }) => slug))])
  const games = new Map(found.map((game) => [game.slug, game]))
  if (related.some(({ slug }) => !games.has(slug))) return decisionRefusal('no_such_related')
  if (related.some(({ slug }) => games.get(slug)?.gameId === gameId)) return decisionRefusal('related_to_itself')
  const [former] = await findOverridesOn(tx, await listGameRecords(tx, gameId), 'related')
  return rulingsOfRelated(byRecord(related, games), byRecord(served, games), rulingsIn(former?.lock?.value))
}

const byRecord = (related: readonly RelatedGame[], games: ReadonlyMap<string, GameWithOldestRecord>): RelatedRecord[] =>
  related.flatMap(({ slug, relation }) => {
    const game = games.get(slug)
    return game ? [{ relation, record: game.record }] : []
  })
