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
  /** Tokens of scope read, each of a caller of its own. */
  readers: readonly string[]
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
type Load = (random: () => number, given: Pick<LoadSpec, 'tokens' | 'readers'>) => NextRequest

const live: Load = () => () => ({ path: '/health/live' })
const reads: Load =
  (random, { readers }) =>
  () => ({
    path: readAt(Math.floor(random() * 100)),
    headers: { authorization: `Bearer ${pick(random, readers)}` },
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

/** Returns a load of these bodies on every route that takes one, by every scope and by nobody. */
const storm =
  (bodies: readonly HostileBody[]): Load =>
  (random, { tokens }) => {
    const scopes = [...Object.keys(tokens), NOBODY]
    return () => {
      const [method, path] = pick(random, ROUTES)
      const [body, scope] = [pick(random, bodies), pick(random, scopes)]
      const authorization = scope === NOBODY ? {} : { authorization: `Bearer ${tokens[scope]}` }
      return {
        method,
        path,
        headers: { 'content-type': 'application/json', ...authorization },
        body: body.isChunked ? new Response(body.bytes).body : body.bytes,
        promised: { what: `${method} ${path} by ${scope}, ${body.name}`, statuses: [statusFor(scope, body)] },
      }
    }
  }

/** Returns the status in the order of refusal. A token of the tests has the scope that it names, no other. */
function statusFor(scope: string, { status }: HostileBody): number {
  if (scope === NOBODY) return 401
  return scope === 'curate' ? status : 403
}

/** Returns a body of the same length that is well formed, and refused for its length or its missing members alone. */
function wellFormedLike({ bytes, status, ...rest }: HostileBody): HostileBody {
  const [before, after] = ['{"reason":"', '"}']
  const text = before + 'a'.repeat(Math.max(0, bytes.length - before.length - after.length)) + after
  return { ...rest, bytes: new TextEncoder().encode(text), status: status === 413 ? 413 : 422 }
}

const hostile: Load = (random, given) => storm([...hostileBodies()])(random, given)
const wellFormed: Load = (random, given) => storm([...hostileBodies()].map(wellFormedLike))(random, given)

/** Every kind of load: a function that returns the next request. */
export const LOADS = { live, reads, hostile, wellFormed } satisfies Record<string, Load>
export type LoadName = keyof typeof LOADS
