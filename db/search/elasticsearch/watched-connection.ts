import type {
  ConnectionRequestOptions,
  ConnectionRequestOptionsAsStream,
  ConnectionRequestParams,
  ConnectionRequestResponse,
  ConnectionRequestResponseAsStream,
} from '@elastic/elasticsearch'
import type { StoreCall, WatchCalls } from '#db/store-call'
import { FetchConnection } from './connection'
import { isUnanswered } from './failure'

type AnyResponse = ConnectionRequestResponse | ConnectionRequestResponseAsStream

const FIRST_REFUSAL = 400

/**
 * Returns the connections of a client that `watch` is told of each request of. Not the events of the client, because searches do
 * without its transport.
 */
export const watchedConnection = (watch: WatchCalls): typeof FetchConnection =>
  class WatchedConnection extends FetchConnection {
    override request(
      params: ConnectionRequestParams,
      options: ConnectionRequestOptions,
    ): Promise<ConnectionRequestResponse>
    override request(
      params: ConnectionRequestParams,
      options: ConnectionRequestOptionsAsStream,
    ): Promise<ConnectionRequestResponseAsStream>
    override async request(params: ConnectionRequestParams, options: ConnectionRequestOptions): Promise<AnyResponse> {
      const began = performance.now()
      const tell = (outcome: StoreCall['outcome']) =>
        watch({ store: 'elasticsearch', outcome, ms: performance.now() - began })
      try {
        const response = await super.request(params, options)
        tell(response.statusCode < FIRST_REFUSAL ? 'ok' : 'refused')
        return response
      } catch (error) {
        tell(isUnanswered(error) ? 'unavailable' : 'refused')
        throw error
      }
    }
  }
