import { type Client, errors } from '@elastic/elasticsearch'
import { LARGEST_SEARCH_RESPONSE } from './deadlines'
import type { CallOptions } from './twice'

const HEADERS = {
  accept: 'application/vnd.elasticsearch+json; compatible-with=9',
  'content-type': 'application/vnd.elasticsearch+json; compatible-with=9',
}
const CONTEXT = { now: 0, requestId: '', name: '', context: null }
/** Errors of the client tell of a request; ours tell nothing that was sent. */
const RESULT = {
  headers: {},
  warnings: null,
  meta: {
    context: null,
    name: '',
    request: { params: { method: 'POST', path: '/_search' }, options: {}, id: '' },
    connection: null,
    attempts: 0,
    aborted: false,
  },
}

/**
 * Searches an index, by the client's connection with its deadlines, but without its transport, which takes more processor time than
 * all else that a search of the service does. Returns the body of the response as JSON.
 *
 * @throws the errors that the client throws: no answer, a refusal, another server, a body that is not JSON
 */
export async function askIndex(
  client: Client,
  index: string,
  body: object,
  { signal, requestTimeout }: CallOptions,
): Promise<unknown> {
  const connection = client.connectionPool.getConnection(CONTEXT)
  if (!connection) throw new errors.NoLivingConnectionsError('There is no node', RESULT)
  const response = await connection.request(
    {
      method: 'POST',
      path: `/${encodeURIComponent(index)}/_search`,
      headers: HEADERS,
      body: JSON.stringify(body),
      querystring: '',
    },
    { ...CONTEXT, signal, timeout: requestTimeout, maxResponseSize: LARGEST_SEARCH_RESPONSE },
  )
  return readBody(response)
}

type Answered = { statusCode: number; headers: Record<string, unknown>; body: unknown }

function readBody({ statusCode, headers, body }: Answered): unknown {
  if (statusCode >= 400) throw new errors.ResponseError({ ...RESULT, statusCode, body: refusalOf(String(body)) })
  if (headers['x-elastic-product'] !== 'Elasticsearch')
    throw new errors.ProductNotSupportedError('Elasticsearch', { ...RESULT, statusCode })
  // The page of a proxy stays a text, which has not the shape of an answer.
  if (!String(headers['content-type']).includes('json')) return body
  try {
    return JSON.parse(String(body))
  } catch {
    throw new errors.DeserializationError('The response is not JSON', '')
  }
}

/** Returns the body of a refusal as JSON, `undefined` if it is none: another server can refuse too. */
function refusalOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
