import type { RefusalContext } from '#src/http/problem'

const NAME = 'vestim_refresh'
const PATH = '/v1/auth'
/** Time that a browser keeps the cookie: that for which its token can be used, 7 days. */
const KEPT_SECONDS = 7 * 24 * 60 * 60
const VALUE = /^[0-9A-Za-z]{1,200}$/

type Setting = RefusalContext['set']

/** The cookie with the refresh token of a browser. It is for HTTPS only if the service is reached by it. */
export type RefreshCookie = {
  write: (set: Setting, refreshToken: string) => void
  clear: (set: Setting) => void
}

/** Returns the cookie of a service at this public URL. */
export function createRefreshCookie(publicUrl: string | undefined): RefreshCookie {
  const secure = publicUrl?.startsWith('https:') ? '; Secure' : ''
  const cookie = (value: string, seconds: number) =>
    `${NAME}=${value}; HttpOnly; SameSite=Strict; Path=${PATH}; Max-Age=${seconds}${secure}`
  return {
    write: ({ headers }, refreshToken) => {
      headers['set-cookie'] = cookie(refreshToken, KEPT_SECONDS)
    },
    clear: ({ headers }) => {
      headers['set-cookie'] = cookie('', 0)
    },
  }
}

/**
 * Returns the refresh token in the cookie of a request, `none` without a cookie, and `cross_site` if the request is not one of a page of
 * this service: other pages can neither send `X-Explorer` without a preflight, nor say that they are of the same origin.
 */
export function readRefreshCookie({ headers }: Request): { token: string } | 'none' | 'cross_site' {
  if (headers.get('sec-fetch-site') !== 'same-origin' || headers.get('x-explorer') !== '1') return 'cross_site'
  const values = (headers.get('cookie') ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${NAME}=`))
    .map((pair) => pair.slice(NAME.length + 1))
  const [token, more] = values
  return token !== undefined && more === undefined && VALUE.test(token) ? { token } : 'none'
}
