import { type RelatedRecord, rulingsOfRelated } from '#catalogue/decision/plan'
import { rulingsIn } from '#catalogue/decision/relation-lock'
import type { RelationRuling } from '#catalogue/relation'
import { findLocksOn } from '../decision/history'
import type { Db, Stores } from '../stores'
import { carryOut, type Outcome, type Refusal, refuse } from './carry-out'
import { type Curator, planLock } from './decide'
import { findLiving } from './living'
import { type Anchor, findAnchors, listGameRecords } from './records'
import { listRelated, type RelatedGame } from './related'

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
