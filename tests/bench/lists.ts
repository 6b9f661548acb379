import { sql } from 'drizzle-orm'
import type { GamePosition, Sort } from '#db/game/order'
import { openPostgres } from '#db/postgres/server'
import { rowsOf } from '#db/stores'
import { createCursors } from '#src/http/page'
import { signCliToken } from '#src/http/token'
import { generateCatalogue } from '#tests/support/generated-catalogue'
import { createBareDatabase, dropDatabase } from '#tests/support/stores'
import { againstBare, race, SECRET } from './contestant'
import { type ListedPage, statementOfPage } from './list-statement'
import type { Ratio } from './measure'
import { startBare, startService } from './page'

const GAMES = 100_000

type Route = ListedPage & { what: string; least: [requests: string, processor: string] }

const PLAIN: Route['least'] = ['.88', '.85']
const FILTERED: Route['least'] = ['.85', '.80']

const ROUTES: Route[] = [
  { what: 'page by popularity', sort: '-popularity', least: PLAIN },
  { what: 'platform by score', query: { platform: 'ps2' }, sort: '-score', least: FILTERED },
  { what: 'platform by date', query: { platform: 'ps2' }, sort: '-released', least: FILTERED },
  { what: 'genre', query: { genre: 'puzzle' }, sort: 'title', least: FILTERED },
  { what: 'years', query: { yearFrom: 1995, yearTo: 1999 }, sort: '-popularity', least: FILTERED },
]

/** Compares lists of games with bare `Bun.serve` + postgres.js and the very same statements. */
export async function benchLists(databaseUrl: string): Promise<Ratio[]> {
  const ratios: Ratio[] = []
  for (const route of [...ROUTES, ...(await routesOf(databaseUrl))]) ratios.push(...(await compare(databaseUrl, route)))
  return ratios
}

/** Returns the routes that depend on the catalogue: the games of its largest company, and a page after half of all games. */
async function routesOf(databaseUrl: string): Promise<Route[]> {
  await using database = await openPostgres(databaseUrl)
  const [company] = await rowsOf<{ slug: string }>(
    database.db,
    sql`select company.slug from game, unnest(company_ids) as named join company on company.id = named
      group by company.slug order by count(*) desc limit 1`,
  )
  const [game] = await rowsOf<{ title: string; id: string }>(
    database.db,
    sql`select sort_title as title, id from game where merged_into is null order by sort_title, id
      offset (select count(*) / 2 from game) limit 1`,
  )
  return [
    { what: 'company', query: { company: company?.slug ?? '' }, sort: '-released', least: FILTERED },
    { what: 'deep page', sort: 'title', after: [game?.title ?? '', game?.id ?? ''], least: FILTERED },
  ]
}

/** Runs `work` on a new database with 100,000 generated games, and drops it. */
export async function withGeneratedGames<T>(server: string, work: (url: string) => Promise<T>): Promise<T> {
  const url = await createBareDatabase(server)
  try {
    {
      await using database = await openPostgres(url)
      await database.migrations.migrate()
      await generateCatalogue(database, GAMES)
    }
    return await work(url)
  } finally {
    await dropDatabase(server, url)
  }
}

async function compare(url: string, route: Route): Promise<Ratio[]> {
  using ours = await startService(url)
  using bare = await startBare(url, 'given', await statementOfPage(url, route))
  await race([ours, bare], pathOf(route), await signCliToken(SECRET, { scope: 'read', for: '1h' }))
  return againstBare(route.what, ours, bare, route.least)
}

function pathOf({ query = {}, sort, after }: Route): string {
  const parameters = new URLSearchParams({ sort })
  for (const [name, value] of Object.entries(query)) parameters.set(name, String(value))
  if (after) parameters.set('cursor', cursorOf(sort, after))
  return `/v1/games?${parameters}`
}

const cursorOf = (sort: Sort, after: GamePosition) =>
  createCursors({ jwtSecret: SECRET, jwtSecretPrevious: undefined }).make(`games:${sort}`, after)
