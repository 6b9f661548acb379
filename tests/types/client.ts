import type { Client } from '#src/client/index'

/**
 * Never run: `tsc` reads it. Each line below an expectation must not compile, and an expectation that nothing breaks is
 * itself an error.
 */
export async function theClientIsTyped(client: Client): Promise<void> {
  const { data, error } = await client.v1.games.get({ query: { platform: 'ps2', limit: 5, sort: '-score' } })
  data?.items[0]?.title satisfies string | undefined
  data?.next satisfies string | null | undefined
  data?.items[0]?.released?.precision satisfies 'day' | 'month' | 'quarter' | 'year' | undefined
  if (error?.status === 422) error.value.code satisfies string
  if (error?.status === 401) error.value.requestId satisfies string

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
  // @ts-expect-error a search without words
  await client.v1.search.get({ query: {} })
  // @ts-expect-error a misspelt field
  data?.items[0]?.titel satisfies string | undefined
  // @ts-expect-error a field of another type
  data?.items[0]?.year satisfies string | undefined
  // @ts-expect-error a status that is never answered
  if (error?.status === 418) error.value satisfies string

  const { data: game } = await client.v1.games({ slug: 'tetris' }).get({ query: { include: 'provenance' } })
  game?.releases[0]?.platform satisfies string | undefined
  // @ts-expect-error a misspelt field of a game
  game?.relaeses satisfies unknown
  // @ts-expect-error something that is not there to include
  await client.v1.games({ slug: 'tetris' }).get({ query: { include: 'everything' } })
}
