import { sql } from 'drizzle-orm'
import type { Contradiction } from '#catalogue/match/rules'
import { type GameChange, insertChanges } from '#db/change/write'
import { upsertCompanies } from '#db/company/queries'
import { mergeGames, writeGames } from '#db/game/write'
import { type Db, rowsOf } from '#db/stores'
import { mappedWords } from '#db/vocabulary/mapping'
import type { ComponentRecord } from './components'
import { upsertLinks } from './links'
import { type ResolveBy, type ResolvedGame, resolveComponents } from './resolve'
import { replaceReviewPairs } from './review'
import { countOutcomes } from './run-counts'

/** What applying came to. A game whose content is the same as before counts nowhere and keeps its version. */
export type AppliedChanges = { created: number; updated: number; merged: number; contradictions: Contradiction[] }

/** By what records are decided, and the decision that is carried out by it, where it is one. */
export type ApplyOptions = ResolveBy & { decisionId?: string }

/**
 * Turns whole components of records into games, in the caller's transaction: clusters them, merges each cluster into one
 * game, and writes what differs from what is stored.
 *
 * Idempotent: the same records again change nothing.
 */
export async function applyComponents(
  tx: Db,
  records: readonly ComponentRecord[],
  { decisionId, ...by }: ApplyOptions = {},
): Promise<AppliedChanges> {
  const decisions = resolveComponents(records, { ...by, words: await mappedWords(tx) })
  const games = decisions.flatMap((decision) => decision.games)
  const merged = decisions.flatMap((decision) => decision.merged)
  const reviews = decisions.flatMap((decision) => decision.reviewPairs)
  const known = await contentHashes(tx, games)
  const changed = games.filter((game) => known.get(game.id) !== game.contentHash)
  // Those of games that stay as they are, too: a lesser record may have learned a plainer spelling.
  const companies = await upsertCompanies(
    tx,
    games.flatMap((game) => game.companyNames),
  )
  await writeGames(tx, changed, companies)
  await countOutcomes(tx, games, new Set(reviews.flatMap(({ oneRecord, otherRecord }) => [oneRecord, otherRecord])))
  await upsertLinks(tx, games.flatMap(linksOf))
  await replaceReviewPairs(
    tx,
    records.map(({ recordId }) => recordId),
    reviews,
  )
  await mergeGames(tx, merged)
  await insertChanges(tx, changesOf(changed, merged), decisionId)
  const created = changed.filter((game) => game.isNew).length
  const contradictions = decisions.flatMap((decision) => decision.contradictions)
  return { created, updated: changed.length - created, merged: merged.length, contradictions }
}

const linksOf = ({ id, members }: ResolvedGame) =>
  members.map(({ recordId, score, evidence }) => ({ recordId, score, evidence, gameId: id }))

/** What is told of the games that were written. */
const changesOf = (
  changed: readonly ResolvedGame[],
  merged: readonly { from: string; into: string }[],
): GameChange[] => [
  ...changed.map(({ id, isNew, cameOutOf }): GameChange => {
    if (!isNew) return { gameId: id, kind: 'updated' }
    return cameOutOf === undefined ? { gameId: id, kind: 'created' } : { gameId: id, kind: 'split', into: cameOutOf }
  }),
  ...merged.map(({ from, into }): GameChange => ({ gameId: from, kind: 'merged', into })),
]

/** The content of these games as it is stored; one that ended in another has none, whatever lies there. */
async function contentHashes(tx: Db, games: readonly ResolvedGame[]): Promise<Map<string, bigint>> {
  const ids = games.filter((game) => !game.isNew).map((game) => game.id)
  if (ids.length === 0) return new Map()
  const rows = await rowsOf<{ id: string; hash: string }>(
    tx,
    sql`select id, content_hash::text as hash from game where merged_into is null
      and id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb))`,
  )
  return new Map(rows.map((row) => [row.id, BigInt(row.hash)]))
}
