import { treaty } from '@elysiajs/eden'
import type { Stores } from '#db/stores'
import { type App, createApp, type ServiceConfig } from '#src/app'
import type { Client } from '#src/client'
import type { LogFault } from '#src/http/log'
import { signCliToken } from '#src/http/token'

export const TEST_SECRET = 'a secret of the tests, longer than 32 bytes'

export const testConfig: ServiceConfig = {
  host: '127.0.0.1',
  publicUrl: undefined,
  corsOrigins: [],
  jwtSecret: TEST_SECRET,
  jwtSecretPrevious: undefined,
}

/** Creates the service on these stores, without listening. Errors go to `log`. */
export const createTestApp = (stores: Stores, config: Partial<ServiceConfig> = {}, log: LogFault = () => {}): App =>
  createApp({ stores, config: { ...testConfig, ...config }, log })

export const testToken = (scope = 'read') => signCliToken(TEST_SECRET, { scope, for: '1h' })

/** Token of a test client: a given one, or a valid one with a scope. */
export type Asker = { token: string } | { scope: string }

/** Creates the typed client of a new service on these stores. (Default: a token of scope `read`) */
export async function createTestClient(stores: Stores, asker: Asker = { scope: 'read' }): Promise<Client> {
  const token = 'token' in asker ? asker.token : await testToken(asker.scope)
  const app = createTestApp(stores)
  // Given the app itself, Eden sends requests to an invented host, which the gate refuses.
  const fetcher = async (url: string, init?: RequestInit) => app.handle(new Request(url, init))
  return treaty<App>('http://localhost', {
    fetcher: fetcher as unknown as typeof fetch, // safe: Eden always calls it with a URL
    headers: { authorization: `Bearer ${token}` },
    parseDate: false,
  })
}

/** Sends a request for a path with a token of scope `read`. Given headers replace the token. */
export async function ask(app: App, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = init.headers ?? { authorization: `Bearer ${await testToken()}` }
  return app.handle(new Request(`http://localhost${path}`, { ...init, headers }))
}
