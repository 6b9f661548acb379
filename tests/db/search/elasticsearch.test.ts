import { elasticsearchEngine } from '#db/search/elasticsearch/engine'
import { rebuildIndex } from '#db/search/rebuild'
import { searchContract } from './contract'
import { createTestElasticsearch, describeElasticsearch } from './elasticsearch-suite'

describeElasticsearch('with a real Elasticsearch', () => {
  searchContract('elasticsearch', async (stores) => {
    const elasticsearch = createTestElasticsearch()
    await rebuildIndex(stores, elasticsearch)
    const { client, alias } = elasticsearch
    return { engine: elasticsearchEngine(client, alias), close: async () => elasticsearch[Symbol.asyncDispose]() }
  })
})
