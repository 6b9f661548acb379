import * as errors from '@elastic/transport/lib/errors'
import { Failure } from '#lib/errors'
import { errorCode } from '#lib/root-cause'
import type { SearchFault } from '../engine'
import { ERROR_TYPE } from './error-type'

const CODE = /^\w{1,80}$/

/**
 * Runs `work` and turns an error of the Elasticsearch client into a `Failure`. Other errors pass unchanged.
 *
 * @throws {Failure} `store_unreachable`, `store_refused`, `index_failed`
 */
export async function onElasticsearch<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof errors.ElasticsearchClientError ? elasticsearchFailure(error) : error
  }
}

/** Errors of the client that mean that Elasticsearch sent no response. */
const UNANSWERED = [
  errors.ConnectionError,
  errors.TimeoutError,
  errors.NoLivingConnectionsError,
  errors.RequestAbortedError,
]

/** True if an error of the client means that Elasticsearch sent no response. */
export const isUnanswered = (error: unknown): boolean => UNANSWERED.some((kind) => error instanceof kind)

/** Returns the `Failure` for an error of the client. Its message holds neither the address nor anything that was sent. */
export function elasticsearchFailure(error: errors.ElasticsearchClientError): Failure {
  if (isUnanswered(error))
    return new Failure(
      'store_unreachable',
      'Elasticsearch does not answer: check that it runs and that ELASTICSEARCH_URL names its host and port.',
      { cause: error },
    )
  return error instanceof errors.ResponseError ? refusalOf(error) : clientFailure(error)
}

/** Returns the failure for an error such as `ProductNotSupportedError` or `DeserializationError`. */
const clientFailure = (error: errors.ElasticsearchClientError): Failure =>
  new Failure(
    'store_unreachable',
    `The Elasticsearch client failed (${error.name}): check that ELASTICSEARCH_URL is the address of an Elasticsearch 9, then run the same command again.`,
    { cause: error },
  )

function refusalOf(error: errors.ResponseError): Failure {
  if (error.statusCode === 401 || error.statusCode === 403)
    return new Failure(
      'store_refused',
      'Elasticsearch refused access: check ELASTICSEARCH_API_KEY and the privileges of that key.',
      { cause: error },
    )
  if (isRedirect(error))
    return new Failure(
      'store_unreachable',
      'Elasticsearch does not answer but redirects: set ELASTICSEARCH_URL to the address that it redirects to, or to that of an Elasticsearch.',
      { cause: error },
    )
  const { reason = 'no reason given' } = typeOf(error)
  return new Failure(
    'index_failed',
    `Elasticsearch refused a request (status ${error.statusCode}, ${reason}): look at its log, then run the same command again.`,
    { cause: error },
  )
}

/** Describes the error of a search without anything that was sent: its message can hold the address or parts of the query. */
export function toSearchFault(error: unknown): SearchFault {
  if (!(error instanceof Error)) return { name: 'unknown' }
  const { name } = error
  if (error instanceof errors.ResponseError) return { name, ...statusOf(error), ...typeOf(error) }
  if (error instanceof errors.RequestAbortedError || error instanceof errors.TimeoutError)
    return { name, reason: 'timeout' }
  const reason = reasonOf(error)
  return CODE.test(reason) ? { name, reason } : { name }
}

/** Returns the code of an error: of the system (`ECONNREFUSED`), of TLS (`DEPTH_ZERO_SELF_SIGNED_CERT`), or of a wrong response. */
function reasonOf(error: Error): string {
  if (error instanceof errors.ProductNotSupportedError) return 'other_product'
  return errorCode(error) || (error instanceof errors.DeserializationError ? 'malformed_json' : '')
}

const statusOf = ({ meta: { statusCode } }: errors.ResponseError) =>
  statusCode === undefined ? {} : { status: statusCode }

const isRedirect = ({ meta: { statusCode = 0 } }: errors.ResponseError) => statusCode >= 300 && statusCode < 400

function typeOf(error: errors.ResponseError): { reason?: string } {
  if (isRedirect(error)) return { reason: 'redirect' }
  const type: unknown = error.body?.error?.type
  return typeof type === 'string' && ERROR_TYPE.test(type) ? { reason: type } : {}
}
