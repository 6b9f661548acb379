import type { Stores } from '#db/stores'
import type { Config } from '#lib/config'
import type { Cursors } from '#src/http/page'
import type { SlugCache } from '#src/wire/slug-cache'

/** What of the configuration the service needs; whoever starts it has made sure of a signing secret. */
export type ServiceConfig = Pick<
  Config,
  'host' | 'publicUrl' | 'trustedProxies' | 'corsOrigins' | 'jwtSecretPrevious'
> & {
  jwtSecret: string
}

/** What every module is built from. */
export type Dependencies = { stores: Stores; config: ServiceConfig; cursors: Cursors; slugCache: SlugCache }
