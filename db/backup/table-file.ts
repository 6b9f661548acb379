import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createZstdCompress, createZstdDecompress } from 'node:zlib'
import type { Stream } from '#lib/iterate'

const PIECE_BYTES = 1_000_000
const LINE_BREAK = 10

/** Size in bytes and SHA-256 of a file. */
export type FileFacts = { bytes: number; sha256: string }

/** Returns the path of the rows of a table in a backup. */
export const tablePath = (folder: string, table: string): string => join(folder, tableFileName(table))

/** Returns the name of the file with the rows of a table: COPY text, compressed with Zstandard. */
export const tableFileName = (table: string): string => `${table}.copy.zst`

/** Writes a new file that only its owner may read, and flushes it to the disk. */
export async function writeCompressed(path: string, pieces: Stream<Uint8Array>): Promise<FileFacts> {
  const hash = createHash('sha256')
  let bytes = 0
  await using file = await open(path, 'wx', 0o600)
  await pipeline(Readable.from(pieces), createZstdCompress(), async (compressed: AsyncIterable<Uint8Array>) => {
    for await (const piece of compressed) {
      hash.update(piece)
      bytes += piece.length
      await file.writeFile(piece)
    }
  })
  await file.sync()
  return { bytes, sha256: hash.digest('hex') }
}

/** Reads a whole file. */
export async function readFileFacts(path: string): Promise<FileFacts> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const piece of bytesOf(path)) {
    hash.update(piece)
    bytes += piece.length
  }
  return { bytes, sha256: hash.digest('hex') }
}

/** Yields the lines of a compressed file, in pieces of about a million bytes that end with a line. */
export async function* readLines(path: string): Stream<Uint8Array> {
  const unpacked = createZstdDecompress()
  const copied = pipeline(createReadStream(path), unpacked)
  copied.catch(() => {}) // It is thrown below, unless the reader has stopped before.
  let rest: Buffer[] = []
  let size = 0
  for await (const piece of unpacked as AsyncIterable<Buffer>) {
    // safe: without an encoding a stream yields buffers
    rest.push(piece)
    size += piece.length
    if (size < PIECE_BYTES) continue
    const whole = Buffer.concat(rest)
    const end = whole.lastIndexOf(LINE_BREAK) + 1
    if (end > 0) yield whole.subarray(0, end)
    rest = [whole.subarray(end)]
    size = whole.length - end
  }
  await copied
  if (size > 0) yield Buffer.concat(rest)
}

const bytesOf = (path: string) => createReadStream(path) as AsyncIterable<Buffer> // safe: as above
