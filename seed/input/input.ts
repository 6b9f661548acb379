import type { Stream } from '#lib/iterate'
import type { Web } from './fetch'

/**
 * The content of one file, URL, zip member or standard input, as bytes to read.
 *
 * Of a packed file it is the unpacked content: `slice` counts unpacked bytes and `size` is absent. Standard input can be
 * sliced only once.
 */
export type Input = {
  /** Base name of the file, without its folder; of a zip member `archive.zip/member`. */
  name: string
  /** Length in bytes, where it is known before reading. */
  size?: number
  /** Equal only for equal content; standard input gets a new one each time. */
  fingerprint: string
  /** True if `slice` yields the bytes only once. (Default: false) */
  isReadOnce?: true
  /** Returns the first bytes, at most this many; a later `slice` yields them again. */
  head: (bytes: number) => Promise<Uint8Array>
  /** Yields everything from a byte offset on. */
  slice: (from: number) => Stream<Uint8Array>
  /** Returns the bytes between two offsets; absent where the bytes cannot be read in any order. */
  range?: (from: number, to: number) => Promise<ArrayBuffer>
}

/**
 * Options for opening inputs. `extensions` (`['.csv']`) select the files of a folder or archive, packed (`.csv.gz`) or not.
 * `binary`: the format is not text, so the bytes are neither unpacked nor checked. (Default: false) `web`: settings for URLs.
 * `stdin`: replaces standard input in tests.
 */
export type InputOptions = {
  extensions: readonly string[]
  binary?: boolean
  web?: Partial<Web>
  stdin?: () => Stream<Uint8Array>
}
