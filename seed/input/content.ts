import { skipBytes, takeBytes } from './bytes'
import type { Input } from './input'
import type { Stored } from './stored'
import { PROBE_BYTES, refuseBinary } from './text'
import { packingOf, unpack } from './unpack'

/** Returns stored bytes as an input, neither unpacked nor checked to be text. */
export const openAsIs = async (stored: Stored): Promise<Input> => ({
  ...stored,
  head: (bytes) => takeBytes(stored.slice(0), bytes),
})

/**
 * Returns stored bytes as an input of text. Gzip and zstd, recognised by their first bytes, are unpacked while they are read.
 *
 * @throws {Failure} `source_unreadable` if the content is empty or not text
 */
export async function openContent({ name, size, fingerprint, slice }: Stored): Promise<Input> {
  const packing = packingOf(await takeBytes(slice(0), 4))
  const content = packing ? (from: number) => skipBytes(unpack(slice(0), packing, name), from) : slice
  const head = (bytes: number) => takeBytes(content(0), bytes)
  refuseBinary(await head(PROBE_BYTES), `"${name}"`)
  return { name, ...(!packing && size !== undefined && { size }), fingerprint, head, slice: content }
}
