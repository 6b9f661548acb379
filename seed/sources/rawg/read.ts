import { Failure } from '#lib/errors'
import type { Stream } from '#lib/iterate'
import { isObject } from '#lib/json-object'
import { type Api, unavailable } from '#seed/api/client'
import type { CrawlOptions } from '#seed/api/definition'
import { splitEntries } from '#seed/api/entries'
import { usedUp } from '#seed/api/rate-limit'
import type { Query } from '#seed/api/request'
import { openApi } from '#seed/api/source'
import type { Clock } from '#seed/contract/clock'
import type { Checkpoint, Content, Page, RecordPosition, Unparsable } from '#seed/contract/record'
import { type Days, dayOf, widthOf } from './days'
import { type Listing, listingsOf, RAWG_PAGE_SIZE, spanOf, updatedIn } from './listings'

const BASE_URL = 'https://api.rawg.io/api'
const TITLE = 'RAWG'
/** Quota of the free plan. RAWG prescribes no spacing; one request per second is our choice. */
const QUOTA = { name: 'rawg', spacingMs: 1_000, budget: { requests: 20_000, per: 'month' } } as const
/** A date long before RAWG existed. Empty years cost only a few requests. */
const FIRST_DAY = '2000-01-01'
const TWO_DAYS_MS = 2 * 86_400_000

/** Faults that the status of a RAWG response does not distinguish. */
const KEY_REFUSED = 'it refuses the key'
const SPENT = 'its quota is used up'
const NO_SUCH_PAGE = 'the list has no such page'
const NO_GAMES = 'it did not send a list of games'

/**
 * Opens the games of RAWG: from its API, from saved responses if `from` names some, or from archived responses.
 *
 * @throws {Failure} as `openApi` does; while reading, `configuration` if RAWG refuses the key
 * @see https://api.rawg.io/docs
 */
export const openRawg = openApi({ name: 'rawg', crawl: crawlRawg, split: splitRawg, overlapMs: TWO_DAYS_MS })

/**
 * Yields every game changed since `since`, or every game: lists by day of change, each read from its last page to its first.
 *
 * A game that changes while its list is read leaves the list, and later games move to earlier pages. Read backwards, those
 * pages are still to come, so no game is missed. RAWG's link to the next page contains the key: it is never used, stored or
 * shown.
 */
async function* crawlRawg(asking: CrawlOptions): Stream<Page> {
  const { since, asOf, after } = asking
  const ask = asker(asking)
  const span = { from: since ? dayOf(since) : FIRST_DAY, to: dayOf(asOf) }
  const total = Math.ceil((await countGames(ask, updatedIn(span))) / RAWG_PAGE_SIZE)
  let done = Number(after?.done ?? 0)
  for await (const { listing, first } of listingsAfter(after, span, (query) => countGames(ask, query))) {
    for (let page = first; page > 0; page--) {
      const content = await contentOf(ask, listing, page)
      done++
      const checkpoint = { ...listing.query, page: page - 1, done }
      yield { ...content, checkpoint, done, total: Math.max(total, done) }
    }
  }
}

type Ask = (query: Query) => Promise<Record<string, unknown> | undefined>

/** Returns a function that requests one page of games; it returns `undefined` after the end of the list. */
function asker({ connect, baseUrl, credentials, clock }: CrawlOptions): Ask {
  const key = credentials.RAWG_API_KEY ?? ''
  const api = connect({ title: TITLE, baseUrl: baseUrl ?? BASE_URL, quota: QUOTA, key, secret: { key }, judge })
  return (query) => askFor(api, query, clock)
}

async function askFor(api: Api, query: Query, clock: Clock): Promise<Record<string, unknown> | undefined> {
  const outcome = await api.ask({ path: 'games', query })
  if (outcome.ok) return isObject(outcome.json) ? outcome.json : undefined
  switch (outcome.fault) {
    case NO_SUCH_PAGE:
      return undefined
    case KEY_REFUSED:
      throw new Failure('configuration', 'RAWG refuses the key in RAWG_API_KEY: .env.example says where to get one.')
    case SPENT:
      throw usedUp(TITLE, QUOTA, clock.now())
    default:
      throw unavailable(TITLE, outcome.fault)
  }
}

/**
 * Explains a response. 401 means a wrong key or a spent quota. A 200 that is not a list of games is a fault, so that it is
 * not stored.
 */
function judge(status: number, text: string): { fault: string; retryable: boolean } | undefined {
  if (status === 401) {
    const isKey = /key parameter is not provided|key is not found/i.test(text)
    return { fault: isKey ? KEY_REFUSED : SPENT, retryable: false }
  }
  if (status === 404 && text.includes('Invalid page')) return { fault: NO_SUCH_PAGE, retryable: false }
  if (status !== 200 || text.trimStart().startsWith('<')) return undefined
  const isList = /"count"\s*:\s*\d/.test(text) && /"results"\s*:\s*\[/.test(text)
  return isList ? undefined : { fault: NO_GAMES, retryable: true }
}

async function countGames(ask: Ask, query: Query): Promise<number> {
  const answer = await ask({ ...query, page_size: 1 })
  if (!answer) throw unavailable(TITLE, NO_GAMES)
  return Number(answer.count)
}

/** Yields the lists from a checkpoint on, each with the page to start from. */
async function* listingsAfter(
  after: Checkpoint | undefined,
  span: Days,
  count: (query: Query) => Promise<number>,
): Stream<{ listing: Listing; first: number }> {
  const begun = after && spanOf(String(after.updated))
  const rest = { from: begun?.from ?? span.from, to: span.to }
  let isPassed = after === undefined
  for await (const listing of listingsOf(rest, widthOf(begun ?? span), count)) {
    if (isListing(listing, after)) yield { listing, first: Number(after?.page) }
    else if (isPassed || listing.query.updated !== after?.updated) yield { listing, first: listing.pages }
    isPassed ||= isListing(listing, after)
  }
}

const isListing = ({ query }: Listing, after: Checkpoint | undefined): boolean =>
  ['updated', 'dates', 'ordering'].every((name) => query[name] === after?.[name])

/** Returns the games of one page, and a reject for games that no page shows. */
async function contentOf(ask: Ask, { query, lost, undated }: Listing, page: number): Promise<Content> {
  const answer = await ask({ ...query, page_size: RAWG_PAGE_SIZE, page })
  const { records, unparsable } = splitRawg(answer, { page }) ?? { records: [], unparsable: [] }
  const expected = Math.min(RAWG_PAGE_SIZE, (undated ?? 0) - (page - 1) * RAWG_PAGE_SIZE)
  const found = records.filter(({ value }) => isObject(value) && !value.released).length
  const missing = (undated === undefined ? 0 : Math.max(0, expected - found)) + (page === 1 ? lost : 0)
  return { records, unparsable: missing > 0 ? [...unparsable, unreachable(missing, query, page)] : unparsable }
}

const unreachable = (games: number, query: Query, page: number): Unparsable => ({
  reject: { code: 'unreachable', message: `${games} games are beyond the last page that RAWG shows of a list.` },
  text: JSON.stringify(query),
  position: { page },
})

/** Splits a response, a page of a list or one single game, into records. */
function splitRawg(body: unknown, position: RecordPosition): Content | undefined {
  if (!isObject(body)) return undefined
  if (Array.isArray(body.results))
    return splitEntries(
      body.results.map((game, at) => [String(at), game]),
      position,
    )
  return 'playtime' in body ? splitEntries([['game', body]], position) : undefined
}
