import http from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { AnyElysia } from 'elysia'
import type { Config } from '#lib/config'
import { within } from '#lib/deadline'
import { Failure } from '#lib/errors'
import { emptyAcceptQueue } from './accept-queue'
import { type Connections, createConnections } from './connections'
import { LIMITS } from './limits'

const GRACE_MS = 1000
const DRAIN_MS = 20_000
const CLOSE_MS = 1000

/** Times of a stop in milliseconds: how long the service still accepts, and how long the whole stop may take. */
export type StopTimes = { graceMs?: number; drainMs?: number }

/**
 * A listening service. `stop` still accepts requests for a grace, then no more; it waits for those that are being answered and
 * closes the rest. Every response from the call on ends its connection. (Defaults: a grace of 1 s, 20 s for all)
 */
export type Listening = { url: string; stop: (times?: StopTimes) => Promise<void> }

type Server = NonNullable<AnyElysia['server']>

/**
 * Listens at the configured address. Port 0 means any free port; `url` names the one in use.
 *
 * @throws {Failure} `port_in_use`
 */
export function listen(app: AnyElysia, { host, port }: Pick<Config, 'host' | 'port'>): Listening {
  const connections = createConnections()
  // Bun has a setter for it, which its types do not have.
  Object.assign(http, { maxHeaderSize: LIMITS.headBytes })
  app.wrap(connections.wrap)
  try {
    app.listen({ hostname: host, port })
  } catch (error) {
    const message = `Port ${port} of ${host} cannot be used: another program has it, it needs more rights, or the address is not this machine's. Set PORT or HOST to another one.`
    throw new Failure('port_in_use', message, { cause: error })
  }
  const { server } = app
  if (!server) throw new Failure('port_in_use', `Nothing listens on port ${port}: set PORT to another one.`)
  return { url: server.url.origin, stop: (times = {}) => drain(server, connections, times) }
}

async function drain(server: Server, connections: Connections, times: StopTimes): Promise<void> {
  const { graceMs = GRACE_MS, drainMs = DRAIN_MS } = times
  const latest = performance.now() + drainMs
  connections.end()
  await sleep(Math.min(graceMs, drainMs))
  await emptyAcceptQueue(server.port ?? 0)
  const drained = server.stop(false)
  if ((await within(latest - performance.now(), drained)) === 'late') await within(CLOSE_MS, server.stop(true))
}
