import { treaty } from '@elysiajs/eden/treaty2'
import type { App } from '#src/app'
import { type ChangeFeed, createChanges, type FeedOptions } from './changes'
import type { ClientOptions } from './options'
import { createPages, type Pages } from './pages'
import { type Routes, withResults } from './routes'
import { createSend } from './send'

export type { ChangeFeed, ChangeItem, FeedOptions } from './changes'
export {
  ClientError,
  type ProblemCodes,
  type ProblemOf,
  type Unreachable,
  type UnreachableReason,
} from './client-error'
export type { ClientOptions, RefreshOptions, RequestOptions } from './options'
export type { NoAnswer, RefusedBy, Result } from './result'

/**
 * Typed client of a VestimLib service: a member for each route (`client.v1.games.get({ query: { limit: 5 } })`), `pages`
 * for whole lists, `changes` for the feed of changes.
 */
export type Client = Routes & {
  /** Iterations over whole lists: `for await (const game of client.pages.games({ platform: 'ps2' }))`. */
  pages: Pages
  /** Iterates over the changes of games after a position. */
  changes: (options?: FeedOptions) => ChangeFeed
}

/**
 * Returns a typed client of the service at this URL. A misspelt route, query or field does not compile.
 *
 * No request ends with an exception: its result has `data` or `error`. Iterations throw that error. Dates stay strings, as
 * their types say: by default Eden turns every text that looks like a date into a `Date`, titles too.
 */
export function createClient(url: string, options: ClientOptions = {}): Client {
  const fetcher = createSend(url, options) as unknown as typeof fetch // safe: Eden always calls it with a URL and options
  const routes = withResults(treaty<App>(url, { fetcher, parseDate: false, onResponse: readData }))
  const own: Pick<Client, 'pages' | 'changes'> = { pages: createPages(routes), changes: createChanges(routes) }
  return new Proxy(routes, {
    get: (target, name, receiver) => Reflect.get(Object.hasOwn(own, name) ? own : target, name, receiver),
  }) as Client // safe: `own` has the two other members
}

/**
 * Returns the data of a JSON answer, or the stream of a file. Eden would read a whole file as text, and call a function for each value
 * of JSON, which takes several times as long.
 */
function readData(response: Response): unknown {
  const { ok, headers, body } = response
  if (!ok) return undefined
  if (headers.get('content-type')?.startsWith('application/json')) return response.json()
  return headers.get('content-disposition')?.startsWith('attachment') ? body : undefined
}
