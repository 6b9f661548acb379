import { Failure } from '#lib/errors'

const ADVICE: Record<string, string> = {
  EACCES: 'may not be read by this user: allow it (chmod +r), or run as the owner of the file.',
  EPERM: 'may not be read by this user: allow it (chmod +r), or run as the owner of the file.',
  EISDIR: 'is a folder: name a file in it.',
  ENOENT: 'no longer exists: check the path and run the command again.',
  ENOTDIR: 'does not exist: a part of its path is a file, not a folder.',
  EMFILE: 'cannot be opened, because too many files are open: raise the limit (ulimit -n).',
}

/** Returns a `source_unreadable` failure that explains a system error for the file `name`; any other error unchanged. */
export function unreadable(name: string, error: unknown): unknown {
  const code = systemCodeOf(error)
  if (error instanceof Failure || code === undefined) return error
  const advice = ADVICE[code] ?? `cannot be read (${code}): check the disk and the path.`
  return new Failure('source_unreadable', `"${name}" ${advice}`, { cause: error })
}

/** Returns the system's code of an error (`ENOENT`); `undefined` if it has none. */
export const systemCodeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
