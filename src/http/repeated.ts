import { Elysia } from 'elysia'
import { refuseRequest } from './problem'
import type { FindPlace } from './routes'
import { access } from './scope'

/**
 * Returns the hook that refuses a request with a parameter of its query more than once: the router keeps only the last value. It runs
 * after the query has been validated, so that every other refusal comes first.
 */
export const refuseRepeated = (findPlace: FindPlace) =>
  new Elysia({ name: 'vestim.repeated' })
    .use(access)
    .onBeforeHandle({ as: 'global' }, ({ request, path, requestId, set }) => {
      const [, query = ''] = request.url.split('?', 2)
      if (!query.includes('&')) return undefined
      const name = repeatedName(query, findPlace(path)?.routes.get(request.method)?.query ?? [])
      if (name === undefined) return undefined
      const expected = 'one value'
      const detail = `${name}: it is sent more than once; send it once. Where several values are allowed, commas separate them.`
      return refuseRequest({ requestId, set }, 'invalid_request', detail, [{ in: 'query', name, expected }])
    })

function repeatedName(query: string, known: readonly string[]): string | undefined {
  const seen = new Set<string>()
  for (const name of new URLSearchParams(query).keys()) {
    if (seen.has(name) && known.includes(name)) return name
    seen.add(name)
  }
  return undefined
}
