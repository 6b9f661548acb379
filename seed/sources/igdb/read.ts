import type { Stream } from '#lib/iterate'
import { isObject } from '#lib/json-object'
import { type Api, unavailable } from '#seed/api/client'
import type { CrawlOptions } from '#seed/api/definition'
import { splitEntries } from '#seed/api/entries'
import { openApi } from '#seed/api/source'
import type { Content, Page, RecordPosition, Reject } from '#seed/contract/record'
import { judgeIgdb } from './judge'
import { gameCountQuery, gamesAfterQuery, IGDB_PAGE_SIZE } from './query'
import { twitchToken, wrongCredentials } from './token'

const BASE_URL = 'https://api.igdb.com'
const TITLE = 'IGDB'
/** IGDB allows 4 requests per second. 10 ms more than 250, because requests do not all take equally long to arrive. */
const QUOTA = { name: 'igdb', spacingMs: 260 }
const HOUR_MS = 3_600_000

/**
 * Opens the games of IGDB: from its API, sorted by id, 500 per page; from saved responses if `from` names some; or from
 * archived responses.
 *
 * @throws {Failure} as `openApi` does; while reading, `configuration` if the credentials are refused
 * @see https://api-docs.igdb.com
 */
export const openIgdb = openApi({
  name: 'igdb',
  crawl: crawlIgdb,
  split: splitIgdb,
  overlapMs: HOUR_MS,
  complete: true,
})

/** Yields pages of games. A checkpoint is the id of the last game (`id`) and the number of pages read (`done`). */
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

/**
 * Returns the number of pages, for the progress and to detect a list that ends too early; `undefined` if IGDB sends no count.
 */
async function pagesOf(api: Api, since: Date | undefined): Promise<number | undefined> {
  const outcome = await asked(api, 'v4/games/count', gameCountQuery(since))
  if (!outcome.ok || !isObject(outcome.json) || typeof outcome.json.count !== 'number') return undefined
  return Math.ceil(outcome.json.count / IGDB_PAGE_SIZE)
}

async function gamesOf(api: Api, id: number, since: Date | undefined): Promise<unknown[]> {
  const outcome = await asked(api, 'v4/games', gamesAfterQuery(id, since))
  if (!outcome.ok) throw unavailable(TITLE, outcome.fault)
  if (!Array.isArray(outcome.json)) throw unavailable(TITLE, 'it did not send a list of games')
  return outcome.json
}

async function asked(api: Api, path: string, body: string) {
  const outcome = await api.ask({ path, body })
  if (!outcome.ok && outcome.status === 401) throw wrongCredentials()
  return outcome
}

/** Share of the counted pages that may be missing at the end: games are added and deleted while they are read. */
const TOLERATED_LOSS = 0.01

/**
 * Throws if the list ends too early. An empty page is its end; an empty page by mistake would mark all later games as
 * removed.
 */
function refuseEarlyEnd(pages: number, total = 0): void {
  if (pages < total - Math.floor(total * TOLERATED_LOSS))
    throw unavailable(TITLE, `its list ended after ${pages} of ${total} pages`)
}

/** Returns the id of the last game of a page. Throws if ids do not rise, because games would be skipped. */
function lastIdOf(rows: readonly unknown[], after: number): number {
  let last = after
  for (const row of rows) {
    const id = isObject(row) && Number.isSafeInteger(row.id) ? Number(row.id) : last
    if (id < last) throw unavailable(TITLE, `its list is not sorted by id after game ${last}`)
    last = id
  }
  if (last === after) throw unavailable(TITLE, `its list has no new game after game ${after}`)
  return last
}

/** Fields that every game has. If a whole page lacks one, it was renamed; the run stops, so that no data is lost unnoticed. */
const REQUIRED_FIELDS = ['name', 'slug', 'game_type', 'updated_at']
/** A page with fewer games is too small to conclude that a field was renamed. */
const FEWEST_FOR_CHECK = 20

function pageOf(rows: readonly unknown[], id: number): Content {
  const lost = REQUIRED_FIELDS.find((field) => !rows.some((row) => isObject(row) && field in row))
  if (lost && rows.length >= FEWEST_FOR_CHECK)
    throw unavailable(
      TITLE,
      `no game it sends has the field "${lost}" any more: a newer version of this program is needed`,
    )
  return splitGames(rows, { page: id })
}

/** Splits a list of games into records. Entries that are not games (a company, a cover, an error) are refused. */
function splitIgdb(body: unknown, position: RecordPosition): Content | undefined {
  return Array.isArray(body) ? splitGames(body, position) : undefined
}

function splitGames(rows: readonly unknown[], position: RecordPosition): Content {
  const { records, unparsable } = splitEntries(
    rows.map((row, at): [string, unknown] => [String(at), row]),
    position,
  )
  const others = records.filter(({ value }) => !isGame(value))
  const reject: Reject = { code: 'not_a_game', message: 'The entry is not a game of IGDB.' }
  return {
    records: records.filter(({ value }) => isGame(value)),
    unparsable: [...unparsable, ...others.map(({ text, position }) => ({ reject, text, position }))],
  }
}

/** True if the entry has the URL of a game or, without a URL, a member that only games have. */
const isGame = (row: unknown): boolean =>
  isObject(row) &&
  (typeof row.url === 'string'
    ? row.url.includes('igdb.com/games/')
    : ['game_type', 'first_release_date', 'version_parent', 'involved_companies'].some((member) => member in row))
