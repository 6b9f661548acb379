import type { RequestOptions } from './options'
import { type AnyResult, pageOf } from './result'
import type { DataOf, EdenRoutes, Expand, Routes } from './routes'

/** Items per page unless the query says otherwise: the most that the service sends. */
export const PAGE_ITEMS = 100

type V1 = EdenRoutes['v1']

type QueryOf<Given> = Given extends [options?: infer Options]
  ? NonNullable<Options> extends { query?: infer Query }
    ? Expand<Omit<NonNullable<Query>, 'cursor'>>
    : never
  : never

type PagerOf<Query, Item> =
  Record<never, never> extends Query
    ? (query?: Query, options?: RequestOptions) => AsyncIterable<Item>
    : (query: Query, options?: RequestOptions) => AsyncIterable<Item>

/** The iteration over a list; `never` if a route is no list with pages. */
type PagesOf<Route> = Route extends { get: (...given: infer Given) => Promise<infer Outcome> }
  ? DataOf<Outcome> extends { items: (infer Item)[]; next: infer Next }
    ? null extends Next
      ? PagerOf<QueryOf<Given>, Item>
      : never
    : never
  : never

/** Every list of the service that has pages: a function that returns all its items, page by page. */
export type Pages = V1 extends infer Known
  ? { [Name in keyof Known as PagesOf<Known[Name]> extends never ? never : Name]: PagesOf<Known[Name]> }
  : never

type ListQuery = Record<string, unknown>
type ReadPage = (given: { query: ListQuery; fetch: RequestOptions }) => Promise<AnyResult>
type PageData = { items: unknown[]; next: string | null }

/** Returns the iterations over the lists of the service. */
export function createPages(routes: Routes): Pages {
  const lists = routes.v1 as unknown as Record<string, { get: ReadPage }> // safe: every part of a path is a member
  const iteration = (name: string) => (query?: ListQuery, options?: RequestOptions) =>
    itemsOf((given) => lists[name]?.get(given), query, options)
  return new Proxy({} as Pages, { get: (_, name) => (isPart(name) ? iteration(name) : undefined) }) // safe: it has a member for every name
}

/** True for a name that can be a list. An object with a member `then` would be taken for a promise. */
const isPart = (name: string | symbol): name is string => typeof name === 'string' && name !== 'then'

/** Yields the items of every page of a list. @throws {ClientError} if a page cannot be read */
async function* itemsOf(
  read: (given: Parameters<ReadPage>[0]) => Promise<AnyResult> | undefined,
  query: ListQuery = {},
  fetch: RequestOptions = {},
): AsyncGenerator<unknown> {
  let next: string | null = null
  do {
    const given = { limit: PAGE_ITEMS, ...query, ...(next !== null && { cursor: next }) }
    const page: PageData = pageOf(await read({ query: given, fetch }))
    yield* page.items
    next = page.next
  } while (next !== null)
}
