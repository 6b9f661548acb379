import { isAscii } from 'node:buffer'
import type { ListInput } from '../input'
import { certainEncoding, detectEncoding, type Encoding, encodingByRecord } from './encoding'
import { addPieces, MOST_PIECES } from './legacy'
import type { EncodingName } from './names'

/**
 * Returns the encoding of a text file: a byte order mark decides, then the declared encoding, then UTF-8 at the start of the file.
 * Otherwise the whole file is read for its bytes beyond ASCII; of standard input, which cannot be read twice, only its start.
 */
export async function encodingOfFile(
  input: ListInput,
  head: Uint8Array,
  isWhole: boolean,
  declared?: EncodingName,
): Promise<Encoding> {
  const certain = certainEncoding(head, declared)
  if (certain) return certain
  const pieces = new Set<string>()
  addBytes(pieces, head)
  if (isWhole) return detectEncoding(pieces)
  if (input.isReadOnce) return pieces.size === 0 ? encodingByRecord() : detectEncoding(pieces)
  for await (const bytes of input.slice(head.length)) {
    addBytes(pieces, bytes)
    if (pieces.size >= MOST_PIECES) break
  }
  return detectEncoding(pieces)
}

function addBytes(pieces: Set<string>, bytes: Uint8Array): void {
  if (isAscii(bytes)) return
  addPieces(pieces, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1'))
}
