import { Failure } from '#lib/errors'
import { openAsIs, openContent } from './content'
import { WEB } from './fetch'
import { storedIn } from './file'
import { sha256 } from './fingerprint'
import type { Input, InputOptions } from './input'
import { resolvePaths } from './path'
import { openStdin } from './stdin'
import { isUrl, storedAt } from './url'

/**
 * The files meant by a path, a folder, a glob, a URL or `-` (standard input), sorted by path, at least one.
 *
 * @throws {Failure} `source_unreadable` when nothing is there, or one of the files is missing, forbidden, empty or no text;
 * `source_unavailable` when a URL cannot be fetched now.
 */
export async function openInputs(from: string, options: InputOptions): Promise<Input[]> {
  if (from === '-') return [await openStdin(options.stdin?.() ?? Bun.stdin.stream())]
  const open = options.binary ? openAsIs : openContent
  if (isUrl(from)) return [await open(await storedAt(from, { ...WEB, ...options.web }))]
  const inputs: Input[] = []
  for (const path of await resolvePaths(from, options.extensions))
    for (const stored of await storedIn(path, options.extensions)) inputs.push(await open(stored))
  return inputs
}

/**
 * The one file meant by a path, a glob or `-`.
 *
 * @throws {Failure} `source_unreadable` as `openInputs` does, and for a folder or glob that holds several files.
 */
export async function openInput(from: string, options: InputOptions): Promise<Input> {
  const [input, ...others] = await openInputs(from, options)
  if (input && others.length === 0) return input
  throw new Failure(
    'source_unreadable',
    `Only one file is read here and ${others.length + 1} are meant: name one of them.`,
  )
}

/** One fingerprint for several inputs: their names, sizes and own fingerprints, in order. That of a single one is its own. */
export function inputsFingerprint(inputs: readonly Input[]): string {
  const [only, ...others] = inputs
  if (only && others.length === 0) return only.fingerprint
  return sha256(
    inputs.map(({ name, size, fingerprint }) => JSON.stringify([name, size ?? null, fingerprint])).join('\n'),
  )
}
