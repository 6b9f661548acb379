import type { Config } from '#lib/config'
import { Failure } from '#lib/errors'
import type { Credentials, Source } from '#seed/contract/source'

/** Returns the configured settings that external APIs need: keys, and the URL of this installation as the contact address. */
export const credentialsOf = (config: Config): Credentials => ({
  RAWG_API_KEY: config.rawgApiKey,
  IGDB_CLIENT_ID: config.igdbClientId,
  IGDB_CLIENT_SECRET: config.igdbClientSecret,
  STEAM_API_KEY: config.steamApiKey,
  PUBLIC_URL: config.publicUrl,
})

/** Returns the environment variables that a source needs and that are not set. */
export const missingCredentials = ({ needs }: Pick<Source, 'needs'>, credentials: Credentials): string[] =>
  needs.filter((name) => !credentials[name])

/** Checks that the settings a source needs are configured. @throws {Failure} `configuration`, naming the missing variables */
export function requireCredentials(source: Pick<Source, 'name' | 'needs'>, credentials: Credentials): void {
  const missing = missingCredentials(source, credentials)
  if (missing.length === 0) return
  throw new Failure(
    'configuration',
    `Missing for ${source.name}: ${missing.join(', ')}. Set what is missing in the environment or in .env; .env.example explains each variable.`,
  )
}
