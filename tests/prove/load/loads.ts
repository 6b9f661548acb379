import { type HostileBody, hostileBodies } from '#tests/support/hostile-json'
import { readAt } from './requests'

/** A load that a process of its own makes: its kind, its clients and their pauses, its length in seconds. */
export type LoadSpec = {
  origin: string
  load: LoadName
  clients: number
  seconds: number
  pauseMs: number
  seed: number
  tokens: Tokens
}

/** Result of a load, durations in milliseconds. */
export type LoadReport = {
  requests: number
  /** Counts of answers by status, and of missing answers by their error. */
  statuses: Record<string, number>
  /** Number of answers 503 without Retry-After. */
  without: number
  /** Counts of answers that are not the promised ones, by request and status. */
  wrong: Record<string, number>
  p50: number
  p99: number
  slowest: number
}

/** Tokens by scope. */
export type Tokens = Record<string, string>

/** A request, and the statuses that it may be answered with besides 503; without them any. */
type LoadRequest = { path: string; promised?: { what: string; statuses: readonly number[] } } & Pick<
  RequestInit,
  'method' | 'headers' | 'body'
>
type NextRequest = () => LoadRequest
type Load = (random: () => number, tokens: Tokens) => NextRequest

const live: Load = () => () => ({ path: '/health/live' })
const reads: Load = (random, tokens) => () => ({
  path: readAt(Math.floor(random() * 100)),
  headers: { authorization: `Bearer ${tokens.read}` },
})

const ROUTES = [
  ['POST', '/v1/games/halo/merge'],
  ['POST', '/v1/games/halo/split'],
  ['PUT', '/v1/games/halo/overrides/title'],
  ['PUT', '/v1/games/halo/overrides/related'],
  ['PUT', '/v1/games/halo/overrides/releases.wii'],
  ['POST', '/v1/review/1'],
] as const

const pick = <T>(random: () => number, items: readonly T[]): T => {
  const item = items[Math.floor(random() * items.length)]
  if (item === undefined) throw new Error('there is nothing to pick from')
  return item
}

const NOBODY = 'nobody'

/** Bodies of the storm: each hostile one, on every route, by every scope and by nobody. */
const hostile: Load = (random, tokens) => {
  const bodies = [...hostileBodies()]
  const scopes = [...Object.keys(tokens), NOBODY]
  return () => {
    const [method, path] = pick(random, ROUTES)
    const [body, scope] = [pick(random, bodies), pick(random, scopes)]
    const statuses = [statusFor(scope, body)]
    return {
      method,
      path,
      headers: {
        'content-type': 'application/json',
        ...(scope !== NOBODY && { authorization: `Bearer ${tokens[scope]}` }),
      },
      body: body.isChunked ? new Response(body.bytes).body : body.bytes,
      promised: { what: `${method} ${path} by ${scope}, ${body.name}`, statuses },
    }
  }
}

function statusFor(scope: string, { status }: HostileBody): number {
  if (scope === NOBODY) return 401
  return scope === 'curate' || scope === 'admin' ? status : 403
}

/** Bodies as a curator's program sends them: they name a game or a record that is not there, or change a title. */
const wellFormed: Load = (random, tokens) => {
  const record = { source: 'vgsales', dataset: 'none', key: 'none' }
  const bodies: [string, string, unknown][] = [
    ['POST', '/v1/games/halo/merge', { with: 'no-such-game', reason: 'the same' }],
    ['POST', '/v1/games/halo/split', { records: [record], reason: 'another' }],
    ['PUT', '/v1/games/no-such-game/overrides/title', { value: 'A title', reason: 'better' }],
    ['POST', '/v1/review/999999', { verdict: 'same' }],
  ]
  return () => {
    const [method, path, body] = pick(random, bodies)
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${tokens.curate}` }
    return {
      method,
      path,
      headers,
      body: JSON.stringify(body),
      promised: { what: `${method} ${path}`, statuses: [404] },
    }
  }
}

/** Every kind of load: a function that returns the next request. */
export const LOADS = { live, reads, hostile, wellFormed } satisfies Record<string, Load>
export type LoadName = keyof typeof LOADS
