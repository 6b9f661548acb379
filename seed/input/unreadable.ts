import { Failure } from '#lib/errors'

const ADVICE: Record<string, string> = {
  EACCES: 'may not be read by you: allow it (chmod +r), or run as the user it belongs to.',
  EPERM: 'may not be read by you: allow it (chmod +r), or run as the user it belongs to.',
  EISDIR: 'is a folder: name a file in it.',
  ENOENT: 'is not there any more: check the path and run again.',
  ENOTDIR: 'is not there: a part of its path is a file, not a folder.',
  EMFILE: 'cannot be opened, too many files are open: raise the limit (ulimit -n).',
}

/** The failure that says why a file of this name cannot be read, out of what the system said; any other error stays itself. */
export function unreadable(name: string, error: unknown): unknown {
  const code = systemCodeOf(error)
  if (error instanceof Failure || code === undefined) return error
  const advice = ADVICE[code] ?? `cannot be read (${code}): check the disk and the path.`
  return new Failure('source_unreadable', `"${name}" ${advice}`, { cause: error })
}

/** `ENOENT` and the like, when the system gave one. */
export const systemCodeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
