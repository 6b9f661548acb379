import type { AnyElysia } from 'elysia'
import type { Config } from '#lib/config'
import { Failure } from '#lib/errors'

const DRAIN_MS = 20_000

/**
 * A listening service. `stop` accepts no more requests, waits at most 20 s for those being answered, and closes the
 * rest.
 */
export type Listening = { url: string; stop: () => Promise<void> }

/**
 * Listens at the configured address. Port 0 means any free port; `url` names the one in use.
 *
 * @throws {Failure} `port_in_use`
 */
export function listen(app: AnyElysia, { host, port }: Pick<Config, 'host' | 'port'>): Listening {
  try {
    app.listen({ hostname: host, port })
  } catch (error) {
    const message = `Port ${port} of ${host} cannot be used: another program has it, it needs more rights, or the address is not this machine's. Set PORT or HOST to another one.`
    throw new Failure('port_in_use', message, { cause: error })
  }
  const { server } = app
  if (!server) throw new Failure('port_in_use', `Nothing listens on port ${port}: set PORT to another one.`)
  return { url: server.url.origin, stop: () => drain(server) }
}

async function drain(server: NonNullable<AnyElysia['server']>): Promise<void> {
  const late = setTimeout(() => void server.stop(true), DRAIN_MS)
  await server.stop(false)
  clearTimeout(late)
}
