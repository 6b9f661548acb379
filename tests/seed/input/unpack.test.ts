import { describe, expect, test } from 'bun:test'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { allowedBytes, unpack } from '#seed/input/unpack'

const MIB = 1024 * 1024

async function* inPieces(bytes: Uint8Array, size = 1000): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

/** The number of unpacked bytes, and the failure that ended it. */
async function unpacked(packed: Uint8Array, packing: 'gzip' | 'zstd'): Promise<{ length: number; said?: string }> {
  let length = 0
  try {
    for await (const piece of unpack(inPieces(packed), packing, 'games.csv')) length += piece.length
    return { length }
  } catch (error) {
    return { length, said: String(error) }
  }
}

const PACKERS = [
  ['gzip', gzipSync],
  ['zstd', zstdCompressSync],
] as const

describe.each(PACKERS)('%s', (packing, pack) => {
  test('several packed files in a row are one file', async () => {
    const text = Buffer.from('Name,Year\nTetris,1989\n')
    expect(await unpacked(Buffer.concat([pack(text), pack(text)]), packing)).toEqual({ length: 2 * text.length })
  })

  test('a decompression bomb fails early', async () => {
    const { length, said } = await unpacked(pack(Buffer.alloc(64 * MIB)), packing)
    expect(length).toBeLessThanOrEqual(16 * MIB)
    expect(said).toContain('"games.csv" unpacks to more than 100 times its size')
  })

  test('a file that is cut off, or followed by other bytes, is damaged', async () => {
    const packed = pack(crypto.getRandomValues(new Uint8Array(40_000)))
    for (const broken of [
      packed.subarray(0, -3),
      packed.subarray(0, 20_000),
      Buffer.concat([packed, packed.subarray(9)]),
    ])
      expect((await unpacked(broken, packing)).said).toContain('"games.csv" is damaged')
  })
})

test('a file may unpack to 100 times its size, but at least 16 MiB and at most 2 GiB', () => {
  expect([1, MIB, 1024 * MIB].map(allowedBytes)).toEqual([16 * MIB, 100 * MIB, 2048 * MIB])
})
