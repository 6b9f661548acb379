import * as v from 'valibot'
import { Failure } from '#lib/errors'
import type { ElasticsearchEntry } from '#seed/declared/config'
import type { ElasticsearchCluster } from './elasticsearch-client'
import { acceptedOf } from './point-in-time'

const Caps = v.object({
  fields: v.record(v.string(), v.record(v.string(), v.object({ aggregatable: v.boolean() }))),
})

/**
 * The field an index is sorted by: that of the key, or its `keyword` where the field is text. `undefined` for `_id`,
 * which Elasticsearch does not sort by.
 *
 * @throws {Failure} `configuration` when no index has the field, or it cannot be sorted by
 */
export async function sortFieldOf(
  { name, index, key }: ElasticsearchEntry,
  cluster: ElasticsearchCluster,
): Promise<string | undefined> {
  if (key === '_id') return undefined
  const candidates = [key, `${key}.keyword`]
  const path = `/${encodeURIComponent(index)}/_field_caps`
  const answer = await cluster.ask({ method: 'GET', path, query: { fields: candidates.join(',') } })
  const { fields } = v.parse(Caps, acceptedOf(name, answer))
  const field = candidates.find((candidate) => {
    const types = Object.values(fields[candidate] ?? {})
    return types.length === 1 && types.every(({ aggregatable }) => aggregatable)
  })
  if (field !== undefined) return field
  const fault = fields[key] ? 'cannot be sorted by, or is of several types' : 'is a field of no document'
  throw new Failure('configuration', `"${key}", the key of ${name}, ${fault}: name a keyword or a number, or _id.`)
}
