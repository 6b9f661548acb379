import { mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { freeBytes, fullDisk, SPARE_BYTES } from '#db/postgres/free-space'
import type { TakeBytes } from './write'

/** Bytes of a file that are read at once. */
const PIECE_BYTES = 256 * 1024

/**
 * Lets `write` write a file in a directory, then passes its bytes to `take`, and removes it. The directory is made if needed.
 *
 * @throws {Failure} `store_unreachable` if the disk has less than 128 MiB left, which the embedded store needs
 */
export async function throughSpool(
  directory: string,
  write: (take: TakeBytes) => Promise<unknown>,
  take: TakeBytes,
): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const path = join(directory, crypto.randomUUID())
  try {
    await using file = await open(path, 'wx+', 0o600)
    await write(async (bytes) => {
      if (freeBytes(directory) < SPARE_BYTES + bytes.length) throw fullDisk()
      await file.write(bytes)
    })
    for (let at = 0; ; ) {
      const { bytesRead, buffer } = await file.read(new Uint8Array(PIECE_BYTES), 0, PIECE_BYTES, at)
      if (bytesRead === 0) break
      await take(buffer.subarray(0, bytesRead))
      at += bytesRead
    }
  } finally {
    await rm(path, { force: true })
  }
}
