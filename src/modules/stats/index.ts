import { Elysia } from 'elysia'
import type { Dependencies } from '#src/dependencies'
import { denials, type RefusalContext, refuseRequest } from '#src/http/problem'
import { access } from '#src/http/scope'
import { Stats, StatsQuery } from './model'
import { createStatsReader, isStats, type StatsAnswer } from './service'

const DESCRIPTION = `Numbers of games, means and medians of their scores, copies sold and the best game, for each value of one dimension
or each pair of values of two, under the filters of \`GET /v1/games\`. Games without a value are the row with null.

A game counts in every row whose values it has: one on two platforms counts on both. So the rows of all dimensions but year may add up
to more than \`total\`, which counts every game once. \`year\` is that of the first release anywhere. Copies by platform or family are
those of the releases there; of a game whose copies are known only as a whole they are unknown.

\`critics\`, \`users\` and \`sales\` are bins. A row has the lowest figure of its bin as \`criticsFrom\`, \`usersFrom\` or \`salesFrom\`: scores by 5 points, copies by 1, 2 and 5 of each power of ten
(0, 1000, 2000, 5000, 10000 ... 100000000). \`by=critics,sales\` shows scores against sales in at most 400 cells of known values.

\`by=year,platform&genre=role-playing&limit=10000\` has the best role-playing game of each year and platform. An answer is up to 30 s
old. Statistics that would take more than about a second are refused as \`too_costly\`.`

/** Returns the route of statistics. */
export function stats(dependencies: Dependencies) {
  const read = createStatsReader(dependencies)
  return new Elysia({ name: 'vestim.stats', prefix: '/v1/stats', tags: ['games'] })
    .use(access)
    .guard({ scope: 'read' })
    .get(
      '',
      async ({ query, requestId, set }) => {
        const answer = await read(query)
        return isStats(answer) ? answer : refuseStats({ requestId, set }, answer, query)
      },
      {
        query: StatsQuery,
        response: { 200: Stats, ...denials },
        detail: { summary: 'Read statistics', description: DESCRIPTION },
      },
    )
}

function refuseStats(to: RefusalContext, answer: Exclude<StatsAnswer, Stats>, query: StatsQuery) {
  if (answer === 'full') {
    to.set.headers['retry-after'] = '1'
    return refuseRequest(to, 'overloaded', 'Too many statistics are being made: try again in a second.')
  }
  if (answer !== 'too_costly') return refuseRequest(to, 'invalid_request', answer.detail, answer.faults)
  return refuseRequest(to, answer, `Too many games are to be counted: ${adviceOn(query)}.`)
}

/** Returns what makes statistics cheaper: filters that are not there yet, and fewer dimensions. */
function adviceOn(query: StatsQuery): string {
  const absent = (['genre', 'platform', 'company'] as const).filter((name) => query[name] === undefined)
  const years = query.yearFrom === undefined || query.yearTo === undefined ? 'yearFrom and yearTo' : 'fewer years'
  const filter = `narrow them by ${[...absent, years].join(' or ')}`
  return query.by.includes(',') ? `${filter}, or group by one dimension` : filter
}
