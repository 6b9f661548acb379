import type { Stream } from '#lib/iterate'
import type { Web } from './fetch'

/**
 * Bytes to read, wherever they come from.
 *
 * A gzip file shows its content: `slice` counts unpacked bytes and `size` is absent. Standard input can be sliced once only.
 * A member of a zip archive is a file of its own.
 */
export type Input = {
  /** Base name of the file, never its folder; `archive.zip/member` in an archive. */
  name: string
  /** Bytes in all, when known beforehand. */
  size?: number
  /** Only the same content has it; standard input never has the same one twice. */
  fingerprint: string
  /** The first bytes, at most as many as asked for, without using them up. */
  head: (bytes: number) => Promise<Uint8Array>
  /** Everything from a byte on. */
  slice: (from: number) => Stream<Uint8Array>
  /** The bytes between two places, where any of them can be reached at once. */
  range?: (from: number, to: number) => Promise<ArrayBuffer>
}

/**
 * `extensions` (`['.csv']`) choose the files of a folder, packed (`.csv.gz`) or not. `binary`: a format that is no text,
 * whose bytes are given as they lie. `web`: how URLs are fetched. `stdin` is injected by tests.
 */
export type InputOptions = {
  extensions: readonly string[]
  binary?: boolean
  web?: Partial<Web>
  stdin?: () => Stream<Uint8Array>
}
