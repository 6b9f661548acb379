import { sql } from 'drizzle-orm'
import { titleSlug } from '#catalogue/merge/slug'
import type { ResolvedGame } from '#db/match/resolve'
import { type Db, rowsOf } from '#db/stores'

/**
 * Returns a free slug for each new game, by game id: made of its title, else of title and year, else of title and the end of its
 * id, else its id.
 *
 * Must run in the transaction that inserts the games, under the match lock.
 */
export async function assignSlugs(tx: Db, games: readonly ResolvedGame[]): Promise<Map<string, string>> {
  const wanted = games.map((game) => ({ id: game.id, slugs: candidatesFor(game) }))
  const taken = await takenSlugs(
    tx,
    wanted.flatMap((game) => game.slugs),
  )
  const assigned = new Map<string, string>()
  for (const { id, slugs } of wanted) {
    const slug = slugs.find((candidate) => !taken.has(candidate)) ?? id
    taken.add(slug)
    assigned.set(id, slug)
  }
  return assigned
}

function candidatesFor({ id, golden }: ResolvedGame): string[] {
  const base = titleSlug(golden.title)
  const dated = golden.year === undefined ? [] : [`${base}-${golden.year}`]
  return [base, ...dated, `${base}-${id.slice(-6)}`]
}

async function takenSlugs(tx: Db, slugs: readonly string[]): Promise<Set<string>> {
  if (slugs.length === 0) return new Set()
  const rows = await rowsOf<{ slug: string }>(
    tx,
    sql`select slug from game where slug in (select jsonb_array_elements_text(${JSON.stringify(slugs)}::text::jsonb))`,
  )
  return new Set(rows.map((row) => row.slug))
}
