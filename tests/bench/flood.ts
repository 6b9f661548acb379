import { signCliToken } from '#src/http/token'
import { type Contestant, SECRET } from './contestant'
import { type FloodReport, flood } from './flood-clients'
import { median, percentile, type Ratio, timed } from './measure'
import { startService } from './page'

const FLOODING = 200
const ROUNDS = 4
const ROUND_MS = 3_000
const PATH = '/v1/games'

/**
 * Measures the latency of one caller beside 200 clients that ask as fast as they can: with one token, and with a token each, for which
 * no limit of one caller counts.
 */
export async function benchFlood(databaseUrl: string): Promise<Ratio[]> {
  using ours = await startService(databaseUrl)
  const tokens = await Promise.all(Array.from({ length: FLOODING }, newToken))
  const times: Record<'alone' | 'one' | 'many', number[]> = { alone: [], one: [], many: [] }
  const own = await newToken()
  await asked(ours, own)
  const statuses: FloodReport['statuses'][] = []
  for (let round = 0; round < ROUNDS; round++) {
    times.alone.push(...(await asked(ours, own)))
    for (const [way, callers] of [
      ['one', tokens.slice(0, 1)],
      ['many', tokens],
    ] as const) {
      const flooding = flood({
        origin: ours.origin,
        clients: FLOODING,
        ms: ROUND_MS + 500,
        pauseMs: 0,
        asked: { path: PATH, tokens: callers },
      })
      await Bun.sleep(400)
      times[way].push(...(await asked(ours, own)))
      const report = await flooding
      if (way === 'one') statuses.push(report.statuses)
    }
  }
  const tell = (way: keyof typeof times) =>
    `${median(times[way]).toFixed(1)} ms (p95 ${percentile(times[way], 0.95).toFixed(1)})`
  const count = (status: number) => statuses.reduce((sum, each) => sum + (each[status] ?? 0), 0)
  return [
    {
      what: 'a request beside 200 clients of one caller against 200 callers, latency',
      value: median(times.one) / median(times.many),
      target: 'at most .4',
      detail: `${tell('one')} and ${tell('many')}, alone ${tell('alone')}; the caller: ${count(200)} answered, ${count(429)} refused`,
    },
  ]
}

const newToken = () => signCliToken(SECRET, { scope: 'read', for: '1h' })

/** Asks one request after the other for a while and returns their times in ms. */
async function asked({ origin }: Contestant, token: string): Promise<number[]> {
  const until = performance.now() + ROUND_MS - 500
  const times: number[] = []
  while (performance.now() < until) {
    times.push(
      await timed(async () => {
        const answer = await fetch(origin + PATH, { headers: { authorization: `Bearer ${token}` } })
        if (!answer.ok) throw new Error(`the service answered ${answer.status}`)
        await answer.arrayBuffer()
      }),
    )
    await Bun.sleep(5)
  }
  return times
}
