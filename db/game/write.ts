import { sql } from 'drizzle-orm'
import { isDisputed } from '#catalogue/merge/disputes'
import { searchTextOf } from '#catalogue/search/search-text'
import type { ResolvedGame } from '#db/match/resolve'
import { columnNames, recordset } from '#db/postgres/recordset'
import { removeSearchText, writeSearchText } from '#db/search/postgres/write'
import { removeEmbeddings, writeEmbeddings } from '#db/similar/write'
import type { Db } from '#db/stores'
import { removeParts, replaceParts } from './parts'
import { assignSlugs } from './slugs'
import { type CompanyIds, companyIdsOf, genreIdsOf, platformIdsOf } from './vocabulary-ids'

/** Columns of `game` that a merge sets. Slug, version and times are set by the store. */
const MERGED = {
  id: 'uuid',
  title: 'text',
  sort_title: 'text',
  kind: 'text',
  summary: 'text',
  website: 'text',
  cover_url: 'text',
  cover_source: 'text',
  year: 'smallint',
  released: 'date',
  released_precision: 'text',
  score_critics: 'real',
  score_users: 'real',
  score_votes: 'integer',
  score_bound: 'real',
  sales_copies: 'bigint',
  popularity: 'bigint',
  alternative_names: 'text[]',
  tags: 'text[]',
  platform_ids: 'smallint[]',
  genre_ids: 'smallint[]',
  company_ids: 'integer[]',
  source_ids: 'smallint[]',
  disputed: 'boolean',
  provenance: 'jsonb',
  content_hash: 'bigint',
  unlisted_since: 'date',
}

/** Inserts new and updates changed games, with their rows in other tables and their embeddings. Changed games get the next version. */
export async function writeGames(tx: Db, games: readonly ResolvedGame[], companies: CompanyIds): Promise<void> {
  if (games.length === 0) return
  await insertGames(
    tx,
    games.filter(({ isNew }) => isNew),
    companies,
  )
  await updateGames(
    tx,
    games.filter(({ isNew }) => !isNew),
    companies,
  )
  await replaceParts(tx, games, companies)
  await writeSearchText(tx, games.map(searchRow))
  await writeEmbeddings(tx, games)
}

async function insertGames(tx: Db, games: readonly ResolvedGame[], companies: CompanyIds): Promise<void> {
  if (games.length === 0) return
  const slugs = await assignSlugs(tx, games)
  const rows = games.map((game) => ({ ...gameRow(game, companies), slug: slugs.get(game.id) }))
  const columns = { ...MERGED, slug: 'text' }
  await tx.execute(
    sql`insert into game (${columnNames(columns)}) select ${columnNames(columns)} from ${recordset(rows, columns)}`,
  )
}

async function updateGames(tx: Db, games: readonly ResolvedGame[], companies: CompanyIds): Promise<void> {
  if (games.length === 0) return
  const rows = games.map((game) => gameRow(game, companies))
  const { id: _, ...columns } = MERGED
  const merged = sql`(${columnNames(columns)}) = (select ${sql.raw(
    Object.keys(columns)
      .map((name) => `r."${name}"`)
      .join(', '),
  )})`
  await tx.execute(sql`update game set ${merged}, version = game.version + 1, updated_at = now(), merged_into = null
    from ${recordset(rows, MERGED)} where game.id = r.id`)
}

function searchRow({ id, golden }: ResolvedGame) {
  const { title, alternativeNames, popularity } = golden
  return { gameId: id, ...searchTextOf({ title, alternativeNames, ...(popularity !== undefined && { popularity }) }) }
}

const gameRow = ({ id, golden, contentHash, sourceIds, unlistedSince }: ResolvedGame, companies: CompanyIds) => ({
  id,
  title: golden.title,
  sort_title: golden.sortTitle,
  kind: golden.kind,
  summary: golden.summary,
  website: golden.website,
  cover_url: golden.cover?.url,
  cover_source: golden.cover?.source,
  year: golden.year,
  released: golden.released?.date,
  released_precision: golden.released?.precision,
  score_critics: golden.critics,
  score_users: golden.users,
  score_votes: golden.votes,
  score_bound: golden.criticsBound,
  sales_copies: golden.salesCopies,
  popularity: golden.popularity,
  alternative_names: golden.alternativeNames,
  tags: golden.tags ?? [],
  platform_ids: platformIdsOf(golden),
  genre_ids: genreIdsOf(golden),
  company_ids: companyIdsOf(golden, companies),
  source_ids: sourceIds,
  disputed: isDisputed(golden.provenance),
  provenance: golden.provenance,
  content_hash: contentHash.toString(),
  unlisted_since: unlistedSince,
})

/**
 * Marks games as merged into another one, deletes their rows in other tables, and returns their number.
 *
 * A game that was merged into one of these earlier keeps pointing at it: it leads to it again if the new merge is undone.
 */
export async function mergeGames(tx: Db, merged: readonly { from: string; into: string }[]): Promise<number> {
  if (merged.length === 0) return 0
  const ended = merged.map(({ from }) => from)
  await removeParts(tx, ended)
  await removeSearchText(tx, ended)
  await removeEmbeddings(tx, ended)
  const pairs = recordset(merged, { from: 'uuid', into: 'uuid' })
  // Of the provenance only the records stay, which undoing looks for: nobody reads the rest, and an author could be erased.
  await tx.execute(sql`update game set merged_into = r."into", version = game.version + 1, updated_at = now(),
      provenance = jsonb_build_object('title', (provenance -> 'title') - 'lock')
    from ${pairs} where game.id = r."from"`)
  return merged.length
}
