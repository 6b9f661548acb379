import { ClientError } from './client-error'
import { waitFor } from './deadline'
import type { RequestOptions } from './options'
import { PAGE_ITEMS } from './pages'
import { type AnyResult, pageOf } from './result'
import type { DataOf, EdenRoutes, Routes } from './routes'

/** Pause of a follower at the end of the feed. */
const WAIT_MS = 10_000
/** Statuses after which a follower asks again; 0 means that there was no answer of the service. */
const OUTAGES: ReadonlySet<number> = new Set([0, 429, 502, 503])

/** Change of a game, as `/v1/changes` lists it. */
export type ChangeItem = DataOf<Awaited<ReturnType<EdenRoutes['v1']['changes']['get']>>>['items'][number]

/** Options of the iteration over the feed of changes. */
export type FeedOptions = {
  /** Position to start after: a stored `position`, or `now` for the end of the feed. (Default: the start of the feed) */
  after?: string
  /** Goes on at the end of the feed: waits, and asks again. (Default: false) */
  follow?: boolean
  /** Time between two requests at the end of the feed, in ms. (Default: 10 s) */
  waitMs?: number
  /** Ends the iteration, without an error, once it is aborted. */
  signal?: AbortSignal
  /** Called for each failed request of a follower that asks again: no answer of the service, or 429, 502 or 503. */
  onOutage?: (error: ClientError) => void
}

/** Changes of games in the order of the feed. */
export type ChangeFeed<Item = ChangeItem> = AsyncIterable<Item> & {
  /**
   * Position after the change that was yielded last: store it once that change has been dealt with, and give it as `after`
   * to continue. `undefined` before the first answer if `after` was not given.
   */
  readonly position: string | undefined
  /**
   * True once the iteration has ended because the service has gone back to a backup, so that this position is of no use: make a new copy
   * of the catalogue, and follow the feed from `now`.
   */
  readonly isRestarted: boolean
}

/** A page of the feed. Its position is that of its last change, or of the end of the feed. */
type FeedPage = { items: ChangeItem[]; next: string; more: boolean }
type ReadFeed = (given: { query: { limit: number; after?: string }; fetch: RequestOptions }) => Promise<AnyResult>

/** Returns the function that iterates over the feed of changes. */
export const createChanges =
  (routes: Routes) =>
  (options: FeedOptions = {}): ChangeFeed => {
    const { changes } = routes.v1 as unknown as { changes: { get: ReadFeed } } // safe: every part of a path is a member
    const place: Place = { position: options.after === 'now' ? undefined : options.after, isRestarted: false }
    return {
      get position() {
        return place.position
      },
      get isRestarted() {
        return place.isRestarted
      },
      [Symbol.asyncIterator]: () => changesOf((given) => changes.get(given), options, place),
    }
  }

type Place = { position: string | undefined; isRestarted: boolean }

async function* changesOf(read: ReadFeed, options: FeedOptions, place: Place): AsyncGenerator<ChangeItem> {
  for await (const page of feedPagesOf(read, options, place)) {
    for (const item of page.items) {
      if (options.signal?.aborted) return
      place.position = item.cursor
      yield item
    }
    place.position = page.next
  }
}

async function* feedPagesOf(read: ReadFeed, options: FeedOptions, place: Place): AsyncGenerator<FeedPage> {
  const { follow = false, waitMs = WAIT_MS, signal } = options
  for (let hasStarted = false; !signal?.aborted; hasStarted = true) {
    const page = await readFeedPage(read, { ...options, follow: follow && hasStarted }, place)
    if (page) yield page
    if (page?.more) continue
    if (!follow || place.isRestarted) return
    await waitFor(waitMs, signal)
  }
}

/**
 * Returns the page after a position; `undefined` if the signal was aborted, the feed was restarted, or a follower is to ask again later.
 *
 * @throws {ClientError}
 */
async function readFeedPage(read: ReadFeed, options: FeedOptions, place: Place): Promise<FeedPage | undefined> {
  const { follow = false, signal, onOutage } = options
  const after = place.position ?? options.after
  const query = { limit: PAGE_ITEMS, ...(after !== undefined && { after }) }
  const result = await read({ query, fetch: signal ? { signal } : {} })
  place.isRestarted = isRestart(result.error)
  if (signal?.aborted || place.isRestarted) return undefined
  if (!follow || !isOutage(result.error)) return pageOf(result)
  onOutage?.(result.error)
  return undefined
}

/** True if a later request may succeed although this one failed. */
const isOutage = (error: AnyResult['error']): error is ClientError =>
  error instanceof ClientError && OUTAGES.has(error.status)

const isRestart = (error: AnyResult['error']): boolean =>
  error instanceof ClientError && error.value.code === 'feed_restarted'
