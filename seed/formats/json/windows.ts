import { Failure } from '#lib/errors'
import type { Stream } from '#lib/iterate'
import type { Checkpoint, Content, Page } from '#seed/contract/record'
import { inPieces } from '#seed/input/bytes'
import type { Input } from '#seed/input/input'
import { emptyContent } from '../page'

const PAGE_BYTES = 256 * 1024

/** A window of a file: `byte` is where it begins there, `last` says that no bytes follow. */
export type ByteWindow = { bytes: Buffer; byte: number; last: boolean }

/** What was taken of a window: so many bytes, and where to go on after them, unless that is no place to resume at. */
export type Consumed = { used: number; checkpoint: Checkpoint | undefined }

/**
 * Pages of a file, made by a function that takes as many whole records of each window as it can.
 *
 * What it leaves begins the next window. The last window must be used up.
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

/** @throws {Failure} `source_unreadable` when a file of JSON is not written in UTF-8, the only encoding JSON travels in. */
export async function requireUtf8(input: Input): Promise<void> {
  const [first = 0, second = 0] = await input.head(2)
  if (first < 0xfe || second < 0xfe) return
  throw new Failure('source_unreadable', `"${input.name}" is written in UTF-16: save it as UTF-8, as JSON is.`)
}
