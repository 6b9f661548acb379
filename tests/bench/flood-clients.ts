import { percentile } from './measure'

/**
 * A flood: how many clients send logins of addresses that nobody has, or requests of these callers, for how long, and their pause
 * after each answer. A path is asked by a token; without one logins are sent.
 */
export type FloodSpec = {
  origin: string
  clients: number
  ms: number
  pauseMs: number
  asked?: { path: string; tokens: readonly string[] }
}

/** Result of a flood: the number of answers by status, and of the 503 the median and the 99th percentile of their time in ms. */
export type FloodReport = {
  statuses: Record<string, number>
  busyP50: number
  busyP99: number
  withoutRetryAfter: number
}

/** Floods a service from a process of its own. */
export async function flood(spec: FloodSpec): Promise<FloodReport> {
  const child = Bun.spawn([process.execPath, import.meta.path, JSON.stringify(spec)], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, BUN_CONFIG_MAX_HTTP_REQUESTS: '4096' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const report = await new Response(child.stdout).text()
  if ((await child.exited) !== 0) throw new Error('the flood broke off')
  return JSON.parse(report)
}

type Counts = { statuses: Record<string, number>; busyMs: number[]; withoutRetryAfter: number }

async function send(spec: FloodSpec): Promise<FloodReport> {
  const counts: Counts = { statuses: {}, busyMs: [], withoutRetryAfter: 0 }
  const until = performance.now() + spec.ms
  const client = async (_: unknown, at: number) => {
    for (let sent = 0; performance.now() < until; sent++) {
      const began = performance.now()
      const answer = await ask(spec, at, sent)
      await answer.arrayBuffer()
      count(answer, performance.now() - began, counts)
      if (spec.pauseMs > 0) await Bun.sleep(spec.pauseMs)
    }
  }
  await Promise.all(Array.from({ length: spec.clients }, client))
  const { statuses, busyMs, withoutRetryAfter } = counts
  return { statuses, busyP50: percentile(busyMs, 0.5), busyP99: percentile(busyMs, 0.99), withoutRetryAfter }
}

function ask({ origin, asked }: FloodSpec, client: number, sent: number): Promise<Response> {
  if (!asked) return fetch(`${origin}/v1/auth/login`, loginOf(`nobody.${process.pid}.${client}.${sent}@example.org`))
  const token = asked.tokens[client % asked.tokens.length]
  return fetch(origin + asked.path, { headers: { authorization: `Bearer ${token}` } })
}

function count({ status, headers }: Response, ms: number, counts: Counts): void {
  counts.statuses[status] = (counts.statuses[status] ?? 0) + 1
  if (status !== 503) return
  counts.busyMs.push(ms)
  if (!headers.has('retry-after')) counts.withoutRetryAfter++
}

/** Returns the request that signs somebody in with a wrong password. */
export const loginOf = (email: string): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ email, password: 'nobody has this password' }),
})

if (import.meta.main) process.stdout.write(JSON.stringify(await send(JSON.parse(process.argv[2] ?? ''))))
