import { readFile } from 'node:fs/promises'
import { isAbsolute, join, resolve } from 'node:path'
import { Failure } from '#lib/errors'
import { sha256 } from '#seed/input/fingerprint'
import type { DatabaseLogin } from './dialect'

type Located = { name: string; format: string; from: string; passwordFile?: string | undefined }

/** Where the database of an entry is. @throws {Failure} `configuration` when the file with its password cannot be read */
export async function databaseLogin(entry: Located, folder: string): Promise<DatabaseLogin> {
  const { format, from, passwordFile } = entry
  const address = format === 'sqlite' ? resolve(folder, from) : from
  const password = passwordFile === undefined ? undefined : await readSecret(entry.name, passwordFile, folder)
  return { address, password }
}

/** The secret a file holds, without its last line break; its path is found from a folder. @throws {Failure} `configuration` */
export async function readSecret(source: string, file: string, folder: string): Promise<string> {
  try {
    return (await readFile(isAbsolute(file) ? file : join(folder, file), 'utf8')).replace(/\r?\n$/, '')
  } catch (cause) {
    throw new Failure(
      'configuration',
      `The file with the secret of ${source} cannot be read: check that it is there, from the folder of the configuration, and yours to read.`,
      { cause },
    )
  }
}

/** What two runs share exactly when they read the same: the entry and where its database is, whoever reads it. */
export const databaseFingerprint = (entry: { from: string }, { address }: Pick<DatabaseLogin, 'address'>): string =>
  sha256(JSON.stringify({ ...entry, from: withoutCredentials(address) }))

function withoutCredentials(address: string): string {
  if (!URL.canParse(address)) return address
  const url = new URL(address)
  url.username = ''
  url.password = ''
  return url.href
}
