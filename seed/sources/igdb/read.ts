import type { Stream } from '#lib/iterate'
import { isObject } from '#lib/json-object'
import { type Api, unavailable } from '#seed/api/client'
import type { CrawlOptions } from '#seed/api/definition'
import { splitEntries } from '#seed/api/entries'
import { openApi } from '#seed/api/source'
import type { Content, Page, RecordPosition } from '#seed/contract/record'
import { judgeIgdb } from './judge'
import { gameCountQuery, gamesAfter, IGDB_PAGE_SIZE } from './query'
import { twitchToken, wrongCredentials } from './token'

const BASE_URL = 'https://api.igdb.com'
const TITLE = 'IGDB'
/** Four requests a second are allowed; a little more makes up for requests that do not travel equally fast. */
const QUOTA = { name: 'igdb', spacingMs: 260 }
const HOUR_MS = 3_600_000

/**
 * Opens IGDB's games: from its API, by rising id, 500 at a time; from saved answers where `from` names some; or from the archive.
 *
 * @throws {Failure} as `openApi` does; while reading, `configuration` where the credentials are refused
 * @see https://api-docs.igdb.com
 */
export const openIgdb = openApi({
  name: 'igdb',
  crawl: crawlIgdb,
  split: splitIgdb,
  overlapMs: HOUR_MS,
  complete: true,
})

/** A checkpoint names the last game read, and how many pages that took. */
async function* crawlIgdb(asking: CrawlOptions): Stream<Page> {
  const { connect, baseUrl, credentials, since, after } = asking
  const { IGDB_CLIENT_ID: key = '' } = credentials
  const authorise = twitchToken(asking)
  const api = connect({ title: TITLE, baseUrl: baseUrl ?? BASE_URL, quota: QUOTA, key, authorise, judge: judgeIgdb })
  const total = await pagesOf(api, since)
  let id = Number(after?.id ?? 0)
  for (let done = Number(after?.done ?? 0) + 1; ; done++) {
    const rows = await gamesOf(api, id, since)
    if (rows.length === 0) return refuseEarlyEnd(done - 1, total)
    const next = lastIdOf(rows, id)
    yield { ...pageOf(rows, id), checkpoint: { id: next, done }, done, ...(total !== undefined && { total }) }
    id = next
  }
}

/** How many pages there will be, for the progress and to tell an end that comes too early; no run fails for want of it. */
async function pagesOf(api: Api, since: Date | undefined): Promise<number | undefined> {
  const outcome = await asked(api, 'v4/games/count', gameCountQuery(since))
  if (!outcome.ok || !isObject(outcome.json) || typeof outcome.json.count !== 'number') return undefined
  return Math.ceil(outcome.json.count / IGDB_PAGE_SIZE)
}

async function gamesOf(api: Api, id: number, since: Date | undefined): Promise<unknown[]> {
  const outcome = await asked(api, 'v4/games', gamesAfter(id, since))
  if (!outcome.ok) throw unavailable(TITLE, outcome.fault)
  if (!Array.isArray(outcome.json)) throw unavailable(TITLE, 'it sent something else than a list of games')
  return outcome.json
}

async function asked(api: Api, path: string, body: string) {
  const outcome = await api.ask({ path, body })
  if (!outcome.ok && outcome.status === 401) throw wrongCredentials()
  return outcome
}

/** Games come and go while they are read: so much less than was counted is no fault. */
const LEFT_OUT = 0.01

/** An empty page ends the list; one in the middle of it would let half of the games pass for gone. */
function refuseEarlyEnd(pages: number, total = 0): void {
  if (pages < total - Math.floor(total * LEFT_OUT))
    throw unavailable(TITLE, `its list ended after ${pages} of ${total} pages`)
}

/** The id of the last game of a page; ids that do not rise would let games be passed over. */
function lastIdOf(rows: readonly unknown[], after: number): number {
  let last = after
  for (const row of rows) {
    const id = isObject(row) && Number.isSafeInteger(row.id) ? Number(row.id) : last
    if (id < last) throw unavailable(TITLE, `its list goes back after game ${last}`)
    last = id
  }
  if (last === after) throw unavailable(TITLE, `its list does not go on after game ${after}`)
  return last
}

/** Every game has these: where a whole page has one no more, it was renamed, and nothing may be lost silently. */
const ALWAYS_THERE = ['name', 'slug', 'game_type', 'updated_at']
const ENOUGH_TO_TELL = 20

function pageOf(rows: readonly unknown[], id: number): Content {
  const lost = ALWAYS_THERE.find((field) => !rows.some((row) => isObject(row) && field in row))
  if (lost && rows.length >= ENOUGH_TO_TELL)
    throw unavailable(TITLE, `no game it sends has the field "${lost}" any more: a newer version is needed`)
  return splitGames(rows, { page: id })
}

/** Splits a list of games into its records; what stands in it and is no game (a company, a cover, an error) is refused. */
function splitIgdb(body: unknown, position: RecordPosition): Content | undefined {
  return Array.isArray(body) ? splitGames(body, position) : undefined
}

function splitGames(rows: readonly unknown[], position: RecordPosition): Content {
  const { records, unparsable } = splitEntries(
    rows.map((row, at): [string, unknown] => [String(at), row]),
    position,
  )
  const strange = records.filter(({ value }) => !isGame(value))
  const reject = { code: 'not_a_game', message: 'IGDB sends this for something else than a game.' }
  return {
    records: records.filter(({ value }) => isGame(value)),
    unparsable: [...unparsable, ...strange.map(({ text, position }) => ({ reject, text, position }))],
  }
}

/** A game says by its address that it is one; where somebody left that out, by a member that nothing else has. */
const isGame = (row: unknown): boolean =>
  isObject(row) &&
  (typeof row.url === 'string'
    ? row.url.includes('igdb.com/games/')
    : ['game_type', 'first_release_date', 'version_parent', 'involved_companies'].some((member) => member in row))
