import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { Failure } from '#lib/errors'
import type { Stream } from '#lib/iterate'
import { fingerprintFile } from './fingerprint'
import type { Input } from './input'
import { readBytes, skipBytes, streamFile, takeBytes } from './input-bytes'
import { PROBE_BYTES, refuseBinary } from './input-text'
import { unreadable } from './unreadable'

/**
 * One file as an input, unpacked on the way when it is gzip or zstd (told by its first bytes, not by its name).
 *
 * @throws {Failure} `source_unreadable` when it is forbidden, empty, no regular file or no text.
 */
export async function openFile(path: string): Promise<Input> {
  const name = basename(path)
  try {
    const size = await sizeOf(path, name)
    const packed = packingOf(await readBytes(path, 0, 4))
    const slice = (from: number) => (packed ? skipBytes(unpack(path, name, packed), from) : read(path, name, from))
    const head = (bytes: number) => takeBytes(slice(0), bytes)
    refuseBinary(await head(PROBE_BYTES), `"${name}"`)
    return { name, ...(packed ? {} : { size }), fingerprint: await fingerprintFile(path, size), head, slice }
  } catch (error) {
    throw unreadable(name, error)
  }
}

async function sizeOf(path: string, name: string): Promise<number> {
  const found = await stat(path)
  if (found.isFile()) return found.size
  throw new Failure('source_unreadable', `"${name}" is not a regular file: pipe its content in and read "-" instead.`)
}

type Packing = 'gzip' | 'zstd'

function packingOf(start: Uint8Array): Packing | undefined {
  if (start[0] === 0x1f && start[1] === 0x8b) return 'gzip'
  return Buffer.from(start).equals(ZSTD) ? 'zstd' : undefined
}

const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd])

async function* read(path: string, name: string, from: number): Stream<Uint8Array> {
  try {
    yield* streamFile(path, from)
  } catch (error) {
    throw unreadable(name, error)
  }
}

async function* unpack(path: string, name: string, packing: Packing): Stream<Uint8Array> {
  try {
    yield* Bun.file(path).stream().pipeThrough(new DecompressionStream(packing))
  } catch (cause) {
    throw new Failure('source_unreadable', `"${name}" is damaged: fetch it again, or unpack what is left.`, { cause })
  }
}
