import { Readable } from 'node:stream'
import type { ReadableStream as NodeReadableStream } from 'node:stream/web'
import {
  BaseConnection,
  type ConnectionRequestOptions,
  type ConnectionRequestOptionsAsStream,
  type ConnectionRequestParams,
  type ConnectionRequestResponse,
  type ConnectionRequestResponseAsStream,
  errors,
} from '@elastic/elasticsearch'
import { LARGEST_RESPONSE } from './deadlines'
import { type Exchange, startExchange } from './exchange'
import { readText } from './response-text'

type Options = ConnectionRequestOptions | ConnectionRequestOptionsAsStream
type TextHeaders = Record<string, string>
type AnyResponse = ConnectionRequestResponse | ConnectionRequestResponseAsStream

/**
 * Connection of the Elasticsearch client by Bun's `fetch`. The deadline of a request and its `signal` end head and body alike and
 * close the socket; a response is read up to a size; a redirect is an error. Closing the connection ends its open requests.
 *
 * The connections of the client do not do that under Bun: `UndiciConnection` fails on every call, and `HttpConnection` ignores
 * `signal` once the head has arrived. Like every `fetch`, it goes through the proxy that HTTP_PROXY or HTTPS_PROXY names.
 *
 * @see https://github.com/oven-sh/bun/issues/7920
 */
export class FetchConnection extends BaseConnection {
  readonly #open = new Set<Exchange>()

  override request(
    params: ConnectionRequestParams,
    options: ConnectionRequestOptions,
  ): Promise<ConnectionRequestResponse>
  override request(
    params: ConnectionRequestParams,
    options: ConnectionRequestOptionsAsStream,
  ): Promise<ConnectionRequestResponseAsStream>
  override async request(params: ConnectionRequestParams, options: Options): Promise<AnyResponse> {
    const exchange = startExchange(options)
    this.#open.add(exchange)
    const end = () => {
      exchange.end()
      this.#open.delete(exchange)
    }
    try {
      const response = await fetch(addressOf(this.url, params), this.#requestOf(params, exchange.signal))
      if (response.status >= 300 && response.status < 400) throw redirected(params, response.status)
      const head = { statusCode: response.status, headers: headersOf(response) }
      if ('asStream' in options) return { ...head, body: streamOf(response, end) }
      const body = await readText(response, options.maxResponseSize ?? LARGEST_RESPONSE)
      if (body === undefined) throw tooLarge()
      end()
      return { ...head, body }
    } catch (error) {
      const failure = exchange.failure(error)
      // Closes the socket of a response that was not read to its end.
      exchange.abort()
      end()
      throw failure
    }
  }

  #requestOf({ method, headers, body }: ConnectionRequestParams, signal: AbortSignal): BunFetchRequestInit {
    return {
      method,
      // Without compression, which costs more time than it saves on the way to a near server.
      headers: { ...(this.headers as TextHeaders), ...(headers as TextHeaders), 'accept-encoding': 'identity' }, // safe: the client sets no lists
      body: (body ?? null) as string | Uint8Array<ArrayBuffer> | null, // safe: we pass no streams to the client
      redirect: 'manual',
      signal,
      ...(this.tls && { tls: this.tls as Bun.TLSOptions }), // safe: `createElasticsearchClient` sets `ca` only
    }
  }

  override async close(): Promise<void> {
    for (const exchange of this.#open) exchange.abort()
  }
}

function addressOf({ origin, pathname }: URL, { path, querystring }: ConnectionRequestParams): string {
  const address = `${origin}${pathname.replace(/\/$/, '')}${path}`
  return querystring ? `${address}?${querystring}` : address
}

/** Headers that the client and the readers of its responses use. Copying all of them takes longer than reading a short body. */
const USED_HEADERS = ['content-type', 'x-elastic-product', 'warning']

function headersOf({ headers }: Response): Record<string, string> {
  const used: Record<string, string> = {}
  for (const name of USED_HEADERS) {
    const value = headers.get(name)
    if (value !== null) used[name] = value
  }
  return used
}

function streamOf({ body }: Response, end: () => void): Readable {
  const stream = body ? Readable.fromWeb(body as unknown as NodeReadableStream) : Readable.from([]) // safe: one class, declared twice
  // Without a listener an error before the first read would end the process.
  return stream.on('error', () => {}).once('close', end)
}

/** Returns the error for a redirect. An Elasticsearch sends none, and following one could pass credentials on. */
const redirected = ({ method, path }: ConnectionRequestParams, statusCode: number) =>
  new errors.ResponseError({
    statusCode,
    headers: {},
    warnings: null,
    meta: {
      context: null,
      name: '',
      request: { params: { method, path }, options: {}, id: '' },
      connection: null,
      attempts: 0,
      aborted: false,
    },
  })

const tooLarge = () =>
  Object.assign(new errors.DeserializationError('The response is too large', ''), { code: 'response_too_large' })
