import { Elysia } from 'elysia'
import { createFilterWords } from '#db/filter/words'
import type { Stores } from '#db/stores'
import { RELEASE } from '#lib/release'
import { createAccounts } from '#src/account/accounts'
import { createAllowance } from '#src/http/allowance'
import { createBodyReader } from '#src/http/body-bytes'
import { createOriginReader, type ReadOrigin } from '#src/http/client-origin'
import { delivery } from '#src/http/delivery'
import { createLastResort, errors } from '#src/http/errors'
import { gate } from '#src/http/gate'
import { headRequests } from '#src/http/head'
import { jsonBodies } from '#src/http/json-body'
import { LIMITS } from '#src/http/limits'
import { createLog, type Log } from '#src/http/log'
import { networkOf } from '#src/http/network'
import { openapi } from '#src/http/openapi'
import { createCursors } from '#src/http/page'
import { createLifecycle, type Lifecycle } from '#src/http/phase'
import { refuseRepeated } from '#src/http/repeated'
import { logRequest, watchRequests } from '#src/http/request-watch'
import { createRouteTable } from '#src/http/routes'
import { createVerifier } from '#src/http/token'
import { createMetrics, type Metrics } from '#src/metrics/metrics'
import { admin } from '#src/modules/admin/index'
import { auth } from '#src/modules/auth/index'
import { changes } from '#src/modules/changes/index'
import { collections } from '#src/modules/collections/index'
import { companies } from '#src/modules/companies/index'
import { decisions } from '#src/modules/decisions/index'
import { explorer } from '#src/modules/explorer/index'
import { createLostPage } from '#src/modules/explorer/lost-page'
import { createExplorerPage } from '#src/modules/explorer/page'
import { exporting } from '#src/modules/export/index'
import { games } from '#src/modules/games/index'
import { health } from '#src/modules/health/index'
import { history } from '#src/modules/history/index'
import { home } from '#src/modules/home/index'
import { ids } from '#src/modules/ids/index'
import { match } from '#src/modules/match/index'
import { me } from '#src/modules/me/index'
import { ownData } from '#src/modules/me/own-data'
import { metricsRoute, type RequestLoad } from '#src/modules/metrics/index'
import { previews } from '#src/modules/previews/index'
import { privacy } from '#src/modules/privacy/index'
import { quality } from '#src/modules/quality/index'
import { quarantine } from '#src/modules/quarantine/index'
import { reconciliation } from '#src/modules/reconcile/index'
import { review } from '#src/modules/review/index'
import { runs } from '#src/modules/runs/index'
import { search } from '#src/modules/search/index'
import { sources } from '#src/modules/sources/index'
import { stats } from '#src/modules/stats/index'
import { suggest } from '#src/modules/suggest/index'
import { vocabulary } from '#src/modules/vocabulary/index'
import { wordDecisions } from '#src/modules/words/index'
import { createSlugCache } from '#src/wire/slug-cache'
import type { Dependencies, ServiceConfig } from './dependencies'

export type { ServiceConfig } from './dependencies'

export type AppOptions = {
  stores: Stores
  config: ServiceConfig
  log?: Log
  lifecycle?: Lifecycle
  metrics?: Metrics
}

/**
 * Returns the whole service, not yet listening: error handling first, then the gate, then the routes. It does not close
 * `stores`. (Default of `log`: level info, to standard error; of `lifecycle`: serving; of `metrics`: new ones.)
 */
export function createApp({
  stores,
  config,
  log = createLog('info'),
  lifecycle = createLifecycle(),
  metrics = createMetrics(),
}: AppOptions) {
  const base = createBase(log, config.publicUrl)
  const originOf = createOriginReader({
    trustedProxies: config.trustedProxies,
    peerOf: (request) => base.server?.requestIP(request)?.address,
  })
  const dependencies = createDependencies({ stores, config, log, lifecycle, metrics }, originOf)
  const findPlace = createRouteTable(() => base.routes)
  const reader = createBodyReader()
  const allowance = createAllowance()
  const inFlight = () => (base.server?.pendingRequests ?? 0) - reader.receiving() - allowance.held()
  base.wrap(allowance.wrap)
  base.wrap(headRequests())
  base.wrap(watchRequests({ findPlace, onAnswered: [logRequest(log), metrics.onAnswered] }))
  return base
    .use(errors(log))
    .use(delivery())
    .use(gate({ ...config, ...dependencies, originOf, findPlace, ...verifiers(dependencies), inFlight, allowance }))
    .use(jsonBodies({ findPlace, reader, allowance }))
    .use(refuseRepeated(findPlace))
    .use(front(dependencies))
    .use(openapi({ app: () => base, version: RELEASE.version, publicUrl: config.publicUrl, guest: config.guest }))
    .use(operation(dependencies, { inFlight, waiting: allowance.waiting }))
    .use(games(dependencies))
    .use(ids(dependencies))
    .use(match(dependencies))
    .use(reconciliation(dependencies))
    .use(stats(dependencies))
    .use(quality(dependencies))
    .use(exporting(dependencies, log))
    .use(changes(dependencies))
    .use(curation(dependencies))
    .use(runs(dependencies))
    .use(quarantine(dependencies))
    .use(search(dependencies))
    .use(suggest(dependencies))
    .use(vocabulary(dependencies))
    .use(companies(dependencies))
    .use(sources(dependencies))
    .use(people(dependencies, log))
}

/** Returns the routes by which people decide. */
const curation = (dependencies: Dependencies) =>
  new Elysia({ name: 'vestim.curation' })
    .use(decisions(dependencies))
    .use(previews(dependencies))
    .use(wordDecisions(dependencies))
    .use(history(dependencies))
    .use(review(dependencies))

/** Returns the routes for those who run the service. */
const operation = (dependencies: Dependencies, load: RequestLoad) =>
  new Elysia({ name: 'vestim.operation' }).use(health(dependencies)).use(metricsRoute(dependencies, load))

/** Returns the routes that a browser opens. */
const front = ({ page }: Dependencies) => new Elysia({ name: 'vestim.front' }).use(home()).use(explorer(page))

/** Returns the routes of accounts and of personal data. */
const people = (dependencies: Dependencies, log: Log) =>
  new Elysia({ name: 'vestim.people' })
    .use(privacy())
    .use(auth(dependencies))
    .use(me(dependencies))
    .use(ownData(dependencies, log))
    .use(collections(dependencies))
    .use(admin(dependencies))

/** Creates what the modules share. */
function createDependencies(
  { stores, config, log, lifecycle, metrics }: Required<AppOptions>,
  originOf: ReadOrigin,
): Dependencies {
  const page = createExplorerPage({ guest: config.guest, store: stores.mode })
  return {
    stores,
    config,
    log,
    cursors: createCursors(config),
    slugCache: createSlugCache(stores.db),
    filterWords: createFilterWords(stores.db),
    lifecycle,
    metrics,
    accounts: createAccounts({ db: stores.db, log, secrets: config }),
    page,
    lostPage: createLostPage(page),
    networkFor: (request) => networkOf(originOf(request).address),
  }
}

/** Returns the verifiers of both kinds of credentials. */
const verifiers = ({ config, accounts }: Dependencies) => ({
  verify: createVerifier(config, accounts.live.isAlive),
  verifyKey: accounts.keys.verify,
})

/** Returns the app without routes, with the settings of Elysia and of the server. */
const createBase = (log: Log, publicUrl: string | undefined) =>
  new Elysia({
    // `true` makes Elysia look for the path from the 11th character of the URL on: a short Host header would shift it.
    handler: { standardHostname: false },
    // Bun's own router could read a path differently from Elysia's router, whose path the gate checks.
    systemRouter: false,
    // Refuse unknown parameters and treat undeclared members of a response as a fault; the default drops both silently.
    normalize: false,
    serve: {
      development: false,
      error: createLastResort(log, publicUrl),
      reusePort: false,
      idleTimeout: 30,
      maxRequestBodySize: LIMITS.declaredBytes,
    },
  })

/** Type of the service, from which the typed client is derived. */
export type App = ReturnType<typeof createApp>
