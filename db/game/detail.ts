import { eq, type SQL, sql } from 'drizzle-orm'
import type { CountedCopies } from '#catalogue/merge/provenance'
import type { CompanyRole, Precision } from '#catalogue/record'
import { plainRows, statement } from '#db/postgres/statement'
import type { Db } from '#db/stores'
import { named, SUMMARY_COLUMNS } from './queries'
import { isGameId } from './redirect'
import { RELATED_GAMES, type RelatedGame } from './related'
import { game } from './table'

/** Rows that belong to a game. Every list is ordered: beside an ordered aggregate, Postgres 18 may return another one reversed. */
export type GameParts = {
  releases: {
    platform: string
    region: string
    edition: string
    released: string | null
    precision: Precision | null
    salesCopies: number | null
  }[]
  companies: { slug: string; name: string; role: CompanyRole | null }[]
  series: { slug: string; name: string }[]
  ratings: { board: string; rating: string }[]
  ids: { source: string; id: string }[]
  related: RelatedGame[]
  attribution: { source: string; text: string; url: string | null }[]
}

// `game.id` is spelt out because drizzle shortens the column to "id", which in a subquery is another table's.
const PARTS: { [Part in keyof GameParts]: SQL.Aliased<GameParts[Part]> } = {
  releases: sql<GameParts['releases']>`(
    select coalesce(json_agg(json_build_object('platform', p.slug, 'region', r.region, 'edition', r.edition,
      'released', r.released, 'precision', r.released_precision, 'salesCopies', r.sales_copies)
      order by r.released nulls last, p.slug, r.region, r.edition), '[]')
    from release r join platform p on p.id = r.platform_id where r.game_id = game.id)`.as('releases'),
  companies: sql<GameParts['companies']>`(
    select coalesce(json_agg(json_build_object('slug', c.slug, 'name', c.name, 'role', g.role)
      order by g.role, c.slug), '[]')
    from game_company g join company c on c.id = g.company_id where g.game_id = game.id)`.as('companies'),
  series: sql<GameParts['series']>`(
    select coalesce(json_agg(json_build_object('slug', s.slug, 'name', s.name) order by s.slug), '[]')
    from game_series s where s.game_id = game.id)`.as('series'),
  ratings: sql<GameParts['ratings']>`(
    select coalesce(json_agg(json_build_object('board', r.board, 'rating', r.rating) order by r.board), '[]')
    from rating r where r.game_id = game.id)`.as('ratings'),
  ids: sql<GameParts['ids']>`(
    select coalesce(json_agg(json_build_object('source', e.source, 'id', e.id) order by e.source, e.id), '[]')
    from external_id e where e.game_id = game.id)`.as('ids'),
  related: RELATED_GAMES.as('related'),
  attribution: sql<GameParts['attribution']>`(
    select coalesce(json_agg(json_build_object('source', s.slug, 'text', s.attribution, 'url', s.attribution_url)
      order by s.slug), '[]')
    from source s where s.id = any(game.source_ids) and s.attribution is not null)`.as('attribution'),
}

const { sortTitle: _, ...summary } = SUMMARY_COLUMNS

const DETAIL_COLUMNS = {
  ...summary,
  summary: game.summary,
  website: game.website,
  coverUrl: named<string | null>(game.coverUrl, 'coverUrl'),
  coverSource: named<string | null>(game.coverSource, 'coverSource'),
  alternativeNames: named<string[]>(game.alternativeNames, 'alternativeNames'),
  salesCounts: named<CountedCopies | null>(game.salesCounts, 'salesCounts'),
  version: game.version,
  unlistedSince: named<string | null>(game.unlistedSince, 'unlistedSince'),
  mergedInto: named<string | null>(game.mergedInto, 'mergedInto'),
  ...PARTS,
}

/** Returns the column to search. A slug that looks like an id is the id of the same game: see `assignSlugs`. */
const columnOf = (slugOrId: string) => (isGameId(slugOrId) ? ('id' as const) : ('slug' as const))

const wanted = sql.placeholder('wanted')

/** Returns a game, live or merged, with all its parts, by slug or id, in one statement; `undefined` if there is none. */
export async function findGame(db: Db, slugOrId: string) {
  const column = columnOf(slugOrId)
  const prepared = statement(db, `game_by_${column}`, (name) =>
    db.select(DETAIL_COLUMNS).from(game).where(eq(game[column], wanted)).prepare(name),
  )
  const [row] = await plainRows(prepared, { wanted: slugOrId })
  return row
}

/** Returns the id of a game by slug or id, and the id of the game it was merged into, if any; `undefined` if there is none. */
export async function findGameId(
  db: Db,
  slugOrId: string,
): Promise<{ id: string; mergedInto: string | null } | undefined> {
  const column = columnOf(slugOrId)
  const prepared = statement(db, `game_id_by_${column}`, (name) =>
    db
      .select({ id: game.id, mergedInto: named<string | null>(game.mergedInto, 'mergedInto') })
      .from(game)
      .where(eq(game[column], wanted))
      .prepare(name),
  )
  const [row] = await plainRows(prepared, { wanted: slugOrId })
  return row
}

export type GameDetailRow = NonNullable<Awaited<ReturnType<typeof findGame>>>

/** Returns the stored provenance of a game by id; `undefined` if there is no such game. */
export async function findProvenance(db: Db, id: string) {
  const prepared = statement(db, 'game_provenance', (name) =>
    db.select({ provenance: game.provenance }).from(game).where(eq(game.id, wanted)).prepare(name),
  )
  const [row] = await prepared.execute({ wanted: id })
  return row?.provenance
}
