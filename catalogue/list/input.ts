import type { Stream } from '#lib/iterate'

/** The bytes of one list to read, and its name in messages. */
export type ListInput = {
  /** Base name of the file, without its folder; of a zip member `archive.zip/member`. */
  name: string
  /** Length in bytes, where it is known before reading. */
  size?: number
  /** True if `slice` yields the bytes only once. (Default: false) */
  isReadOnce?: true
  /** Returns the first bytes, at most this many; a later `slice` yields them again. */
  head: (bytes: number) => Promise<Uint8Array>
  /** Yields everything from a byte offset on. */
  slice: (from: number) => Stream<Uint8Array>
}

/** Returns bytes that are in memory as a list to read, which messages call "list". */
export const inputOfBytes = (bytes: Uint8Array): ListInput => ({
  name: 'list',
  size: bytes.length,
  head: async (count) => bytes.subarray(0, count),
  slice: async function* (from) {
    yield bytes.subarray(from)
  },
})
