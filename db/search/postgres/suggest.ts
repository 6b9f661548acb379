import { type SQL, sql } from 'drizzle-orm'
import { foldQuery, type QueryText } from '#catalogue/search/query'
import { type Db, rowsOf } from '#db/stores'
import { MOST_SUGGESTED, type Suggestion } from '../engine'
import { slugsJson } from '../game-document'
import { popularityWeight, RULES } from '../rules'
import { slippedWords } from './fuzzy'
import { withCharacters } from './grams'
import { allWords, beginsWith } from './strict-rule'
import { inOtherWriting } from './written'

/** Most popular games that are looked through before the indexes of names are read. */
const MOST_WALKED = 2_000

/**
 * Returns games whose title begins with a text, or that have a word in a name for each of its words, the last one unfinished: the
 * most popular first. If there are none, those with a slip in a long word. Asks once.
 *
 * A short text begins the names of many games, but then of many popular ones as well: they are found in the order of popularity,
 * without reading all. The other games are read only if that finds too few.
 */
export async function suggestFrom(db: Db, text: string): Promise<Suggestion[]> {
  const query = foldQuery(text, () => undefined)
  const { points, ...names } = matching(query)
  const matches = withCharacters(names.matches, query)
  const score = sql`${points} + ${popularityWeight('strict')}::float8 * game_search.pop`
  const best = sql`order by score desc, game_id limit ${MOST_SUGGESTED}`
  const slipped = slippedWords(query.words)
  const slips = slipped
    ? sql`union all (select game_id, game_search.pop::float8 - 100 as score from game_search
        where (select count(*) = 0 from far) and (select count(*) < ${MOST_SUGGESTED} from near)
          and words @@ (select (${slipped})::tsquery) ${best})`
    : sql``
  return await rowsOf<Suggestion>(
    db,
    sql`with near as materialized (
        select game_id, ${score} as score
        from (select * from game_search order by pop desc, game_id limit ${MOST_WALKED}) game_search where ${matches} ${best}
      ), far as materialized (
        select game_id, ${score} as score from game_search
        where (select count(*) < ${MOST_SUGGESTED} from near) and ${matches} ${best}
      ), suggested as (
        select * from near where (select count(*) = ${MOST_SUGGESTED} from near)
        union all select * from far
        ${slips}
      )
      select game.slug, game.title, game.year, ${slugsJson(sql`platform`, sql`game.platform_ids`)} as platforms
      from suggested join game on game.id = suggested.game_id order by score desc, game_id`,
  )
}

/** Returns the condition on games that complete a query, and their points. */
function matching({ fold, compact, words, number }: QueryText): { matches: SQL; points: SQL } {
  const begins = beginsWith(sql`game_search.fold`, fold)
  if (words.length === 0) return { matches: begins, points: sql`0` }
  const beginsCompact = sql`(${begins} or ${beginsWith(sql`game_search.compact`, compact)})`
  const initials = sql`game_search.initials && ${sql`array[${compact}]::text[]`}`
  const typed = allWords([...words.slice(0, -1), `${words.at(-1) ?? ''}:*`])
  const written = number ? inOtherWriting(number) : sql`false`
  const named = sql`(game_search.words @@ ${typed} or game_search.alternative_vector @@ ${typed} or ${written})`
  return {
    matches: sql`(${beginsCompact} or ${initials} or ${named})`,
    points: sql`case when ${beginsCompact} then ${RULES.beginning.points}::float8
      when ${initials} then ${RULES.initialsText.points}::float8 else ${RULES.wordBeginnings.points}::float8 end`,
  }
}
