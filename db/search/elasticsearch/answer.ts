import * as errors from '@elastic/transport/lib/errors'
import * as v from 'valibot'

/**
 * Returns the body of a response if it has the shape of `schema`: another server, or a proxy, can answer in its place.
 *
 * @throws {errors.DeserializationError} with the code `unexpected_response` otherwise
 */
export function readAnswer<T>(schema: v.GenericSchema<unknown, T>, body: unknown): T {
  const answer = v.safeParse(schema, body, { abortEarly: true })
  if (answer.success) return answer.output
  throw Object.assign(new errors.DeserializationError('The response does not have the expected shape', ''), {
    code: 'unexpected_response',
  })
}

/** Response to a change of an index. */
export const Acknowledged = v.object({ acknowledged: v.literal(true) })

/** Response to a refresh: no shard failed. */
export const Refreshed = v.object({ _shards: v.object({ failed: v.literal(0) }) })

export const DocumentCount = v.object({ count: v.number() })

/** Indices by name, as lists of indices and of aliases have them. */
export const IndexNames = v.record(v.string(), v.object({ aliases: v.looseObject({}) }))

/** Response to `GET /`. */
export const Info = v.object({ version: v.object({ number: v.string() }) })
