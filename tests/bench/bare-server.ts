import postgres from 'postgres'

/** The statement a list page sends, and the plain joined one that a first version would. */
const STATEMENTS = {
  ids: `select id, slug, title, sort_title, kind, year, released::text, released_precision, score_critics, score_users,
      score_votes, sales_copies, popularity, platform_ids, genre_ids
    from game where merged_into is null order by sort_title asc, id asc limit $1`,
  joined: `select g.id, g.slug, g.title, g.sort_title, g.kind, g.year, g.released::text, g.released_precision, g.score_critics,
      g.score_users, g.score_votes, g.sales_copies, g.popularity,
      (select coalesce(json_agg(p.slug order by p.slug), '[]') from release r join platform p on p.id = r.platform_id where r.game_id = g.id) as platforms,
      (select coalesce(json_agg(n.slug order by n.slug), '[]') from game_genre x join genre n on n.id = x.genre_id where x.game_id = g.id) as genres
    from game g where g.merged_into is null order by g.sort_title asc, g.id asc limit $1`,
}

/** Bare `Bun.serve` + postgres.js: nothing but the statement and JSON made in JavaScript. */
const kind = process.argv[2] === 'joined' ? 'joined' : 'ids'
const sql = postgres(process.env.DATABASE_URL ?? '', { max: 10 })
const server = Bun.serve({
  port: 0,
  hostname: '127.0.0.1',
  async fetch() {
    const rows = await sql.unsafe(STATEMENTS[kind], [21], { prepare: true })
    return Response.json({ items: rows.slice(0, 20), next: rows.length > 20 ? rows[19]?.id : null })
  },
})
process.stdout.write(`${server.url.origin}\n`)
