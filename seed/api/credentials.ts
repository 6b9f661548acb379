import type { Config } from '#lib/config'
import { Failure } from '#lib/errors'
import type { Credentials, Source } from '#seed/contract/source'

/** The keys of foreign APIs that were configured. */
export const credentialsOf = (config: Config): Credentials => ({
  RAWG_API_KEY: config.rawgApiKey,
  IGDB_CLIENT_ID: config.igdbClientId,
  IGDB_CLIENT_SECRET: config.igdbClientSecret,
  STEAM_API_KEY: config.steamApiKey,
  PUBLIC_URL: config.publicUrl,
})

/** The variables a source needs that are not set. */
export const missingCredentials = ({ needs }: Pick<Source, 'needs'>, credentials: Credentials): string[] =>
  needs.filter((name) => !credentials[name])

/** Passes a source whose keys are all there. @throws {Failure} `configuration`, naming the variables that are missing */
export function requireCredentials(source: Pick<Source, 'name' | 'needs'>, credentials: Credentials): void {
  const missing = missingCredentials(source, credentials)
  if (missing.length === 0) return
  throw new Failure(
    'configuration',
    `${source.name} needs ${missing.join(' and ')}: .env.example says what belongs there.`,
  )
}
