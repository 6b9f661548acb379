import { sql } from 'drizzle-orm'
import type { GoldenGame, MergeRecord } from '#catalogue/merge/golden'
import { mergeRecords } from '#catalogue/merge/merge'
import { openPostgres } from '#db/postgres/server'
import { READ_YEAR, REF } from '#db/record/ref'
import { type Db, rowsOf } from '#db/stores'
import { type Facts, POPULAR_GAMES } from './facts'
import { JUDGED_FIELDS, judgeGame } from './judge'

/** A game of a loaded catalogue, merged again by the rules of today. */
type Remerged = { slug: string; golden: GoldenGame }

/** Returns a game by its slug; `undefined` if there is none. */
const remerge = async (db: Db, slug: string): Promise<Remerged | undefined> => {
  const rows = await rowsOf<{ slug: string; records: MergeRecord[] }>(
    db,
    sql`select g.slug, (
        select json_agg(json_build_object('ref', ${REF}, 'trust', s.trust, 'origin', s.origin, 'salesCount', s.sales_count, 'readYear', ${READ_YEAR},
          'record', r.fields) order by r.id)
        from match_link l join source_record r on r.id = l.record_id join source s on s.id = r.source_id
        where l.game_id = g.id) as records
      from game g where g.slug = ${slug} and g.merged_into is null`,
  )
  return rows.map(({ records, ...game }) => ({ ...game, golden: mergeRecords(records) }))[0]
}

/** Prints the values of one game that are wrong, and returns the fields of all that were judged. */
function printGame(facts: Facts, game: Remerged | undefined): { field: string; isRight: boolean }[] {
  if (!game) {
    console.log(`${facts.title}: not in the catalogue`)
    return []
  }
  const judged = judgeGame(game.golden, facts)
  for (const { field, value, isRight } of judged) if (!isRight) console.log(`${facts.title}: ${field} ${value}`)
  return judged
}

/** Compares the popular games of a loaded catalogue with published facts: `bun tests/bench/values/index.ts DATABASE_URL`. */
async function compareWithFacts(url: string): Promise<void> {
  await using database = await openPostgres(url)
  const judged: { field: string; isRight: boolean }[] = []
  for (const facts of POPULAR_GAMES) judged.push(...printGame(facts, await remerge(database.db, facts.slug)))
  for (const field of JUDGED_FIELDS) {
    const all = judged.filter((one) => one.field === field)
    console.log(`${field}: ${all.filter(({ isRight }) => !isRight).length} of ${all.length} wrong`)
  }
  console.log(`${judged.filter(({ isRight }) => !isRight).length} of ${judged.length} wrong`)
}

await compareWithFacts(process.argv[2] ?? '')
