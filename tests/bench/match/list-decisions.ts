import { clusterRecords, type MatchRecord } from '#catalogue/match/cluster'
import { componentsOf } from '#catalogue/match/components'
import { matchKeysOf } from '#catalogue/match/keys'
import { refName } from '#catalogue/match/rules'
import type { CatalogueRecord } from '#catalogue/record'
import { listMatchRecords } from '#db/match/archive'
import { type Judgement, judgeRecords } from '#db/match/judge'
import type { Db } from '#db/stores'
import { gamesByRef } from './game-refs'

/** What a run would decide about a record: the games it would be linked with, and those it would be reviewed with. */
export type RunDecision = { linked: ReadonlySet<string>; reviewed: ReadonlySet<string> }

/** The decision about one item, and that of a run which loads it as the only record of a list. */
export type ComparedDecision = { title: string; ours: Judgement; run: RunDecision }

/** Kinds of agreement of the two decisions. `tied`: games match equally well, of which a run takes one. */
export type Agreement = 'equal' | 'tied' | 'different'

const ASKED = { source: 'this', dataset: '', key: 'record' }

/** Decides about these records by a list, and by matching the whole catalogue with each of them. */
export async function compareDecisions(db: Db, records: readonly CatalogueRecord[]): Promise<ComparedDecision[]> {
  const componentFor = componentFinder(await listMatchRecords(db, Number.POSITIVE_INFINITY))
  const games = await gamesByRef(db)
  const ours = await judgeRecords(db, records)
  return records.flatMap((record, at) => {
    const judgement = ours[at]
    const run = decisionOfRun(componentFor, games, record)
    return judgement ? [{ title: record.title, ours: judgement, run }] : []
  })
}

/** Returns a function that gives all stored records of the component that a record would be in, directly and through others. */
function componentFinder(stored: readonly MatchRecord[]): (asked: MatchRecord) => MatchRecord[] {
  const componentOf = new Map<string, MatchRecord[]>()
  for (const component of componentsOf(stored))
    for (const { ref, record } of component)
      for (const key of matchKeysOf(record, ref.source, ref.key)) componentOf.set(key, component)
  return ({ ref, record }) => [
    ...new Set(matchKeysOf(record, ref.source, ref.key).flatMap((key) => componentOf.get(key) ?? [])),
  ]
}

function decisionOfRun(
  componentFor: (asked: MatchRecord) => MatchRecord[],
  games: ReadonlyMap<string, string>,
  record: CatalogueRecord,
): RunDecision {
  const asked: MatchRecord = { ref: ASKED, record }
  const { clusters, reviewPairs } = clusterRecords([...componentFor(asked), asked])
  const own = clusters.find(({ members }) => members.some((member) => member.record === asked))
  const cluster = new Set(own?.members.map((member) => member.record))
  const gameOf = ({ ref }: MatchRecord) => games.get(refName(ref)) ?? []
  const reviewed = reviewPairs.flatMap(({ one, other }) => {
    if (cluster.has(one)) return cluster.has(other) ? [] : gameOf(other)
    return cluster.has(other) ? gameOf(one) : []
  })
  return { linked: new Set([...cluster].flatMap(gameOf)), reviewed: new Set(reviewed) }
}

/** Compares two decisions. */
export function agreementOf({ ours: { band, candidates }, run: { linked, reviewed } }: ComparedDecision): Agreement {
  const [best] = candidates
  if (!best) return agreed(linked.size + reviewed.size === 0)
  const isTied = best.evidence.some(({ code }) => code === 'tied')
  if (isTied) return candidates.some(({ gameId }) => linked.has(gameId)) ? 'tied' : 'different'
  return agreed(band === 'match' ? linked.has(best.gameId) : linked.size === 0 && reviewed.has(best.gameId))
}

const agreed = (isEqual: boolean): Agreement => (isEqual ? 'equal' : 'different')
