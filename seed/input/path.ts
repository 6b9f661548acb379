import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Failure } from '#lib/errors'
import { nearest } from '#lib/suggest'
import { systemCodeOf, unreadable } from './unreadable'

/**
 * Returns the files of a path, a folder or a glob, sorted. A path that exists is not taken for a glob.
 *
 * @throws {Failure} `source_unreadable` if there are none
 */
export async function resolvePaths(from: string, extensions: readonly string[]): Promise<string[]> {
  const name = basename(from) || from
  try {
    const found = await stat(from)
    return found.isDirectory() ? await filesOfFolder(from, name, extensions) : [from]
  } catch (error) {
    if (systemCodeOf(error) !== 'ENOENT') throw unreadable(name, error)
    return /[*?[{]/.test(from) ? await filesOfGlob(from, name) : await refuseMissing(from, name)
  }
}

async function filesOfFolder(folder: string, name: string, extensions: readonly string[]): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const files = entries.filter((entry) => !entry.isDirectory() && hasExtension(entry.name, extensions))
  if (files.length > 0) return files.map((entry) => join(folder, entry.name)).sort()
  throw new Failure(
    'source_unreadable',
    `The folder "${name}" has no ${extensions.join(', ')} file: name the file itself, or another folder.`,
  )
}

/** True if a file name has one of the extensions, packed (`.gz`, `.zst`, `.zip`) or not, and is not hidden. */
export function hasExtension(name: string, extensions: readonly string[]): boolean {
  const unpacked = name.toLowerCase().replace(/\.(?:gz|zst|zip)$/, '')
  return !name.startsWith('.') && extensions.some((extension) => unpacked.endsWith(extension))
}

async function filesOfGlob(pattern: string, name: string): Promise<string[]> {
  const files = await Array.fromAsync(new Bun.Glob(pattern).scan({ onlyFiles: true }))
  if (files.length > 0) return files.sort()
  throw new Failure('source_unreadable', `No file matches "${name}": check the pattern and the folder you are in.`)
}

async function refuseMissing(path: string, name: string): Promise<never> {
  const meant = nearest(name, await readdir(dirname(path)).catch(() => []))
  const advice = meant ? `did you mean "${meant}"?` : 'check the path and the folder you are in.'
  throw new Failure('source_unreadable', `There is no file "${name}": ${advice}`)
}
