import { sql } from 'drizzle-orm'
import { type GameChange, insertChanges } from '#db/change/write'
import { upsertCompanies } from '#db/company/queries'
import { settleSlugs } from '#db/company/slugs'
import { insertCompanyStatements } from '#db/company/statements'
import { mergeGames, writeGames } from '#db/game/write'
import { type Db, rowsOf } from '#db/stores'
import { mappedWords } from '#db/vocabulary/mapping'
import type { ComponentRecord } from './components'
import { upsertLinks } from './links'
import { type ResolveBy, type ResolvedComponent, type ResolvedGame, resolveComponents } from './resolve'
import { replaceReviewPairs } from './review'
import { countOutcomes } from './run-counts'

/** Numbers of changed games. An unchanged game is not counted and keeps its version. */
export type AppliedChanges = { created: number; updated: number; merged: number }

/** Options of resolving, and the id of the decision that is carried out, if any, which is stored with the changes. */
export type ApplyOptions = ResolveBy & { decisionId?: string }

/**
 * Turns whole components of records into games, in the caller's transaction: clusters them, merges each cluster into one
 * game, and writes the games that differ from the stored ones, with links, review pairs, run counts and changes.
 *
 * Idempotent: the same records again change nothing.
 */
export async function applyComponents(
  tx: Db,
  records: readonly ComponentRecord[],
  { decisionId, ...by }: ApplyOptions = {},
): Promise<AppliedChanges> {
  const resolved = await resolveComponents(records, { ...by, words: await mappedWords(tx) })
  const games = resolved.flatMap((component) => component.games)
  const merged = resolved.flatMap((component) => component.merged)
  const changed = await onlyChanged(tx, games)
  // Unchanged games as well: a lower-ranked record can bring a new spelling without changing the content hash.
  const companies = await upsertCompanies(
    tx,
    games.flatMap((game) => game.companyNames),
  )
  await insertCompanyStatements(
    tx,
    games.flatMap((game) => game.aboutCompanies),
  )
  await writeGames(tx, changed, companies)
  await storeOutcomes(tx, records, resolved)
  await mergeGames(tx, merged)
  const renamed = await settleSlugs(tx, companies.values())
  await insertChanges(tx, changesOf(changed, merged, renamed), decisionId)
  const created = changed.filter((game) => game.isNew).length
  return { created, updated: changed.length - created, merged: merged.length }
}

/** Stores the outcome for every record: the counts of its run, its link and its review pairs. */
async function storeOutcomes(
  tx: Db,
  records: readonly ComponentRecord[],
  resolved: readonly ResolvedComponent[],
): Promise<void> {
  const games = resolved.flatMap((component) => component.games)
  const reviewPairs = resolved.flatMap((component) => component.reviewPairs)
  await countOutcomes(tx, games, new Set(reviewPairs.flatMap(({ oneRecord, otherRecord }) => [oneRecord, otherRecord])))
  await upsertLinks(tx, games.flatMap(linksOf))
  await replaceReviewPairs(
    tx,
    records.map(({ recordId }) => recordId),
    reviewPairs,
  )
}

const linksOf = ({ id, members }: ResolvedGame) =>
  members.map(({ recordId, score, evidence }) => ({ recordId, score, evidence, gameId: id }))

/** Returns the entries of the change feed for games that were written and merged, and for those of which a company was renamed. */
const changesOf = (
  changed: readonly ResolvedGame[],
  merged: readonly { from: string; into: string }[],
  renamed: readonly string[],
): GameChange[] => [
  ...changed.map(({ id, isNew, cameOutOf }): GameChange => {
    if (!isNew) return { gameId: id, kind: 'updated' }
    return cameOutOf === undefined ? { gameId: id, kind: 'created' } : { gameId: id, kind: 'split', into: cameOutOf }
  }),
  ...merged.map(({ from, into }): GameChange => ({ gameId: from, kind: 'merged', into })),
  ...renamed
    .filter((id) => !changed.some((game) => game.id === id))
    .map((id): GameChange => ({ gameId: id, kind: 'updated' })),
]

/**
 * Returns the games whose content or `unlistedSince` differs from the stored one. A game that is stored as merged into another
 * always differs, because it is revived.
 */
async function onlyChanged(tx: Db, games: readonly ResolvedGame[]): Promise<ResolvedGame[]> {
  const ids = games.filter((game) => !game.isNew).map((game) => game.id)
  if (ids.length === 0) return [...games]
  const rows = await rowsOf<{ id: string; hash: string; unlistedSince: string | null }>(
    tx,
    sql`select id, content_hash::text as hash, unlisted_since::text as "unlistedSince" from game where merged_into is null
      and id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb))`,
  )
  const stored = new Map(rows.map((row) => [row.id, row]))
  return games.filter(({ id, contentHash, unlistedSince }) => {
    const former = stored.get(id)
    return former?.hash !== contentHash.toString() || former.unlistedSince !== unlistedSince
  })
}
