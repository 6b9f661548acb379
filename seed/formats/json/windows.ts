import { emptyContent } from '#catalogue/list/page'
import { inPieces } from '#catalogue/list/pieces'
import { Failure } from '#lib/errors'
import type { Stream } from '#lib/iterate'
import type { Checkpoint, Content, Page } from '#seed/contract/record'
import type { Input } from '#seed/input/input'

const PAGE_BYTES = 256 * 1024

/** A piece of a file: `byte` is its offset in the file; `last`: the file ends with it. */
export type ByteWindow = { bytes: Buffer; byte: number; last: boolean }

/** Number of bytes consumed from a window, and the checkpoint after them; `undefined` if reading cannot resume there. */
export type Consumed = { used: number; checkpoint: Checkpoint | undefined }

/**
 * Yields pages of a file. For each window, `take` adds all complete records to the page.
 *
 * Bytes that `take` does not consume are put before the next window; of the last window it must consume all.
 */
export async function* readWindows(
  input: Input,
  from: number,
  pageBytes: number | undefined,
  take: (window: ByteWindow, page: Content) => Consumed,
): Stream<Page> {
  let byte = from
  let held: Uint8Array = new Uint8Array()
  let page = emptyContent()
  for await (const piece of inPieces(input.slice(from), pageBytes ?? PAGE_BYTES)) {
    const bytes = Buffer.concat([held, piece.bytes])
    const { used, checkpoint } = take({ bytes, byte, last: piece.last }, page)
    held = bytes.subarray(used)
    byte += used
    if (!checkpoint || (used === 0 && page.unparsable.length === 0)) continue
    yield { ...page, checkpoint, done: byte, ...(input.size !== undefined && { total: input.size }) }
    page = emptyContent()
  }
}

/**
 * Checks that a JSON file is not UTF-16, by its byte order mark.
 *
 * @see RFC 8259, section 8.1: JSON that is exchanged is UTF-8
 * @throws {Failure} `source_unreadable` if it is
 */
export async function requireUtf8(input: Input): Promise<void> {
  const [first = 0, second = 0] = await input.head(2)
  if (first < 0xfe || second < 0xfe) return
  throw new Failure('source_unreadable', `"${input.name}" is in UTF-16, and JSON must be UTF-8: save it as UTF-8.`)
}
