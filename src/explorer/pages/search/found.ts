import { effect, signal, untracked } from '@preact/signals'
import { place } from '../../state/address'
import { api } from '../../state/api'
import { scopes } from '../../state/session'
import { type Outcome, outcomeOf, type Trouble } from '../../state/trouble'
import { askedAddress, FACET_NAMES, filterQuery, type SearchValues, searchAddressWith, searchValues } from './filters'

type SearchAnswer = NonNullable<Awaited<ReturnType<typeof api.search.get>>['data']>

/** A game in the list. */
export type ShownGame = Omit<SearchAnswer['items'][number], 'relevance' | 'highlight'> & { highlight?: string }

/** Counts of one facet. */
export type CountedValues = NonNullable<SearchAnswer['facets']['platform']>

/** The games found so far for an address, with the rest of the answer. `search` is what was asked. */
export type Found = Pick<SearchAnswer, 'total' | 'facets' | 'next' | 'confident' | 'degraded' | 'engine' | 'tookMs'> & {
  search: string
  q: string
  items: readonly ShownGame[]
}

/** Last answer; it stays until the next has arrived. */
export const found = signal<Found | undefined>(undefined)
export const searchTrouble = signal<Trouble | undefined>(undefined)
export const isSearching = signal(false)

const PAGE_ROWS = 50
const WAIT_MS = 40
const KEPT = 12

/** Answers of the last addresses, so that Back finds the list as long as it was. */
const kept = new Map<string, Found>()
let controller = new AbortController()
let asked: string | undefined

/** Asks for the games of each address of the search as soon as somebody may read, before anything is drawn. */
export function followSearch(): void {
  effect(() => (scopes.value.has('read') && place.value.pathname === '/explorer' ? askSoon() : undefined))
}

/** Asks for the first games of the address, a moment after the last key. Nothing is asked twice. */
function askSoon(): undefined | (() => void) {
  const search = askedAddress()
  const known = kept.get(search)
  if (known) found.value = known
  if (known || search === asked) return undefined
  const isTyped = asked !== undefined
  asked = search
  const timer = isTyped ? setTimeout(() => void askFirst(), WAIT_MS) : undefined
  if (!isTyped) untracked(() => void askFirst())
  return () => {
    clearTimeout(timer)
    if (asked === search && found.peek()?.search !== search) asked = undefined
  }
}

/** Asks again for the address as it is. */
export async function askFirst(): Promise<void> {
  const values = searchValues()
  const search = askedAddress()
  await run(
    (abort) => firstPage(values, abort),
    (data) => ({ ...data, search, q: values.q }),
  )
}

/** Asks for the next games of the list. */
export async function askMore(): Promise<void> {
  const before = found.value
  if (!before?.next || isSearching.value || before.search !== askedAddress()) return
  const { next } = before
  await run(
    (abort) => pageAfter(searchValues(), next, abort),
    ({ items, next: following }) => ({ ...before, items: [...before.items, ...items], next: following }),
  )
}

const PAUSE_MS = 50

/** Loads more of the list until it has this many games or ends. Returns them; none if the list becomes another, or cannot be loaded. */
export async function loadUpTo(count: number): Promise<readonly ShownGame[]> {
  const search = askedAddress()
  searchTrouble.value = undefined
  const isSame = () => found.value?.search === search && askedAddress() === search && !searchTrouble.value
  while (isSame() && found.value?.next && found.value.items.length < count)
    await (isSearching.value ? new Promise((resolve) => setTimeout(resolve, PAUSE_MS)) : askMore())
  return isSame() ? (found.value?.items.slice(0, count) ?? []) : []
}

type Page = Omit<Found, 'search' | 'q'>

async function run(
  load: (abort: AbortSignal) => Promise<Outcome<Page>>,
  toFound: (page: Page) => Found,
): Promise<void> {
  controller.abort()
  controller = new AbortController()
  const { signal: abort } = controller
  isSearching.value = true
  const { data, trouble } = await load(abort)
  const isMended = trouble?.code === 'invalid_request' && !abort.aborted && (await mendAddress())
  if (abort.aborted) return
  isSearching.value = false
  searchTrouble.value = isMended ? undefined : trouble
  // The list has changed under the cursor: begin again.
  if (trouble?.code === 'bad_cursor') return askFirst()
  if (!data) return
  found.value = toFound(data)
  keep(found.value)
}

/** Leaves what the service does not know out of the address. False if that is not why it has refused, or cannot be found out. */
async function mendAddress(): Promise<boolean> {
  const values = searchValues()
  const part = await import('./left-out').catch(() => undefined)
  return part?.leaveOutUnknown(values, searchAddressWith) ?? false
}

function keep(one: Found): void {
  kept.delete(one.search)
  kept.set(one.search, one)
  const [oldest] = kept.keys()
  if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest)
}

/** Forgets what was found: a decision has changed the games. */
export function forgetFound(): void {
  kept.clear()
  asked = undefined
}

const facets = [...FACET_NAMES, 'year'].join(',')

function searchPage(values: SearchValues, abort: AbortSignal, more: { cursor?: string; limit?: number }) {
  const query = {
    ...(values.q && { q: values.q }),
    ...(values.why && { explain: 'true' as const }),
    limit: PAGE_ROWS,
    facets,
    ...filterQuery(values),
    ...more,
  }
  return outcomeOf(api.search.get({ query, fetch: { signal: abort } }))
}

function sortedPage(values: SearchValues, abort: AbortSignal, more: { cursor?: string }) {
  const sort = values.sort as Exclude<SearchValues['sort'], 'best'> // safe: the caller has looked
  return outcomeOf(
    api.games.get({ query: { sort, limit: PAGE_ROWS, ...filterQuery(values), ...more }, fetch: { signal: abort } }),
  )
}

/** True if the list is in an order of its own: words have their own order. */
export const isSorted = (values: SearchValues) => values.sort !== 'best' && values.q === ''

async function firstPage(values: SearchValues, abort: AbortSignal): Promise<Outcome<Page>> {
  if (!isSorted(values)) return searchPage(values, abort, {})
  const [counted, sorted] = await Promise.all([searchPage(values, abort, { limit: 1 }), sortedPage(values, abort, {})])
  if (!counted.data) return counted
  return sorted.data ? { data: { ...counted.data, ...sorted.data } } : sorted
}

async function pageAfter(values: SearchValues, cursor: string, abort: AbortSignal): Promise<Outcome<Page>> {
  if (!isSorted(values)) return searchPage(values, abort, { cursor })
  const sorted = await sortedPage(values, abort, { cursor })
  const before = found.value
  return sorted.data && before ? { data: { ...before, ...sorted.data } } : (sorted as Outcome<never>) // safe: it has no data
}
