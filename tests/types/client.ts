import { type ChangeItem, ClientError, type ClientOptions, createClient, type ProblemOf } from '#src/client/index'

/**
 * Never run: `tsc` reads it, here and in projects that have the built client. Each line below an expectation must not compile, and
 * an expectation that nothing breaks is itself an error.
 */
export async function theRoutesAreTyped(client: ReturnType<typeof createClient>): Promise<void> {
  const { data, error } = await client.v1.games.get({ query: { platform: 'ps2', limit: 5, sort: '-score' } })
  data?.items[0]?.title satisfies string | undefined
  data?.next satisfies string | null | undefined
  data?.items[0]?.released?.precision satisfies 'day' | 'month' | 'quarter' | 'year' | undefined
  error?.message satisfies string | undefined

  // @ts-expect-error a route nobody serves
  await client.v1.gmaes.get()
  // @ts-expect-error a method the route does not answer
  await client.v1.games.post({})
  // @ts-expect-error a misspelt parameter
  await client.v1.games.get({ query: { platfrom: 'ps2' } })
  // @ts-expect-error a parameter of another type
  await client.v1.games.get({ query: { limit: 'five' } })
  // @ts-expect-error an order there is not
  await client.v1.games.get({ query: { sort: 'score' } })
  // @ts-expect-error a parameter of a route that has none
  await client.v1.genres.get({ query: { platform: 'ps2' } })
  // @ts-expect-error words of another type
  await client.v1.search.get({ query: { q: 1 } })
  // @ts-expect-error a misspelt field
  data?.items[0]?.titel satisfies string | undefined
  // @ts-expect-error a field of another type
  data?.items[0]?.year satisfies string | undefined

  const { data: game } = await client.v1.games({ slug: 'tetris' }).get({ query: { include: 'provenance' } })
  game?.releases[0]?.platform satisfies string | undefined
  // @ts-expect-error a misspelt field of a game
  game?.relaeses satisfies unknown
  // @ts-expect-error something that is not there to include
  await client.v1.games({ slug: 'tetris' }).get({ query: { include: 'everything' } })
  const { data: stats } = await client.v1.stats.get({ query: { by: 'year,platform', genre: 'role-playing' } })
  stats?.items[0]?.best?.slug satisfies string | undefined
  stats?.items[0]?.year satisfies number | null | undefined
  // @ts-expect-error statistics by nothing
  await client.v1.stats.get({ query: { genre: 'role-playing' } })
  const { data: resolved } = await client.v1.ids.resolve.post({ ids: [{ source: 'steam', id: '620' }] })
  resolved?.items[0]?.game?.slug satisfies string | undefined
  resolved?.items[0]?.error?.code satisfies 'malformed_id' | 'unknown_source' | 'ambiguous_id' | undefined
  // @ts-expect-error an id is a text
  await client.v1.ids.resolve.post({ ids: [{ source: 'steam', id: 620 }] })
  await client.v1.platforms.get({ query: { used: 'true' } })
  await client.v1.decisions.get({ query: { game: 'tetris', kind: 'merge,split', state: 'active' } })
  // @ts-expect-error a body of another shape
  await client.v1.games({ slug: 'tetris' }).merge.post({ into: 'doom' })
}

export async function theProblemsAreTyped(client: ReturnType<typeof createClient>): Promise<void> {
  const { data, error, response } = await client.v1.games({ slug: 'tetris' }).get()
  if (!error) {
    data.title satisfies string
    response.status satisfies number
    return
  }
  if (error.status === 404) error.value.code satisfies ProblemOf<404>['code']
  if (error.status === 422) error.value.errors?.[0]?.expected satisfies string | undefined
  if (error.status === 401) error.value.code satisfies 'unauthenticated' | 'wrong_credentials' | 'session_over'
  if (error.status === 0)
    error.value.reason satisfies 'network' | 'timeout' | 'aborted' | 'incomplete' | 'foreign' | 'token'
  if (error.status === 304) error.value satisfies undefined
  // @ts-expect-error only an answer has a request id
  if (error.status === 0) error.value.requestId satisfies string
  // @ts-expect-error no answer, no response
  if (error.status === 0) response.status satisfies number
}

export async function otherAnswersAreTyped(client: ReturnType<typeof createClient>): Promise<void> {
  const { error } = await client.health.ready.get()
  if (error?.status === 503) error.value.database satisfies 'up' | 'down'
  // @ts-expect-error the state is no problem
  if (error?.status === 503) error.value.detail satisfies string
}

export async function unknownProblemsDoNotCompile(client: ReturnType<typeof createClient>): Promise<void> {
  const { error } = await client.v1.games({ slug: 'tetris' }).get()
  if (!error) return
  // @ts-expect-error a status that is never answered
  if (error.status === 418) return
  // @ts-expect-error a code there is not
  if (error.value?.code === 'no_such_gmae') return
  // @ts-expect-error a code of another status
  if (error.status === 404 && error.value.code === 'unauthenticated') return
}

export function caughtErrorsAreTyped(error: unknown): void {
  if (!(error instanceof ClientError)) return
  if (error.value.code === 'unreachable') error.value.reason satisfies string
  else error.value.requestId satisfies string
  // @ts-expect-error a code there is not
  if (error.value.code === 'unreachible') return
}

export async function theListsAreTyped({ pages }: ReturnType<typeof createClient>): Promise<void> {
  for await (const game of pages.games({ platform: 'ps2', limit: 50 })) game.title satisfies string
  for await (const found of pages.search({ q: 'zelda' }, { timeoutMs: 1_000 })) found.slug satisfies string
  for await (const company of pages.companies()) company.games satisfies number
  for await (const decision of pages.decisions()) decision.author satisfies string
  for await (const pair of pages.review()) pair.id satisfies number
  for await (const run of pages.runs()) run.source satisfies string
  for await (const refused of pages.quarantine()) refused.reason satisfies string

  // @ts-expect-error a list there is not
  pages.gmaes()
  // @ts-expect-error a list without pages
  pages.platforms()
  // @ts-expect-error the feed of changes has an iteration of its own
  pages.changes()
  // @ts-expect-error a misspelt parameter
  pages.games({ platfrom: 'ps2' })
  // @ts-expect-error the iteration has the cursor
  pages.games({ cursor: 'x' })
  // @ts-expect-error words of another type
  pages.search({ q: 1 })
  // @ts-expect-error a misspelt field
  for await (const game of pages.games()) game.titel satisfies string
}

export async function theFeedIsTyped({ changes }: ReturnType<typeof createClient>, signal: AbortSignal): Promise<void> {
  const feed = changes({ after: 'now', follow: true, waitMs: 1_000, signal, onOutage: ({ message }) => message })
  for await (const change of feed) change satisfies ChangeItem
  feed.position satisfies string | undefined
  // @ts-expect-error the position is read, not set
  feed.position = '1'
  // @ts-expect-error a position is a text
  changes({ after: 1 })
  // @ts-expect-error a misspelt option
  changes({ folow: true })
}

export async function theOptionsAreTyped(url: string, signal: AbortSignal): Promise<void> {
  const client = createClient(url, { token: async () => 'token', timeoutMs: 1_000, tries: 1, fetch })
  createClient(url) satisfies typeof client
  createClient(url, { apiKey: 'vl_x' })
  createClient(url, { refresh: { token: 'x', save: async (next) => void next.length } })
  // @ts-expect-error a refresh token is in an object
  createClient(url, { refresh: 'x' })
  ;({ token: 'token' }) satisfies ClientOptions
  await client.v1.games.get({ fetch: { signal, timeoutMs: 500 }, headers: { 'if-none-match': '"1"' } })
  // @ts-expect-error a token has a name
  createClient(url, 'token')
  // @ts-expect-error a misspelt option
  createClient(url, { tokne: 'token' })
  // @ts-expect-error a time limit is a number
  await client.v1.games.get({ fetch: { timeoutMs: '1s' } })
}
