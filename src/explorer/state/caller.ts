import type { treaty } from '@elysiajs/eden'
import type { App } from '#src/app'

/** The typed client of the service. */
type Client = ReturnType<typeof treaty<App>>
type Options = { query?: Readonly<Record<string, unknown>>; fetch?: RequestInit }
type Fetcher = (url: string, init: RequestInit) => Promise<Response>

const METHODS = ['get', 'post', 'put', 'patch', 'delete']

/**
 * Returns a client that has the types of the typed client of the service, of which it does what the page needs: JSON that is
 * sent and received. `fetcher` sends a request. Path parameters have to be encoded.
 */
export function createCaller(fetcher: Fetcher): Client {
  const at = (path: string): unknown =>
    new Proxy(() => undefined, {
      get: (_, name: string) =>
        METHODS.includes(name)
          ? (...given: unknown[]) => call(fetcher, { method: name, path }, given)
          : at(`${path}/${name}`),
      apply: (_, __, [parameters]: [Readonly<Record<string, string>>]) => at(`${path}/${Object.values(parameters)[0]}`),
    })
  return at('') as Client // safe: the calls of the client are its paths and methods
}

type Target = { method: string; path: string }

async function call(fetcher: Fetcher, { method, path }: Target, given: readonly unknown[]) {
  const [body, options] = (method === 'get' ? [undefined, given[0]] : given) as [unknown, Options | undefined] // safe: as its types have it
  const init = { method: method.toUpperCase(), ...options?.fetch, ...(body !== undefined && asJson(body)) }
  const response = await fetcher(path + queryOf(options?.query), init).catch(() => undefined)
  // Nothing has answered: a failure without headers.
  if (!response) return { data: null, error: { status: 503, value: null } }
  const { ok, status, headers } = response
  if (ok) return { data: (await response.json()) as unknown, error: null, headers }
  return { data: null, error: { status, value: (await response.json().catch(() => null)) as unknown }, headers }
}

const asJson = (body: unknown) => ({
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
})

function queryOf(query: Options['query'] = {}): string {
  const set = Object.entries(query).filter(([, value]) => value !== undefined && value !== null)
  return set.length > 0 ? `?${new URLSearchParams(set.map(([name, value]) => [name, String(value)]))}` : ''
}
