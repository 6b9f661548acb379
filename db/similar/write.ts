import { sql } from 'drizzle-orm'
import { companySlug } from '#catalogue/merge/company'
import type { GoldenCompany, GoldenGame } from '#catalogue/merge/golden'
import { titleSlug } from '#catalogue/merge/slug'
import { embeddingOf, embeddingText } from '#catalogue/similar/embedding'
import { traitsOf } from '#catalogue/similar/traits'
import { recordset } from '#db/postgres/recordset'
import type { Db } from '#db/stores'

const COLUMNS = { game_id: 'uuid', kind: 'text', embedding: 'sparsevec' }

/** An embedding as it is stored, with the kind of its game. */
type StoredEmbedding = { game_id: string; kind: string; embedding: string }

/** Inserts or replaces the embeddings of games. Call it in the transaction that writes the games. */
export const writeEmbeddings = (tx: Db, games: readonly { id: string; golden: GoldenGame }[]): Promise<void> =>
  upsertEmbeddings(
    tx,
    games.map(({ id, golden }) => ({ game_id: id, kind: golden.kind, embedding: embeddingIn(golden) })),
  )

/** Inserts or replaces embeddings. */
async function upsertEmbeddings(tx: Db, rows: readonly StoredEmbedding[]): Promise<void> {
  await tx.execute(sql`insert into game_likeness (game_id, kind, embedding)
    select game_id, kind, embedding from ${recordset(rows, COLUMNS)}
    on conflict (game_id) do update set kind = excluded.kind, embedding = excluded.embedding, in_graph = false
    where (game_likeness.kind, game_likeness.embedding) is distinct from (excluded.kind, excluded.embedding)`)
}

/** Deletes the embeddings of games that were merged into others. */
export async function removeEmbeddings(tx: Db, ids: readonly string[]): Promise<void> {
  const rows = ids.map((game_id) => ({ game_id }))
  await tx.execute(
    sql`delete from game_likeness l using ${recordset(rows, { game_id: 'uuid' })} where l.game_id = r.game_id`,
  )
}

function embeddingIn({ title, year, series, genres, companies, releases, tags = [] }: GoldenGame): string {
  const traits = traitsOf({
    title,
    year,
    series: series.map(titleSlug),
    developers: slugsIn(companies, 'developer'),
    publishers: slugsIn(companies, 'publisher'),
    genres,
    platforms: releases.map(({ platform }) => platform),
    tags,
  })
  return embeddingText(embeddingOf(traits))
}

const slugsIn = (companies: readonly GoldenCompany[], wanted: GoldenCompany['role']): string[] =>
  companies.filter(({ role }) => role === wanted).map(({ name }) => companySlug(name))
