import { skipBytes, takeBytes } from './bytes'
import type { Input } from './input'
import type { Stored } from './stored'
import { PROBE_BYTES, refuseBinary } from './text'
import { packingOf, unpack } from './unpack'

/** Stored bytes as an input that gives them as they lie, unpacked nowhere and not looked at. */
export const openAsIs = async (stored: Stored): Promise<Input> => ({
  ...stored,
  head: (bytes) => takeBytes(stored.slice(0), bytes),
})

/**
 * Stored bytes as an input, unpacked on the way when they are gzip or zstd (told by their first bytes, not by a name).
 *
 * @throws {Failure} `source_unreadable` when they are empty or no text.
 */
export async function openContent({ name, size, fingerprint, slice }: Stored): Promise<Input> {
  const packing = packingOf(await takeBytes(slice(0), 4))
  const content = packing ? (from: number) => skipBytes(unpack(slice(0), packing, name), from) : slice
  const head = (bytes: number) => takeBytes(content(0), bytes)
  refuseBinary(await head(PROBE_BYTES), `"${name}"`)
  return { name, ...(!packing && size !== undefined && { size }), fingerprint, head, slice: content }
}
