import postgres from 'postgres'

const SUMMARY = `id, slug, title, kind, year, released, released_precision, score_critics, score_users, score_votes,
  sales_copies::float8, popularity::float8, platform_ids, genre_ids`

/** One game as the service reads it, and the joined statement that a simple first version of the list would use. */
const STATEMENTS = {
  joined: `select g.id, g.slug, g.title, g.sort_title, g.kind, g.year, g.released, g.released_precision, g.score_critics,
      g.score_users, g.score_votes, g.sales_copies::float8, g.popularity::float8,
      (select coalesce(json_agg(p.slug order by p.slug), '[]') from release r join platform p on p.id = r.platform_id where r.game_id = g.id) as platforms,
      (select coalesce(json_agg(n.slug order by n.slug), '[]') from game_genre x join genre n on n.id = x.genre_id where x.game_id = g.id) as genres
    from game g where g.merged_into is null order by g.sort_title asc, g.id asc limit $1`,
  game: `select ${SUMMARY}, summary, website, cover_url, cover_source, alternative_names, version, merged_into,
      (select coalesce(json_agg(json_build_object('platform', p.slug, 'region', r.region, 'edition', r.edition,
        'released', r.released, 'precision', r.released_precision, 'salesCopies', r.sales_copies)
        order by r.released nulls last, p.slug, r.region, r.edition), '[]')
        from release r join platform p on p.id = r.platform_id where r.game_id = game.id) as releases,
      (select coalesce(json_agg(json_build_object('slug', c.slug, 'name', c.name, 'role', g.role) order by g.role, c.slug), '[]')
        from game_company g join company c on c.id = g.company_id where g.game_id = game.id) as companies,
      (select coalesce(json_agg(json_build_object('board', r.board, 'rating', r.rating) order by r.board), '[]')
        from rating r where r.game_id = game.id) as ratings,
      (select coalesce(json_agg(json_build_object('source', e.source, 'id', e.id) order by e.source, e.id), '[]')
        from external_id e where e.game_id = game.id) as ids,
      (select coalesce(json_agg(json_build_object('source', s.slug, 'text', s.attribution, 'url', s.attribution_url)
        order by s.slug), '[]')
        from source s where s.id = any(game.source_ids) and s.attribution is not null) as attribution
    from game where game.slug = $1`,
}

/** Bare `Bun.serve` + postgres.js: only the statement, and JSON made in JavaScript. `given` is the statement in GIVEN, a page. */
const [, , kind = ''] = process.argv
const given = JSON.parse(process.env.GIVEN ?? 'null') as { query: string; params: string[] } | null // safe: the bench writes it
const { query, params } = given ?? { query: STATEMENTS.joined, params: ['21'] }
// Dates stay text, as in the service.
const date = { to: 1082, from: [1082], serialize: String, parse: String }
const sql = postgres(process.env.DATABASE_URL ?? '', { max: 10, types: { date } })

const page = async () => {
  const rows = await sql.unsafe(query, params, { prepare: true })
  return Response.json({ items: rows.slice(0, 20), next: rows.length > 20 ? rows[19]?.id : null })
}
const game = async (request: Request) => {
  const slug = request.url.slice(request.url.lastIndexOf('/') + 1)
  const [row] = await sql.unsafe(STATEMENTS.game, [slug], { prepare: true })
  return Response.json(row)
}

const server = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: kind === 'game' ? game : page })
process.stdout.write(`${server.url.origin}\n`)
