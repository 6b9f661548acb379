import * as v from 'valibot'
import { Failure } from '#lib/errors'
import type { IndexSource } from './database-source'
import type { ElasticsearchCluster } from './elasticsearch-client'
import { acceptedOf } from './point-in-time'

const Caps = v.object({
  fields: v.record(v.string(), v.record(v.string(), v.object({ aggregatable: v.boolean() }))),
})

/**
 * Returns the field to sort an index by: the key, or its `keyword` subfield if the key is text. `undefined` for `_id`, by
 * which Elasticsearch does not sort.
 *
 * @throws {Failure} `configuration` if no index has the field, or it cannot be sorted by
 */
export async function sortFieldOf(
  { name, index, key }: IndexSource,
  cluster: ElasticsearchCluster,
): Promise<string | undefined> {
  if (key === '_id') return undefined
  const candidates = [key, `${key}.keyword`]
  const path = `/${encodeURIComponent(index)}/_field_caps`
  const response = await cluster.ask({ method: 'GET', path, query: { fields: candidates.join(',') } })
  const { fields } = v.parse(Caps, acceptedOf(name, response))
  const field = candidates.find((candidate) => {
    const types = Object.values(fields[candidate] ?? {})
    return types.length === 1 && types.every(({ aggregatable }) => aggregatable)
  })
  if (field !== undefined) return field
  const fault = fields[key] ? 'cannot be sorted by, or has several types' : 'is not a field of any document'
  throw new Failure(
    'configuration',
    `"${key}", the key of ${name}, ${fault}: choose a keyword or number field, or _id.`,
  )
}
