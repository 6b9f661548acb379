import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'
import { snappyUncompress } from 'hyparquet'
import { Failure } from '#lib/errors'
import type { Stream } from '#lib/iterate'

/** How bytes may be packed: as a gzip or zstd file, or as a member of a zip archive. */
export type Packing = 'gzip' | 'zstd' | 'deflate-raw'

const LARGEST_RATIO = 100
const LARGEST_BYTES = 2 * 1024 ** 3
/** So much may come out of any file, however well it was packed: what is small does no harm. */
const HARMLESS_BYTES = 16 * 1024 ** 2
/** How a file that begins with these four bytes is packed; `undefined` when it is not. */
export function packingOf(start: Uint8Array): 'gzip' | 'zstd' | undefined {
  if (start[0] === 0x1f && start[1] === 0x8b) return 'gzip'
  return ZSTD.equals(start.subarray(0, 4)) ? 'zstd' : undefined
}

const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd])

/** How many bytes may come out of so many packed ones: 100 times as many, at most 2 GiB, and 16 MiB in any case. */
export const allowedBytes = (packed: number): number =>
  Math.min(LARGEST_BYTES, Math.max(HARMLESS_BYTES, packed * LARGEST_RATIO))

/** The failure that refuses what would unpack to more than is allowed. */
export const tooMuch = (name: string): Failure =>
  new Failure(
    'source_unreadable',
    `"${name}" unpacks to more than 100 times its size, or to more than 2 GiB: unpack it yourself and read what comes out.`,
  )

/** The failure that says that packed bytes are not whole. */
export const damaged = (name: string, cause?: unknown): Failure =>
  new Failure('source_unreadable', `"${name}" is damaged: fetch it again, or unpack what is left.`, { cause })

/**
 * Unpacks bytes, one step ahead at most. Everything that is unpacked anywhere passes here, or asks `allowedBytes`.
 *
 * @throws {Failure} `source_unreadable` when they are damaged, or more comes out than is allowed
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

/** The same bytes as the kind of stream a decompressor takes; how many were taken is kept in the meter. */
function pulled(bytes: Stream<Uint8Array>, meter: { taken: number }): ReadableStream<Uint8Array<ArrayBuffer>> {
  const source = bytes[Symbol.asyncIterator]()
  return new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const { value, done } = await source.next()
      if (done) return controller.close()
      meter.taken += value.length
      controller.enqueue(value as Uint8Array<ArrayBuffer>) // safe: nothing here reads into shared memory
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

/** Whether pages of a Parquet file that are packed so can be unpacked. */
export const isPageCodec = (codec: string): boolean => codec === 'UNCOMPRESSED' || Object.hasOwn(PAGE_UNPACKERS, codec)

/** What unpacks the pages of a Parquet file, by the name of the codec, to the length its header tells and no further. */
export function pageUnpackers(name: string): Record<string, PageUnpacker> {
  const guarded =
    (unpackPage: PageUnpacker): PageUnpacker =>
    (packed, length) => {
      if (length > allowedBytes(packed.length)) throw tooMuch(name)
      return unpackPage(packed, length)
    }
  return Object.fromEntries(Object.entries(PAGE_UNPACKERS).map(([codec, unpackPage]) => [codec, guarded(unpackPage)]))
}
