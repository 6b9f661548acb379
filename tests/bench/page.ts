import { signCliToken } from '#src/http/token'
import type { SentStatement } from '#tests/support/logged-database'
import {
  againstBare,
  againstCommandLine,
  type Contestant,
  pairwise,
  race,
  SECRET,
  startContestant,
  withToken,
} from './contestant'
import { statementOfPage } from './list-statement'
import type { Ratio } from './measure'
import { signedIn } from './signed-in'

/** Compares a page of 20 games with bare `Bun.serve` + postgres.js, once with the same SQL, once with joined SQL. */
export async function benchPage(databaseUrl: string): Promise<Ratio[]> {
  using ours = await startService(databaseUrl)
  using same = await startBare(databaseUrl, 'given', await statementOfPage(databaseUrl, { sort: 'title' }))
  using joined = await startBare(databaseUrl, 'joined')
  const [token, commandLine] = [await signedIn(databaseUrl, ours), withToken(ours, await commandLineToken())]
  await race([ours, same, joined, commandLine], '/v1/games', token)
  return [
    ...againstBare('page of 20 games', ours, same, ['.88', '.85']),
    againstCommandLine(ours, commandLine),
    {
      what: 'the same page against bare, joined SQL, requests/s',
      value: pairwise(ours.rates, joined.rates),
      target: 'at least 1.6',
      detail: '',
    },
  ]
}

/** Compares the best-selling game, which is on many platforms, with bare `Bun.serve` + postgres.js and the same SQL. */
export async function benchGame(databaseUrl: string): Promise<Ratio[]> {
  using ours = await startService(databaseUrl)
  using bare = await startBare(databaseUrl, 'game')
  const [token, commandLine] = [await signedIn(databaseUrl, ours), withToken(ours, await commandLineToken())]
  await race([ours, bare, commandLine], `/v1/games/${await bestSold(ours, token)}`, token)
  return [...againstBare('one game', ours, bare, ['.92', '.85']), againstCommandLine(ours, commandLine)]
}

const commandLineToken = () => signCliToken(SECRET, { scope: 'read', for: '1h' })

async function bestSold({ origin }: Contestant, token: string): Promise<string> {
  const answer = await fetch(`${origin}/v1/games?sort=-sales&limit=1`, {
    headers: { authorization: `Bearer ${token}` },
  })
  const { items } = (await answer.json()) as { items: { slug: string }[] } // safe: a page of games
  const [game] = items
  if (!game) throw new Error('the catalogue is empty')
  return game.slug
}

/** Starts the service on a database, without Elasticsearch. */
export const startService = (databaseUrl: string): Promise<Contestant> =>
  startContestant('ours', ['src/index.ts', 'start'], {
    DATABASE_URL: databaseUrl,
    ELASTICSEARCH_URL: '',
    JWT_SECRET: SECRET,
  })

/** Starts a bare server; `given` is the statement of its page. */
export const startBare = (databaseUrl: string, kind: string, given?: SentStatement): Promise<Contestant> =>
  startContestant(kind, ['tests/bench/bare-server.ts', kind], {
    DATABASE_URL: databaseUrl,
    ...(given && { GIVEN: JSON.stringify(given) }),
  })
