import { treaty } from '@elysiajs/eden'
import type { Stores } from '#db/stores'
import { type App, createApp, type ServiceConfig } from '#src/app'
import type { Client } from '#src/client'
import type { Log } from '#src/http/log'
import { signCliToken } from '#src/http/token'
import { createMemoryLog } from './memory-log'

export const TEST_SECRET = 'a secret of the tests, longer than 32 bytes'

export const testConfig: ServiceConfig = {
  host: '127.0.0.1',
  publicUrl: undefined,
  trustedProxies: [],
  corsOrigins: [],
  jwtSecret: TEST_SECRET,
  jwtSecretPrevious: undefined,
}

/** Returns the service over these stores, not listening. (Default of `log`: one that nobody reads.) */
export const createTestApp = (
  stores: Stores,
  config: Partial<ServiceConfig> = {},
  log: Log = createMemoryLog().log,
): App => createApp({ stores, config: { ...testConfig, ...config }, log })

export const testToken = (scope = 'read') => signCliToken(TEST_SECRET, { scope, for: '1h' })

/** Who asks: a token as it is, or a good one of a scope. */
export type Asker = { token: string } | { scope: string }

/** The typed client of a service of its own over these stores, asking as a reader unless told otherwise. */
export async function createTestClient(stores: Stores, asker: Asker = { scope: 'read' }): Promise<Client> {
  const token = 'token' in asker ? asker.token : await testToken(asker.scope)
  const app = createTestApp(stores)
  // Handed the app itself, Eden would ask at a host of its own invention, which the gate refuses.
  const fetcher = async (url: string, init?: RequestInit) => app.handle(new Request(url, init))
  return treaty<App>('http://localhost', {
    fetcher: fetcher as unknown as typeof fetch, // safe: Eden only ever calls it with an address
    headers: { authorization: `Bearer ${token}` },
    parseDate: false,
  })
}

/** Asks a service for a path as a reader; headers given replace the token. */
export async function ask(app: App, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = init.headers ?? { authorization: `Bearer ${await testToken()}` }
  return app.handle(new Request(`http://localhost${path}`, { ...init, headers }))
}
