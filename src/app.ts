import { Elysia } from 'elysia'
import type { Stores } from '#db/stores'
import manifest from '../package.json'
import type { Dependencies, ServiceConfig } from './http/dependencies'
import { errors } from './http/errors'
import { BODY_BYTES, gate } from './http/gate'
import { type LogFault, logFault } from './http/log'
import { openapi } from './http/openapi'
import { createCursors } from './http/page'
import { lastResort } from './http/problem'
import { createVerifier } from './http/token'
import { createVocabulary } from './http/words'
import { boards } from './modules/boards'
import { changes } from './modules/changes'
import { companies } from './modules/companies'
import { decisions } from './modules/decisions'
import { games } from './modules/games'
import { genres } from './modules/genres'
import { health } from './modules/health'
import { home } from './modules/home'
import { platforms } from './modules/platforms'
import { quarantine } from './modules/quarantine'
import { regions } from './modules/regions'
import { review } from './modules/review'
import { runs } from './modules/runs'
import { search } from './modules/search'
import { sources } from './modules/sources'

export type { ServiceConfig } from './http/dependencies'

export type AppOptions = { stores: Stores; config: ServiceConfig; log?: LogFault }

/** The whole service, not yet listening: errors first, then the gate, then the routes. Closes nothing it was given. */
export function createApp({ stores, config, log = logFault }: AppOptions) {
  const dependencies: Dependencies = {
    stores,
    config,
    cursors: createCursors(config.jwtSecret),
    vocabulary: createVocabulary(stores.db),
  }
  const base = new Elysia({
    // Without it a short Host header would shift the path that is routed.
    handler: { standardHostname: false },
    // One router decides the path, and the gate judges that very path.
    systemRouter: false,
    // Unknown parameters are refused and undeclared members of an answer are a fault, instead of being dropped silently.
    normalize: false,
    serve: {
      development: false,
      error: lastResort,
      reusePort: false,
      idleTimeout: 30,
      maxRequestBodySize: BODY_BYTES,
    },
  })
  const app = base
    .use(errors({ log, routes: () => base.routes }))
    .use(gate({ ...config, verify: createVerifier(config), inFlight: () => base.server?.pendingRequests ?? 0 }))
    .use(home())
    .use(openapi({ app: () => base, version: manifest.version, publicUrl: config.publicUrl }))
    .use(health(dependencies))
    .use(games(dependencies))
    .use(changes(dependencies))
    .use(decisions(dependencies))
    .use(review(dependencies))
    .use(runs(dependencies))
    .use(quarantine(dependencies))
    .use(search(dependencies))
    .use(platforms(dependencies))
    .use(genres(dependencies))
    .use(regions(dependencies))
    .use(boards(dependencies))
    .use(companies(dependencies))
    .use(sources(dependencies))
  return app
}

/** The type of the service: all that the typed client needs of it. */
export type App = ReturnType<typeof createApp>
