import { Elysia } from 'elysia'
import { refuseRequest } from './problem'
import type { FindPlace, Route } from './routes'
import { access } from './scope'
import { hasWordTwice, wordsOfList } from './word-list'

/**
 * Returns the hook that refuses a request with a parameter of its query more than once, of which the router keeps only the last value,
 * or with a word more than once in a list. It runs after the query has been validated, so that every other refusal comes first.
 */
export const refuseRepeated = (findPlace: FindPlace) =>
  new Elysia({ name: 'vestim.repeated' })
    .use(access)
    .onBeforeHandle({ as: 'global' }, ({ request, path, requestId, set }) => {
      const [, query = ''] = request.url.split('?', 2)
      if (!SEPARATOR.test(query)) return undefined
      const repeated = repeatedIn(query, findPlace(path)?.routes.get(request.method)?.query ?? {})
      if (!repeated) return undefined
      const { name, wrong, expected } = repeated
      return refuseRequest({ requestId, set }, 'invalid_request', `${name}: ${wrong}`, [
        { in: 'query', name, expected },
      ])
    })

/** A query without `&` and comma has nothing twice. */
const SEPARATOR = /[&,]|%2c/i

const SENT_TWICE = {
  wrong: 'it is sent more than once; send it once. Where several values are allowed, commas separate them.',
  expected: 'one value',
}
const WORD_TWICE = { wrong: 'it has a word more than once; send each word once.', expected: 'each word once' }

function repeatedIn(query: string, known: Route['query']) {
  const seen = new Set<string>()
  for (const [name, value] of new URLSearchParams(query)) {
    const schema = known[name]
    if (!schema) continue
    if (seen.has(name)) return { name, ...SENT_TWICE }
    if (wordsOfList(schema) && hasWordTwice(value)) return { name, ...WORD_TWICE }
    seen.add(name)
  }
  return undefined
}
