import { signCliToken } from '#src/http/token'
import { type Contestant, pairwise, race, SECRET, startContestant } from './contestant'
import type { Ratio } from './measure'

/** Compares a page of 20 games with a line in the log for each request, which goes to `/dev/null`, and without. */
export async function benchRequestLine(databaseUrl: string): Promise<Ratio[]> {
  using logged = await startLogging(databaseUrl, 'info')
  using silent = await startLogging(databaseUrl, 'warn')
  await race([logged, silent], '/v1/games', await signCliToken(SECRET, { scope: 'read', for: '1h' }))
  return [
    {
      what: 'a page with a line in the log against none, requests/s',
      value: pairwise(logged.rates, silent.rates),
      target: 'at least .97',
      detail: '',
    },
    {
      what: 'the same by processor time a request',
      value: pairwise(silent.costs, logged.costs),
      target: 'at least .97',
      detail: '',
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
