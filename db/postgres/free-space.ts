import { statfsSync } from 'node:fs'
import { Failure } from '#lib/errors'

/**
 * Free bytes that an embedded store leaves on its disk. Its log grows by 16 MiB at once, and a store that cannot write its log is
 * lost until the process ends.
 */
export const SPARE_BYTES = 128 * 1024 * 1024

/** Returns the bytes that this user may still write below a directory. */
export function freeBytes(directory: string): number {
  const { bavail, bsize } = statfsSync(directory)
  return bavail * bsize
}

/** Returns the failure of a disk that is too full to write to. */
export const fullDisk = (cause?: unknown): Failure =>
  new Failure(
    'store_unreachable',
    'The disk of the embedded store is full: free at least 128 MiB where DATA_DIR is, then run the same command again.',
    { cause },
  )
