import { errors } from '@elastic/elasticsearch'
import { Failure } from '#lib/errors'

/** Does work on Elasticsearch, and says in one sentence what is wrong with it where it fails. Other errors pass as they are. */
export async function onElasticsearch<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof errors.ElasticsearchClientError ? elasticsearchFailure(error) : error
  }
}

/** A failure of the client in one sentence; neither its address nor what was sent is in it. */
export function elasticsearchFailure(error: errors.ElasticsearchClientError): Failure {
  if (!(error instanceof errors.ResponseError))
    return new Failure(
      'store_unreachable',
      'Elasticsearch does not answer: check that it runs and that ELASTICSEARCH_URL names its host and port.',
      { cause: error },
    )
  if (error.statusCode === 401 || error.statusCode === 403)
    return new Failure(
      'store_refused',
      'Elasticsearch refused the key: check ELASTICSEARCH_API_KEY and what it may do.',
      {
        cause: error,
      },
    )
  const type = error.body?.error?.type ?? 'no reason given'
  return new Failure(
    'index_failed',
    `Elasticsearch refused a request (status ${error.statusCode}, ${type}): look at its log, then run the same command again.`,
    { cause: error },
  )
}
