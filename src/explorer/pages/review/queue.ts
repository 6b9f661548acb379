import { signal } from '@preact/signals'
import { api } from '../../state/api'
import { type Outcome, outcomeOf, type Trouble } from '../../state/trouble'
import type { ReviewFilters } from './filters'

type ReviewAnswer = NonNullable<Awaited<ReturnType<typeof api.review.get>>['data']>
type ReviewApi = ReturnType<typeof api.review>

/** A doubtful pair of records. */
export type DoubtfulPair = ReviewAnswer['items'][number]
/** A record of a pair. */
export type ReviewedSide = DoubtfulPair['one']
/** A pair with its state, and with what each verdict would make of its games. */
export type ReviewDetails = NonNullable<Awaited<ReturnType<ReviewApi['get']>>['data']>

/** Open pairs that have been loaded for some filters, in order, and the number of all. */
export type ReviewQueue = { key: string; pairs: readonly DoubtfulPair[]; next: string | null; total: number }

/** The pairs to be decided. */
export const queue = signal<ReviewQueue | undefined>(undefined)
export const queueTrouble = signal<Trouble | undefined>(undefined)

/** Ids of pairs that were decided here; a pair that is undone or refused leaves it. */
export const answered = signal<ReadonlySet<number>>(new Set())

/** Pairs that are loaded ahead. */
const AHEAD = 10
const PAGE = 25
let loading: AbortController | undefined

/** Returns the loaded pairs that are still to be decided. */
export const openPairs = (): DoubtfulPair[] => (queue.value?.pairs ?? []).filter(({ id }) => !answered.value.has(id))

/** Returns the pair that comes after one, or, if there is none or `step` is -1, the one before it. */
export function pairBeside(id: number | undefined, step: 1 | -1): DoubtfulPair | undefined {
  const all = queue.value?.pairs ?? []
  const at = all.findIndex((pair) => pair.id === id)
  const isOpen = (pair: DoubtfulPair) => pair.id !== id && !answered.value.has(pair.id)
  const after = all.slice(at + 1).find(isOpen)
  const before = all.slice(0, Math.max(at, 0)).findLast(isOpen)
  return step === 1 ? (after ?? before) : before
}

/** Loads the first pairs for filters. */
export async function loadQueue(filters: ReviewFilters): Promise<void> {
  const key = JSON.stringify(filters)
  const { data, trouble } = await page(filters, {})
  if (data === 'given up') return
  queueTrouble.value = trouble
  if (data) queue.value = { key, pairs: unanswered(data.items), next: data.next, total: leftOf(data) }
}

/** Loads more pairs when few are left. A cursor that does not hold any more begins again. */
export async function loadAhead(filters: ReviewFilters): Promise<void> {
  const before = queue.value
  if (!before?.next || loading || openPairs().length > AHEAD) return
  const { data, trouble } = await page(filters, { cursor: before.next })
  if (data === 'given up') return
  queueTrouble.value = trouble
  if (trouble?.code === 'bad_cursor') return loadQueue(filters)
  const now = queue.value
  if (!data || now?.key !== before.key) return
  const known = new Set(now.pairs.map(({ id }) => id))
  const more = unanswered(data.items).filter(({ id }) => !known.has(id))
  queue.value = { ...now, pairs: [...now.pairs, ...more], next: data.next }
}

async function page(filters: ReviewFilters, more: { cursor?: string }): Promise<Outcome<ReviewAnswer | 'given up'>> {
  loading?.abort()
  const own = new AbortController()
  loading = own
  const query = { limit: PAGE, ...filters, ...more }
  const outcome = await outcomeOf(api.review.get({ query, fetch: { signal: own.signal } }))
  if (own.signal.aborted) return { data: 'given up' }
  loading = undefined
  return outcome
}

/** Verdicts that are on their way have not left the list of the service yet. */
const unanswered = (items: readonly DoubtfulPair[]) => items.filter(({ id }) => !answered.peek().has(id))
const leftOf = ({ items, total }: ReviewAnswer) =>
  total.value - items.filter(({ id }) => answered.peek().has(id)).length

/** Puts a pair back among those to be decided: before the one on the screen, or after it. */
export function putBack(pair: DoubtfulPair, beside: number | undefined, where: 'before' | 'after'): void {
  const wasAnswered = answered.value.has(pair.id)
  answered.value = new Set([...answered.value].filter((id) => id !== pair.id))
  if (!queue.value) return
  // A pair that was decided before the page was loaded is not in the list, and not counted.
  const returned = wasAnswered || !queue.value.pairs.some(({ id }) => id === pair.id) ? 1 : 0
  const others = queue.value.pairs.filter(({ id }) => id !== pair.id)
  const found = others.findIndex(({ id }) => id === beside)
  const at = found === -1 ? 0 : found + (where === 'after' ? 1 : 0)
  queue.value = { ...queue.value, pairs: others.toSpliced(at, 0, pair), total: queue.value.total + returned }
}

/** Counts a pair as decided. */
export function takeOut(id: number): void {
  answered.value = new Set([...answered.value, id])
  if (queue.value) queue.value = { ...queue.value, total: Math.max(0, queue.value.total - 1) }
}

/** Reads one pair, whatever its state. */
export const readPair = (id: number, abort?: AbortSignal): Promise<Outcome<ReviewDetails>> =>
  outcomeOf(api.review({ id: String(id) }).get({ query: {}, ...(abort && { fetch: { signal: abort } }) }))
