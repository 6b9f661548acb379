import { type Apicalypse, project, type Row, readApicalypse, select } from './apicalypse'
import { type Asked, type FakeApi, type FakeOptions, startFakeApi } from './fake-api'

/** Credentials that the fake accepts. Neither they nor its tokens may appear in any store or output. */
export const CREDENTIALS = { id: 'cl13nt-1d-0f-th3-h0us3', secret: 's3cr3t-0f-th3-h0us3' }
const TOKEN = 't0k3n-0f-th3-h0us3'

export type FakeIgdbOptions = FakeOptions & {
  games: readonly Row[]
  /** Renamed field: a query for the old name is an error; with `silently` the field is left out instead. */
  renamed?: { from: string; to: string; silently?: true }
  /** Form of the errors. (Default: `array`) */
  errors?: 'array' | 'object'
  /** Number of requests after which the token is refused; with `forEver` new tokens are refused as well. */
  revoked?: { after: number; forEver?: true }
  /** Twitch does not issue tokens. */
  withoutTwitch?: true
  /** Lifetime of a token in seconds. */
  expiresIn?: number
}

/** Fake of IGDB and Twitch on one local port; `minted` is the number of issued tokens. */
export type FakeIgdb = FakeApi & { minted: () => number }

/** Limit of IGDB: four requests per second. */
const ALLOWANCE = { requests: 4, inMs: 1_000 }

/** Starts the fake. Disposing it closes the port. */
export function startFakeIgdb(options: FakeIgdbOptions): FakeIgdb {
  let [minted, answers] = [0, 0]
  const fake = startFakeApi(
    { allowance: ALLOWANCE, ...options },
    {
      answer: (asked) => (isTrusted(asked, ++answers, minted, options) ? answerTo(asked, options) : unauthorised()),
      refuse: tooMany,
      tooFast: tooMany,
      beside: ({ url, body }) => (url.pathname === '/oauth2/token' ? tokenFor(body, ++minted, options) : undefined),
    },
  )
  return { ...fake, minted: () => minted }
}

function tokenFor(body: string, minted: number, { expiresIn = 5_400_000, withoutTwitch }: FakeIgdbOptions): Response {
  const form = new URLSearchParams(body)
  if (withoutTwitch) return new Response('', { status: 503 })
  if (form.get('client_id') !== CREDENTIALS.id)
    return Response.json({ status: 400, message: 'invalid client' }, { status: 400 })
  if (form.get('client_secret') !== CREDENTIALS.secret)
    return Response.json({ status: 403, message: 'invalid client secret' }, { status: 403 })
  return Response.json({ access_token: `${TOKEN}-${minted}`, expires_in: expiresIn, token_type: 'bearer' })
}

function isTrusted({ headers }: Asked, count: number, minted: number, { revoked }: FakeIgdbOptions): boolean {
  if (headers.get('client-id') !== CREDENTIALS.id) return false
  const isRevoked = revoked && count > revoked.after && (revoked.forEver || minted < 2)
  return !isRevoked && headers.get('authorization') === `Bearer ${TOKEN}-${minted}`
}

const unauthorised = (): Response =>
  pretty(
    {
      message: 'Authorization Failure. Have you tried:',
      'Tip 1': 'Ensure you are sending Authorization and Client-ID as headers.',
      'Tip 2': 'Ensure Authorization value starts with "Bearer ", including the space',
      'Tip 3': 'Ensure Authorization value ends with the App Access Token you generated, NOT your Client Secret.',
      Docs: 'https://api-docs.igdb.com/#authentication',
      Discord: 'https://discord.gg/JKsh57Q',
    },
    401,
  )

function tooMany(): Response {
  return pretty({ message: 'Too Many Requests' }, 429)
}

/** Returns JSON in the style of IGDB: on several lines, `&` escaped. */
const pretty = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body, null, 2).replaceAll('&', '\\u0026'), {
    status,
    headers: { 'content-type': 'application/json;charset=utf-8', ...headers },
  })

function answerTo({ url: { pathname }, body }: Asked, options: FakeIgdbOptions): Response {
  const fault = (status: number, error: Row) => pretty(options.errors === 'object' ? error : [error], status)
  if (!['/v4/games', '/v4/games/count'].includes(pathname))
    return pretty(
      { title: `Endpoint POST ${pathname} not found`, status: 404, type: 'https://javalin.io', details: {} },
      404,
    )
  const query = readApicalypse(body)
  if (!query) return fault(400, { title: 'Syntax Error', status: 400 })
  if (query.limit > 500)
    return fault(403, { title: 'Forbidden', status: 403, cause: 'The limit is too high, maximum 500' })
  const strange = query.fields.find((field) => !isKnown(field, options))
  if (strange) return fault(400, { title: 'Invalid Field', status: 400, cause: `${strange} is not a valid field name` })
  return pathname.endsWith('/count') ? counted(query, options) : listed(query, options)
}

const counted = (query: Apicalypse, { games }: FakeIgdbOptions): Response =>
  pretty({ count: select(games, query).length })

function listed(query: Apicalypse, { games, renamed }: FakeIgdbOptions): Response {
  const found = select(games, query)
  const fields = query.fields.filter((field) => field !== renamed?.from)
  const rows = found.slice(0, query.limit).map((row) => project(row, fields))
  return pretty(rows, 200, { 'x-count': String(found.length) })
}

const VALID = new Set(
  `id name slug url summary storyline first_release_date game_type version_title version_parent parent_game bundles platforms.name
  genres.name themes.name keywords.name updated_at created_at checksum cover.image_id involved_companies.company.name involved_companies.developer
  involved_companies.publisher release_dates.platform.name release_dates.release_region release_dates.date release_dates.human
  release_dates.y release_dates.m release_dates.date_format release_dates.status.name external_games.uid
  external_games.external_game_source alternative_names.name game_localizations.name collections.name franchises.name
  websites.url websites.type age_ratings.organization.name age_ratings.rating_category.rating rating rating_count
  aggregated_rating aggregated_rating_count total_rating hypes`.split(/\s+/),
)

/** Fields that are other objects. A query for the field itself, without a member, returns their ids. */
const PARENTS = new Set([...VALID].map((field) => field.split('.')[0]))

const isKnown = (field: string, { renamed }: FakeIgdbOptions): boolean =>
  field === renamed?.from ? renamed.silently === true : VALID.has(field) || PARENTS.has(field) || field === renamed?.to
