import type { ClientOptions, RefreshOptions, RequestOptions } from './options'

/** Time before the end of an access token from which on the next one is fetched, in ms. */
const SPARE_MS = 30_000
const PATH = '/v1/auth/refresh'

/** Adds the credentials of a client to the headers of its requests. */
export type Access = {
  /** Adds them. Returns the refusal of the service if no access token can be had. */
  sign: (headers: Headers) => Promise<Response | undefined>
  /** Drops the access token in these headers, which the service refused. Returns true if another try has another one. */
  forget: (headers: Headers) => boolean
}

type Send = (url: string, init: RequestOptions) => Promise<Response>

/** Returns what adds the credentials of these options: an API key, a token, or access tokens fetched with a refresh token. */
export function createAccess(url: string, options: ClientOptions, send: Send): Access {
  const { token, apiKey, refresh } = options
  const fetched = refresh && createRefreshedAccess(url, refresh, send)
  return {
    async sign(headers) {
      if (headers.has('authorization') || headers.has('x-api-key')) return undefined
      if (fetched) return fetched.sign(headers)
      if (apiKey !== undefined) headers.set('x-api-key', apiKey)
      else if (token !== undefined) headers.set('authorization', `Bearer ${await textOf(token)}`)
      return undefined
    },
    forget: (headers) => fetched?.forget(headers) ?? false,
  }
}

const textOf = (token: NonNullable<ClientOptions['token']>) => (typeof token === 'string' ? token : token())

type Fetched = { accessToken: string; dueAt: number }
/** Makes the refusal of the service, for each request that shares it. */
type Refusal = () => Response
type TokenAnswer = { accessToken: string; expiresIn: number; refreshToken: string }

/** Fetches access tokens. Requests at the same moment share one refresh: a refresh token can be used once. */
function createRefreshedAccess(url: string, { token, save }: RefreshOptions, send: Send): Access {
  let refreshToken = token
  let current: Fetched | undefined
  let pending: Promise<Fetched | Refusal> | undefined
  const signed = new WeakSet<Headers>()
  const fetchNext = async (): Promise<Fetched | Refusal> => {
    const response = await send(url.replace(/\/+$/, '') + PATH, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    })
    if (!response.ok) return refusalOf(await response.text(), response)
    const answer = (await response.json()) as TokenAnswer // safe: the answer of the route
    refreshToken = answer.refreshToken
    await save?.(refreshToken)
    current = { accessToken: answer.accessToken, dueAt: Date.now() + answer.expiresIn * 1000 - SPARE_MS }
    return current
  }
  const next = () => {
    pending ??= fetchNext().finally(() => {
      pending = undefined
    })
    return pending
  }
  return {
    async sign(headers) {
      const fetched = current && current.dueAt > Date.now() ? current : await next()
      if (typeof fetched === 'function') return fetched()
      headers.set('authorization', `Bearer ${fetched.accessToken}`)
      signed.add(headers)
      return undefined
    },
    forget(headers) {
      // Another request may have fetched the next one meanwhile.
      if (headers.get('authorization') === `Bearer ${current?.accessToken}`) current = undefined
      return signed.has(headers)
    },
  }
}

const refusalOf =
  (text: string, response: Response): Refusal =>
  () =>
    new Response(text, response)
