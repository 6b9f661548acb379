import { elasticsearchEngine } from '#db/search/elasticsearch/engine'
import { rebuildIndex } from '#db/search/rebuild'
import type { TestStores } from '#tests/support/stores'
import { searchContract } from './contract'
import { createTestElasticsearch, describeElasticsearch } from './elasticsearch-suite'
import { suggestionContract } from './suggestions'
import { unspacedContract } from './unspaced'
import { yearlyContract } from './yearly'

describeElasticsearch('with a real Elasticsearch', () => {
  const open = async (stores: TestStores) => {
    const elasticsearch = createTestElasticsearch()
    await rebuildIndex(stores, elasticsearch)
    const { client, alias } = elasticsearch
    return { engine: elasticsearchEngine(client, alias), close: async () => elasticsearch[Symbol.asyncDispose]() }
  }
  searchContract('elasticsearch', open)
  suggestionContract('elasticsearch', open)
  unspacedContract('elasticsearch', open)
  yearlyContract('elasticsearch', open)
})
