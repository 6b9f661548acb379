import { type ServiceProcess, startService, untilAnswered } from '#tests/support/service-process'
import { type Answered, sendJson } from '../load/client'
import { type Part, part, seconds } from './scenario'
import type { World } from './world'

/** Longest time in which the service stops: 20 s for requests that are being answered, and a margin. */
export const DRAIN_MS = 22_000
const RECOVERY_MS = 5000

/** Starts a service on the catalogue of the scenarios. */
export const serveCatalogue = async (world: World, more: Record<string, string> = {}): Promise<ServiceProcess> =>
  startService({ DATABASE_URL: await world.catalogue(), ...more })

/** Returns the part that the service is ready again soon after the fault. */
export async function recovers(service: ServiceProcess): Promise<Part> {
  const tookMs = await untilAnswered(service, '/health/ready', 30_000)
  return part(tookMs <= RECOVERY_MS, `ready again after ${seconds(tookMs)}`)
}

/** Changes the title of a game by a decision. */
export const override = async (service: { origin: string }, slug: string, title: string): Promise<Answered> =>
  sendJson(service, 'PUT', `/v1/games/${slug}/overrides/title`, { value: title })

/** Returns the part that a signal ends the service by itself in time. */
export async function endsOn(service: ServiceProcess, signal: NodeJS.Signals, withinMs = DRAIN_MS): Promise<Part> {
  const started = performance.now()
  service.signal(signal)
  const exit = await Promise.race([service.exited, Bun.sleep(withinMs + 4000)])
  const tookMs = performance.now() - started
  return part(
    exit === 0 && tookMs <= withinMs,
    `${signal}: exit code ${exit ?? 'none, still running'} after ${seconds(tookMs)}`,
  )
}
