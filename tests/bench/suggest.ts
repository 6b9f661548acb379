import { signCliToken } from '#src/http/token'
import { type Contestant, SECRET } from './contestant'
import { median, percentile, type Ratio, timed } from './measure'
import { withSearchService } from './search-service'

const TYPISTS = 32
const WARM_MS = 5_000
const MEASURED_MS = 20_000
const TITLES =
  'the legend of zelda|super mario bros|final fantasy vii|grand theft auto|halo 3|pokemon red|call of duty|metal gear solid|tetris|resident evil|need for speed|mario kart wii|the sims|asassins creed|crash bandicoot|gran turismo'.split(
    '|',
  )

/** Measures suggestions for 32 people who type titles letter by letter, each as fast as suggestions come. */
export const benchSuggest = (databaseUrl: string, elasticsearch: string): Promise<Ratio[]> =>
  withSearchService(databaseUrl, elasticsearch, async ({ ours }) => {
    await typed(ours, WARM_MS)
    const { times, byPostgres } = await typed(ours, MEASURED_MS)
    const [p50, p95] = [median(times), percentile(times, 0.95)]
    return [
      {
        what: 'suggestions for 32 typists, p95 against the median',
        value: p95 / p50,
        target: 'at most 3',
        detail: `${p95.toFixed(1)} ms and ${p50.toFixed(1)} ms, ${times.length} letters, ${byPostgres} answered by Postgres`,
      },
    ]
  })

/** Lets all type for a while. Returns how long each suggestion took, in milliseconds, and how many came from Postgres. */
async function typed({ origin }: Contestant, ms: number) {
  const headers = { authorization: `Bearer ${await signCliToken(SECRET, { scope: 'read', for: '1h' })}` }
  const until = performance.now() + ms
  const times: number[] = []
  let byPostgres = 0
  const suggest = async (text: string) => {
    const answer = await fetch(`${origin}/v1/suggest?q=${encodeURIComponent(text)}`, { headers })
    const { items, degraded } = (await answer.json()) as { items?: object[]; degraded?: boolean } // safe: only counted
    if (!items) throw new Error(`the service answered ${answer.status}`)
    if (degraded) byPostgres++
  }
  const typist = async (first: number) => {
    for (let at = first; performance.now() < until; at++) {
      const title = TITLES[at % TITLES.length] ?? ''
      for (let length = 1; length <= title.length; length++)
        times.push(await timed(() => suggest(title.slice(0, length).trim())))
    }
  }
  await Promise.all(Array.from({ length: TYPISTS }, (_, first) => typist(first)))
  return { times, byPostgres }
}
