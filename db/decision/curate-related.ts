import { type RelatedRecord, rulingsOfRelated } from '#catalogue/decision/plan'
import { rulingsIn } from '#catalogue/decision/relation-override'
import type { RelationRuling } from '#catalogue/relation'
import { listGameRecords } from '#db/game/records'
import { resolveRedirect } from '#db/game/redirect'
import { listRelated, type RelatedGame } from '#db/game/related'
import type { Db, Stores } from '#db/stores'
import { type Curator, planOverride } from './curate'
import { type DecisionOutcome, decisionRefusal, executeDecision, type Refusal } from './execute'
import { findOverridesOn } from './history'
import { findAnchors, type GameAnchor } from './records'

/**
 * Overrides the relations of a game: the listed ones hold, the others that it shows today do not. Other games are stored by
 * their oldest records. Relations to games that are loaded later are not ruled out.
 */
export const overrideRelated = (
  stores: Stores,
  slug: string,
  related: readonly RelatedGame[],
  by: Curator,
): Promise<DecisionOutcome> =>
  executeDecision(stores, async (tx) => {
    const game = await resolveRedirect(tx, slug)
    if (!game) return decisionRefusal('no_such_game')
    const value = await rulingsFor(tx, game.id, related)
    return 'code' in value ? value : planOverride(tx, game.id, { field: 'related', value }, by)
  })

async function rulingsFor(
  tx: Db,
  gameId: string,
  related: readonly RelatedGame[],
): Promise<RelationRuling[] | Refusal> {
  const served = await listRelated(tx, gameId)
  const found = await findAnchors(tx, [...new Set([...related, ...served].map(({ slug }) => slug))])
  const anchors = new Map(found.map((anchor) => [anchor.slug, anchor]))
  if (related.some(({ slug }) => !anchors.has(slug))) return decisionRefusal('no_such_related')
  if (related.some(({ slug }) => anchors.get(slug)?.gameId === gameId)) return decisionRefusal('related_to_itself')
  const [former] = await findOverridesOn(tx, await listGameRecords(tx, gameId), 'related')
  return rulingsOfRelated(byRecord(related, anchors), byRecord(served, anchors), rulingsIn(former?.lock?.value))
}

const byRecord = (related: readonly RelatedGame[], anchors: ReadonlyMap<string, GameAnchor>): RelatedRecord[] =>
  related.flatMap(({ slug, relation }) => {
    const anchor = anchors.get(slug)
    return anchor ? [{ relation, record: anchor.record }] : []
  })
