import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { Failure } from '#lib/errors'
import type { Stream } from '#lib/iterate'
import { streamFile, takeBytes } from './bytes'
import { fingerprintFile } from './fingerprint'
import type { Stored } from './stored'
import { unreadable } from './unreadable'
import { isZip, listMembers } from './zip'

/**
 * Returns the stored bytes of a file: the file itself, or the members of a zip archive that have one of the extensions.
 *
 * @throws {Failure} `source_unreadable` if it may not be read, is no regular file, or is an archive that `listMembers` refuses
 */
export async function storedIn(path: string, extensions: readonly string[]): Promise<Stored[]> {
  const name = basename(path)
  try {
    const size = await sizeOf(path, name)
    const fingerprint = await fingerprintFile(path)
    const slice = (from: number) => read(path, name, from)
    if (isZip(await takeBytes(slice(0), 4))) return await listMembers({ path, size, fingerprint }, extensions)
    const range = (from: number, to: number) => Bun.file(path).slice(from, to).arrayBuffer()
    return [{ name, size, fingerprint, slice, range }]
  } catch (error) {
    throw unreadable(name, error)
  }
}

async function sizeOf(path: string, name: string): Promise<number> {
  const found = await stat(path)
  if (found.isFile()) return found.size
  throw new Failure('source_unreadable', `"${name}" is not a regular file: pipe its content in and read "-" instead.`)
}

async function* read(path: string, name: string, from: number): Stream<Uint8Array> {
  try {
    yield* streamFile(path, from)
  } catch (error) {
    throw unreadable(name, error)
  }
}
