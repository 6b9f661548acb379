import { signCliToken } from '#src/http/token'
import { type Contestant, pairwise, race, SECRET, startContestant, withToken } from './contestant'
import type { Ratio } from './measure'

/**
 * Compares a page of 20 games with a line in the log for each request, which goes to `/dev/null`, and without. The service without is
 * measured before and after the other in each round; how its two measurements differ is the noise.
 */
export async function benchRequestLine(databaseUrl: string): Promise<Ratio[]> {
  using silent = await startLogging(databaseUrl, 'warn')
  using logged = await startLogging(databaseUrl, 'info')
  const token = await signCliToken(SECRET, { scope: 'read', for: '1h' })
  const again = withToken(silent, token)
  await race([silent, logged, again], '/v1/games', token)
  const mean = (one: readonly number[], other: readonly number[]) =>
    one.map((value, at) => (value + (other[at] ?? Number.NaN)) / 2)
  return [
    {
      what: 'a page with a line in the log against none, requests/s',
      value: pairwise(logged.rates, mean(silent.rates, again.rates)),
      target: 'at least .97',
      detail: `noise: ${pairwise(silent.rates, again.rates).toFixed(2)}`,
    },
    {
      what: 'the same by processor time a request',
      value: pairwise(mean(silent.costs, again.costs), logged.costs),
      target: 'at least .97',
      detail: `noise: ${pairwise(again.costs, silent.costs).toFixed(2)}`,
    },
  ]
}

const startLogging = (databaseUrl: string, level: string): Promise<Contestant> =>
  startContestant(
    level,
    ['src/index.ts', 'start'],
    { DATABASE_URL: databaseUrl, ELASTICSEARCH_URL: '', JWT_SECRET: SECRET, LOG_LEVEL: level },
    'ignore',
  )
