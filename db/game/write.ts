import { type SQL, sql } from 'drizzle-orm'
import { companySlug } from '#catalogue/merge/company'
import { searchTextOf } from '#catalogue/search/search-text'
import { standardVocabulary } from '#catalogue/vocabulary/lookup'
import { writeSearchText } from '../search/postgres/write'
import { type Db, rowsOf } from '../stores'
import type { DecidedGame } from './apply'
import { assignSlugs } from './slugs'

/** Rows of a statement, from one JSON parameter: one mechanism for both stores and any number of rows. */
export const rowsFrom = (values: unknown, columns: string): SQL =>
  sql`jsonb_to_recordset(${JSON.stringify(values)}::text::jsonb) as r(${sql.raw(columns)})`

/** Stores new and changed games with all that hangs on them; each one's version goes up by one. */
export async function writeGames(tx: Db, games: readonly DecidedGame[]): Promise<void> {
  if (games.length === 0) return
  const slugs = await assignSlugs(
    tx,
    games.filter((game) => game.isNew),
  )
  const companies = await upsertCompanies(tx, games)
  await upsertGameRows(
    tx,
    games.map((game) => gameRow(game, slugs, companies)),
  )
  await replaceParts(tx, games, companies)
  await writeSearchText(tx, games.map(searchRow))
}

function searchRow({ id, golden }: DecidedGame) {
  const { title, alternativeNames, popularity } = golden
  return { gameId: id, ...searchTextOf({ title, alternativeNames, ...(popularity !== undefined && { popularity }) }) }
}

const idsOf = (slugs: Iterable<string>, idOf: (slug: string) => number | undefined): number[] =>
  [...new Set([...slugs].flatMap((slug) => idOf(slug) ?? []))].sort((a, b) => a - b)

const platformIds = new Map(standardVocabulary.platforms.map((platform) => [platform.slug, platform.id]))
const genreIds = new Map(standardVocabulary.genres.map((genre) => [genre.slug, genre.id]))

const GAME_COLUMNS = `id uuid, slug text, title text, sort_title text, kind text, summary text, website text, cover_url text,
  cover_source text, year smallint, released date, released_precision text, score_critics real, score_users real,
  score_votes integer, sales_copies bigint, popularity bigint, alternative_names text[], platform_ids smallint[],
  genre_ids smallint[], company_ids integer[], source_ids smallint[], provenance jsonb, content_hash bigint`

/** Every column a merge decides; slug, version and times are the store's own. */
const MERGED_COLUMNS = [...GAME_COLUMNS.matchAll(/(\w+) [\w[\]]+/g)].map((match) => match[1] ?? '')

function gameRow(
  { id, golden, contentHash, sourceIds }: DecidedGame,
  slugs: Map<string, string>,
  companies: Map<string, number>,
) {
  return {
    id,
    slug: slugs.get(id) ?? null,
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
    sales_copies: golden.salesCopies,
    popularity: golden.popularity,
    alternative_names: golden.alternativeNames,
    platform_ids: idsOf(
      golden.releases.map((release) => release.platform),
      (slug) => platformIds.get(slug),
    ),
    genre_ids: idsOf(golden.genres, (slug) => genreIds.get(slug)),
    company_ids: idsOf(
      golden.companies.map((company) => companySlug(company.name)),
      (slug) => companies.get(slug),
    ),
    source_ids: sourceIds,
    provenance: golden.provenance,
    content_hash: contentHash.toString(),
  }
}

async function upsertGameRows(tx: Db, rows: readonly ReturnType<typeof gameRow>[]): Promise<void> {
  const columns = MERGED_COLUMNS.join(', ')
  const assignments = MERGED_COLUMNS.filter((column) => column !== 'id' && column !== 'slug').map(
    (column) => `${column} = excluded.${column}`,
  )
  const fresh = rows.filter((row) => row.slug !== null)
  const known = rows.filter((row) => row.slug === null)
  if (fresh.length > 0)
    await tx.execute(
      sql`insert into game (${sql.raw(columns)}) select ${sql.raw(columns)} from ${rowsFrom(fresh, GAME_COLUMNS)}`,
    )
  if (known.length > 0)
    await tx.execute(sql`update game set ${sql.raw(assignments.join(', ').replaceAll('excluded.', 'r.'))},
      version = game.version + 1, updated_at = now(), merged_into = null
      from ${rowsFrom(known, GAME_COLUMNS)} where game.id = r.id`)
}

async function upsertCompanies(tx: Db, games: readonly DecidedGame[]): Promise<Map<string, number>> {
  const names = new Map(
    games.flatMap((game) => game.golden.companies.map(({ name }) => [companySlug(name), name] as const)),
  )
  if (names.size === 0) return new Map()
  const wanted = rowsFrom(
    [...names].map(([slug, name]) => ({ slug, name })),
    'slug text, name text',
  )
  await tx.execute(
    sql`insert into company (slug, name) select slug, name from ${wanted} order by slug on conflict (slug) do nothing`,
  )
  const found = await rowsOf<{ id: number; slug: string }>(
    tx,
    sql`select c.id, c.slug from company c join ${wanted} using (slug)`,
  )
  return new Map(found.map((company) => [company.slug, company.id]))
}

/** Replaces what hangs on games: releases, genres, companies, ratings, ids elsewhere. */
async function replaceParts(tx: Db, games: readonly DecidedGame[], companies: Map<string, number>): Promise<void> {
  const known = games.filter((game) => !game.isNew).map((game) => game.id)
  if (known.length > 0) await removeParts(tx, known)
  const rows = <Row>(partsOf: (game: DecidedGame) => Row[]) =>
    games.flatMap((game) => partsOf(game).map((part) => ({ game_id: game.id, ...part })))
  const parts: [string, string, unknown[]][] = [
    [
      'release',
      'platform_id smallint, region text, edition text, released date, released_precision text, sales_copies bigint',
      rows(releaseRows),
    ],
    ['game_genre', 'genre_id smallint', rows(genreRows)],
    ['game_company', 'company_id integer, role text', rows((game) => companyRows(game, companies))],
    ['rating', 'board text, rating text', rows((game) => game.golden.ratings)],
    ['external_id', 'source text, id text', rows((game) => game.golden.externalIds)],
  ]
  for (const [table, columns, values] of parts) {
    if (values.length === 0) continue
    const names = sql.raw(`game_id, ${columns.replaceAll(/ (smallint|text|date|bigint|integer)/g, '')}`)
    await tx.execute(
      sql`insert into ${sql.identifier(table)} (${names}) select ${names} from ${rowsFrom(values, `game_id uuid, ${columns}`)}`,
    )
  }
}

const releaseRows = ({ golden }: DecidedGame) =>
  golden.releases.flatMap(({ platform, region, edition, released, salesCopies }) => {
    const id = platformIds.get(platform)
    const date = { released: released?.date, released_precision: released?.precision }
    return id === undefined ? [] : [{ platform_id: id, region, edition, ...date, sales_copies: salesCopies }]
  })

const genreRows = ({ golden }: DecidedGame) =>
  idsOf(golden.genres, (slug) => genreIds.get(slug)).map((id) => ({ genre_id: id }))

function companyRows({ golden }: DecidedGame, companies: Map<string, number>) {
  const rows = golden.companies.flatMap(({ name, role }) => {
    const id = companies.get(companySlug(name))
    return id === undefined ? [] : [{ company_id: id, role }]
  })
  return [...new Map(rows.map((row) => [`${row.company_id} ${row.role}`, row])).values()]
}

const removeParts = async (tx: Db, ids: readonly string[]): Promise<void> => {
  for (const table of ['release', 'game_genre', 'game_company', 'rating', 'external_id'])
    await tx.execute(
      sql`delete from ${sql.identifier(table)} t using ${rowsFrom(
        ids.map((id) => ({ id })),
        'id uuid',
      )} where t.game_id = r.id`,
    )
}

/** Points games that ended in another one at it, for ever, and answers how many there were. */
export async function mergeGames(tx: Db, merged: readonly { from: string; into: string }[]): Promise<number> {
  if (merged.length === 0) return 0
  await removeParts(
    tx,
    merged.map((merge) => merge.from),
  )
  const pairs = rowsFrom(merged, '"from" uuid, "into" uuid')
  await tx.execute(
    sql`update game set merged_into = r."into", version = game.version + 1, updated_at = now() from ${pairs} where game.id = r."from"`,
  )
  await tx.execute(sql`update game set merged_into = r."into" from ${pairs} where game.merged_into = r."from"`)
  await tx.execute(sql`delete from game_search s using ${pairs} where s.game_id = r."from"`)
  return merged.length
}
