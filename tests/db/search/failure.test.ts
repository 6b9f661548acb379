import { describe, expect, test } from 'bun:test'
import { errors } from '@elastic/elasticsearch'
import { elasticsearchFailure } from '#db/search/elasticsearch/failure'

const NO_RESPONSE = {} as never // safe: only the name and the message of the error are read

describe('The failure for an error of the Elasticsearch client', () => {
  test.each([
    ['ConnectionError', new errors.ConnectionError('connect ECONNREFUSED 10.0.0.5:9200')],
    ['TimeoutError', new errors.TimeoutError('Request timed out')],
    ['NoLivingConnectionsError', new errors.NoLivingConnectionsError('There are no living connections', NO_RESPONSE)],
    ['RequestAbortedError', new errors.RequestAbortedError('Request aborted')],
  ])('says that Elasticsearch does not answer if there is no response: %s', (_, error) => {
    const failure = elasticsearchFailure(error)
    expect(failure.code).toBe('store_unreachable')
    expect(failure.message).toStartWith('Elasticsearch does not answer')
  })

  test.each([
    ['DeserializationError', new errors.DeserializationError('Unexpected token < in {"secret"}', '<html>')],
    ['ProductNotSupportedError', new errors.ProductNotSupportedError('Elasticsearch', NO_RESPONSE)],
  ])('names the kind of any other error, without anything that was received: %s', (name, error) => {
    const { message } = elasticsearchFailure(error)
    expect(message).toStartWith(`The Elasticsearch client failed (${name})`)
    expect(message).not.toContain('secret')
  })
})
