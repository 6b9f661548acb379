import { Failure } from '#lib/errors'
import type { Stream } from '#lib/iterate'
import { skipBytes } from './bytes'
import { sha256 } from './fingerprint'
import type { Input } from './input'
import { PROBE_BYTES, refuseBinary } from './text'
import { packingOf, unpack } from './unpack'

const NAME = 'standard input'
const PACKING_BYTES = 4
const HELD_BYTES = 1024 * 1024

/**
 * Opens standard input, unpacked while it is read. Its first MiB is kept in memory, so that `head` does not use it up.
 *
 * It can be sliced only once. Its fingerprint is random, so that no run resumes it.
 *
 * @throws {Failure} `source_unreadable` if it is empty or not text
 */
export async function openStdin(bytes: Stream<Uint8Array>): Promise<Input> {
  const source = bytes[Symbol.asyncIterator]()
  const start = await hold(source, PACKING_BYTES)
  const packing = packingOf(start)
  const whole = replay(start, source)
  const content = (packing ? unpack(whole, packing, NAME) : whole)[Symbol.asyncIterator]()
  const held = await hold(content, HELD_BYTES)
  refuseBinary(held.subarray(0, PROBE_BYTES), 'Standard input')
  return {
    name: NAME,
    fingerprint: sha256(crypto.randomUUID()),
    isReadOnce: true,
    head: async (count) => held.subarray(0, count),
    slice: (from) => skipBytes(replay(held, content), from),
  }
}

async function hold(source: AsyncIterator<Uint8Array>, count: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for (let length = 0; length < count; ) {
    const { value, done } = await next(source)
    if (done) break
    pieces.push(value)
    length += value.length
  }
  return Buffer.concat(pieces)
}

async function* replay(held: Uint8Array, source: AsyncIterator<Uint8Array>): Stream<Uint8Array> {
  yield held
  for (;;) {
    const { value, done } = await next(source)
    if (done) return
    yield value
  }
}

async function next(source: AsyncIterator<Uint8Array>): Promise<IteratorResult<Uint8Array>> {
  try {
    return await source.next()
  } catch (cause) {
    if (cause instanceof Failure) throw cause
    throw new Failure(
      'source_unreadable',
      'Standard input ended with an error: run the command that writes to it again.',
      { cause },
    )
  }
}
