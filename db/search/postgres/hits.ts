import { type SQL, sql } from 'drizzle-orm'
import type { Hint } from '#catalogue/search/query'
import type { FilterConditions } from '#db/game/filter-sql'
import { type Db, rowsOf } from '#db/stores'
import type { GameDocument, SearchAnswer, SearchRequest } from '../engine'
import { gameDocument } from '../game-document'
import { HINT_POINTS, isOfTitle, popularityWeight, RELEASE_POINTS, type RuleName, type WordStepName } from '../rules'
import { filteredHits, hitsByName, type StepMatch } from './candidates'
import { type CountedFacets, conditionsBut, facetsJson } from './facets'
import { anyOf, matchesAny, namedSql, type Rule, ruleNameSql, rulePointsSql } from './rule'

/**
 * One step of a search: `whole`, the rules for the whole query, and if it ends in a hint `rest`, those for the words before, and `dated`,
 * those for the words with the year.
 */
export type Asked = { step: WordStepName; whole: Rule[]; rest: Rule[]; dated: Rule[]; hint: Hint | undefined }

/** Score and id of the last hit of the page before. */
export type SearchAfter = { score: number; id: string }

export type PostgresHit = { game: GameDocument; score: number; rule: RuleName; pop: number }

/** Result of one step: the hits of a page, one more than the limit if there is a next page, and totals over all matches. */
export type HitPage = { hits: PostgresHit[]; total: SearchAnswer['total']; facets: CountedFacets }

/** Returns SQL that is true for games of a platform; false without one. */
const platformSql = (platform: string | undefined): SQL =>
  platform ? sql`game.platform_ids && array(select id from platform where slug = ${platform})` : sql`false`

/** Returns SQL that is true for games of a year; false without one. */
const releasedIn = (year: number | undefined): SQL =>
  year ? sql`coalesce(game.year = ${year}::int, false)` : sql`false`

/** Returns SQL that is true for games of the platform or year (one year more or less) that the query ends with. */
function hintSql({ platform, year }: Hint): SQL {
  const near = year ? sql`coalesce(abs(game.year - ${year}::int) <= 1, false)` : sql`false`
  return sql`(${platformSql(platform)} or ${near})`
}

function matchSql({ step, whole, rest, dated, hint }: Asked): StepMatch {
  const named = namedSql(whole)
  const all = matchesAny(whole)
  const popularity = sql`${popularityWeight(step)}::float8 * game_search.pop`
  if (!hint) return { step, named, isHinted: false, matches: all, score: sql`${rulePointsSql(whole)} + ${popularity}` }
  const hinted = [
    { rules: rest, condition: hintSql(hint), points: HINT_POINTS },
    { rules: rest.filter(({ name }) => isOfTitle(name)), condition: releasedIn(hint.year), points: RELEASE_POINTS },
    { rules: dated, condition: platformSql(hint.platform), points: HINT_POINTS },
  ].filter(({ rules }) => rules.length > 0)
  const found = [rest, dated].map(matchesAny)
  const meant = [
    sql`(${matchesAny(rest)} and ${hintSql(hint)})`,
    sql`(${matchesAny(dated)} and ${platformSql(hint.platform)})`,
  ]
  const points = hinted.map(
    (one) => sql`case when ${one.condition} then ${rulePointsSql(one.rules)} + ${one.points}::float8 end`,
  )
  return {
    step,
    named,
    isHinted: true,
    // The first condition reads `game_search` only, so that Postgres can use the indexes of that table.
    matches: sql`${anyOf([all, ...found])} and ${anyOf([all, ...meant])}`,
    score: sql`greatest(${sql.join([rulePointsSql(whole), ...points], sql`, `)}) + ${popularity}`,
  }
}

const ruleSql = ({ whole, rest, dated, hint }: Asked): SQL =>
  hint ? sql`coalesce(${ruleNameSql(whole)}, ${ruleNameSql(dated)}, ${ruleNameSql(rest)})` : ruleNameSql(whole)

const afterSql = (after: SearchAfter | undefined): SQL =>
  after
    ? sql`and (score < ${after.score}::float8 or (score = ${after.score}::float8 and id > ${after.id}::uuid))`
    : sql``

/** Runs one step and returns a page, best hits first, ties by id, with the total and facets over all matches. */
export async function pageOfHits(
  db: Db,
  asked: Asked,
  conditions: FilterConditions,
  { facets, limit }: SearchRequest,
  after: SearchAfter | undefined,
): Promise<HitPage> {
  const match = matchSql(asked)
  const isNarrowed = match.isHinted || conditionsBut(conditions).length > 0
  const { ctes, total, most, counts } = (isNarrowed ? filteredHits : hitsByName)(match, conditions, facets)
  const [page] = await rowsOf<{ hits: PostgresHit[]; total: number; facets: CountedFacets }>(
    db,
    sql`with ${ctes}${counts.ctes}, page as (
        select id, score from hit where true ${afterSql(after)} order by score desc, id limit ${limit + 1}
      )
      select
        (select coalesce(json_agg(json_build_object('game', ${gameDocument}, 'score', page.score, 'pop', game_search.pop,
            'rule', ${ruleSql(asked)}) order by page.score desc, page.id), '[]')
          from page join game using (id) join game_search on game_search.game_id = page.id) as hits,
        ${total} as total,
        ${facetsJson(facets, counts.countsOf)} as facets`,
  )
  return { hits: page?.hits ?? [], total: totalOf(page?.total ?? 0, most), facets: page?.facets ?? {} }
}

/** Returns the total of games that were counted up to `most`, and one more if there are more. */
export const totalOf = (counted: number, most: number): SearchAnswer['total'] => ({
  value: Math.min(counted, most),
  exact: counted <= most,
})
