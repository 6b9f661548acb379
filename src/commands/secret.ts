import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { secureDataDirectory } from '#db/postgres/data-directory'
import { fullDisk } from '#db/postgres/free-space'
import type { Config } from '#lib/config'
import { Failure, messageOf } from '#lib/errors'

const SHORTEST_SECRET = 32

/**
 * Returns the secret that signs tokens: the configured one or, in embedded mode, one that is made once and stored in
 * DATA_DIR, so that tokens stay valid after a restart.
 *
 * @throws {Failure} `configuration` if a real store is configured without JWT_SECRET, DATA_DIR cannot be written to, or its secret is cut off;
 * `store_unreachable` if its disk is full
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
  const secret = readOrWrite(path)
  if (secret.length >= SHORTEST_SECRET) return secret
  throw new Failure(
    'configuration',
    'The file jwt-secret in DATA_DIR is empty or cut off: remove it. A new one is made at the next start, and tokens signed before end.',
  )
}

function readOrWrite(path: string): string {
  try {
    if (!existsSync(path)) writeSecret(path)
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw unwritable(error)
  }
}

/** Writes a new secret in one step, so that nobody reads a part of it; keeps one that another process has written meanwhile. */
function writeSecret(path: string): void {
  const making = `${path}.${process.pid}`
  const secret = Buffer.from(crypto.getRandomValues(new Uint8Array(48))).toString('base64url')
  try {
    writeFileSync(making, secret, { mode: 0o600 })
    linkSync(making, path)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  } finally {
    rmSync(making, { force: true })
  }
}

const codeOf = (error: unknown) => (error as { code?: string }).code // safe: only the optional `code` is read

const unwritable = (error: unknown) =>
  codeOf(error) === 'ENOSPC'
    ? fullDisk(error)
    : new Failure(
        'configuration',
        `DATA_DIR cannot be written to (${messageOf(error)}): set it to a directory that you own.`,
        { cause: error },
      )
