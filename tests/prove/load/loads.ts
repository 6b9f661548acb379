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

/** Result of a load, durations in milliseconds. `statuses` counts answers, and errors by their code; `without`: 503 without Retry-After. */
export type LoadReport = {
  requests: number
  statuses: Record<string, number>
  without: number
  p50: number
  p99: number
  slowest: number
}

/** Tokens by scope. */
export type Tokens = Record<string, string>

type LoadRequest = { path: string } & Pick<RequestInit, 'method' | 'headers' | 'body'>
type NextRequest = () => LoadRequest
type Load = (random: () => number, tokens: Tokens) => NextRequest

const live: Load = () => () => ({ path: '/health/live' })
const reads: Load = (random, tokens) => () => ({
  path: readAt(Math.floor(random() * 100)),
  headers: { authorization: `Bearer ${tokens.read}` },
})

/** Every kind of load: a function that returns the next request. */
export const LOADS = { live, reads } satisfies Record<string, Load>
export type LoadName = keyof typeof LOADS
