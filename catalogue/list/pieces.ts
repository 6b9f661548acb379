import type { Stream } from '#lib/iterate'

/**
 * Yields the same bytes in pieces of at least `size` bytes; the last one is marked and may be shorter. Only the piece of an
 * empty stream is empty.
 */
export async function* inPieces(bytes: Stream<Uint8Array>, size: number): Stream<{ bytes: Uint8Array; last: boolean }> {
  let ready: Uint8Array | undefined
  let gathered: Uint8Array[] = []
  let length = 0
  for await (const piece of bytes) {
    gathered.push(piece)
    length += piece.length
    if (length < size) continue
    if (ready) yield { bytes: ready, last: false }
    ready = join(gathered)
    gathered = []
    length = 0
  }
  if (ready && length > 0) yield { bytes: ready, last: false }
  yield { bytes: length > 0 || !ready ? join(gathered) : ready, last: true }
}

const join = (pieces: Uint8Array[]): Uint8Array =>
  pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces)
