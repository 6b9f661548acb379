import { describe, expect, test } from 'bun:test'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { throughSpool } from '#db/export/spool'
import { openEmbedded } from '#db/postgres/embedded'

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'vestim-spool-'))
  try {
    await work(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

describe('a file of an export in the embedded store', () => {
  test('is passed on whole once it is written, and removed', () =>
    inFolder(async (folder) => {
      const bytes = new Uint8Array(600_000).map((_, at) => at % 251)
      const pieces: Uint8Array[] = []
      let isWritten = false
      await throughSpool(
        join(folder, 'exports'),
        async (take) => {
          await take(bytes.subarray(0, 100))
          await take(bytes.subarray(100))
          isWritten = true
        },
        async (piece) => {
          expect([isWritten, readdirSync(join(folder, 'exports')).length]).toEqual([true, 1])
          pieces.push(piece)
        },
      )
      expect(Buffer.concat(pieces)).toEqual(Buffer.from(bytes))
      expect(readdirSync(join(folder, 'exports'))).toEqual([])
    }))

  test('is removed if it cannot be written or its client goes', () =>
    inFolder(async (folder) => {
      const fail = () => Promise.reject(new Error('broken'))
      const write = (take: (bytes: Uint8Array) => Promise<void>) => take(new Uint8Array(10))
      await expect(throughSpool(folder, fail, async () => {})).rejects.toThrow('broken')
      await expect(throughSpool(folder, write, fail)).rejects.toThrow('broken')
      expect(readdirSync(folder)).toEqual([])
    }))

  test(
    'that a killed process left is removed when the store is opened',
    () =>
      inFolder(async (folder) => {
        mkdirSync(join(folder, 'exports'))
        await Bun.write(join(folder, 'exports', 'left'), 'half an export')
        await using database = await openEmbedded({ directory: folder })
        expect(database.spoolDirectory).toBe(join(folder, 'exports'))
        expect(existsSync(join(folder, 'exports', 'left'))).toBe(false)
      }),
    60_000,
  )
})
