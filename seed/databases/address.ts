import { readFile } from 'node:fs/promises'
import { isAbsolute, join, resolve } from 'node:path'
import { Failure } from '#lib/errors'
import { sha256 } from '#seed/input/fingerprint'
import type { DatabaseLogin } from './dialect'

type DatabaseAddress = { name: string; format: string; from: string; passwordFile?: string | undefined }

/**
 * Returns the address and password of an entry's database.
 *
 * @throws {Failure} `configuration` if the password file cannot be read
 */
export async function databaseLogin(entry: DatabaseAddress, folder: string): Promise<DatabaseLogin> {
  const { format, from, passwordFile } = entry
  const address = format === 'sqlite' ? resolve(folder, from) : from
  const password = passwordFile === undefined ? undefined : await readSecret(entry.name, passwordFile, folder)
  return { address, password }
}

/**
 * Reads the secret in a file, without its last line break. A relative path starts in `folder`.
 *
 * @throws {Failure} `configuration`
 */
export async function readSecret(source: string, file: string, folder: string): Promise<string> {
  try {
    return (await readFile(isAbsolute(file) ? file : join(folder, file), 'utf8')).replace(/\r?\n$/, '')
  } catch (cause) {
    throw new Failure(
      'configuration',
      `The file with the secret of ${source} cannot be read: check that it exists and that you may read it; a relative path starts in the folder of the configuration file.`,
      { cause },
    )
  }
}

/** Returns the fingerprint of a declared database: a hash of its entry and its address without user and password. */
export const databaseFingerprint = (entry: { from: string }, { address }: Pick<DatabaseLogin, 'address'>): string =>
  sha256(JSON.stringify({ ...entry, from: withoutCredentials(address) }))

function withoutCredentials(address: string): string {
  if (!URL.canParse(address)) return address
  const url = new URL(address)
  url.username = ''
  url.password = ''
  return url.href
}
