import type { Stream } from '#lib/iterate'

/** A document to index at a version; without `document` the one to delete at that version. */
export type BulkOperation = { id: string; version: number; document?: object }

/** A serialised operation: its lines of NDJSON and their size in bytes, newlines included. Kept for retries. */
export type Encoded = { id: string; lines: readonly string[]; bytes: number; deletes: boolean }

/** Upper limits of one request. */
export type RequestSize = { maxBytes: number; maxOperations: number }

/** Serialises an operation, with an external version: sending it twice or late changes nothing. */
export function encode({ id, version, document }: BulkOperation): Encoded {
  const meta = { _id: id, version, version_type: 'external' }
  const lines = document
    ? [JSON.stringify({ index: meta }), JSON.stringify(document)]
    : [JSON.stringify({ delete: meta })]
  return { id, lines, bytes: lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0), deletes: !document }
}

const NEWLINE = 0x0a

/** Returns the body of one request: every line of every operation, each ended by a newline. */
export function bodyOf(operations: readonly Encoded[]): Buffer {
  const body = Buffer.allocUnsafe(operations.reduce((sum, { bytes }) => sum + bytes, 0))
  let at = 0
  for (const { lines } of operations)
    for (const line of lines) {
      at += body.write(line, at)
      body[at++] = NEWLINE
    }
  return body
}

/** Groups operations into requests within `size`. An operation that alone exceeds `maxBytes` is a request of its own. */
export async function* inRequests(
  operations: Stream<BulkOperation> | Iterable<BulkOperation>,
  { maxBytes, maxOperations }: RequestSize,
): Stream<Encoded[]> {
  let request: Encoded[] = []
  let bytes = 0
  for await (const operation of operations) {
    const encoded = encode(operation)
    if (request.length > 0 && (bytes + encoded.bytes > maxBytes || request.length >= maxOperations)) {
      yield request
      request = []
      bytes = 0
    }
    request.push(encoded)
    bytes += encoded.bytes
  }
  if (request.length > 0) yield request
}
