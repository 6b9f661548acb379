import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'
import { snappyUncompress } from 'hyparquet'
import { Failure } from '#lib/errors'
import type { Stream } from '#lib/iterate'

/** Compression of a file (gzip, zstd) or of a zip member (raw deflate). */
export type Packing = 'gzip' | 'zstd' | 'deflate-raw'

const LARGEST_RATIO = 100
const LARGEST_BYTES = 2 * 1024 ** 3
/** Any file may unpack to this size, whatever its ratio: a small result does no harm. */
const HARMLESS_BYTES = 16 * 1024 ** 2

/** Returns the compression of a file by its first four bytes; `undefined` if it is not packed. */
export function packingOf(start: Uint8Array): 'gzip' | 'zstd' | undefined {
  if (start[0] === 0x1f && start[1] === 0x8b) return 'gzip'
  return ZSTD.equals(start.subarray(0, 4)) ? 'zstd' : undefined
}

const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd])

/** Returns the number of bytes that `packed` bytes may unpack to: 100 times as many, but at least 16 MiB and at most 2 GiB. */
export const allowedBytes = (packed: number): number =>
  Math.min(LARGEST_BYTES, Math.max(HARMLESS_BYTES, packed * LARGEST_RATIO))

/** Returns the failure for a file that would unpack to more than `allowedBytes`. */
export const tooMuch = (name: string): Failure =>
  new Failure(
    'source_unreadable',
    `"${name}" unpacks to more than 100 times its size, or to more than 2 GiB: unpack it yourself and read the result.`,
  )

/** Returns the failure for packed bytes that are damaged or cut off. */
export const damaged = (name: string, cause?: unknown): Failure =>
  new Failure(
    'source_unreadable',
    `"${name}" is damaged: download it again, or unpack it yourself as far as possible.`,
    { cause },
  )

/**
 * Unpacks bytes lazily, at most one piece ahead of the reader. Code that unpacks in another way checks `allowedBytes` itself.
 *
 * @throws {Failure} `source_unreadable` if they are damaged, or unpack to more than `allowedBytes`
 */
export async function* unpack(packed: Stream<Uint8Array>, packing: Packing, name: string): Stream<Uint8Array> {
  const meter = { taken: 0, given: 0 }
  try {
    for await (const piece of pulled(packed, meter).pipeThrough(new DecompressionStream(packing))) {
      meter.given += piece.length
      if (meter.given > allowedBytes(meter.taken)) throw tooMuch(name)
      yield piece
    }
  } catch (error) {
    throw error instanceof Failure ? error : damaged(name, error)
  }
}

/** Returns the same bytes as a `ReadableStream`, the type that `DecompressionStream` takes, and counts them in `meter.taken`. */
function pulled(bytes: Stream<Uint8Array>, meter: { taken: number }): ReadableStream<Uint8Array<ArrayBuffer>> {
  const source = bytes[Symbol.asyncIterator]()
  return new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const { value, done } = await source.next()
      if (done) return controller.close()
      meter.taken += value.length
      controller.enqueue(value as Uint8Array<ArrayBuffer>) // safe: no reader here uses shared memory
    },
    cancel: async () => void (await source.return?.()),
  })
}

type PageUnpacker = (packed: Uint8Array, length: number) => Uint8Array

const PAGE_UNPACKERS: Record<string, PageUnpacker> = {
  GZIP: (packed, maxOutputLength) => gunzipSync(packed, { maxOutputLength }),
  ZSTD: (packed, maxOutputLength) => zstdDecompressSync(packed, { maxOutputLength }),
  BROTLI: (packed, maxOutputLength) => brotliDecompressSync(packed, { maxOutputLength }),
  SNAPPY: (packed, length) => {
    const page = new Uint8Array(length)
    snappyUncompress(packed, page)
    return page
  },
}

/** True if Parquet pages of this codec can be unpacked. */
export const isPageCodec = (codec: string): boolean => codec === 'UNCOMPRESSED' || Object.hasOwn(PAGE_UNPACKERS, codec)

/**
 * Returns the unpackers of Parquet pages by codec. Each unpacks at most to the length that the page header states, and throws
 * if that exceeds `allowedBytes`.
 */
export function pageUnpackers(name: string): Record<string, PageUnpacker> {
  const guarded =
    (unpackPage: PageUnpacker): PageUnpacker =>
    (packed, length) => {
      if (length > allowedBytes(packed.length)) throw tooMuch(name)
      return unpackPage(packed, length)
    }
  return Object.fromEntries(Object.entries(PAGE_UNPACKERS).map(([codec, unpackPage]) => [codec, guarded(unpackPage)]))
}
