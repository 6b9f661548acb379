import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Stores } from '#db/stores'
import { type App, createApp, type ServiceConfig } from '#src/app'
import { type Client, createClient } from '#src/client/index'
import type { Log } from '#src/http/log'
import { signCliToken } from '#src/http/token'
import { createMemoryLog } from './memory-log'

/** Signing secret of every service under test. */
export const TEST_SECRET = 'a secret of the tests, longer than 32 bytes'

/** Configuration of every service under test. */
export const testConfig: ServiceConfig = {
  host: '127.0.0.1',
  publicUrl: undefined,
  metricsToken: 'a token of the tests for metrics'.replaceAll(' ', '-'),
  trustedProxies: [],
  allowedHosts: [],
  corsOrigins: [],
  jwtSecret: TEST_SECRET,
  jwtSecretPrevious: undefined,
  guest: 'off',
  registration: 'closed',
  dataDir: mkdtempSync(join(tmpdir(), 'vestim-data-')),
}

/** Returns the service over these stores, not listening. (Default of `log`: one in memory.) */
export const createTestApp = (
  stores: Stores,
  config: Partial<ServiceConfig> = {},
  log: Log = createMemoryLog().log,
): App => createApp({ stores, config: { ...testConfig, ...config }, log })

/** Returns a token of these scopes, valid for an hour. (Default: read) */
export const testToken = (scope = 'read') => signCliToken(TEST_SECRET, { scope, for: '1h' })

/** Caller of a test: a token as it is, or a scope for which a valid token is made. */
export type Asker = { token: string } | { scope: string }

/** Returns a typed client of a new service over these stores. (Default caller: a reader) */
export async function createTestClient(stores: Stores, asker: Asker = { scope: 'read' }): Promise<Client> {
  const token = 'token' in asker ? asker.token : await testToken(asker.scope)
  const app = createTestApp(stores)
  return createClient('http://localhost', {
    token,
    tries: 1,
    fetch: async (url, init) => app.handle(new Request(url, init)),
  })
}

/** Sends a request to a service, as a reader unless `init` has headers. */
export async function ask(app: App, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = init.headers ?? { authorization: `Bearer ${await testToken()}` }
  return app.handle(new Request(`http://localhost${path}`, { ...init, headers }))
}
