import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Failure } from '#lib/errors'
import { nearest } from '#lib/suggest'
import { systemCodeOf, unreadable } from './unreadable'

/** The files meant by a path, a folder or a glob, sorted. A file whose own name looks like a glob is that file. */
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
    `The folder "${name}" holds no ${extensions.join(', ')} file: name the file itself, or another folder.`,
  )
}

/** Whether a file of this name is meant by the extensions, packed or not; hidden ones never are. */
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
