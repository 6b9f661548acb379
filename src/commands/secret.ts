import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { secureDataDirectory } from '#db/postgres/data-directory'
import type { Config } from '#lib/config'
import { Failure, messageOf } from '#lib/errors'

/**
 * Returns the secret that signs tokens: the configured one or, in embedded mode, one that is made once and stored in
 * DATA_DIR, so that tokens stay valid after a restart.
 *
 * @throws {Failure} `configuration` if a real store is configured without JWT_SECRET, or DATA_DIR cannot be written to
 */
export function signingSecret(config: Config): string {
  if (config.jwtSecret) return config.jwtSecret
  if (config.databaseUrl)
    throw new Failure(
      'configuration',
      'JWT_SECRET is missing: set it to at least 32 random bytes, or run `bun run setup`.',
    )
  return storedSecret(config.dataDir)
}

function storedSecret(directory: string): string {
  const path = join(directory, 'jwt-secret')
  secureDataDirectory(directory)
  try {
    writeFileSync(path, Buffer.from(crypto.getRandomValues(new Uint8Array(48))).toString('base64url'), {
      flag: 'wx',
      mode: 0o600,
    })
    chmodSync(path, 0o600)
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw unwritable(error) // safe: only the optional `code` is read
  }
  return readFileSync(path, 'utf8')
}

const unwritable = (error: unknown) =>
  new Failure(
    'configuration',
    `DATA_DIR cannot be written to (${messageOf(error)}): set it to a directory that you own.`,
    { cause: error },
  )
