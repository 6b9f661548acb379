import type { FilterWords } from '#db/filter/words'
import type { Stores } from '#db/stores'
import type { Config } from '#lib/config'
import type { Accounts } from '#src/account/accounts'
import type { LostPage } from '#src/http/gate'
import type { Log } from '#src/http/log'
import type { Cursors } from '#src/http/page'
import type { Lifecycle } from '#src/http/phase'
import type { Metrics } from '#src/metrics/metrics'
import type { ExplorerPage } from '#src/modules/explorer/page'
import type { SlugCache } from '#src/wire/slug-cache'

/** Configuration that the service needs. Unlike in `Config`, the signing secret is always set. */
export type ServiceConfig = Pick<
  Config,
  | 'host'
  | 'publicUrl'
  | 'metricsToken'
  | 'trustedProxies'
  | 'allowedHosts'
  | 'corsOrigins'
  | 'jwtSecretPrevious'
  | 'guest'
  | 'registration'
  | 'dataDir'
> & {
  jwtSecret: string
  /** Key of the Steam Web API, for imports into collections. */
  steamApiKey?: string | undefined
  /** Address of the Steam Web API. (Default: https://api.steampowered.com) */
  steamUrl?: string
}

/** Stores, configuration and shared objects from which a module takes what it needs. */
export type Dependencies = {
  stores: Stores
  config: ServiceConfig
  log: Log
  cursors: Cursors
  slugCache: SlugCache
  filterWords: FilterWords
  lifecycle: Lifecycle
  accounts: Accounts
  metrics: Metrics
  page: ExplorerPage
  lostPage: LostPage
  /** Returns the network of the client of a request, which stands for its address. */
  networkFor: (request: Request) => string
}
