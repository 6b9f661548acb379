import { errors } from '@elastic/elasticsearch'
import * as v from 'valibot'
import { Failure } from '#lib/errors'
import type { Encoded } from './bulk-operation'

const OVERLOADED = new Set([429, 502, 503, 504])

/** An operation Elasticsearch will never take, and why. */
export type RefusedOperation = { id: string; status: number; reason: string }

/** What became of the operations of one request: `again` may be sent once more. */
export type Sorted = { done: number; again: Encoded[]; refused: RefusedOperation[] }

const Item = v.object({
  status: v.number(),
  error: v.optional(v.object({ type: v.string(), reason: v.optional(v.string()) })),
})
const Answer = v.object({ items: v.array(v.record(v.string(), Item)) })

/** Says which operations are done, which to send again, which are refused. @throws {Failure} `index_failed` where the answer is none of a bulk request */
export function sortAnswer(request: readonly Encoded[], body: unknown): Sorted {
  const answer = v.safeParse(Answer, body)
  if (!answer.success || answer.output.items.length !== request.length)
    throw new Failure(
      'index_failed',
      'Elasticsearch answered a bulk request with something else: check what ELASTICSEARCH_URL points at.',
    )
  const sorted: Sorted = { done: 0, again: [], refused: [] }
  for (const [at, encoded] of request.entries()) {
    const [item] = Object.values(answer.output.items[at] ?? {})
    if (item?.error?.type === 'index_not_found_exception')
      throw new Failure('index_failed', 'The search index is missing: make it with bun run seed index --rebuild.')
    if (item) sortItem(encoded, item, sorted)
  }
  return sorted
}

function sortItem(encoded: Encoded, { status, error }: v.InferOutput<typeof Item>, sorted: Sorted): void {
  const isGone = status === 404 && encoded.deletes && !error
  // A conflict of external versions means that the index already holds this version or a newer one.
  if (status < 300 || status === 409 || isGone) sorted.done++
  else if (OVERLOADED.has(status)) sorted.again.push(encoded)
  else sorted.refused.push({ id: encoded.id, status, reason: error ? `${error.type}: ${error.reason ?? ''}` : '' })
}

/** What a request that failed as a whole calls for. */
export function remedyFor(error: unknown): 'again' | 'split' | 'give up' {
  if (error instanceof errors.ResponseError) {
    if (error.statusCode === 413) return 'split'
    return OVERLOADED.has(error.statusCode ?? 0) ? 'again' : 'give up'
  }
  const unanswered = [errors.ConnectionError, errors.TimeoutError, errors.NoLivingConnectionsError]
  return unanswered.some((kind) => error instanceof kind) ? 'again' : 'give up'
}
