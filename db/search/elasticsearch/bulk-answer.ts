import * as errors from '@elastic/transport/lib/errors'
import * as v from 'valibot'
import { Failure } from '#lib/errors'
import type { Encoded } from './bulk-operation'
import { ERROR_TYPE } from './error-type'

const OVERLOADED = new Set([429, 502, 503, 504])

/**
 * An operation that Elasticsearch refused and that is not sent again, with its HTTP status and reason. The reason may quote the document;
 * `code`, the type of the error, does not: it is fit for a log.
 */
export type RefusedOperation = { id: string; status: number; code: string; reason: string }

/** Outcome of one request: the number of operations done, those to send again, and those refused. */
export type Sorted = { done: number; again: Encoded[]; refused: RefusedOperation[] }

const Item = v.object({
  status: v.number(),
  error: v.optional(v.object({ type: v.string(), reason: v.optional(v.string()) })),
})
const Answer = v.object({ items: v.array(v.record(v.string(), Item)) })

/**
 * Sorts the operations of a request by their outcome in the response.
 *
 * @throws {Failure} `index_failed` if the response is not that of a bulk request, or if the index does not exist
 */
export function sortAnswer(request: readonly Encoded[], body: unknown): Sorted {
  const answer = v.safeParse(Answer, body)
  if (!answer.success || answer.output.items.length !== request.length)
    throw new Failure(
      'index_failed',
      'The response to a bulk request is not that of Elasticsearch: check that ELASTICSEARCH_URL is its address.',
    )
  const sorted: Sorted = { done: 0, again: [], refused: [] }
  for (const [at, encoded] of request.entries()) {
    const [item] = Object.values(answer.output.items[at] ?? {})
    if (item?.error?.type === 'index_not_found_exception')
      throw new Failure('index_failed', 'The search index is missing: create it with bun run seed index --rebuild.')
    if (item) sortItem(encoded, item, sorted)
  }
  return sorted
}

function sortItem(encoded: Encoded, { status, error }: v.InferOutput<typeof Item>, sorted: Sorted): void {
  // 404 without an error: the index does not have the document to delete.
  const isGone = status === 404 && encoded.deletes && !error
  // 409: the index already holds this version or a newer one (external versions).
  if (status < 300 || status === 409 || isGone) sorted.done++
  else if (OVERLOADED.has(status)) sorted.again.push(encoded)
  else sorted.refused.push({ id: encoded.id, status, code: codeOf(error), reason: reasonOf(error) })
}

type ItemError = v.InferOutput<typeof Item>['error']

const reasonOf = (error: ItemError): string => (error ? `${error.type}: ${error.reason ?? ''}` : '')
const codeOf = (error: ItemError): string => (error && ERROR_TYPE.test(error.type) ? error.type : 'unknown')

/** Returns what to do after a request failed as a whole: send it again, send it in two halves, or give up. */
export function remedyFor(error: unknown): 'again' | 'split' | 'give up' {
  if (error instanceof errors.ResponseError) {
    if (error.statusCode === 413) return 'split'
    return OVERLOADED.has(error.statusCode ?? 0) ? 'again' : 'give up'
  }
  const unanswered = [errors.ConnectionError, errors.TimeoutError, errors.NoLivingConnectionsError]
  return unanswered.some((kind) => error instanceof kind) ? 'again' : 'give up'
}
