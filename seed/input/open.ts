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
 * Opens the files of a path, a folder, a glob, a URL or `-` (standard input): at least one, sorted by path.
 *
 * @throws {Failure} `source_unreadable` if there is no such file, or one may not be read, is empty or is not text;
 * `source_unavailable` if a URL cannot be fetched now
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
 * Opens the single file of a path, a folder, a glob, a URL or `-`.
 *
 * @throws {Failure} as `openInputs` does, and `source_unreadable` if there are several files
 */
export async function openInput(from: string, options: InputOptions): Promise<Input> {
  const [input, ...others] = await openInputs(from, options)
  if (input && others.length === 0) return input
  throw new Failure(
    'source_unreadable',
    `Only one file can be read here, and there are ${others.length + 1}: name one of them.`,
  )
}

/** Returns one fingerprint of several inputs, from their names, sizes and fingerprints in order; of a single input, its own. */
export function inputsFingerprint(inputs: readonly Input[]): string {
  const [only, ...others] = inputs
  if (only && others.length === 0) return only.fingerprint
  return sha256(
    inputs.map(({ name, size, fingerprint }) => JSON.stringify([name, size ?? null, fingerprint])).join('\n'),
  )
}
