import { Failure } from '#lib/errors'
import type { Stream } from '#lib/iterate'
import type { Checkpoint, Page } from '#seed/contract/record'
import { inPieces } from '#seed/input/bytes'
import type { Input } from '#seed/input/input'
import type { Gathered } from '../csv/page'

const PAGE_BYTES = 256 * 1024

/** A stretch of a file: `byte` is where it begins there, `last` says that no bytes follow. */
export type Stretch = { bytes: Buffer; byte: number; last: boolean }

/** What was taken of a stretch: so many bytes, and where to go on after them, unless that is no place to resume at. */
export type Taken = { used: number; checkpoint: Checkpoint | undefined }

/**
 * Pages of a file, made by a function that takes as many whole records of each stretch as it can.
 *
 * What it leaves begins the next stretch. The last stretch must be used up.
 */
export async function* readWindows(
  input: Input,
  from: number,
  pageBytes: number | undefined,
  take: (stretch: Stretch, page: Gathered) => Taken,
): Stream<Page> {
  let byte = from
  let held: Uint8Array = new Uint8Array()
  let page: Gathered = { records: [], unparsable: [] }
  for await (const piece of inPieces(input.slice(from), pageBytes ?? PAGE_BYTES)) {
    const bytes = Buffer.concat([held, piece.bytes])
    const { used, checkpoint } = take({ bytes, byte, last: piece.last }, page)
    held = bytes.subarray(used)
    byte += used
    if (!checkpoint || (used === 0 && page.unparsable.length === 0)) continue
    yield { ...page, checkpoint, done: byte, ...(input.size !== undefined && { total: input.size }) }
    page = { records: [], unparsable: [] }
  }
}

/** A number of a checkpoint that this reader made. @throws {Failure} `source_unreadable` when another one did */
export function numberIn(checkpoint: Checkpoint, key: string): number {
  const value = checkpoint[key]
  if (typeof value === 'number') return value
  throw new Failure(
    'source_unreadable',
    'The run cannot be resumed from where it stands: start it again with --restart.',
  )
}

/** @throws {Failure} `source_unreadable` when a file of JSON is not written in UTF-8, the only encoding JSON travels in. */
export async function requireUtf8(input: Input): Promise<void> {
  const [first = 0, second = 0] = await input.head(2)
  if (first < 0xfe || second < 0xfe) return
  throw new Failure('source_unreadable', `"${input.name}" is written in UTF-16: save it as UTF-8, as JSON is.`)
}
