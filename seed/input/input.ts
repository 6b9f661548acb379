import type { ListInput } from '#catalogue/list/input'
import type { Stream } from '#lib/iterate'
import type { Web } from './fetch'

/**
 * The content of one file, URL, zip member or standard input, as bytes to read.
 *
 * Of a packed file it is the unpacked content: `slice` counts unpacked bytes and `size` is absent. Standard input can be
 * sliced only once.
 */
export type Input = ListInput & {
  /** Equal only for equal content; standard input gets a new one each time. */
  fingerprint: string
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
