import { open } from 'node:fs/promises'
import type { Stream } from '#lib/iterate'

const READ_BYTES = 256 * 1024

/** Yields a file from a byte offset on, in pieces of at most 256 KiB. No two pieces share memory. */
export async function* streamFile(path: string, from: number): Stream<Uint8Array> {
  await using file = await open(path)
  for (let at = from; ; ) {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(READ_BYTES), 0, READ_BYTES, at)
    if (bytesRead === 0) return
    yield buffer.subarray(0, bytesRead)
    at += bytesRead
  }
}

/** Yields the same bytes without the first `count`. */
export async function* skipBytes(bytes: Stream<Uint8Array>, count: number): Stream<Uint8Array> {
  let left = count
  for await (const piece of bytes) {
    if (left < piece.length) yield left > 0 ? piece.subarray(left) : piece
    left = Math.max(0, left - piece.length)
  }
}

/** Returns the first bytes of a stream, at most `count`, and stops reading it. */
export async function takeBytes(bytes: Stream<Uint8Array>, count: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of bytes) {
    pieces.push(piece)
    length += piece.length
    if (length >= count) break
  }
  return Buffer.concat(pieces).subarray(0, count)
}
