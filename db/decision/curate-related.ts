import { type RelatedRecord, rulingsOfRelated } from '#catalogue/decision/plan'
import { rulingsIn } from '#catalogue/decision/relation-lock'
import type { RelationRuling } from '#catalogue/relation'
import { type Anchor, findAnchors, listGameRecords } from '#db/game/records'
import { findLiving } from '#db/game/redirect'
import { listRelated, type RelatedGame } from '#db/game/related'
import type { Db, Stores } from '#db/stores'
import { type Curator, planLock } from './curate'
import { carryOut, type Outcome, type Refusal, refuse } from './execute'
import { findLocksOn } from './history'

/**
 * Says which games a game has to do with: those, and of those it is related to today no others. Each is named by its oldest
 * record; of games that come later nothing is said.
 */
export const fixRelated = (
  stores: Stores,
  slug: string,
  related: readonly RelatedGame[],
  by: Curator,
): Promise<Outcome> =>
  carryOut(stores, async (tx) => {
    const game = await findLiving(tx, slug)
    if (!game) return refuse('no_such_game')
    const value = await rulingsFor(tx, game.id, related)
    return 'code' in value ? value : planLock(tx, game.id, { field: 'related', value }, by)
  })

async function rulingsFor(
  tx: Db,
  gameId: string,
  related: readonly RelatedGame[],
): Promise<RelationRuling[] | Refusal> {
  const served = await listRelated(tx, gameId)
  const found = await findAnchors(tx, [...new Set([...related, ...served].map(({ slug }) => slug))])
  const anchors = new Map(found.map((anchor) => [anchor.slug, anchor]))
  if (related.some(({ slug }) => !anchors.has(slug))) return refuse('no_such_related')
  if (related.some(({ slug }) => anchors.get(slug)?.gameId === gameId)) return refuse('related_to_itself')
  const [former] = await findLocksOn(tx, await listGameRecords(tx, gameId), 'related')
  return rulingsOfRelated(byRecord(related, anchors), byRecord(served, anchors), rulingsIn(former?.lock?.value))
}

const byRecord = (related: readonly RelatedGame[], anchors: ReadonlyMap<string, Anchor>): RelatedRecord[] =>
  related.flatMap(({ slug, relation }) => {
    const anchor = anchors.get(slug)
    return anchor ? [{ relation, record: anchor.record }] : []
  })
