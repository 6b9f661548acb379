import { Failure } from '#lib/errors'
import { isObject } from '#lib/json-object'
import { unavailable } from '#seed/api/client'
import type { CrawlOptions } from '#seed/api/definition'

const BASE_URL = 'https://id.twitch.tv'
const TITLE = 'Twitch'
const QUOTA = { name: 'twitch', spacingMs: 1_000 }
/** A token is replaced an hour before it expires, because a crawl takes minutes. */
const MARGIN_MS = 3_600_000

type Token = { text: string; expiresAt: number }

/**
 * Returns a function that returns the authorisation headers for IGDB. It requests a token from Twitch once and keeps it in
 * memory only, until it is about to expire or `anew` asks for a new one.
 *
 * The function throws {Failure} `configuration` if Twitch refuses the credentials, `source_unavailable` if it sends no token.
 */
export function twitchToken(asking: CrawlOptions): (anew: boolean) => Promise<Record<string, string>> {
  const { IGDB_CLIENT_ID: id = '' } = asking.credentials
  let token: Token | undefined
  return async (anew) => {
    if (!token || anew || token.expiresAt - MARGIN_MS < asking.clock.now()) token = await mint(asking)
    return { 'client-id': id, authorization: `Bearer ${token.text}` }
  }
}

async function mint({ connect, baseUrl, clock, credentials }: CrawlOptions): Promise<Token> {
  const { IGDB_CLIENT_ID: id = '', IGDB_CLIENT_SECRET: secret = '' } = credentials
  const twitch = connect({
    title: TITLE,
    baseUrl: baseUrl ?? BASE_URL,
    quota: QUOTA,
    key: id,
    returnsCredentials: true,
  })
  const body = new URLSearchParams({ client_id: id, client_secret: secret, grant_type: 'client_credentials' })
  const contentType = 'application/x-www-form-urlencoded'
  const outcome = await twitch.ask({ path: 'oauth2/token', body: body.toString(), contentType })
  if (!outcome.ok) throw isRefused(outcome.status) ? wrongCredentials() : unavailable(TITLE, outcome.fault)
  return tokenOf(outcome.json, clock.now())
}

const isRefused = (status: number | undefined): boolean => status === 400 || status === 401 || status === 403

/** Returns the failure for credentials that Twitch or IGDB refuses. */
export const wrongCredentials = (): Failure =>
  new Failure(
    'configuration',
    'IGDB_CLIENT_ID and IGDB_CLIENT_SECRET are not accepted: copy both again from one application in the Twitch developer console.',
  )

function tokenOf(json: unknown, now: number): Token {
  if (isObject(json) && typeof json.access_token === 'string' && typeof json.expires_in === 'number')
    return { text: json.access_token, expiresAt: now + json.expires_in * 1000 }
  throw unavailable(TITLE, 'it did not send a token')
}
